using ResidentBot.Core.Conversations;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Desk.Shared;

namespace ResidentBot.Host.Desk.Residents;

/// <summary>The register: looking people up, their cards, and writing first.</summary>
static class ResidentPages
{
    /// <summary>Maps them.</summary>
    public static void MapResidents(this RouteGroupBuilder community)
    {
        community.MapGet("/residents", (DeskRequest request) => ShowAsync(request, request.Query("person"), null)).Needs(Right.SeeResidents);
        community.MapPost("/residents/{person}/talk", TalkAsync).Needs(Right.WorkTickets);
        community.MapPost("/residents/{person}/reveal", RevealAsync).Needs(Right.Reveal);
        community.MapPersonEdits();
        community.MapNewPerson();
        community.MapMerges();
        community.MapPaperCodes();
        community.MapHeld();
    }

    /// <summary>The page again after a form: the card, with what to say.</summary>
    public static async Task<IResult> ShowAsync(DeskRequest request, string person, Notice? notice, string? typed = null, bool reveal = false)
    {
        var frame = await request.FrameAsync(notice);
        var file = person.Length == 0 ? null : await PersonFiles.ReadAsync(request, person);
        if (person.Length > 0 && file is null) return TypedResults.NotFound();
        if (file is not null && (Sight.IsSensitive(file.View.Person, request.Community.World.Community.Labels) || file.View.Person.IsChild(file.Today))) await request.LogReadAsync("opened card", person);
        return DeskRequest.Page<ResidentsPage>(frame, await RegisterReads.PageAsync(request, file, reveal, typed));
    }

    /// <summary>To the card, after something was done.</summary>
    public static IResult Back(DeskRequest request, string person) =>
        DeskRequest.To($"/desk/{request.Community.Id}/residents{RegisterSearch.Of(request).To(person)}");

    static async Task<IResult> TalkAsync(DeskRequest request, string person)
    {
        var form = await request.FormAsync();
        var text = form["text"].ToString();
        if (await request.PersonAsync(Right.WorkTickets, person) is not { } view) return TypedResults.NotFound();
        if ((await request.Community.MarksAsync()).Find(view.Person.Addresses, form["address"]) is not { } address) return TypedResults.NotFound();
        if (text.Trim().Length == 0) return await ShowAsync(request, person, request.Refused("empty_reply"));
        // Who may not know of the ticket that holds a talk must not get hold of it by writing there.
        if ((await request.Community.Store.FindAsync<Conversation>(address.Value))?.Ticket is { } held
            && await request.Community.Store.FindAsync<Ticket>(held) is { } ticket && !request.MayWork(ticket))
            return await ShowAsync(request, person, request.Refused("talk_held"), text);
        var (refused, decision) = await request.ActAsync(form, new StaffAction.StartTalk(request.Me.Name, request.Me.Title, address, text.Trim()));
        return refused is null
            ? DeskRequest.To($"/desk/{request.Community.Id}/tickets?list=mine&ticket={decision.Answer}")
            : await ShowAsync(request, person, refused, text);
    }

    // Who looked, at whom and why is written down before anything is shown: one look shows numbers, needs and sensitive labels.
    static async Task<IResult> RevealAsync(DeskRequest request, string person)
    {
        var reason = (await request.FormAsync())["reason"].ToString().Trim();
        if (await request.PersonAsync(Right.Reveal, person) is not { } view || !request.May(Right.Reveal, view.Household?.Place, Sensitivity.Sensitive)) return TypedResults.NotFound();
        if (reason.Length == 0) return await ShowAsync(request, person, request.Refused("reveal_reason"));
        await request.LogAsync("revealed", view.Person.Id, reason);
        return await ShowAsync(request, view.Person.Id, null, reveal: true);
    }
}
