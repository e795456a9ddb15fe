using ResidentBot.Core.Messages;
using ResidentBot.Core.Requests;
using ResidentBot.Core.Turns;
using Timer = ResidentBot.Core.Turns.Timer;

namespace ResidentBot.Core.Conversations;

/// <summary>Words that work anywhere, also inside a question: a person, another language, cancel, how my request stands.</summary>
public static class Commands
{
    /// <summary>Takes the message if the intent is such a word.</summary>
    public static bool TryTake(Turn turn, Talk talk, string intent)
    {
        switch (intent)
        {
            case "human":
                HandOffs.Open(turn, talk, HandOffs.DefaultQueue, "asked");
                return true;
            case "switch_zh" or "switch_en":
                var language = intent == "switch_en" ? Language.En : Language.Zh;
                talk.Change(c => c with { Language = language });
                talk.Say("language_switched");
                if (talk.Conversation.Session is null && talk.Conversation.CheckIns.IsEmpty) Intents.SayMenu(turn, talk);
                return true;
            case "cancel" when talk.Conversation.Session is { } session:
                turn.Decision.Timers.Add((new Timer("wait", talk.Conversation.Address.Value, session.Token), null));
                talk.Change(c => c with { Session = null, Misses = 0 });
                talk.Say("cancelled");
                CheckIns.CheckInTalk.AskAgain(turn, talk);
                return true;
            case "request_status" when talk.Conversation.Session is null:
                RequestTalk.SayStatus(turn, talk);
                return true;
            default:
                return false;
        }
    }
}
