using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Understanding;

namespace ResidentBot.Core.Imports;

/// <summary>A residents' file, read: rows that are right in themselves and beside each other, and every mistake.</summary>
/// <param name="Rows">In the order of the file.</param>
/// <param name="Mistakes">In the order of the file.</param>
/// <param name="Refused">How many rows have a mistake.</param>
/// <param name="IsBlocked">Whether the file as a whole cannot be used.</param>
public sealed record ResidentSheet(ImmutableArray<PersonRow> Rows, ImmutableArray<Mistake> Mistakes, int Refused, bool IsBlocked)
{
    /// <summary>The most rows a file may have.</summary>
    public const int MostRows = 200_000;

    /// <summary>Reads a table.</summary>
    public static ResidentSheet Read(Sheet sheet, Community community, LocalDate today)
    {
        var mistakes = new List<Mistake>();
        var columns = Columns.Read(sheet, ImportKind.Residents, mistakes);
        if (sheet.Rows.Count == 0) mistakes.Add(new Mistake(sheet.File, 0, "", "empty_file"));
        if (mistakes.Count > 0) return new ResidentSheet([], [.. mistakes], sheet.Rows.Count, true);
        var reader = new PersonRowReader(community, today);
        var bad = new HashSet<int>();
        var rows = new List<PersonRow>(sheet.Rows.Count);
        foreach (var row in sheet.Rows)
        {
            var before = mistakes.Count;
            rows.Add(reader.Read(new RowCells(sheet.File, row, columns, mistakes)));
            if (mistakes.Count > before) bad.Add(row.Line);
        }
        foreach (var mistake in Crossing(sheet.File, Doors(rows)))
        {
            mistakes.Add(mistake);
            bad.Add(mistake.Line);
        }
        return new ResidentSheet(
            [.. Doors(rows).Where(row => !bad.Contains(row.Line))], [.. mistakes.OrderBy(mistake => mistake.Line)], bad.Count, false);
    }

    // A row without the household's id belongs to the one that another row gives for the same door.
    static List<PersonRow> Doors(List<PersonRow> rows)
    {
        var doors = new Dictionary<(string, string), string>();
        foreach (var row in rows)
            if (row is { Household: { } household, Place: { } place, Unit: { } unit }) doors.TryAdd((place, Plain.Form(unit)), household);
        return [.. rows.Select(row => row is { Household: null, Place: { } place, Unit: { } unit } && doors.TryGetValue((place, Plain.Form(unit)), out var household)
            ? row with { Household = household } : row)];
    }

    static IEnumerable<Mistake> Crossing(string file, List<PersonRow> rows)
    {
        var doors = new Dictionary<string, PersonRow>(StringComparer.Ordinal);
        var persons = new Dictionary<string, int>(StringComparer.Ordinal);
        var names = new Dictionary<(string, string), PersonRow>();
        var phones = new Dictionary<Address, (string Household, int Line)>();
        var sizes = rows.GroupBy(HouseholdOf).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var household = HouseholdOf(row);
            if (household.Length == 0) continue;
            if (row is { Household: not null, Place: not null } && !doors.TryAdd(household, row)
                && (doors[household].Place, Plain.Form(doors[household].Unit ?? "")) != (row.Place, Plain.Form(row.Unit ?? "")))
                yield return new Mistake(file, row.Line, "place", "household_places", household, Text(doors[household].Line));
            if (row.Person is { } person && !persons.TryAdd(person, row.Line)) yield return new Mistake(file, row.Line, "person", "person_twice", person, Text(persons[person]));
            var name = (household, Plain.Form(row.Name));
            if (!names.TryAdd(name, row) && (row.Person is null || names[name].Person is null))
                yield return new Mistake(file, row.Line, "name", "name_twice", row.Name, Text(names[name].Line));
            foreach (var address in row.Phones.Concat(row.Telegram))
                if (!phones.TryAdd(address, (household, row.Line)) && phones[address].Household != household)
                    yield return new Mistake(file, row.Line, address.Channel == "sms" ? "phones" : "telegram", "phone_two_households", address.Local, Text(phones[address].Line));
            if (row.LivesAlone == true && sizes[household] > 1) yield return new Mistake(file, row.Line, "lives_alone", "alone", Text(sizes[household]));
        }
    }

    static string HouseholdOf(PersonRow row) =>
        row.Household ?? (row is { Place: { } place, Unit: { } unit } ? ImportIds.Household(place, unit) : "");

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
