using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;

namespace ResidentBot.Core.Imports;

/// <summary>Writes the register as a residents' file: importing it again changes nothing.</summary>
/// <param name="community">Whose register.</param>
/// <param name="today">Today there.</param>
/// <param name="sensitive">Whether needs and sensitive labels may be written.</param>
public sealed class RegisterSheet(Community community, LocalDate today, bool sensitive)
{
    // What an import adds to lists is never taken off by being left out, so an export may leave out what cannot be written in one cell.
    static readonly char[] Separators = [';', '；', '|', '｜', '\n'];

    /// <summary>The columns written: all but those that say what an import shall do.</summary>
    public static ImmutableArray<Column> Written { get; } =
        [.. Columns.Residents.Where(column => column.Id is not ("replace" or "consent" or "consent_date" or "consent_witness"))];

    /// <summary>The header in a language.</summary>
    public static ImmutableArray<string> Header(Language language) => [.. Written.Select(column => language == Language.Zh ? column.Chinese[0] : column.Id)];

    /// <summary>One row.</summary>
    public ImmutableArray<string> Row(Person person, Household household) => [.. Written.Select(column => Cell(column.Id, person, household))];

    string Cell(string column, Person person, Household household) => column switch
    {
        "household" => household.Id,
        "place" => household.Place,
        "unit" => household.Unit,
        "person" => person.Id,
        "name" => person.Name,
        "born" => person.Born is { } born ? Iso(born) : "",
        "language" => PersonRowReader.Languages.First(one => one.Value == person.Language).Word,
        "literacy" => PersonRowReader.Literacies.First(one => one.Value == person.Literacy).Word,
        "lives_alone" => Word(person.LivesAlone),
        "check_in" => Word(person.Enrolled),
        "jobs" => Word(person.WantsJobs),
        "phones" => Addresses(person, "sms"),
        "telegram" => Addresses(person, "telegram"),
        "needs" => sensitive ? List(person.Needs) : "",
        "labels" => List(person.Labels.Where(MayBeWritten).Select(label => label.Until is { } until ? $"{label.Label}:{Iso(until)}" : label.Label)),
        "contacts" => List(person.Contacts.Where(contact => !Holds(contact.Name) && !Holds(contact.Note)).Select(Contact), inside: true),
        "away_city" => person.Away is { } away && away.Until >= today ? away.City : "",
        "away_until" => person.Away is { } away && away.Until >= today ? Iso(away.Until) : "",
        _ => throw new ArgumentOutOfRangeException(nameof(column)),
    };

    bool MayBeWritten(PersonLabel label) => community.Labels.ById.TryGetValue(label.Label, out var kind) && (sensitive || !kind.IsSensitive);

    static string Addresses(Person person, string channel) => string.Join(';', person.Addresses.Where(address => address.Channel == channel).Select(address => address.Local));

    static string Contact(Contact contact)
    {
        var address = contact.Address is { } reached ? reached.Channel == "sms" ? reached.Local : reached.Value : "";
        var parts = $"{contact.Name}|{PersonRowReader.Relations.First(one => one.Value == contact.Relation).Word}|{address}|{contact.Note}";
        return parts.TrimEnd('|');
    }

    static string List(IEnumerable<string> items, bool inside = false) => string.Join(';', items.Where(item => inside || !Holds(item)));

    static bool Holds(string? text) => text?.IndexOfAny(Separators) >= 0;

    static string Word(bool flag) => flag ? "yes" : "no";

    static string Iso(LocalDate date) => LocalDatePattern.Iso.Format(date);
}
