using NodaTime;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Tickets;

namespace ResidentBot.Host.Commands.Chat;

/// <summary>What happens to a ticket if nobody does anything: it climbs its ladder, or is taken back from whoever took it without a result.</summary>
/// <param name="At">When.</param>
/// <param name="Asked">Who is asked then; empty when the ladder rests, or begins anew later.</param>
/// <param name="IsTakenBack">Whether it is taken back from its owner.</param>
public sealed record NextStep(Instant At, IReadOnlyList<StaffMember> Asked, bool IsTakenBack)
{
    /// <summary>Of a ticket; null when nothing is set.</summary>
    internal static NextStep? Of(Rehearsal rehearsal, Ticket ticket)
    {
        var (timer, due) = rehearsal.Timers.FirstOrDefault(one => one.Timer.About == ticket.Number && one.Timer.Kind is "climb" or "report");
        if (timer is null) return null;
        var asked = rehearsal.Foresee(timer, due).Outbox
            .Where(message => message.Concerns?.StartsWith($"rung|{ticket.Number}|", StringComparison.Ordinal) == true)
            .Select(message => rehearsal.World.StaffByAddress.GetValueOrDefault(message.To)).OfType<StaffMember>();
        return new NextStep(due, [.. asked], timer.Kind == "report");
    }
}
