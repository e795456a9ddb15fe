using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Residents;

/// <summary>
/// Makes two entries of the register one. Nobody loses anything by it: whoever was enrolled in either entry is enrolled, and what was asked of the
/// entry that goes is still answered for.
/// </summary>
public static class Merging
{
    /// <summary>How long it can be undone.</summary>
    static readonly Duration Undoable = Duration.FromDays(30);

    /// <summary>The entry that stays, as it will be.</summary>
    public static Person Combine(Person keep, Person gone)
    {
        var consents = keep.Consents.Union(gone.Consents).OrderBy(consent => consent.At).ToImmutableArray();
        var isRefused = consents.LastOrDefault(consent => consent is { Purpose: Purpose.Jobs, Here: false }) is { Given: false };
        return keep with
        {
            Born = keep.Born ?? gone.Born,
            Enrolled = keep.Enrolled || gone.Enrolled,
            WantsJobs = (keep.WantsJobs || gone.WantsJobs) && !isRefused,
            Addresses = [.. keep.Addresses.Union(gone.Addresses)],
            Needs = [.. keep.Needs.Union(gone.Needs)],
            Labels = Labels(keep.Labels, gone.Labels),
            Contacts = [.. keep.Contacts.Union(gone.Contacts).Where(contact => contact.Person is null || (contact.Person != keep.Id && contact.Person != gone.Id))],
            Away = keep.Away ?? gone.Away,
            Consents = consents,
            Quiet = keep.Quiet ?? gone.Quiet,
            Ticket = keep.Ticket ?? gone.Ticket,
            Pause = Pause(keep, gone),
            Left = keep.Left is null || gone.Left is null ? null : keep.Left,
            Merges = [.. keep.Merges.Union(gone.Merges)],
        };
    }

    internal static void Merge(Turn turn, StaffAction.MergePersons merge)
    {
        if (RegisterDesk.Known(turn, merge.Keep) is not { } keep || RegisterDesk.Known(turn, merge.Gone) is not { } gone) return;
        if (keep.Id == gone.Id)
        {
            turn.Refuse("merge_same");
            return;
        }
        if (!RegisterDesk.HasReason(turn, merge.Reason)) return;
        var moved = merge.Tickets.Append(gone.Ticket ?? "").Where(number => number.Length > 0 && Move(turn, number, gone.Id, keep.Id)).ToImmutableArray();
        var done = new Merge(turn.NewId(), keep, gone, merge.By, turn.Now, merge.Reason.Trim(), turn.Now + Undoable) { Tickets = moved };
        Residence.Leave(turn, gone);
        // First the one that goes: on a handset that both used the one that stays comes last.
        Register.Save(turn, gone with { MergedInto = keep.Id, Enrolled = false, WantsJobs = false, Ticket = null });
        var after = Combine(keep, gone);
        Register.Save(turn, after with { Merges = after.Merges.Add(done.Id) });
        turn.Put(done.Id, done);
        turn.List(Lists.Merges, done.Id, done.Until.ToUnixTimeMilliseconds());
        turn.Log(merge.By, "merged", keep.Id, $"{gone.Id} → {keep.Id} ({done.Reason})");
        turn.Decision.Answer = done.Id;
    }

    /// <summary>Gives a ticket about one person to another; false when it is not about the first.</summary>
    internal static bool Move(Turn turn, string number, string from, string to)
    {
        if (turn.Find<Ticket>(number) is not { } ticket || ticket.PersonId != from) return false;
        turn.Unlist(Lists.TicketsOf(from), number);
        TicketDesk.Save(turn, ticket with { PersonId = to });
        return true;
    }

    // Of one label the one that holds longest.
    static ImmutableArray<PersonLabel> Labels(ImmutableArray<PersonLabel> keep, ImmutableArray<PersonLabel> gone) =>
        [.. keep.Concat(gone).GroupBy(label => label.Label, StringComparer.Ordinal).Select(same => same.MaxBy(label => (label.Until is null, label.Until, label.On))!)];

    // A pause was decided about one enrolment: where the other entry gets its texts, they go on.
    static Pause? Pause(Person keep, Person gone) => (keep.Enrolled, gone.Enrolled) switch
    {
        (true, true) => keep.Pause is { } one && gone.Pause is { } other ? one.Until <= other.Until ? one : other : null,
        (false, true) => gone.Pause,
        _ => keep.Pause,
    };
}
