using NodaTime;
using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Communities;
using ResidentBot.Host.Desk.Shared;
using ResidentBot.Host.Registers;

namespace ResidentBot.Host.Desk.Residents;

/// <summary>Reads what stands on a person's card.</summary>
static class PersonFiles
{
    const int Days = 30;
    const int MostTickets = 30;
    const int MostNeighbours = 4;

    /// <summary>How far back the log is looked through for one card, and for those who ask for more.</summary>
    const int Log = 5_000;
    const int LongLog = 100_000;

    /// <summary>The card; null when there is none that may be seen.</summary>
    public static async Task<PersonFile?> ReadAsync(DeskRequest request, string id)
    {
        if (await request.PersonAsync(Right.SeeResidents, id) is not { } view) return null;
        var (community, person) = (request.Community, view.Person);
        var today = community.World.Local(request.Now).Date;
        var merges = await community.Store.FindAllAsync<Merge>(person.Merges);
        List<string> ids = [person.Id, .. merges.Where(merge => merge.UndoneAt is null).Select(merge => merge.Gone.Id)];
        var (history, hasOlder) = await HistoryAsync(community, ids, request.Query("log") == "all" ? LongLog : Log);
        return new PersonFile((await PersonReads.OfTodayAsync(community, [view], request.Now))[0])
        {
            MayWrite = await MayWriteAsync(community, person, request.Now),
            Tickets = [.. (await TicketsAsync(community, ids, person.Addresses)).Where(ticket => Entitlements.MaySee(request.Me.Grant, community.World.Community, ticket))],
            Strip = await StripAsync(community, ids, today, Days),
            History = history,
            HasOlder = hasOlder,
            Merges = merges,
            Neighbours = await NeighboursAsync(request, view),
            MayEdit = request.May(Right.EditResidents, person, view.Household?.Place),
            MayReveal = request.May(Right.Reveal, person, view.Household?.Place) && request.May(Right.Reveal, view.Household?.Place, Sensitivity.Sensitive),
            MayErase = request.May(Right.Erase, person, view.Household?.Place),
            Today = today,
        };
    }

    /// <summary>Tickets about some entries or from some addresses, the newest first.</summary>
    public static async Task<List<Ticket>> TicketsAsync(RunningCommunity community, IEnumerable<string> persons, IEnumerable<Address> addresses, int most = MostTickets)
    {
        var lists = persons.Select(Lists.TicketsOf).Concat(addresses.Select(Lists.TicketsOf));
        var found = await Task.WhenAll(lists.Select(list => community.Store.ListAsync(list, 0, most - 1, newestFirst: true)));
        var numbers = found.SelectMany(list => list).DistinctBy(place => place.Member).OrderByDescending(place => place.Score).Take(most).Select(place => place.Member);
        return await community.Store.FindAllAsync<Ticket>(numbers);
    }

    /// <summary>The ids of all windows of some entries on the days up to today.</summary>
    public static IEnumerable<string> WindowIds(RunningCommunity community, IEnumerable<string> persons, LocalDate today, int days) =>
        from person in persons
        from back in Enumerable.Range(0, days)
        from window in community.World.Community.CheckIns?.Windows ?? []
        select PersonReads.Id(person, today.PlusDays(-back), window);

    static async Task<List<(LocalDate, IReadOnlyList<(Core.Communities.CheckInWindow, CheckIn?)>)>> StripAsync(RunningCommunity community, List<string> persons, LocalDate today, int days)
    {
        if (community.World.Community.CheckIns is not { } programme) return [];
        var found = await community.Store.FindAllAsync<CheckIn>(WindowIds(community, persons, today, days));
        if (found.Count == 0) return [];
        var byWindow = found.ToLookup(checkIn => (checkIn.Date, checkIn.Window));
        return [.. Enumerable.Range(0, days).Select(back => today.PlusDays(back - days + 1)).Select(day => (day,
            (IReadOnlyList<(Core.Communities.CheckInWindow, CheckIn?)>)[.. programme.Windows.Select(window => (window, byWindow[(day, window.Id)].FirstOrDefault()))]))];
    }

    // The log is one stream; lines of one person are picked out of its end.
    static async Task<(List<LogEntry> Lines, bool HasOlder)> HistoryAsync(RunningCommunity community, List<string> persons, int depth)
    {
        var lines = await community.Store.LastAsync(community.Store.Keys.Log, depth);
        var marks = persons.ConvertAll(id => System.Text.Encoding.UTF8.GetBytes($"\"{id}\""));
        return ([.. lines.Where(line => marks.Exists(mark => line.Data.AsSpan().IndexOf(mark) >= 0))
            .Select(line => Codec.Read<LogEntry>(line.Data)).Where(line => persons.Contains(line.About))], lines.Count == depth);
    }

    static async Task<List<RegisterEntry>> NeighboursAsync(DeskRequest request, PersonView view)
    {
        if (view.Household is not { } home) return [];
        var near = (await request.Community.Register.FindAsync(new RegisterQuery
        {
            Place = home.Place,
            Today = request.Community.World.Local(request.Now).Date,
            IsSeen = entry => request.May(Right.SeeResidents, entry),
        })).Where(entry => entry.Person.Left is null).ToList();
        var at = near.FindIndex(entry => entry.Person.Id == view.Person.Id);
        return [.. near.Select((entry, i) => (entry, Distance: Math.Abs(i - at)))
            .Where(one => one.entry.Person.Household != home.Id)
            .DistinctBy(one => one.entry.Person.Household)
            .OrderBy(one => one.Distance)
            .Take(MostNeighbours)
            .Select(one => one.entry)];
    }

    // Where a talk exists it may go on; where none does, only some channels may begin one, and some close after a while.
    static async Task<List<Address>> MayWriteAsync(RunningCommunity community, Person person, Instant now)
    {
        var talks = await Task.WhenAll(person.Addresses.Select(address => community.Store.FindAsync<Conversation>(address.Value)));
        return [.. person.Addresses.Where((address, i) => (talks[i]?.LastInAt is not null || community.World.Can(address).MayStart)
            && FreeWords.Of(community.World, address, talks[i], now) is null or { Until: not null } or { Templates: true })];
    }
}
