using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using ResidentBot.Core.Understanding;

namespace ResidentBot.Core.Conversations;

/// <summary>Help words reach a person from any talk, any state, any sender: nothing stands before them.</summary>
public static class Emergencies
{
    /// <summary>Takes the message if it calls for help: safety text at once, a ticket on top of the queue, first rung and duty person paged.</summary>
    public static bool TryTake(Turn turn, Talk talk, Arrival arrival)
    {
        var isAsked = talk.Conversation is { Session: not null } or { Who: not null } or { Whom: not null };
        if (arrival.Text.Length == 0 || turn.World.Emergencies.Match(arrival.Text, isAsked) is not { } match) return false;
        var held = TicketDesk.FindOpen(turn, talk.Conversation.Ticket);
        if (held is { Urgency: Urgency.Emergency } && LoopGuard.IsSilent(turn, talk))
        {
            // The alert is open and somebody was called; a machine that repeats the word does not call him again and again.
            LoopGuard.Add(turn, held, arrival.Text);
            CheckInTalk.Join(turn, talk, held);
            return true;
        }
        var ticket = held is { Urgency: Urgency.Emergency } ? Again(turn, held, arrival) : Open(turn, talk, arrival, match, held);
        talk.Change(c => c with { Ticket = ticket.Number, Session = null, Misses = 0 });
        CheckInTalk.Join(turn, talk, ticket);
        talk.Speak(Failover.EmergencyWords(turn, talk, ticket));
        turn.Count("emergency");
        return true;
    }

    static Ticket Open(Turn turn, Talk talk, Arrival arrival, EmergencyMatch match, Ticket? held)
    {
        // The talk's former ticket, if any, ends in this one: one talk, one person who has it.
        var persons = talk.Conversation.Persons.Select(turn.Find<Person>).OfType<Person>().ToList();
        var person = persons.FirstOrDefault();
        var language = turn.World.Community.Language;
        // Behind a shared handset it may be any of them: whoever goes there must look after all.
        var names = string.Join(language == Language.Zh ? "、" : ", ", persons.Select(one => one.Name));
        var who = names.Length > 0 ? names : talk.Conversation.Name ?? turn.Text("somebody", language);
        if (held is not null && held.Kind == TicketKind.HandOff)
            TicketDesk.Close(turn, held, "other", turn.Text("became_emergency", language), "bot", "");
        var ticket = TicketDesk.Open(turn, TicketDesk.Draft(
            TicketKind.Alert,
            EmergencyQueue(turn),
            Urgency.Emergency,
            turn.Text("alert_emergency", language, ("name", who), ("words", arrival.Text))) with
        {
            Address = talk.Conversation.Address,
            PersonId = person?.Id,
            Cause = "emergency",
            Fields = [new TicketField("phrase", match.Family, match.Phrase)],
        });
        // A cry for help goes before silence: what comes from now on about the person joins it.
        if (person is not null && TicketDesk.FindOpen(turn, person.Ticket) is not { Urgency: Urgency.Emergency }) turn.Put(person.Id, person with { Ticket = ticket.Number });
        return ticket;
    }

    // Somebody calls again: the same ticket, and the duty person hears of it again while nobody has it, else whoever has it.
    static Ticket Again(Turn turn, Ticket held, Arrival arrival)
    {
        var ticket = TicketDesk.Save(turn, held.With(turn, "resident", "note", arrival.Text));
        if (ticket.State == TicketState.Waiting) return Ladders.PageDuty(turn, ticket);
        Ladders.TellOwner(turn, ticket, "rung_more", ("number", ticket.Number), ("words", arrival.Text));
        return ticket;
    }

    static string EmergencyQueue(Turn turn) => turn.World.Community.CheckIns?.Queue ?? "welfare";
}
