using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using ResidentBot.Core.Understanding;

namespace ResidentBot.Core.CheckIns;

/// <summary>A message changed into words that are not fine: a person looks, although the check-in it answered has ended. A changed message is never "fine" here.</summary>
static class CheckInTakenBack
{
    /// <summary>Takes a changed message that says somebody is not fine; false for others.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="talk">The talk.</param>
    /// <param name="arrival">The message, with the words it has now.</param>
    /// <param name="isLate">Whether it is not answered like a new message otherwise.</param>
    public static bool TryTake(Turn turn, Talk talk, Arrival arrival, bool isLate)
    {
        if (arrival.FirstSent is null || arrival.Text.Length == 0) return false;
        var answer = CheckInAnswers.Read(arrival.Text, turn.World.CheckInWords);
        if (answer == CheckInAnswer.Fine) return false;
        var isCode = CheckInTalk.IsCode(turn, arrival.Text);
        if (talk.Conversation.Said.Any(said => said.Message == arrival.Message && said.WasFine))
        {
            if (!isCode && CheckInTalk.IsWish(turn, talk, arrival.Text, answer)) return false;
            Look(turn, talk, isCode ? turn.Text(answer == CheckInAnswer.NeedsHand ? "checkin_hand" : "checkin_call", turn.World.Community.Language) : arrival.Text);
            return true;
        }
        // A digit was meant for a question we no longer know.
        if (!isLate || answer != CheckInAnswer.Worrying || isCode) return false;
        if (CheckInTalk.Open(turn, talk) is { Count: > 0 } open) CheckInTalk.Answer(turn, talk, open, answer, arrival.Text);
        else if (talk.Conversation.Persons.Any(id => Register.Find(turn, id) is { Enrolled: true })) Look(turn, talk, arrival.Text);
        else return false;
        return true;
    }

    static void Look(Turn turn, Talk talk, string words)
    {
        if (!HandOffs.TryTake(turn, talk)) HandOffs.Open(turn, talk, CheckInWatch.QueueOf(turn.World), "worry", Urgency.Urgent, words);
    }
}
