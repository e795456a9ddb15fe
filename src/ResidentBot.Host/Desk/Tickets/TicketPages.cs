using ResidentBot.Core.Roles;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Accounts;
using ResidentBot.Host.Desk.Residents;
using ResidentBot.Host.Desk.Shared;
using ResidentBot.Host.Sending;

namespace ResidentBot.Host.Desk.Tickets;

/// <summary>Queues, list and ticket on one page, and everything staff do with a ticket.</summary>
static class TicketPages
{
    /// <summary>Maps them.</summary>
    public static void MapTickets(this RouteGroupBuilder community)
    {
        community.MapGet("", (DeskRequest request) => DeskRequest.To(request.Start)).NeedsSignIn();
        community.MapGet("/tickets", ShowAsync).Needs(Right.SeeTickets, Right.SeeRequests);
        community.MapPost("/tickets/{number}/typing", TypeAsync).Needs(Right.WorkTickets);
        community.MapPost("/tickets/{number}/{verb}", ActAsync).Needs(Right.WorkTickets);
    }

    static async Task<IResult> ShowAsync(DeskRequest request)
    {
        var (list, number) = (request.Query("list"), request.Query("ticket"));
        if (request.Query("find").Trim() is { Length: > 0 } find)
        {
            if (await request.Community.Store.FindAsync<Ticket>(find) is { } found && request.MaySee(found)) return DeskRequest.To($"/desk/{request.Community.Id}/tickets?ticket={find}");
            var why = TicketNumber.IsValid(find) ? "find_none" : "find_mistyped";
            return await PageAsync(request, list, "", new Notice(request.T.Say(why, ("number", find)), IsRefusal: true));
        }
        return await PageAsync(request, list, number);
    }

    static async Task<IResult> ActAsync(HttpContext http, DeskRequest request, DeskOptions options, string number, string verb)
    {
        var form = await request.FormAsync();
        if (Action(request.Me, number, verb, form) is not { } action) return TypedResults.NotFound();
        if (await request.Community.Store.FindAsync<Ticket>(number) is not { } ticket || !request.MayWork(ticket)) return TypedResults.NotFound();
        // Whoever may not see a person can give him no address either.
        if (action is StaffAction.ConfirmIdentity { IsIt: true } confirm && await request.PersonAsync(Right.SeeResidents, confirm.Person) is null) return TypedResults.NotFound();
        var list = request.Query("list");
        if (action is StaffAction.Reply reply)
        {
            var (media, trouble) = await SentFile.TakeAsync(request, options, ticket, form, http.RequestAborted);
            if (trouble is not null) return await PageAsync(request, list, number, trouble, form["text"]);
            action = reply with { Media = media };
        }
        var (refused, _) = await request.ActAsync(form, action);
        return refused is null
            ? DeskRequest.To($"/desk/{request.Community.Id}/tickets?list={Uri.EscapeDataString(list)}&ticket={number}")
            : await PageAsync(request, list, number, refused, form["text"]);
    }

    // Whoever may answer is seen writing. It changes nothing, so it is no turn; the page waits for no word of how it went.
    static async Task<IResult> TypeAsync(DeskRequest request, TypingSigns signs, string number)
    {
        if (await request.Community.Store.FindAsync<Ticket>(number) is not { } ticket || !request.MayWork(ticket)) return TypedResults.NotFound();
        var answers = ticket.State != TicketState.Closed && (ticket.Owner is null || ticket.Owner == request.Me.Name);
        if (answers && ticket.Address is { } address) await signs.ShowAsync(request.Community, address);
        return TypedResults.NoContent();
    }

    static StaffAction? Action(DeskAccount me, string number, string verb, IFormCollection form)
    {
        var text = form["text"].ToString();
        return verb switch
        {
            "claim" => new StaffAction.Claim(me.Name, me.Title, number),
            "release" => new StaffAction.Release(me.Name, me.Title, number),
            "reply" => new StaffAction.Reply(me.Name, me.Title, number, text),
            "note" => new StaffAction.Note(me.Name, me.Title, number, text),
            "done" => new StaffAction.MarkDone(me.Name, me.Title, number),
            "close" => new StaffAction.Close(me.Name, me.Title, number, form["code"].ToString(), text.Trim().Length == 0 ? null : text.Trim()),
            "confirm" when form["person"].ToString() is { Length: > 0 } person => new StaffAction.ConfirmIdentity(me.Name, me.Title, number, person, true),
            "deny" => new StaffAction.ConfirmIdentity(me.Name, me.Title, number, "", false),
            "meant" => Examples.ExampleForms.Correct(me, number, form),
            "handback" => new StaffAction.HandBack(me.Name, me.Title, number),
            _ => null,
        };
    }

    static async Task<IResult> PageAsync(DeskRequest request, string list, string number, Notice? notice = null, string? typed = null)
    {
        var frame = await request.FrameAsync(notice);
        var view = await TicketReads.PageAsync(request, list, number, typed);
        // One answer for what does not exist and for what one may not see.
        if (number.Length == 0 || view.Ticket is not null) return DeskRequest.Page<TicketsPage>(frame, view);
        return DeskRequest.Page<TicketsPage>(frame with { Notice = new Notice(request.T.Say("find_none", ("number", number)), IsRefusal: true) }, view, 404);
    }
}
