using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Tickets;
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
    /// by name; without an open check-in it means nothing. Where worse was said before, a ring takes nothing back: whoever was called hears of it.
    /// </summary>
    public static void TakeRing(Turn turn, Talk talk)
    {
        var open = CheckInTalk.Open(turn, talk);
        var phone = talk.Conversation.Address;
        var asked = Talk.With(turn, open is [.., var latest] ? latest.Asked.LastOrDefault(phone) : phone);
        var unanswered = open.FindAll(checkIn => CheckInTalk.IsUnanswered(turn, checkIn));
        var worse = Worse(turn, [phone, asked.Conversation.Address], open.Except(unanswered));
        worse.ForEach(ticket => Tell(turn, ticket));
        if (unanswered.Count == 0 || worse.Exists(ticket => ticket.Urgency == Urgency.Emergency)) return;
        var isOne = unanswered.Select(checkIn => CheckInTalk.Whose(turn, checkIn)).Distinct().Count() == 1 && worse.Count == 0;
        if (!isOne || talk.Conversation.FineUnclear) CheckInTalk.AskAgain(turn, asked, unanswered[0]);
        // Nobody is rung up to be thanked.
        else if (asked.IsCall) open.ForEach(checkIn => CheckInEnds.Fine(turn, checkIn));
        else CheckInTalk.Answer(turn, asked, open, CheckInAnswer.Fine, "");
    }

    // What is open because somebody here called for help or said that he is not fine.
    static List<Ticket> Worse(Turn turn, Address[] talks, IEnumerable<CheckIn> answered)
    {
        var held = talks.Concat(talks.SelectMany(address => Handset.Others(turn.World, address))).Select(address => TicketDesk.FindOpen(turn, turn.Find<Conversation>(address.Value)?.Ticket));
        return
        [
            .. answered.Select(checkIn => TicketDesk.FindOpen(turn, checkIn.Ticket)).Concat(held.Where(ticket => ticket?.Urgency == Urgency.Emergency))
                .OfType<Ticket>().DistinctBy(ticket => ticket.Number),
        ];
    }

    static void Tell(Turn turn, Ticket ticket)
    {
        var words = turn.Text("call_rang", turn.World.Community.Language);
        ticket = Ladders.Rouse(turn, TicketDesk.Save(turn, ticket.With(turn, "resident", "note", words)));
        if (ticket.State == TicketState.Claimed) Ladders.TellOwner(turn, ticket, "rung_more", ("number", ticket.Number), ("words", words));
        else Ladders.TellAsked(turn, ticket, words);
    }
}
