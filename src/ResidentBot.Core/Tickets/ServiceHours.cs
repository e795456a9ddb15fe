using NodaTime;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Tickets;

/// <summary>When a queue is looked at, and what can honestly be said of it.</summary>
public static class ServiceHours
{
    /// <summary>Whether somebody looks at the queue at this instant.</summary>
    public static bool IsOpen(StaffQueue queue, LocalDateTime local)
    {
        var (opens, closes, time) = (queue.OpensAt, queue.ClosesAt, local.TimeOfDay);
        if (opens == closes) return true;
        return opens < closes ? time >= opens && time < closes : time >= opens || time < closes;
    }

    /// <summary>By when an answer may be expected: within the queue's time, counted from its next opening when it is closed.</summary>
    public static Instant Due(World world, StaffQueue queue, Instant now) => NextOpen(world, queue, now) + queue.AnswerWithin;

    /// <summary>The honest word on when: "within 30 minutes", "tomorrow after 09:00".</summary>
    public static string Promise(Turn turn, StaffQueue queue, Language language)
    {
        var local = turn.World.Local(turn.Now);
        if (IsOpen(queue, local)) return turn.Text("when_open", language, ("time", Span(turn, queue.AnswerWithin, language)));
        var opens = turn.World.Local(NextOpen(turn.World, queue, turn.Now));
        return turn.Text(opens.Date == local.Date ? "when_today" : "when_tomorrow", language, ("time", Clock(opens.TimeOfDay)));
    }

    /// <summary>A clock time as people read it: <c>9:05</c>.</summary>
    public static string Clock(LocalTime time) => $"{time.Hour}:{time.Minute:00}";

    /// <summary>A length of time in words.</summary>
    public static string Span(Turn turn, Duration length, Language language) => length.TotalMinutes < 90
        ? turn.Text("minutes", language, ("count", $"{Math.Max(1, (int)Math.Round(length.TotalMinutes))}"))
        : turn.Text("hours", language, ("count", $"{(int)Math.Round(length.TotalHours)}"));

    static Instant NextOpen(World world, StaffQueue queue, Instant now)
    {
        var local = world.Local(now);
        if (IsOpen(queue, local)) return now;
        var date = local.TimeOfDay < queue.OpensAt ? local.Date : local.Date.PlusDays(1);
        return (date + queue.OpensAt).InZoneLeniently(world.Community.Zone).ToInstant();
    }
}
