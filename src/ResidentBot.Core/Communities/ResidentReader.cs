using System.Collections.Immutable;
using ResidentBot.Core.Files;
using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Communities;

/// <summary>
/// Reads <c>residents.yml</c>:
/// <code>
/// households:
///   - id: h-101
///     place: b1-s1
///     unit: "101"
///     persons:
///       - {id: p-101, name: 杨桂珍, lives_alone: true, addresses: sms:+12025550101}
/// </code>
/// </summary>
sealed class ResidentReader(
    Language usual, IReadOnlyDictionary<string, ChannelAccount>? accounts, IReadOnlyDictionary<string, Place>? places)
{
    readonly Ids _households = new("household");
    readonly Ids _persons = new("person");
    readonly Dictionary<Address, string> _homes = [];

    /// <summary>All households.</summary>
    public ImmutableArray<HouseholdSeed> Read(YamlMap file)
    {
        var households = ImmutableArray.CreateBuilder<HouseholdSeed>();
        foreach (var item in file.RequiredMaps("households"))
        {
            var (id, place, unit) = (_households.Take(item), item.RequiredText("place"), item.RequiredText("unit"));
            item.CheckKnown("place", "place", place, places?.Keys);
            var persons = item.RequiredMaps("persons").Select(person => ReadPerson(person, id)).ToImmutableArray();
            item.Done();
            households.Add(new HouseholdSeed(id, place, unit, persons));
        }
        file.Done();
        return households.ToImmutable();
    }

    PersonSeed ReadPerson(YamlMap item, string household)
    {
        var alone = item.Flag("lives_alone") ?? false;
        var person = new PersonSeed(
            _persons.Take(item),
            item.RequiredText("name"),
            item.OneOf("language", StaffReader.Languages) ?? usual,
            alone,
            item.Flag("check_in") ?? alone,
            Addresses.Read(item, "addresses", accounts),
            item.Flag("jobs") ?? false);
        item.Done();
        CheckHome(item, person, household);
        if (person.CheckIn && !item.Has("addresses"))
            item.Report(null, "a person who is asked how they are needs an address under `addresses`; without a phone, set `check_in: false` and visit");
        return person;
    }

    void CheckHome(YamlMap item, PersonSeed person, string household)
    {
        for (var i = 0; i < person.Addresses.Length; i++)
            if (!_homes.TryAdd(person.Addresses[i], household) && _homes[person.Addresses[i]] != household)
                item.ReportItem("addresses", i, $"this address already belongs to household `{_homes[person.Addresses[i]]}`");
    }
}
