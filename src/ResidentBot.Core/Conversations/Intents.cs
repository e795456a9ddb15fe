using ResidentBot.Core.Jobs;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Requests;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Conversations;

/// <summary>Acts on what a fresh message seems to want; what nobody understands twice goes to a person.</summary>
public static class Intents
{
    const string Menu = "menu";

    /// <summary>Routes a message by intent; null is "not understood".</summary>
    public static void Route(Turn turn, Talk talk, Arrival arrival, string? intent)
    {
        switch (intent)
        {
            case "human" or "feedback_negative":
                HandOffs.Open(turn, talk, HandOffs.DefaultQueue, intent == "human" ? "asked" : "complaint");
                return;
            case "emergency":
                HandOffs.Open(turn, talk, turn.World.Community.CheckIns?.Queue ?? "welfare", "worry", Urgency.Emergency);
                return;
            case "checkin_help":
                HandOffs.Open(turn, talk, turn.World.Community.CheckIns?.Queue ?? "welfare", "worry", Urgency.Urgent);
                return;
            case "counsel" or "legal" when TryConfide(turn, talk, intent):
                return;
            case "request_status":
                RequestTalk.SayStatus(turn, talk);
                return;
            case "job_apply" when JobOffers.ApplyToLast(turn, talk):
                return;
            case "job_unsubscribe" or "opt_out" or "opt_in" or "stop_notices" or "stop_welfare" or "stop_family" or "start_jobs" or "start_notices" or "start_welfare" or "start_family":
                OptOuts.TryTake(turn, talk, intent, arrival);
                return;
            case "switch_zh" or "switch_en":
                Commands.TryTake(turn, talk, intent);
                return;
            case "thanks" or "feedback_positive" or "checkin_ok":
                talk.Change(c => c with { Misses = 0 });
                talk.Say("you_are_welcome");
                return;
            case "cancel" when JobOffers.TryDecline(turn, talk) || HandOffs.TryNote(turn, talk, arrival.Text):
                return;
            // Whoever waits for a person and says hello asks whether anybody is there.
            case "greeting" when HandOffs.TrySayWaiting(turn, talk):
                return;
            case "cancel":
                talk.Say("nothing_to_cancel");
                return;
        }
        if (intent is not null && turn.World.Book.ForIntent(intent) is { } dialog) Flows.Start(turn, talk, dialog.Id, arrival.Text, arrival.Media);
        else if (arrival.Kind == ArrivalKind.Started || intent is "greeting" or "help_menu") SayMenu(turn, talk);
        else Miss(turn, talk, arrival);
    }

    /// <summary>
    /// Hands over to the queue for talks in confidence, or for legal matters, to the usual one where a community has none; false for other wishes. A
    /// dialog about it begins only then, so that every word of it is kept among those who may know.
    /// </summary>
    public static bool TryConfide(Turn turn, Talk talk, string? wish)
    {
        if (wish is not ("counsel" or "legal")) return false;
        HandOffs.Open(turn, talk, QueueOf(turn, wish), wish);
        if (FollowUps.Opened(turn, talk) is not null && turn.World.Book.ForIntent(wish) is { } dialog) Flows.Start(turn, talk, dialog.Id, null);
        return true;
    }

    /// <summary>The queue for talks in confidence, or for legal matters.</summary>
    internal static string QueueOf(Turn turn, string wish) => turn.World.Community.Queues.ContainsKey(wish) ? wish : HandOffs.DefaultQueue;

    /// <summary>Greets with what can be done here.</summary>
    public static void SayMenu(Turn turn, Talk talk)
    {
        if (turn.World.Book.Dialogs.ContainsKey(Menu)) Flows.Start(turn, talk, Menu, null);
        else talk.Say("not_understood");
    }

    static void Miss(Turn turn, Talk talk, Arrival arrival)
    {
        if (HandOffs.TryTakeWaiting(turn, talk)) return;
        if (arrival.Media.Any(media => media.Kind == "voice"))
        {
            HandOffs.Open(turn, talk, HandOffs.DefaultQueue, "voice");
            return;
        }
        if (talk.Conversation.Misses + 1 >= 2)
        {
            HandOffs.Open(turn, talk, HandOffs.DefaultQueue, "not_understood");
            return;
        }
        talk.Change(c => c with { Misses = c.Misses + 1 });
        talk.Say(arrival.Media.IsEmpty ? "not_understood" : "what_about_this");
    }
}
