using NodaTime;
using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Dialogs;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using Timer = ResidentBot.Core.Turns.Timer;

namespace ResidentBot.Core.Requests;

/// <summary>What becomes of a request after it was filed: how it stands, done, and the resident's word on whether it is.</summary>
public static class RequestTalk
{
    const string Feedback = "feedback";

    static readonly Duration CallBackAfter = Duration.FromDays(3);

    /// <summary>Staff say it is done: the resident is asked. Close only on his "1", or by a person who asked him.</summary>
    public static Ticket AskFixed(Turn turn, Ticket ticket, string by)
    {
        turn.Log(by, "done", ticket.Number);
        ticket = ticket.With(turn, by, "done") with { State = TicketState.Done, WaitingSince = null };
        ticket = Ladders.Pause(turn, ticket, turn.Now + CallBackAfter);
        turn.Set(CallBack(ticket), turn.Now + CallBackAfter);
        ticket = TicketDesk.Save(turn, ticket);
        if (ticket.Address is not { } address) return ticket;
        var talk = Talk.With(turn, address);
        talk.Change(c => c with { ToAskFixed = c.ToAskFixed.Remove(ticket.Number).Add(ticket.Number) });
        AskNext(turn, talk);
        return ticket;
    }

    /// <summary>
    /// Asks about the next request that is done, unless the digits of another question are open: a dialog's, a check-in's, or that of a request done before.
    /// </summary>
    public static void AskNext(Turn turn, Talk talk)
    {
        if (talk.Conversation is not { Session: null, CheckIns.IsEmpty: true, ToAskFixed.IsEmpty: false } || Done(turn, talk.Conversation.AskedFixed) is not null) return;
        // Asked on the same telephone by call or WhatsApp how he is: the next digit answers that.
        if (HandsetTalks.Others(turn, talk.Conversation.Address).Any(other => other.CheckIns.Any(id => turn.Find<CheckIn>(id) is { IsOpen: true }))) return;
        var done = talk.Conversation.ToAskFixed.Select(number => Done(turn, number)).OfType<Ticket>().ToList();
        talk.Change(c => c with { ToAskFixed = [.. done.Skip(1).Select(ticket => ticket.Number)], AskedFixed = done.Count == 0 ? null : done[0].Number, Whom = done.Count == 0 ? c.Whom : null });
        if (done.Count > 0) Ask(turn, talk, done[0]);
    }

    static Ticket? Done(Turn turn, string? number) => number is not null && turn.Find<Ticket>(number) is { State: TicketState.Done } ticket ? ticket : null;

    static void Ask(Turn turn, Talk talk, Ticket ticket) => talk.Speak(FixedWords(turn, talk, ticket));

    /// <summary>"Fixed or not?"</summary>
    internal static Words FixedWords(Turn turn, Talk talk, Ticket ticket) =>
        Words.Of(turn, "ask_fixed", talk.Language, ("number", ticket.Number), ("summary", ticket.Summary)) with
        {
            Choices =
            [
                new Choice($"t:{ticket.Number}:fixed", turn.Text("answer_fixed", talk.Language)),
                new Choice($"t:{ticket.Number}:not", turn.Text("answer_not_fixed", talk.Language)),
            ],
            Concerns = Failover.Concerns(ticket, "fixed"),
        };

    /// <summary>Takes "1 fixed" or "2 not fixed" if that question is open, and a tapped button at any time.</summary>
    public static bool TryTake(Turn turn, Talk talk, Arrival arrival)
    {
        if (arrival.Tap?.Split(':') is ["t", var number, var word]) return Answer(turn, talk, number, word == "fixed");
        if (talk.Conversation.AskedFixed is not { } asked) return false;
        if (turn.World.AnswerWords.Is(arrival.Text, Understanding.Answer.Fixed)) return Answer(turn, talk, asked, fixedNow: true);
        return turn.World.AnswerWords.Is(arrival.Text, Understanding.Answer.NotFixed) && Answer(turn, talk, asked, fixedNow: false);
    }

