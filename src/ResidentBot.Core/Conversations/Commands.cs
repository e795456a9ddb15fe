using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Requests;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Conversations;

/// <summary>Words that work anywhere, also inside a question: a person, another language, cancel, back, help, how my request stands.</summary>
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
                // The question he could not read comes once more in his own language.
                if (talk.Conversation.Session is not null) Flows.AskAgain(turn, talk);
                else if (!FirstContact.TryAskAgain(turn, talk) && !CheckInTalk.AskAgain(turn, talk)) Intents.SayMenu(turn, talk);
                return true;
            case "cancel" when talk.Conversation.Session is { } session:
                Flows.Cancel(turn, talk, session);
                return true;
            case "cancel" when talk.Conversation.Paused is not null:
                talk.Change(c => c with { Paused = null });
                talk.Say("cancelled");
                return true;
            case "back" when talk.Conversation.Session is { } session:
                Flows.Back(turn, talk, session);
                return true;
            case "help_menu" when talk.Conversation.Session is { } session:
                Flows.Help(turn, talk, session);
                return true;
            case "request_status":
                RequestTalk.SayStatus(turn, talk);
                Flows.AskAgain(turn, talk);
                return true;
            default:
                return false;
        }
    }
}
