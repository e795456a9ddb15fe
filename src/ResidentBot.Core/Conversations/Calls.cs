using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Conversations;

/// <summary>
/// Calls that come in. Who rings and hangs up before we pick up says that he is fine, where he was asked; who stays on the line is asked himself. Anything
/// between the two is not fine: a person looks.
/// </summary>
public static class Calls
{
    /// <summary>Takes what happened to a call; false for words and keys.</summary>
    public static bool TryTake(Turn turn, Talk talk, Arrival arrival)
    {
        switch (arrival)
        {
            case { Kind: ArrivalKind.CallBegan, Call: { } call }:
                Begin(turn, talk, arrival.Account, new IncomingCall(call.Id));
                return true;
            case { Kind: ArrivalKind.CallStayed, Call: { } call }:
                Begin(turn, talk, arrival.Account, new IncomingCall(call.Id) { Stayed = true });
                Ask(turn, talk);
                return true;
            case { Kind: ArrivalKind.CallSilent, Call: { } call }:
                if (talk.Conversation.Call?.Id == call.Id) Silent(turn, talk);
                return true;
            case { Kind: ArrivalKind.CallEnded, Call: { } call }:
                End(turn, talk, call);
                return true;
            default:
                return false;
        }
    }

    /// <summary>
    /// Words or keys of somebody on the line; true when they are the menu's answer, which wants a person, or when a machine speaks. A machine presses no key,
    /// and none calls for help: who does was wrongly taken for one.
    /// </summary>
    public static bool TryHear(Turn turn, Talk talk, Arrival arrival)
    {
        if (arrival.Call is { } heard && heard.Id == talk.Conversation.MissedCall && !arrival.Text.All(char.IsAsciiDigit))
        {
            Emergencies.TryTake(turn, talk, arrival);
            return true;
        }
        if (arrival.Call is null || talk.Conversation.Call is not { } call || call.Id != arrival.Call.Id) return false;
        talk.Change(c => c with { Call = call with { Answered = true, Menu = false } });
        if (!call.Menu || arrival.Text.Trim() != "1") return false;
        HandOffs.Open(turn, talk, HandOffs.DefaultQueue, "call");
        return true;
    }

    static void Begin(Turn turn, Talk talk, string account, IncomingCall call)
    {
        if (talk.Conversation.Call?.Id != call.Id) talk.Note(ThreadKind.Note, null, turn.Text("call_began", turn.World.Community.Language));
        talk.Change(c => c with { Account = account, LastInAt = turn.Now, Call = call });
        turn.Count("in");
    }

    static void Ask(Turn turn, Talk talk)
    {
        if (CheckInByPhone.TryAsk(turn, talk)) return;
        var language = talk.Language;
        talk.Change(c => c with { Call = c.Call! with { Menu = true } });
        talk.Speak(Words.Of(turn, "call_menu", language, ("community", turn.World.Community.Name[language])) with
        {
            Choices = [new Choice("call:person", turn.Text("call_person", language))],
        });
    }

    // He may not be able to speak: he is put through, and where he was asked how he is, somebody looks in.
    static void Silent(Turn turn, Talk talk)
    {
        talk.Change(c => c with { Call = c.Call! with { Answered = true, Menu = false } });
        if (!CheckInByPhone.TryWorry(turn, talk, isOnLine: true))
            HandOffs.Open(turn, talk, HandOffs.DefaultQueue, "call");
    }

    static void End(Turn turn, Talk talk, PhoneCall ended)
    {
        var call = talk.Conversation.Call;
        if (call is not null && call.Id != ended.Id) return;
        Flows.HangUp(turn, talk);
        talk.Change(c => c with { Call = null, Who = null, Whom = null, WhoOf = [] });
        if (call is null) return;
        if (!call.Stayed && !ended.IsAnswered) RangOnce(turn, talk);
        else if (!call.Answered) CheckInByPhone.TryWorry(turn, talk, isOnLine: false);
    }

    static void RangOnce(Turn turn, Talk talk)
    {
        talk.Note(ThreadKind.Note, null, turn.Text("call_rang", turn.World.Community.Language));
        CheckInByPhone.TakeRing(turn, talk);
    }
}
