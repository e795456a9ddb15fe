using NodaTime;
using NodaTime.Text;
using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Host.Communities;

namespace ResidentBot.Host.Desk.Residents;

/// <summary>Reads people with their households.</summary>
static class PersonReads
{
    /// <summary>People by id, leaving out the absent.</summary>
    public static async Task<List<PersonView>> OfAsync(RunningCommunity community, IEnumerable<string> ids)
    {
        var persons = await community.Store.FindAllAsync<Person>(ids);
        var households = (await community.Store.FindAllAsync<Household>(persons.Select(person => person.Household).Distinct())).ToDictionary(one => one.Id, StringComparer.Ordinal);
        var family = await FamilyAsync(community, persons, households.Values);
        return [.. persons.Select(person =>
        {
            var household = households.GetValueOrDefault(person.Household);
            return new PersonView(
                person,
                household,
                [.. Responsible.Upwards(community.World.Community, household?.Place).Reverse()],
                [.. (household?.Persons ?? []).Where(id => id != person.Id).Select(family.GetValueOrDefault).OfType<Person>()],
                []);
        })];
    }

    /// <summary>The same people with today's windows, and how long they may be written to freely.</summary>
    public static async Task<List<PersonView>> OfTodayAsync(RunningCommunity community, IReadOnlyList<PersonView> people, Instant now)
    {
        var seen = new List<PersonView>(people.Count);
        foreach (var view in await WithCheckInsAsync(community, people, now)) seen.Add(view with { FreeWords = await FreeWordsAsync(community, view.Person.Addresses, now) });
        return seen;
    }

    static async Task<Dictionary<Address, FreeWords>> FreeWordsAsync(RunningCommunity community, IEnumerable<Address> addresses, Instant now)
    {
        var found = new Dictionary<Address, FreeWords>();
        foreach (var address in addresses)
            if (community.World.Can(address).Window is not null
                && FreeWords.Of(community.World, address, await community.Store.FindAsync<Conversation>(address.Value), now) is { } words)
                found[address] = words;
        return found;
    }

    static async Task<List<PersonView>> WithCheckInsAsync(RunningCommunity community, IReadOnlyList<PersonView> people, Instant now)
    {
        if (community.World.Community.CheckIns is not { } programme || people.Count == 0) return [.. people];
        var today = community.World.Local(now).Date;
        var ids = people.SelectMany(view => programme.Windows, (view, window) => Id(view.Person.Id, today, window)).ToList();
        var found = (await community.Store.FindAllAsync<CheckIn>(ids)).ToDictionary(one => one.Id, StringComparer.Ordinal);
        return [.. people.Select(view => view with
        {
            CheckIns = [.. programme.Windows.Select(window => (window, found.GetValueOrDefault(Id(view.Person.Id, today, window))))],
        })];
    }

    /// <summary>The id of a person's window on a day.</summary>
    public static string Id(string person, LocalDate date, CheckInWindow window) => $"{person}:{LocalDatePattern.Iso.Format(date)}:{window.Id}";

    static async Task<Dictionary<string, Person>> FamilyAsync(RunningCommunity community, List<Person> known, IEnumerable<Household> households)
    {
        var all = known.ToDictionary(person => person.Id, StringComparer.Ordinal);
        var others = households.SelectMany(household => household.Persons).Distinct().Where(id => !all.ContainsKey(id)).ToList();
        foreach (var person in await community.Store.FindAllAsync<Person>(others)) all.TryAdd(person.Id, person);
        return all;
    }
}
