using NodaTime;
using NodaTime.Text;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Host.Desk.Shared;

namespace ResidentBot.Host.Desk.Residents;

/// <summary>Reads the forms of a card. Each field carries what it was when the page was made: only what was changed by hand is changed.</summary>
static class EditForms
{
    /// <summary>What a form wants changed, or the refusal's text; null for a form nobody knows.</summary>
    public static (PersonEdit? Edit, string? Refusal)? Read(string what, IFormCollection form, Person person, DeskRequest request, AddressMarks marks) => what switch
    {
        "basics" => Basics(form),
        "programmes" => Programmes(form, person, request),
        "away" => Away(form, request),
        "quiet" => Quiet(form),
        "need" => (new PersonEdit { AddNeeds = [Text(form, "need")] }, Text(form, "need").Length == 0 ? "needs_form" : null),
        "need-off" => (new PersonEdit { RemoveNeeds = [Text(form, "need")] }, null),
        "contact" => Contact(form, request.Community.World.Community),
        "contact-off" => ContactOff(form, person),
        "address" => Address(form, request.Community.World.Community),
        "address-off" => (new PersonEdit { RemoveAddress = marks.Find(person.Addresses, form["address"]) }, null),
        "address-first" => (new PersonEdit { FirstAddress = marks.Find(person.Addresses, form["address"]) }, null),
        _ => null,
    };

    /// <summary>A day as a browser sends it; null when it is empty, and not good when it is nonsense.</summary>
    public static (LocalDate? Day, bool IsGood) Day(string text)
    {
        if (text.Length == 0) return (null, true);
        var day = LocalDatePattern.Iso.Parse(text);
        return day.Success ? (day.Value, true) : (null, false);
    }

    /// <summary>A field, trimmed.</summary>
    public static string Text(IFormCollection form, string name) => form[name].ToString().Trim();

    static bool Changed(IFormCollection form, string name) => Text(form, name) != Text(form, "was_" + name);

    static (PersonEdit?, string?) Basics(IFormCollection form)
    {
        var (born, isGood) = Day(Text(form, "born"));
        if (!isGood) return (null, "born_form");
        return (new PersonEdit
        {
            Name = Changed(form, "name") ? new(Text(form, "name")) : null,
            Born = Changed(form, "born") ? new(born) : null,
            Language = Changed(form, "language") && form["language"].Word<Language>() is { } language ? new(language) : null,
            Literacy = Changed(form, "literacy") && form["literacy"].Word<Literacy>() is { } literacy ? new(literacy) : null,
            LivesAlone = Changed(form, "alone") ? new(form["alone"] == "yes") : null,
        }, null);
    }

    static (PersonEdit?, string?) Programmes(IFormCollection form, Person person, DeskRequest request)
    {
        var (until, isGood) = Day(Text(form, "until"));
        if (!isGood || (Changed(form, "until") && until <= request.Community.World.Local(request.Now).Date)) return (null, "pause_past");
        var pause = until is { } day ? new Pause(day, request.Me.Title, Text(form, "reason")) : null;
        return (new PersonEdit
        {
            Enrolled = Changed(form, "enrolled") ? new(form["enrolled"] == "yes") : null,
            WantsJobs = Changed(form, "jobs") ? new(form["jobs"] == "yes") : null,
            // An unchanged pause keeps the name of whoever decided it.
            Pause = Changed(form, "until") && until != person.Pause?.Until ? new(pause) : null,
        }, null);
    }

    static (PersonEdit?, string?) Away(IFormCollection form, DeskRequest request)
    {
        if (form["here"] == "yes") return (new PersonEdit { Away = new(null) }, null);
        var (until, isGood) = Day(Text(form, "away_until"));
        if (!isGood || until is not { } day) return (null, "away_form");
        return (new PersonEdit { Away = new(new Away(Text(form, "city"), day, request.Me.Name, request.Community.World.Local(request.Now).Date)) }, null);
    }

    static (PersonEdit?, string?) Quiet(IFormCollection form)
    {
        if (form["none"] == "yes") return (new PersonEdit { Quiet = new(null) }, null);
        var (from, until) = (Time(Text(form, "from")), Time(Text(form, "quiet_until")));
        return from is { } one && until is { } other ? (new PersonEdit { Quiet = new(new QuietHours(one, other)) }, null) : (null, "quiet_form");
    }

    static (PersonEdit?, string?) Contact(IFormCollection form, Community community)
    {
        Address? address = null;
        if (Text(form, "address") is { Length: > 0 } typed && (address = TypedAddress.Typed(community, typed)) is null) return (null, "address_form");
        var relation = form["relation"].Word<Relation>() ?? Relation.Other;
        var (person, note) = (Text(form, "person"), Text(form, "note"));
        return (new PersonEdit { AddContact = new Contact(Text(form, "name"), relation, address, person.Length == 0 ? null : person, note.Length == 0 ? null : note) }, null);
    }

    // By its place on the list and its name: a list that has changed meanwhile loses nobody else.
    static (PersonEdit?, string?) ContactOff(IFormCollection form, Person person) =>
        int.TryParse(form["at"], out var at) && at >= 0 && at < person.Contacts.Length && person.Contacts[at].Name == form["name"]
            ? (new PersonEdit { RemoveContact = person.Contacts[at] }, null) : (null, "changed_meanwhile");

    static (PersonEdit?, string?) Address(IFormCollection form, Community community) =>
        TypedAddress.Typed(community, Text(form, "address")) is { } address ? (new PersonEdit { AddAddress = address }, null) : (null, "address_form");

    static LocalTime? Time(string text) => LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(text) is { Success: true } time ? time.Value : null;
}
