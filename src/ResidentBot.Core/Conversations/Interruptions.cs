using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Requests;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Conversations;

/// <summary>
/// What a resident may want in the middle of a question, once the question itself could make nothing of his words: it is done, and then the question is
/// asked again. The question always goes first.
/// </summary>
static class Interruptions
{
    /// <summary>Takes the message when it plainly wants something else; false when the question must just be asked again.</summary>
    public static bool TryTake(Turn turn, Talk talk, Arrival arrival, string? wish)
    {
        var session = talk.Conversation.Session!;
        if (Intents.TryConfide(turn, talk, wish)) return true;
        if (CheckInTalk.TryTakeBeside(turn, talk, arrival))
        {
            Flows.AskAgain(turn, talk);
            return true;
        }
        switch (wish)
        {
            case "request_status":
                RequestTalk.SayStatus(turn, talk);
                Flows.AskAgain(turn, talk);
                return true;
            // Whoever feels unwell must not be told to reply 1, 2 or 3.
            case "human" or "emergency" or "checkin_help":
                Intents.Route(turn, talk, arrival, wish);
                return true;
        }
        if (wish is null || turn.World.Book.ForIntent(wish) is not { } other || session.Frames.Any(frame => frame.Dialog == other.Id)) return false;
        if (session.Held is { } held && held.Frames.Any(frame => frame.Dialog == other.Id)) Flows.ReturnToHeld(turn, talk, session);
        else Flows.Start(turn, talk, other.Id, arrival.Text, arrival.Media);
        return true;
    }
}
