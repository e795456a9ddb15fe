using ResidentBot.Core.Communities;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Desk.Residents;
using ResidentBot.Host.Desk.Shared;

namespace ResidentBot.Host.Desk.Tickets;

/// <summary>Reads what the page with queues, list and ticket shows.</summary>
static class TicketReads
{
    const int Lines = 200;

    /// <summary>The page. An unknown list shows everything open.</summary>
    public static async Task<TicketsView> PageAsync(DeskRequest request, string list, string number, string? typed = null)
    {
        var world = request.Community.World;
        var (reading, finishing) = (Board.OpenAsync(request), Board.DoneAsync(request));
        var (open, done) = (await reading, await finishing);
        var lines = new List<ListLine>
        {
            Line("all", request.T["list_all"], open),
            Line("mine", request.T["list_mine"], open.Where(ticket => ticket.Owner == request.Me.Name)),
        };
        foreach (var queue in world.Community.Queues.Values.OrderBy(queue => queue.AnswerWithin).ThenBy(queue => queue.Id, StringComparer.Ordinal))
            if (MaySee(request, queue) || open.Any(ticket => ticket.Queue == queue.Id))
                lines.Add(Line(queue.Id, queue.Title[request.T.Language], open.Where(ticket => ticket.Queue == queue.Id)));
        lines.Add(new ListLine("done", request.T["list_done"], done.Count, 0));
        lines.Add(new ListLine("ended", request.T["list_ended"], null, 0));
        if (lines.TrueForAll(line => line.Id != list)) list = "all";
        var rows = list switch
        {
            "all" => open,
            "mine" => [.. open.Where(ticket => ticket.Owner == request.Me.Name)],
            "done" => done,
            "ended" => await Board.EndedAsync(request),
            _ => [.. open.Where(ticket => ticket.Queue == list)],
        };
        var ticket = number.Length == 0 ? null : await TicketAsync(request, number, open, typed);
        return new TicketsView(list, lines, rows, ticket is null ? null : await (await ticket.OfTodayAsync(request)).WithWhoAsync(request));
    }

    // A queue of which one may see nothing is not even named.
    static bool MaySee(DeskRequest request, StaffQueue queue)
    {
        var role = request.Me.Role;
        if (!Entitlements.KnownTo(role).Contains(queue.Sensitivity)) return false;
        return Entitlements.Of(role).Contains(Right.SeeTickets) || queue.Id == "service";
    }

    static ListLine Line(string id, string title, IEnumerable<Ticket> tickets)
    {
        var list = tickets.ToList();
        return new ListLine(id, title, list.Count, list.Count(ticket => ticket is { Urgency: Urgency.Emergency, State: TicketState.Waiting }));
    }

    static async Task<TicketView?> TicketAsync(DeskRequest request, string number, List<Ticket> open, string? typed)
    {
        var (community, store, allLines) = (request.Community, request.Community.Store, request.Query("lines") == "all");
        if (await store.FindAsync<Ticket>(number) is not { } ticket || !request.MaySee(ticket)) return null;
        if (ticket.Sensitivity >= Sensitivity.Child) await request.LogReadAsync("opened ticket", number);
        if (!request.MayReadTalk(ticket)) return await RepairAsync(request, ticket, typed);
        if (ticket.Address is not { } address)
        {
            var about = request.Seen(await PersonReads.OfAsync(community, ticket.PersonId is { } id ? [id] : []));
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
            ThreadLines.Of(entries, first, shown, World.IsFetched(address), request.MayRead),
            await length > Lines && !allLines,
            seen is null ? null : new Presence(entries.Take((int)Math.Max(0, (shown ?? 0) - first)).LastOrDefault()?.At),
            request.Seen(await PersonReads.OfAsync(community, people)),
            [.. open.Where(other => other.Number != number && (other.Address == address || (other.PersonId is { } id && people.Contains(id))))],
            typed)
        {
            MostSent = request.MostSent,
            MayShow = Talk.CanAt(community.World, address, await conversation).Shows.Count > 0,
            Beginning = community.World.Book.Dialogs.Values.SelectMany(dialog => dialog.StartsOn).ToHashSet(StringComparer.Ordinal),
        };
    }

    // What whoever repairs it needs: what was asked for and where, not who lives there and what else he said.
    static async Task<TicketView> RepairAsync(DeskRequest request, Ticket ticket, string? typed)
    {
        var community = request.Community;
        var talk = ticket.Address is { } address ? await community.Store.FindAsync<Conversation>(address.Value) : null;
        var person = ticket.PersonId is { } id ? await community.Store.FindAsync<Person>(id) : null;
        var household = person is null ? null : await community.Store.FindAsync<Household>(person.Household);
        return new TicketView(ticket, null, [], false, null, [], [], typed)
        {
            TalkHidden = true,
            MostSent = request.MostSent,
            MayShow = ticket.Address is { } to && Talk.CanAt(community.World, to, talk).Shows.Count > 0,
            Where = ([.. Responsible.Upwards(community.World.Community, household?.Place ?? ticket.Place).Reverse()], household?.Unit),
        };
    }

    static async Task<TicketView> OfTodayAsync(this TicketView view, DeskRequest request) =>
        view with { Persons = await PersonReads.OfTodayAsync(request.Community, view.Persons, request.Now) };
}
