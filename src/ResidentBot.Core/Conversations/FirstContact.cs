using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using ResidentBot.Core.Understanding;

namespace ResidentBot.Core.Conversations;

/// <summary>
/// Asks an unknown address who is writing, after its matter is stored. The answer goes to somebody who knows the face; nothing of the register is ever
/// told to the sender, and what he is told is the same whether his name stands there or not.
/// </summary>
public static class FirstContact
{
    const int MostTimes = 2;

    /// <summary>From this confidence on a guess is a wish whatever stands beside it.</summary>
    const double Plainly = 0.85;

    static readonly HashSet<string> Courtesies = new(StringComparer.Ordinal) { "greeting", "thanks", "checkin_ok", "feedback_positive", "job_apply" };

    /// <summary>Asks once; once more when the first question went unanswered over another wish; never again after a "no".</summary>
    public static void Ask(Turn turn, Talk talk)
    {
        var c = talk.Conversation;
        if (c.Nameless || c.WhoTimes >= MostTimes || c.Session is not null || TicketDesk.FindOpen(turn, c.WhoTicket) is not null) return;
        if (c.Who is { } open && FollowUps.IsFresh(turn, open.AskedAt)) return;
        if (talk.Say("who_ask") is null) return;
        talk.Change(now => now with { Who = new WhoQuestion("identity", turn.Now), WhoTimes = now.WhoTimes + 1 });
    }

    /// <summary>Asks the open question once more, in another language; false when none is open.</summary>
    public static bool TryAskAgain(Turn turn, Talk talk)
    {
        if (talk.Conversation.Who is not { } open || !FollowUps.IsFresh(turn, open.AskedAt)) return false;
        return talk.Say(open.Tries > 0 ? "who_door" : open.Cause == "identity" ? "who_ask" : "newnumber_ask") is not null;
    }

    /// <summary>Takes the word that somebody has a new number: he says who he is, and somebody who knows him confirms it.</summary>
    public static bool TryTakeNewNumber(Turn turn, Talk talk, Arrival arrival, Guess? guess)
    {
        if (guess is not { Intent: "new_number", Confidence: >= Plainly }) return false;
        var question = new WhoQuestion("new-number", turn.Now);
        talk.Change(c => c with { Who = question, Whom = null, Session = null, Nameless = false });
        if (DoorNumber.In(arrival.Text).IsEmpty) talk.Say("newnumber_ask");
        else Answer(turn, talk, question, arrival.Text);
        return true;
    }

    /// <summary>Takes the answer while the question is open; a new wish goes before it and ends it.</summary>
    public static bool TryTake(Turn turn, Talk talk, Arrival arrival, Guess? guess)
    {
        if (talk.Conversation.Who is not { } question || arrival.Text.Length == 0) return false;
        if (!FollowUps.IsFresh(turn, question.AskedAt))
        {
            talk.Change(c => c with { Who = null });
            return false;
        }
        if (turn.World.IdentityWords.IsUnwilling(arrival.Text))
        {
            talk.Change(c => c with { Who = null, Nameless = true });
            talk.Say("who_declined");
            return true;
        }
        // A digit alone answers something else.
        if (Plain.Form(arrival.Text) is { Length: < 3 } plain && plain.All(char.IsDigit)) return false;
        // What is no wish of ours may well be a name.
        if (guess is { Confidence: >= Routing.Confident, Intent: not "out_of_scope" })
        {
            var isCourtesy = Courtesies.Contains(guess.Intent);
            var isAnswer = !DoorNumber.In(arrival.Text).IsEmpty || turn.World.IdentityWords.Introduces(arrival.Text);
            if (!isCourtesy && (!isAnswer || guess.Confidence >= Plainly)) talk.Change(c => c with { Who = null });
            if (!isAnswer || !isCourtesy && guess.Confidence >= Plainly) return false;
        }
        Answer(turn, talk, question, arrival.Text);
        return true;
    }

    static void Answer(Turn turn, Talk talk, WhoQuestion question, string words)
    {
        var said = question.Said.Length == 0 ? words.Trim() : $"{question.Said} {words.Trim()}";
        TellHelpers(turn, talk, said);
        // Asked of everybody who named no door, whether the name is known or not: the question tells nothing.
        if (question.Tries == 0 && DoorNumber.In(said).IsEmpty)
        {
            talk.Change(c => c with { Who = question with { Said = said, Tries = 1 } });
            talk.Say("who_door");
            return;
        }
        var ticket = Confirmations.Open(turn, talk, question.Cause, said, NameSearch.Find(turn, said));
        talk.Change(c => c with { Who = null, WhoTicket = ticket.Number });
        talk.Say("who_thanks");
    }

    // Whoever was sent to an unknown caller in need hears at once who it may be.
    static void TellHelpers(Turn turn, Talk talk, string said)
    {
        if (TicketDesk.FindOpen(turn, talk.Conversation.Ticket) is not { } ticket) return;
        ticket = TicketDesk.Save(turn, ticket.With(turn, "resident", "note", said));
        if (ticket.Urgency == Urgency.Emergency) Ladders.TellAsked(turn, ticket, said);
    }
}