    /// <summary>Says how the resident's own requests stand.</summary>
    public static void SayStatus(Turn turn, Talk talk) => talk.Speak(new Words(Status(turn, talk)));

    /// <summary>How the resident's own requests stand, the newest three a line each, and whether a person has the talk; or that there is nothing.</summary>
    public static string Status(Turn turn, Talk talk)
    {
        var lines = talk.Conversation.Requests.Reverse().Where(number => number != talk.Conversation.Ticket).Select(turn.Find<Ticket>).OfType<Ticket>()
            .Select(ticket => turn.Text("status_line", talk.Language, ("number", ticket.Number), ("summary", Named(turn, talk, ticket)), ("state", State(turn, talk, ticket))))
            .Take(3).Prepend(HandOffs.Standing(turn, talk)).OfType<string>().ToList();
        return lines.Count == 0 ? turn.Text("status_none", talk.Language) : string.Join("\n", lines);
    }

    // What staff call a talk is not written for the one who began it.
    static string Named(Turn turn, Talk talk, Ticket ticket) => ticket.Kind == TicketKind.HandOff ? turn.Text("status_talk", talk.Language) : ticket.Summary;

    /// <summary>Whether a dialog only asks how well something was done.</summary>
    public static bool IsFeedback(Turn turn, DialogSession session) => turn.World.Book.ForIntent(Feedback) is { } feedback && session.Frames[0].Dialog == feedback.Id;

    /// <summary>Three days without a word: a person calls back instead of anybody guessing.</summary>
    public static void NoAnswer(Turn turn, Timer timer)
    {
        if (turn.Find<Ticket>(timer.About) is not { State: TicketState.Done } ticket || DoneStamp(ticket) != timer.Stamp) return;
        TicketDesk.Reopen(turn, ticket, "bot", Urgency.Low, "call back");
        if (ticket.Address is { } address) AskNext(turn, Talk.With(turn, address));
    }

    static bool Answer(Turn turn, Talk talk, string number, bool fixedNow)
    {
        talk.Change(c => c with { AskedFixed = c.AskedFixed == number ? null : c.AskedFixed });
        // Only the requester's own address may answer, and only while it is asked.
        if (turn.Find<Ticket>(number) is not { State: TicketState.Done } ticket || ticket.Address != talk.Conversation.Address)
        {
            talk.Say("already_answered");
            return true;
        }
        turn.Decision.Timers.Add((CallBack(ticket), null));
        if (fixedNow)
        {
            TicketDesk.Close(turn, ticket, "fixed", null, "resident", "");
            talk.Say("fixed_thanks", ("number", number));
            if (talk.Conversation is { Session: null, Who: null, ToAskFixed.IsEmpty: true } && turn.World.Book.ForIntent(Feedback) is { } feedback) Flows.Start(turn, talk, feedback.Id, null);
            return true;
        }
        turn.Count("reopened");
        TicketDesk.Reopen(turn, ticket, "resident", ticket.Urgency < Urgency.Urgent ? ticket.Urgency + 1 : ticket.Urgency);
        talk.Say("reopened", ("number", number));
        return true;
    }

    static string State(Turn turn, Talk talk, Ticket ticket) => ticket.State switch
    {
        TicketState.Waiting => turn.Text("state_waiting", talk.Language),
        TicketState.Claimed => turn.Text("state_claimed", talk.Language, ("name", ticket.OwnerName ?? "")),
        TicketState.Done => turn.Text("state_done", talk.Language),
        _ => turn.Text("state_closed", talk.Language),
    };

    static Timer CallBack(Ticket ticket) => new("fixed", ticket.Number, DoneStamp(ticket));

    static string DoneStamp(Ticket ticket) => $"{ticket.History.Last(entry => entry.What == "done").At.ToUnixTimeMilliseconds()}";
}
