using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Incidents;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Roster;
using ResidentBot.Core.Tickets;

namespace ResidentBot.Core.Turns;

/// <summary>
/// What news of our messages mean: noted in the thread, and where words did not arrive, what they concern decides who hears of it. Queued with an error
/// says that a message waits for a provider that is down: for check-ins and calls to staff that is long enough to go another way.
/// </summary>
static class Reports
{
    /// <summary>Decides one report.</summary>
    public static void Take(Turn turn, TurnEvent.Reported reported)
    {
        var report = reported.Report;
        if (report.Concerns?.Split('|') is ["canary", var account])
        {
            Canary.Reported(turn, report, account);
            return;
        }
        if (report.State != DeliveryState.Queued) Note(turn, report);
        switch (report.State)
        {
            case DeliveryState.Failed:
                Failed(turn, reported);
                break;
            case DeliveryState.Queued when report.Error is not null:
                HeldUp(turn, report);
                break;
            case DeliveryState.Sent when report.Concerns?.Split('|') is ["checkin", var checkIn, _]:
                SharedCall.Left(turn, Talk.With(turn, report.To), report, checkIn);
                break;
        }
    }

    static void Note(Turn turn, DeliveryReport report)
    {
        turn.Decision.Thread.Add((report.To, new ThreadEntry
        {
            Id = turn.NewId(),
            Kind = ThreadKind.News,
            At = report.At,
            Ref = report.MessageId,
            State = report.State,
            Error = report.Error,
            ProviderId = report.ProviderId,
        }));
        turn.Changed($"thread:{report.To.Value}");
    }

    static void Failed(Turn turn, TurnEvent.Reported reported)
    {
        var report = reported.Report;
        var talk = Talk.With(turn, report.To);
        var error = report.Error ?? SendError.Unknown;
        turn.Count($"failed:{error}");
        if (talk.IsCall && report.ProviderId is { } call) talk.Change(c => c with { MissedCall = call });
        if (error.ClosesAddress()) OptOuts.Unreachable(turn, talk, report.Account, error);
        switch (report.Concerns?.Split('|'))
        {
            case ["checkin", var checkIn, var text]:
                if (talk.IsCall) SharedCall.Undelivered(turn, talk, report, checkIn, text);
                else CheckInWatch.Undelivered(turn, report, checkIn, text);
                break;
            case ["rung", var number, var stamp]:
                Ladders.Undelivered(turn, report, number, stamp);
                break;
            case ["news", var number, var what, .. var again]:
                Failover.Undelivered(turn, reported, number, what, again.Length > 0);
                break;
            // An answer nobody got in time: somebody wrote, and still waits.
            case null when error is SendError.TooOld or SendError.WindowClosed && report.Lane == Lane.Reply && Colleagues.At(turn, report.To) is null:
                if (TicketDesk.FindOpen(turn, talk.Conversation.Ticket) is null) HandOffs.Open(turn, talk, HandOffs.DefaultQueue, "late");
                break;
        }
    }

    static void HeldUp(Turn turn, DeliveryReport report)
    {
        switch (report.Concerns?.Split('|'))
        {
            case ["checkin", var checkIn, _]:
                SharedCall.Wait(turn, Talk.With(turn, report.To), report, checkIn);
                break;
            case ["rung", var number, var stamp]:
                Ladders.Undelivered(turn, report, number, stamp);
                break;
        }
    }
}
