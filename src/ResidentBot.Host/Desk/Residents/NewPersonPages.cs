using System.Collections.Immutable;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Desk.Shared;

namespace ResidentBot.Host.Desk.Residents;

/// <summary>The form for a new person.</summary>
/// <param name="Typed">What was typed into a form that was refused.</param>
public sealed record NewPersonView(IReadOnlyDictionary<string, string> Typed);

/// <summary>Enters new persons, behind a door that is known or a new one.</summary>
static class NewPersonPages
{
    static readonly ImmutableArray<string> Fields = ["name", "born", "language", "literacy", "place", "unit", "address", "alone", "enrolled"];

    /// <summary>Maps it.</summary>
    public static void MapNewPerson(this RouteGroupBuilder community)
    {
        community.MapGet("/residents/new", (DeskRequest request) => ShowAsync(request, null, request.Query)).Needs(Right.EditResidents);
        community.MapPost("/residents/new", EnterAsync).Needs(Right.EditResidents);
    }

    static async Task<IResult> EnterAsync(DeskRequest request)
    {
        var form = await request.FormAsync();
        string Text(string name) => EditForms.Text(form, name);
        var (born, isGood) = EditForms.Day(Text("born"));
        if (!isGood) return await ShowAsync(request, request.Refused("born_form"), Text);
        Address? address = null;
        if (Text("address") is { Length: > 0 } typed && (address = TypedAddress.Typed(request.Community.World.Community, typed)) is null)
            return await ShowAsync(request, request.Refused("address_form"), Text);
        if (!request.May(Right.EditResidents, Text("place")) || Text("unit").Length == 0) return await ShowAsync(request, request.Refused("household_form"), Text);
        var person = new Person
        {
            // The form's own id makes a repeat meet the same person.
            Id = $"p-{Text("click")}"[..Math.Min(14, Text("click").Length + 2)],
            Name = Text("name"),
            Household = await EditPages.HomeAsync(request, Text("place"), Text("unit")),
            Born = born,
            Language = Text("language") == "En" ? Language.En : Language.Zh,
            Literacy = form["literacy"].Word<Literacy>() ?? Literacy.Text,
            LivesAlone = Text("alone") == "yes",
            Enrolled = Text("enrolled") == "yes",
            Addresses = address is { } known ? [known] : [],
        };
        var (refused, _) = await request.ActAsync(form, new StaffAction.EnterPerson(request.Me.Name, request.Me.Title, person, Text("place"), Text("unit")));
        if (refused is not null) return await ShowAsync(request, refused, Text);
        // A child that whoever entered it may not see is entered all the same.
        return DeskRequest.To(request.May(Right.SeeResidents, person, Text("place"))
            ? $"/desk/{request.Community.Id}/residents?person={Uri.EscapeDataString(person.Id)}" : $"/desk/{request.Community.Id}/residents");
    }

    static async Task<IResult> ShowAsync(DeskRequest request, Notice? notice, Func<string, string> typed)
    {
        var frame = await request.FrameAsync(notice);
        return DeskRequest.Page<NewPersonPage>(frame, new NewPersonView(Fields.ToDictionary(name => name, typed, StringComparer.Ordinal)));
    }
}
