using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using ResidentBot.Core.Understanding;

namespace ResidentBot.Core.Conversations;

/// <summary>"What do you hold about me" and "delete my data": a person answers, and a person alone erases.</summary>
public static class DataRequests
{
    const double Plainly = 0.85;

    /// <summary>Takes the message if it asks either.</summary>
    public static bool TryTake(Turn turn, Talk talk, Guess? guess)
    {
        var cause = guess switch
        {
            { Intent: "my_data", Confidence: >= Plainly } => "data",
            { Intent: "erase_data", Confidence: >= Plainly } => "erase",
            _ => null,
        };
        if (cause is null) return false;
        var ticket = talk.Conversation.Requests.Select(number => TicketDesk.FindOpen(turn, number)).OfType<Ticket>().FirstOrDefault(open => open.Cause == cause);
        ticket ??= Open(turn, talk, cause);
        talk.Say("data_asked", ("number", ticket.Number));
        return true;
    }

    static Ticket Open(Turn turn, Talk talk, string cause)
    {
        var ticket = TicketDesk.Open(turn, TicketDesk.Draft(
            TicketKind.HandOff, HandOffs.DefaultQueue, Urgency.Normal, turn.Text($"handoff_{cause}", turn.World.Community.Language)) with
        {
            Address = talk.Conversation.Address,
            PersonId = talk.Conversation.Persons.Length == 1 ? talk.Conversation.Persons[0] : null,
            Cause = cause,
        });
        talk.Change(c => c with
        {
            Requests = [.. c.Requests.TakeLast(4), ticket.Number],
            Session = null,
            Ticket = TicketDesk.FindOpen(turn, c.Ticket) is null ? ticket.Number : c.Ticket,
            ToldWaitingAt = turn.Now,
        });
        return ticket;
    }
}
