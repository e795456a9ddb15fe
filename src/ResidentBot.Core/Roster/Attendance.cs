using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Roster;

/// <summary>Why somebody cannot be asked.</summary>
public enum AwayWhy
{
    /// <summary>On leave, by the files or by his card.</summary>
    Leave,

    /// <summary>Outside his hours of duty.</summary>
    OffDuty,

    /// <summary>None of his addresses can be reached by an account for welfare.</summary>
    Unreachable,
}

/// <summary>Somebody who cannot be asked.</summary>
/// <param name="Member">Who.</param>
/// <param name="Why">Why.</param>
/// <param name="Until">The last day of his leave; null for other reasons.</param>
public sealed record Missing(StaffMember Member, AwayWhy Why, LocalDate? Until = null);

/// <summary>Who of the named people is there at an instant: not on leave, on duty, and with an address we can reach.</summary>
/// <param name="world">The files.</param>
/// <param name="cards">Looks up what is known of somebody besides the files; null for nothing.</param>
public sealed class Attendance(World world, Func<string, StaffCard?> cards)
{
    /// <summary>The files.</summary>
    public World World => world;

    /// <summary>Null when somebody can be asked, else why not. An emergency does not ask for hours of duty.</summary>
    public Missing? Missing(StaffMember member, Instant now, bool emergency)
    {
        var local = world.Local(now);
        if (!IsReachable(member)) return new Missing(member, AwayWhy.Unreachable);
        if (LeaveEnds(member, local.Date) is { } until) return new Missing(member, AwayWhy.Leave, until);
        return emergency || IsOnDuty(member.Duty, local) ? null : new Missing(member, AwayWhy.OffDuty);
    }

    /// <summary>Whether an account of ours can tell somebody of an alert.</summary>
    public bool IsReachable(StaffMember member) => Addresses(member).Any(address => world.AccountFor(address, Purpose.Welfare, []) is not null);

    /// <summary>Where somebody is reached: by the files, then what he paired himself.</summary>
    public ImmutableArray<Address> Addresses(StaffMember member) => [.. member.Addresses.Union(cards(member.Id)?.Paired ?? [])];

    /// <summary>Leave by the files and by the card.</summary>
    public ImmutableArray<Leave> Leaves(StaffMember member) => [.. member.Leaves, .. cards(member.Id)?.Leaves ?? []];

    /// <summary>The last day of the leave somebody is on, leaves that follow one another counted as one; null when he is not on leave.</summary>
    public LocalDate? LeaveEnds(StaffMember member, LocalDate day)
    {
        LocalDate? end = null;
        foreach (var leave in Leaves(member).OrderBy(leave => leave.From))
            if (leave.From <= (end?.PlusDays(1) ?? day) && leave.Until >= day && (end is null || leave.Until > end)) end = leave.Until;
        return end;
    }

    /// <summary>Whether a local time lies within hours of duty; without any, everybody is always on duty.</summary>
    public static bool IsOnDuty(ImmutableArray<DutySpan> duty, LocalDateTime local) => duty.IsEmpty || duty.Any(span => Holds(span, local));

    static bool Holds(DutySpan span, LocalDateTime local)
    {
        var (today, yesterday) = (span.Days.Contains(local.DayOfWeek), span.Days.Contains(local.Date.PlusDays(-1).DayOfWeek));
        if (span.From == span.Until) return today;
        if (span.From < span.Until) return today && local.TimeOfDay >= span.From && local.TimeOfDay < span.Until;
        return (today && local.TimeOfDay >= span.From) || (yesterday && local.TimeOfDay < span.Until);
    }
}
