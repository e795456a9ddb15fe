using NodaTime;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Communities;

namespace ResidentBot.Host.Desk.Shared;

/// <summary>The open tickets of a community as the desk orders them: the most urgent and the earliest due first, over all queues.</summary>
static class Board
{
    const int MostOfQueue = 300;

    /// <summary>Open tickets; of each queue at most the first 300.</summary>
    public static async Task<List<Ticket>> OpenAsync(RunningCommunity community)
    {
        var queues = community.World.Community.Queues.Keys;
        var lists = await Task.WhenAll(queues.Select(queue => community.Store.ListAsync(Lists.Queue(queue), 0, MostOfQueue - 1)));
        return await community.Store.FindAllAsync<Ticket>(lists.SelectMany(list => list).OrderBy(place => place.Score).Select(place => place.Member));
    }

    /// <summary>The counters in the head.</summary>
    public static async Task<Today> TodayAsync(RunningCommunity community, Instant now)
    {
        var open = OpenAsync(community);
        var stats = community.Store.HashAsync(community.Store.Keys.Stats(community.World.Local(now).Date));
        var checkIns = community.Store.CountListAsync(Lists.OpenCheckIns);
        await Task.WhenAll(open, stats, checkIns);
        var waiting = (await open).Where(ticket => ticket.State == TicketState.Waiting).ToList();
        return new Today(
            [.. waiting.Where(ticket => ticket.Urgency == Urgency.Emergency).Select(ticket => ticket.Number)],
            [.. waiting.Select(ticket => ticket.Number)],
            Sum(await stats, "opened:"),
            Sum(await stats, "closed:"),
            await checkIns);
    }

    static long Sum(Dictionary<string, string> stats, string prefix) => stats
        .Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal))
        .Sum(pair => long.Parse(pair.Value));
}
