using NodaTime;
using NodaTime.Text;
using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Communities;
using ResidentBot.Host.Desk.Shared;

namespace ResidentBot.Host.Desk.Residents;

/// <summary>Reads people with their households, and finds them by name, door or address.</summary>
static class PersonReads
{
    const int PageSize = 50;
    const int Chunk = 500;

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

    /// <summary>The same people with today's windows.</summary>
    public static async Task<List<PersonView>> WithCheckInsAsync(RunningCommunity community, IReadOnlyList<PersonView> people, Instant now)
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

    /// <summary>The residents page.</summary>
    public static async Task<ResidentsView> PageAsync(DeskRequest request, string shown, bool reveal, string? typed = null)
    {
        var community = request.Community;
        var query = request.Query("q").Trim();
        var (rows, next) = await FindAsync(request, query, request.Query("after"));
        var open = request.Seen(await OfAsync(community, shown.Length == 0 ? [] : [shown])).FirstOrDefault();
        return new ResidentsView(
            query,
            rows,
            next,
            request.HasAll() ? await community.Store.CountListAsync(Lists.Persons) : null,
            open is null ? null : new ShownPerson((await WithCheckInsAsync(community, [open], request.Now))[0], await MayWriteAsync(community, open.Person)),
            reveal,
            typed);
    }

    // The register is read in the order of its ids until the page is full: no second index that could go wrong.
    static async Task<(List<PersonView> Rows, string? Next)> FindAsync(DeskRequest request, string query, string after)
    {
        var community = request.Community;
        var rows = new List<PersonView>();
        var from = after.Length == 0 ? null : after;
        while (true)
        {
            var ids = await community.Store.NamesAfterAsync(Lists.Persons, from, query.Length == 0 ? PageSize : Chunk);
            foreach (var view in request.Seen(await OfAsync(community, ids)))
            {
                if (!Matches(view, query)) continue;
                rows.Add(view);
                if (rows.Count == PageSize) return (rows, view.Person.Id);
            }
            if (ids.Count < (query.Length == 0 ? PageSize : Chunk)) return (rows, null);
            from = ids[^1];
        }
    }

    static bool Matches(PersonView view, string query)
    {
        if (query.Length == 0) return true;
        var digits = new string([.. query.Where(char.IsAsciiDigit)]);
        return Has(view.Person.Name) || Has(view.Person.Id) || Has(view.Household?.Unit) || view.Path.Any(place => Has(place.Name))
            || (digits.Length >= 4 && view.Person.Addresses.Any(address => address.Value.Contains(digits, StringComparison.Ordinal)));

        bool Has(string? text) => text?.Contains(query, StringComparison.OrdinalIgnoreCase) == true;
    }

    // Where a talk exists it may go on; where none does, only some channels may begin one.
    static async Task<List<Address>> MayWriteAsync(RunningCommunity community, Person person)
    {
        var talks = await Task.WhenAll(person.Addresses.Select(address => community.Store.FindAsync<Conversation>(address.Value)));
        return [.. person.Addresses.Where((address, i) => talks[i]?.LastInAt is not null
            || (community.World.Capabilities.TryGetValue(address.Channel, out var can) && can.MayStart))];
    }

    static async Task<Dictionary<string, Person>> FamilyAsync(RunningCommunity community, List<Person> known, IEnumerable<Household> households)
    {
        var all = known.ToDictionary(person => person.Id, StringComparer.Ordinal);
        var others = households.SelectMany(household => household.Persons).Distinct().Where(id => !all.ContainsKey(id)).ToList();
        foreach (var person in await community.Store.FindAllAsync<Person>(others)) all.TryAdd(person.Id, person);
        return all;
    }
}
