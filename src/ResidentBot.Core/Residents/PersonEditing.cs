using System.Collections.Immutable;
using System.Globalization;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Residents;

/// <summary>Changes single fields of a person. The audit log names each field, and its values where they say nothing about the person himself.</summary>
static class PersonEditing
{
    const int Longest = 80;
    const int MostAddresses = 6;
    const int MostOfList = 20;

    /// <summary>Decides an edit.</summary>
    public static void Edit(Turn turn, StaffAction.EditPerson action)
    {
        if (turn.Find<Person>(action.Person) is not { MergedInto: null } before)
        {
            turn.Refuse("no_such_person");
            return;
        }
        if (Trouble(turn, before, action.Edit) is { } trouble)
        {
            turn.Refuse(trouble);
            return;
        }
        var after = Apply(before, action.Edit);
        if (Unguarded(before, after) && action.Reason.Trim().Length == 0)
        {
            turn.Refuse("reason_needed");
            return;
        }
        var changes = Changes(before, after);
        if (changes.Count == 0) return;
        foreach (var address in after.Addresses.Except(before.Addresses)) Register.Readmit(turn, after, address);
        Register.Save(turn, after);
        turn.Log(action.By, "changed person", before.Id, With(changes, action.Reason));
    }

    /// <summary>The entry with an edit in it.</summary>
    internal static Person Apply(Person person, PersonEdit edit) => person with
    {
        Name = edit.Name is { } name ? name.To.Trim() : person.Name,
        Born = edit.Born is { } born ? born.To : person.Born,
        Language = edit.Language?.To ?? person.Language,
        Literacy = edit.Literacy?.To ?? person.Literacy,
        LivesAlone = edit.LivesAlone?.To ?? person.LivesAlone,
        Enrolled = edit.Enrolled?.To ?? person.Enrolled,
        WantsJobs = edit.WantsJobs?.To ?? person.WantsJobs,
        Pause = edit.Pause is { } pause ? pause.To : person.Pause,
        Away = edit.Away is { } away ? away.To : person.Away,
        Quiet = edit.Quiet is { } quiet ? quiet.To : person.Quiet,
        Needs = [.. person.Needs.Except(edit.RemoveNeeds).Union(edit.AddNeeds.Select(need => need.Trim()).Where(need => need.Length > 0))],
        Contacts = [.. person.Contacts.Where(contact => contact != edit.RemoveContact).Union(edit.AddContact is { } added ? [added] : [])],
        Addresses = Addresses(person.Addresses, edit),
    };

    static ImmutableArray<Address> Addresses(ImmutableArray<Address> before, PersonEdit edit)
    {
        var after = edit.RemoveAddress is { } gone ? before.Remove(gone) : before;
        if (edit.AddAddress is { } added && !after.Contains(added)) after = after.Add(added);
        return edit.FirstAddress is { } first && after.Contains(first) ? [first, .. after.Remove(first)] : after;
    }

    static string? Trouble(Turn turn, Person before, PersonEdit edit)
    {
        if (edit.Name is { } name && name.To.Trim().Length is 0 or > Longest) return "person_name_form";
        if (edit.Born?.To is { } born && (born > turn.World.Local(turn.Now).Date || born.Year < 1880)) return "born_form";
        if (edit.Away?.To is { } away && (away.City.Trim().Length is 0 or > Longest || away.Until < turn.World.Local(turn.Now).Date)) return "away_form";
        if (edit.Quiet?.To is { } quiet && quiet.From == quiet.Until) return "quiet_form";
        if (edit.AddNeeds.Any(need => need.Length > Longest) || before.Needs.Length + edit.AddNeeds.Length > MostOfList) return "needs_form";
        if (edit.AddContact is { } contact && (contact.Name.Trim().Length is 0 or > Longest || before.Contacts.Length >= MostOfList)) return "contact_form";
        if (edit.AddContact?.Person == before.Id) return "contact_form";
        return edit.AddAddress is null || before.Addresses.Length < MostAddresses ? null : "too_many_addresses";
    }

    // What ends or holds back somebody's welfare texts: out of the programme, paused, or nowhere left to send them.
    static bool Unguarded(Person before, Person after) => before.Enrolled
        && (!after.Enrolled || (after.Pause != before.Pause && after.Pause is not null) || (after.Addresses.IsEmpty && !before.Addresses.IsEmpty));

    static List<string> Changes(Person before, Person after)
    {
        var changes = new List<string>();
        Named("name", before.Name != after.Name);
        Named("born", before.Born != after.Born);
        Valued("language", before.Language, after.Language);
        Valued("literacy", before.Literacy, after.Literacy);
        Valued("lives alone", before.LivesAlone, after.LivesAlone);
        Valued("check-ins", before.Enrolled, after.Enrolled);
        Valued("jobs", before.WantsJobs, after.WantsJobs);
        Valued("pause", before.Pause?.Until, after.Pause?.Until);
        Valued("away until", before.Away?.Until, after.Away?.Until);
        Named("away", before.Away?.City != after.Away?.City);
        Valued("quiet", before.Quiet, after.Quiet);
        Named("needs", !before.Needs.SequenceEqual(after.Needs));
        Named("contacts", !before.Contacts.SequenceEqual(after.Contacts));
        // Addresses write themselves masked.
        Valued("addresses", string.Join(", ", before.Addresses), string.Join(", ", after.Addresses));
        return changes;

        void Named(string field, bool changed)
        {
            if (changed) changes.Add(field);
        }

        void Valued(string field, object? from, object? to)
        {
            if (!Equals(from, to)) changes.Add($"{field}: {Word(from)} → {Word(to)}");
        }
    }

    static string Word(object? value) => value switch
    {
        null or "" => "-",
        bool yes => yes ? "yes" : "no",
        QuietHours hours => string.Create(CultureInfo.InvariantCulture, $"{hours.From:HH:mm}-{hours.Until:HH:mm}"),
        IFormattable formattable => formattable.ToString(value is NodaTime.LocalDate ? "uuuu-MM-dd" : null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    static string With(List<string> changes, string reason)
    {
        var text = string.Join("; ", changes);
        return reason.Trim() is { Length: > 0 } why ? $"{text} ({why})" : text;
    }
}
