using System.Collections.Immutable;
using ResidentBot.Core.Files;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Roles;

namespace ResidentBot.Core.Communities;

/// <summary>
/// Reads <c>staff.yml</c>:
/// <code>
/// staff:
///   - id: chen
///     name: 陈秀兰
///     language: zh
///     addresses: [telegram:7000000001, sms:+447700900101]
///     role: grid_worker
///     duty: [{days: mon-fri, from: 08:00, until: 18:00}]
///     leave: [{from: 2026-12-01, until: 2026-12-05}]
/// </code>
/// </summary>
static class StaffReader
{
    /// <summary>The words for languages.</summary>
    public static readonly ImmutableDictionary<string, Language> Languages = ImmutableDictionary.CreateRange(StringComparer.Ordinal,
        [KeyValuePair.Create("zh", Language.Zh), KeyValuePair.Create("en", Language.En)]);

    /// <summary>The words for roles.</summary>
    public static readonly ImmutableDictionary<string, Role> Roles = ImmutableDictionary.CreateRange(StringComparer.Ordinal,
    [
        KeyValuePair.Create("agent", Role.Agent), KeyValuePair.Create("administrator", Role.Administrator), KeyValuePair.Create("supervisor", Role.Supervisor),
        KeyValuePair.Create("grid_worker", Role.GridWorker), KeyValuePair.Create("counsellor", Role.Counsellor), KeyValuePair.Create("property", Role.Property),
        KeyValuePair.Create("auditor", Role.Auditor),
    ]);

    /// <summary>All staff; <paramref name="accounts"/> as far as they could be read.</summary>
    public static ImmutableDictionary<string, StaffMember> Read(
        YamlMap file, Language usual, IReadOnlyDictionary<string, ChannelAccount>? accounts)
    {
        var ids = new Ids("staff member");
        var owners = new Dictionary<Address, string>();
        var staff = ImmutableDictionary.CreateBuilder<string, StaffMember>(StringComparer.Ordinal);
        foreach (var item in file.RequiredMaps("staff"))
        {
            var id = ids.Take(item);
            if (id == Responsible.Word) item.Report("id", $"`{id}` has a meaning of its own in ladders");
            var member = new StaffMember(id, item.RequiredText("name"), item.OneOf("language", Languages) ?? usual, ReadAddresses(item, accounts))
            {
                Role = item.OneOf("role", Roles) ?? Role.GridWorker,
                Duty = DutyReader.ReadDuty(item),
                Leaves = DutyReader.ReadLeave(item),
            };
            CheckOwners(item, member, owners);
            item.Done();
            if (id.Length > 0) staff.Add(id, member);
        }
        file.Done();
        return staff.ToImmutable();
    }

    static ImmutableArray<Address> ReadAddresses(YamlMap item, IReadOnlyDictionary<string, ChannelAccount>? accounts)
    {
        if (item.Has("addresses") && item.TextList("addresses").Count > 0) return Addresses.Read(item, "addresses", accounts);
        item.Report(item.Has("addresses") ? "addresses" : null, "a staff member needs at least one address: a rung of a ladder is a message to a person");
        return [];
    }

    static void CheckOwners(YamlMap item, StaffMember member, Dictionary<Address, string> owners)
    {
        foreach (var address in member.Addresses)
            if (!owners.TryAdd(address, member.Id))
                item.Report("addresses", $"an address here is already one of `{owners[address]}`: an answer would not tell who gave it");
    }
}
