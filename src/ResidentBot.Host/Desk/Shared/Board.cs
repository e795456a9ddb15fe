using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Communities;

namespace ResidentBot.Host.Desk.Shared;

/// <summary>The tickets of a community as the desk orders them: the most urgent and the earliest due first, over all queues. Only those one may see.</summary>
static class Board
{
    const int MostOfQueue = 300;
    const int MostEnded = 300;
    const int MostDone = 100;

    /// <summary>Open tickets; of each queue at most the first 300.</summary>
    public static async Task<List<Ticket>> OpenAsync(DeskRequest request)
    {
        var community = request.Community;
        var queues = community.World.Community.Queues.Keys;
        var lists = await Task.WhenAll(queues.Select(queue => community.Store.ListAsync(Lists.Queue(queue), 0, MostOfQueue - 1)));
        return await SeenAsync(request, lists.SelectMany(list => list).OrderBy(place => place.Score).Select(place => place.Member));
    }

    /// <summary>Requests marked done and not yet confirmed; at most the first 100.</summary>
    public static async Task<List<Ticket>> DoneAsync(DeskRequest request) =>
        await SeenAsync(request, (await request.Community.Store.ListAsync(Lists.Done, 0, MostDone - 1)).Select(place => place.Member));

    /// <summary>Tickets that ended, the newest first; of the newest 300 those one may see.</summary>
    public static async Task<List<Ticket>> EndedAsync(DeskRequest request) => await SeenAsync(
        request, (await request.Community.Store.ListAsync(Lists.Ended, 0, MostEnded - 1, newestFirst: true)).Select(place => place.Member));

    /// <summary>The counters in the head: of what one may see, or they would tell of what one may not.</summary>
    public static async Task<Today?> TodayAsync(DeskRequest request)
    {
        var (community, grant) = (request.Community, request.Me.Grant);
        if (!Entitlements.MayAnywhere(grant, Right.SeeTickets, community.World.Community)
            && !Entitlements.MayAnywhere(grant, Right.SeeRequests, community.World.Community)) return null;
        var (open, done, ended, checkIns) = (OpenAsync(request), DoneAsync(request), TodaysEndAsync(request), CheckInsAsync(request));
        await Task.WhenAll(open, done, ended, checkIns);
        var waiting = (await open).Where(ticket => ticket.State == TicketState.Waiting).ToList();
        var today = community.World.Local(request.Now).Date;
        return new Today(
            [.. waiting.Where(ticket => ticket.Urgency == Urgency.Emergency).Select(ticket => ticket.Number)],
            [.. waiting.Select(ticket => ticket.Number)],
            (await open).Concat(await done).Concat(await ended).Count(ticket => community.World.Local(ticket.OpenedAt).Date == today),
            (await ended).Count,
            await checkIns);
    }

    static async Task<List<Ticket>> SeenAsync(DeskRequest request, IEnumerable<string> numbers) =>
        [.. (await request.Community.Store.FindAllAsync<Ticket>(numbers)).Where(request.MaySee)];

    static async Task<List<Ticket>> TodaysEndAsync(DeskRequest request)
    {
        var world = request.Community.World;
        var midnight = world.Local(request.Now).Date.AtStartOfDayInZone(world.Community.Zone).ToInstant().ToUnixTimeMilliseconds();
        var newest = await request.Community.Store.ListAsync(Lists.Ended, 0, MostEnded - 1, newestFirst: true);
        return await SeenAsync(request, newest.Where(place => place.Score >= midnight).Select(place => place.Member));
    }

    // Null for whoever sees no residents. With the whole community the list is only counted: a thousand wait just after eight.
    static async Task<long?> CheckInsAsync(DeskRequest request)
    {
        var (community, store) = (request.Community, request.Community.Store);
        if (!Entitlements.MayAnywhere(request.Me.Grant, Right.SeeResidents, community.World.Community)) return null;
        if (request.HasAll()) return await store.CountListAsync(Lists.OpenCheckIns);
        var open = await store.FindAllAsync<CheckIn>((await store.ListAsync(Lists.OpenCheckIns)).Select(place => place.Member));
        var places = await PlacesAsync(community, open.Select(checkIn => checkIn.Person));
        return open.Count(checkIn => request.May(Right.SeeResidents, places.GetValueOrDefault(checkIn.Person)));
    }

    /// <summary>Where people live, by their ids.</summary>
    public static async Task<Dictionary<string, string>> PlacesAsync(RunningCommunity community, IEnumerable<string> persons)
    {
        var known = await community.Store.FindAllAsync<Person>(persons.Distinct());
        var households = (await community.Store.FindAllAsync<Household>(known.Select(person => person.Household).Distinct())).ToDictionary(one => one.Id, StringComparer.Ordinal);
        return known.Where(person => households.ContainsKey(person.Household))
            .ToDictionary(person => person.Id, person => households[person.Household].Place, StringComparer.Ordinal);
    }
}
