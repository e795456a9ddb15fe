using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Turns;
using ResidentBot.Core.Understanding;

namespace ResidentBot.Core.CheckIns;

/// <summary>A check-in answered by ringing us up. Only ringing and hanging up before we pick up is "fine"; what else is without words is not.</summary>
static class CheckInByPhone
{
    /// <summary>Asks somebody who is on the line how he is; false when no check-in of his waits for an answer.</summary>
    public static bool TryAsk(Turn turn, Talk talk)
    {
        if (CheckInTalk.Open(turn, talk).Find(one => CheckInTalk.IsUnanswered(turn, one)) is not { } open || Register.Find(turn, open.Person) is not { } person) return false;
        talk.Change(c => c with { WhoOf = [], FineUnclear = false });
        // Bound to this call: should he hang up, nobody rings him for it.
        talk.Speak(Words.Of(turn, "call_ask", talk.Language, ("name", person.Name), ("community", turn.World.Community.Name[talk.Language])) with
        {
            Choices = CheckInTalk.Choices(turn, open.Id, talk.Language),
            Lane = Lane.CheckIn,
            Purpose = Purpose.Welfare,
        });
        return true;
    }

    /// <summary>Somebody rang, stayed on the line and said nothing: a person looks in. False when no check-in is open.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="talk">The call's talk.</param>
    /// <param name="isOnLine">Whether he is there still: then he is put through.</param>
    public static bool TryWorry(Turn turn, Talk talk, bool isOnLine)
    {
        var open = CheckInTalk.Open(turn, talk);
        if (open.Count == 0) return false;
        var words = turn.Text(isOnLine ? "call_silent" : "call_hung_up", turn.World.Community.Language);
        if (isOnLine) CheckInTalk.Answer(turn, talk, open, CheckInAnswer.Unclear, words);
        else CheckInTalk.Worry(turn, open, words);
        return true;
    }

    /// <summary>
    /// Somebody rang once: he is fine, where exactly one person is asked at this telephone. Of several nobody knows which of them rang, so that they are asked
    /// by name; without an open check-in it means nothing.
    /// </summary>
    public static void TakeRing(Turn turn, Talk talk)
    {
        var open = CheckInTalk.Open(turn, talk);
        if (open.Count == 0) return;
        var asked = Talk.With(turn, open[^1].Asked.LastOrDefault(talk.Conversation.Address));
        if (open.Select(checkIn => CheckInTalk.Whose(turn, checkIn)).Distinct().Count() > 1 || talk.Conversation.FineUnclear) CheckInTalk.AskAgain(turn, asked, open[0]);
        // Nobody is rung up to be thanked.
        else if (asked.IsCall) open.ForEach(checkIn => CheckInEnds.Fine(turn, checkIn));
        else CheckInTalk.Answer(turn, asked, open, CheckInAnswer.Fine, "");
    }
}
