using NodaTime.Text;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Desk.Shared;

namespace ResidentBot.Host.Desk.Residents;

/// <summary>The register: looking people up, who gets welfare texts, pauses, and writing first.</summary>
static class ResidentPages
{
    /// <summary>Maps them.</summary>
    public static void MapResidents(this RouteGroupBuilder community)
    {
        community.MapGet("/residents", (DeskRequest request) => ShowAsync(request, request.Query("person"), null)).Needs(Right.SeeResidents);
        community.MapPost("/residents/{person}/save", SaveAsync).Needs(Right.EditResidents);
        community.MapPost("/residents/{person}/talk", TalkAsync).Needs(Right.WorkTickets);
        community.MapPost("/residents/{person}/reveal", RevealAsync).Needs(Right.Reveal);
    }

    static async Task<IResult> SaveAsync(DeskRequest request, string person)
    {
        var form = await request.FormAsync();
        if (await request.FindPersonAsync(person, Right.EditResidents) is not { } before) return TypedResults.NotFound();
        var reason = form["reason"].ToString().Trim();
        var after = before with { Enrolled = form["enrolled"] == "yes", WantsJobs = form["jobs"] == "yes", Pause = null };
        if (form["until"].ToString() is { Length: > 0 } until)
        {
            var day = LocalDatePattern.Iso.Parse(until);
            if (!day.Success || day.Value <= request.Community.World.Local(request.Now).Date)
                return await ShowAsync(request, person, request.Refused("pause_past"), reason);
            // An unchanged pause keeps the name of whoever decided it.
            after = after with { Pause = before.Pause?.Until == day.Value ? before.Pause : new Pause(day.Value, request.Me.Title, reason) };
        }
        var (refused, _) = await request.ActAsync(form, new StaffAction.EditPerson(request.Me.Name, request.Me.Title, person, new PersonEdit
        {
            Enrolled = new Change<bool>(after.Enrolled),
            WantsJobs = new Change<bool>(after.WantsJobs),
            Pause = new Change<Pause?>(after.Pause),
        }, reason));
        return refused is null ? Back(request, person) : await ShowAsync(request, person, refused, reason);
    }

    static async Task<IResult> TalkAsync(DeskRequest request, string person)
    {
        var form = await request.FormAsync();
        var text = form["text"].ToString();
        if (await request.FindPersonAsync(person, Right.SeeResidents) is not { } known) return TypedResults.NotFound();
        if (!Address.TryParse(form["address"], out var address) || !known.Addresses.Contains(address)) return TypedResults.NotFound();
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

    // Who looked at a full address is written down before it is shown.
    static async Task<IResult> RevealAsync(DeskRequest request, string person)
    {
        if (await request.FindPersonAsync(person, Right.Reveal) is null) return TypedResults.NotFound();
        await request.LogAsync("revealed addresses", person);
        return await ShowAsync(request, person, null, reveal: true);
    }

    static IResult Back(DeskRequest request, string person) =>
        DeskRequest.To($"/desk/{request.Community.Id}/residents?q={Uri.EscapeDataString(request.Query("q"))}&person={Uri.EscapeDataString(person)}");

    static async Task<IResult> ShowAsync(DeskRequest request, string person, Notice? notice, string? typed = null, bool reveal = false)
    {
        var frame = await request.FrameAsync(notice);
        var view = await PersonReads.PageAsync(request, person, reveal, typed);
        if (person.Length > 0 && view.Shown is null) return TypedResults.NotFound();
        if (view.Shown is { } shown && Sight.IsSensitive(shown.View.Person, request.Community.World.Community.Labels)) await request.LogReadAsync("opened card", person);
        return DeskRequest.Page<ResidentsPage>(frame, view);
    }
}
