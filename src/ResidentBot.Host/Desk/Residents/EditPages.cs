using ResidentBot.Core.Messages;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Accounts;
using ResidentBot.Host.Desk.Shared;

namespace ResidentBot.Host.Desk.Residents;

/// <summary>What a clerk changes on a card. Each form is an action of its own.</summary>
static class EditPages
{
    /// <summary>Maps them.</summary>
    public static void MapPersonEdits(this RouteGroupBuilder community) =>
        community.MapPost("/residents/{person}/edit/{what}", EditAsync).Needs(Right.EditResidents);

    static async Task<IResult> EditAsync(DeskRequest request, string person, string what)
    {
        var form = await request.FormAsync();
        if (await request.PersonAsync(Right.EditResidents, person) is not { } view) return TypedResults.NotFound();
        var (action, refusal) = await ActionAsync(request, view, what, form);
        var reason = form["reason"].ToString();
        if (refusal is not null) return await ResidentPages.ShowAsync(request, view.Person.Id, request.Refused(refusal), reason);
        if (action is null) return TypedResults.NotFound();
        var (refused, _) = await request.ActAsync(form, action);
        return refused is null ? ResidentPages.Back(request, view.Person.Id) : await ResidentPages.ShowAsync(request, view.Person.Id, refused, reason);
    }

    static async Task<(StaffAction? Action, string? Refusal)> ActionAsync(DeskRequest request, PersonView view, string what, IFormCollection form)
    {
        var (me, id) = (request.Me, view.Person.Id);
        var reason = EditForms.Text(form, "reason");
        switch (what)
        {
            case "label":
                return (new StaffAction.PutLabel(me.Name, me.Title, id, EditForms.Text(form, "label"), EditForms.Text(form, "source")), null);
            case "label-off":
                return (new StaffAction.TakeLabel(me.Name, me.Title, id, EditForms.Text(form, "label")), null);
            case "depart":
                return (new StaffAction.DepartPerson(me.Name, me.Title, id, EditForms.Text(form, "why"), reason), null);
            case "move":
                return await MoveAsync(request, id, form);
            case "consent":
                return Consent(me, id, form);
        }
        return EditForms.Read(what, form, view.Person, request, await request.Community.MarksAsync()) is not { } read ? (null, null)
            : read.Refusal is { } refusal ? (null, refusal)
            : (new StaffAction.EditPerson(me.Name, me.Title, id, read.Edit!, reason), null);
    }

    static (StaffAction?, string?) Consent(DeskAccount me, string person, IFormCollection form)
    {
        if (form["purpose"].Word<Purpose>() is not { } purpose || form["given"].ToString() is not ("yes" or "no")) return (null, "consent_words");
        var witness = EditForms.Text(form, "witness");
        return (new StaffAction.SetConsent(
            me.Name, me.Title, person, purpose, form["given"] == "yes", EditForms.Text(form, "words"), EditForms.Text(form, "channel"), witness.Length == 0 ? null : witness), null);
    }

    static async Task<(StaffAction?, string?)> MoveAsync(DeskRequest request, string person, IFormCollection form)
    {
        var (place, unit) = (EditForms.Text(form, "place"), EditForms.Text(form, "unit"));
        // Nobody moves somebody where he could not see him any more.
        if (!request.May(Right.EditResidents, place) || unit.Length == 0) return (null, "household_form");
        return (new StaffAction.MovePerson(request.Me.Name, request.Me.Title, person, await HomeAsync(request, place, unit), place, unit), null);
    }

    /// <summary>The household behind a door, or a new one's id.</summary>
    public static async Task<string> HomeAsync(DeskRequest request, string place, string unit)
    {
        var neighbours = await request.Community.Register.AllAsync();
        var there = neighbours.FirstOrDefault(entry => entry.Place == place && string.Equals(entry.Unit, unit, StringComparison.OrdinalIgnoreCase));
        return there?.Person.Household ?? $"h-{Guid.NewGuid():n}"[..12];
    }
}
