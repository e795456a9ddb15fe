using ResidentBot.Core.Conversations;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Communities;
using ResidentBot.Host.Desk.Residents;
using ResidentBot.Host.Desk.Shared;

namespace ResidentBot.Host.Desk.Tickets;

/// <summary>Reads what the page with queues, list and ticket shows.</summary>
static class TicketReads
{
    const int MostEnded = 100;
    const int Lines = 200;

    /// <summary>The page. An unknown list shows everything open.</summary>
    public static async Task<TicketsView> PageAsync(DeskRequest request, string list, string number, string? typed = null)
    {
        var (store, world) = (request.Community.Store, request.Community.World);
        var open = await Board.OpenAsync(request.Community);
        var (done, ended) = (store.CountListAsync(Lists.Done), store.CountListAsync(Lists.Ended));
        var lines = new List<ListLine>
        {
            Line("all", request.T["list_all"], open),
            Line("mine", request.T["list_mine"], open.Where(ticket => ticket.Owner == request.Me.Name)),
        };
        foreach (var queue in world.Community.Queues.Values.OrderBy(queue => queue.AnswerWithin).ThenBy(queue => queue.Id, StringComparer.Ordinal))
            lines.Add(Line(queue.Id, queue.Title[request.T.Language], open.Where(ticket => ticket.Queue == queue.Id)));
        lines.Add(new ListLine("done", request.T["list_done"], await done, 0));
        lines.Add(new ListLine("ended", request.T["list_ended"], await ended, 0));
        if (lines.TrueForAll(line => line.Id != list)) list = "all";
        var rows = list switch
        {
            "all" => open,
            "mine" => [.. open.Where(ticket => ticket.Owner == request.Me.Name)],
            "done" => await ListedAsync(request.Community, Lists.Done, newestFirst: false),
            "ended" => await ListedAsync(request.Community, Lists.Ended, newestFirst: true),
            _ => [.. open.Where(ticket => ticket.Queue == list)],
        };
        var ticket = number.Length == 0 ? null : await TicketAsync(request.Community, number, open, request.Query("lines") == "all", typed);
        return new TicketsView(list, lines, rows, ticket is null ? null : await ticket.WithCheckInsAsync(request));
    }

    static ListLine Line(string id, string title, IEnumerable<Ticket> tickets)
    {
        var list = tickets.ToList();
        return new ListLine(id, title, list.Count, list.Count(ticket => ticket is { Urgency: Urgency.Emergency, State: TicketState.Waiting }));
    }

    static async Task<List<Ticket>> ListedAsync(RunningCommunity community, string list, bool newestFirst)
    {
        var places = await community.Store.ListAsync(list, 0, MostEnded - 1, newestFirst);
        return await community.Store.FindAllAsync<Ticket>(places.Select(place => place.Member));
    }

    static async Task<TicketView?> TicketAsync(RunningCommunity community, string number, List<Ticket> open, bool allLines, string? typed)
    {
        var store = community.Store;
        if (await store.FindAsync<Ticket>(number) is not { } ticket) return null;
        if (ticket.Address is not { } address)
        {
            var about = await PersonReads.OfAsync(community, ticket.PersonId is { } id ? [id] : []);
            return new TicketView(ticket, null, [], false, null, about, [], typed);
        }
        var conversation = store.FindAsync<Conversation>(address.Value);
        var length = store.ThreadLengthAsync(address);
        var thread = store.ThreadAsync(address, allLines ? 0 : -Lines);
        var presence = store.GetAsync(store.Keys.Presence(address));
        await Task.WhenAll(conversation, length, thread, presence);
        var people = (ticket.PersonId is { } person ? new[] { person } : []).Concat((await conversation)?.Persons ?? []).Distinct().ToList();
        var seen = await presence;
        // An open page notes how many lines of the thread it has been given.
        long? shown = long.TryParse(seen, out var count) ? count : null;
        var first = allLines ? 0 : Math.Max(0, await length - Lines);
        var entries = await thread;
        return new TicketView(
            ticket,
            await conversation,
            ThreadLines.Of(entries, first, shown, community.World.IsFetched(address)),
            await length > Lines && !allLines,
            seen is null ? null : new Presence(entries.Take((int)Math.Max(0, (shown ?? 0) - first)).LastOrDefault()?.At),
            await PersonReads.OfAsync(community, people),
            [.. open.Where(other => other.Number != number && (other.Address == address || (other.PersonId is { } id && people.Contains(id))))],
            typed);
    }

    static async Task<TicketView> WithCheckInsAsync(this TicketView view, DeskRequest request) =>
        view with { Persons = await PersonReads.WithCheckInsAsync(request.Community, view.Persons, request.Now) };
}
