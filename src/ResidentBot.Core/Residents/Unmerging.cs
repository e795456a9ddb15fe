using System.Collections.Immutable;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Residents;

/// <summary>
/// Takes a merge back. What the entry that stayed has got since stays with it; what came with the other one goes back, as far as it is still there.
/// The decision's answer names the fields that could not be put back as they were.
/// </summary>
static class Unmerging
{
    /// <summary>Undoes a merge.</summary>
    public static void Undo(Turn turn, StaffAction.UndoMerge undo)
    {
        if (turn.Find<Merge>(undo.Merge) is not { UndoneAt: null } merge)
        {
            turn.Refuse("no_such_merge");
            return;
        }
        if (turn.Now > merge.Until)
        {
            turn.Refuse("merge_too_old");
            return;
        }
        if (!RegisterDesk.HasReason(turn, undo.Reason)) return;
        if (turn.Find<Person>(merge.Kept.Id) is not { MergedInto: null } now || turn.Find<Person>(merge.Gone.Id) is not { } entry || entry.MergedInto != merge.Kept.Id)
        {
            turn.Refuse("merge_went_on");
            return;
        }
        var lost = new List<string>();
        var (kept, gone) = Parted(merge, now, lost);
        foreach (var number in merge.Tickets) Merging.Move(turn, number, kept.Id, gone.Id);
        // A ticket opened since is of the entry that stayed; of the two that were, each gets its own back while it is open.
        gone = gone with { Ticket = Open(turn, gone.Ticket), Merges = merge.Gone.Merges };
        kept = kept with { Ticket = now.Ticket == gone.Ticket ? Open(turn, merge.Kept.Ticket) : now.Ticket, Merges = now.Merges };
        Register.Save(turn, kept);
        Return(turn, gone, lost);
        Register.Save(turn, gone);
        turn.Put(merge.Id, merge with { UndoneAt = turn.Now });
        turn.Unlist(Lists.Merges, merge.Id);
        turn.Log(undo.By, "unmerged", kept.Id, $"{gone.Id} ({undo.Reason.Trim()})");
        turn.Decision.Answer = string.Join(',', lost);
    }

    static (Person Kept, Person Gone) Parted(Merge merge, Person now, List<string> lost)
    {
        var (before, other) = (merge.Kept, merge.Gone);
        var merged = Merging.Combine(before, other);
        var kept = now with
        {
            Born = Field("born", before.Born, merged.Born, now.Born),
            Away = Field("away", before.Away, merged.Away, now.Away),
            Quiet = Field("quiet", before.Quiet, merged.Quiet, now.Quiet),
            Enrolled = Field("enrolled", before.Enrolled, merged.Enrolled, now.Enrolled),
            WantsJobs = Field("jobs", before.WantsJobs, merged.WantsJobs, now.WantsJobs),
            Pause = Field("pause", before.Pause, merged.Pause, now.Pause),
            Left = Field("left", before.Left, merged.Left, now.Left),
            Addresses = Without(now.Addresses, before.Addresses, other.Addresses),
            Needs = Without(now.Needs, before.Needs, other.Needs),
            Contacts = Without(now.Contacts, before.Contacts, other.Contacts),
            Consents = Without(now.Consents, before.Consents, other.Consents),
            Labels = [.. now.Labels.Select(label => Label(label, before, other)).OfType<PersonLabel>()],
        };
        // An address or a need that was taken away since was wrong for both.
        var gone = other with
        {
            Addresses = Still("addresses", other.Addresses, now.Addresses, lost),
            Needs = Still("needs", other.Needs, now.Needs, lost),
        };
        return (kept, gone);

        T Field<T>(string name, T was, T became, T isNow)
        {
            if (EqualityComparer<T>.Default.Equals(became, isNow)) return was;
            lost.Add(name);
            return isNow;
        }
    }

    static ImmutableArray<T> Without<T>(ImmutableArray<T> now, ImmutableArray<T> before, ImmutableArray<T> other) =>
        [.. now.Where(one => before.Contains(one) || !other.Contains(one))];

    static ImmutableArray<T> Still<T>(string name, ImmutableArray<T> was, ImmutableArray<T> now, List<string> lost)
    {
        var still = was.Where(now.Contains).ToImmutableArray();
        if (still.Length < was.Length) lost.Add(name);
        return still;
    }

    // A label that only the other one had goes; one that both had, or that was put on since, stays.
    static PersonLabel? Label(PersonLabel label, Person before, Person other) =>
        !other.Labels.Contains(label) ? label : before.Labels.FirstOrDefault(one => one.Label == label.Label);

    static void Return(Turn turn, Person gone, List<string> lost)
    {
        if (turn.Find<Household>(gone.Household) is not { } home) lost.Add("household");
        else if (!home.Persons.Contains(gone.Id)) Register.Save(turn, home with { Persons = home.Persons.Add(gone.Id) });
    }

    static string? Open(Turn turn, string? number) => Tickets.TicketDesk.FindOpen(turn, number)?.Number;
}
