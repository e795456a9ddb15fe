using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.CheckIns;

/// <summary>One call asks everybody who shares the telephone, and what becomes of it is the matter of each.</summary>
static class SharedCall
{
    /// <summary>The call did not reach them.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="talk">The telephone's talk.</param>
    /// <param name="report">What became of the call.</param>
    /// <param name="id">The check-in it was made for.</param>
    /// <param name="text">The key of its text.</param>
    public static void Undelivered(Turn turn, Talk talk, DeliveryReport report, string id, string text)
    {
        var others = talk.Conversation.CheckIns.Remove(id);
        CheckInWatch.Undelivered(turn, report, id, text);
        // No call was made: there is none to be asked in.
        if (report.Error == SendError.Obsolete) talk.Change(c => c with { PushedAt = null });
        foreach (var other in others.Select(turn.Find<CheckIn>).OfType<CheckIn>().Where(other => other.Asked.Contains(report.To)))
        {
            if (report.Error == SendError.Obsolete) AskAnew(turn, talk, other, report);
            else CheckInWatch.Undelivered(turn, report, other.Id, text);
        }
    }

    /// <summary>The call waits for a provider that is down: each of them is asked elsewhere.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="talk">The telephone's talk.</param>
    /// <param name="report">What became of the call.</param>
    /// <param name="id">The check-in it was made for.</param>
    public static void Wait(Turn turn, Talk talk, DeliveryReport report, string id)
    {
        foreach (var one in Together(talk, id)) HeldUpCheckIns.Wait(turn, report, one);
    }

    /// <summary>The call was made after all.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="talk">The telephone's talk.</param>
    /// <param name="report">What became of the call.</param>
    /// <param name="id">The check-in it was made for.</param>
    public static void Left(Turn turn, Talk talk, DeliveryReport report, string id)
    {
        foreach (var one in Together(talk, id)) HeldUpCheckIns.Left(turn, report, one);
    }

    // The one it was made for, and whoever is asked in it; by text everybody has his own.
    static IEnumerable<string> Together(Talk talk, string id) => talk.IsCall ? talk.Conversation.CheckIns.Remove(id).Prepend(id) : [id];

    // Taken back because the one it was made for has answered elsewhere: whoever was to be asked with him gets a call of his own.
    static void AskAnew(Turn turn, Talk talk, CheckIn other, DeliveryReport report)
    {
        if (other.State is not (CheckInState.Asked or CheckInState.Reminded) || other.Missed.Contains(report.MessageId)) return;
        other = other with { Asked = other.Asked.Remove(report.To), Missed = other.Missed.Add(report.MessageId) };
        turn.Put(other.Id, other);
        // What was never asked at this telephone is not answered there.
        if (!other.Asked.Any(address => Handset.IsSame(address, report.To)))
            foreach (var one in HandsetTalks.All(turn, talk)) one.Change(c => c with { CheckIns = c.CheckIns.Remove(other.Id) });
        CheckInWatch.Elsewhere(turn, other, "undelivered");
    }
}
