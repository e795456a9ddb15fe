using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using ResidentBot.Core.Understanding;

namespace ResidentBot.Core.Conversations;

/// <summary>
/// "You have the wrong person": the number has another owner now. From this minute on nothing about the former one is said there; nobody leaves the
/// welfare texts by it, but a named person finds out where he can be reached.
/// </summary>
public static class WrongNumbers
{
    const double Plainly = 0.85;

    static readonly HashSet<string> Lesser = new(StringComparer.Ordinal)
    {
        "wrong_person", "opt_out", "job_unsubscribe", "stop_notices", "stop_welfare", "stop_family", "greeting", "thanks", "cancel", "feedback_negative", "checkin_ok", "out_of_scope",
    };

    /// <summary>Takes the message if it says so and says nothing graver.</summary>
    public static bool TryTake(Turn turn, Talk talk, IReadOnlyList<Guess> guesses)
    {
        if (Roster.Colleagues.At(turn, talk.Conversation.Address) is not null) return false;
        if (!guesses.Any(guess => guess is { Intent: "wrong_person", Confidence: >= Plainly }) || !Lesser.Contains(guesses[0].Intent)) return false;
        var persons = talk.Conversation.Persons.Select(turn.Find<Person>).OfType<Person>().ToList();
        Unbind(turn, talk);
        foreach (var other in HandsetTalks.Others(turn, talk.Conversation.Address).ToList()) Unbind(turn, Talk.With(turn, other.Address));
        foreach (var person in persons) Release(turn, talk.Conversation.Address, person);
        // One short sentence; whoever has the number now is welcomed when he wants something.
        talk.Change(c => c with { Welcomed = true });
        talk.Say("wrong_person");
        talk.Change(c => c with { Welcomed = false });
        turn.Count("wrong_person");
        turn.Log("resident", "disowned number", talk.Conversation.Address.Channel);
        return true;
    }

    // Everything by which the talk could still speak of somebody. A person at the desk who has it sees what was written.
    static void Unbind(Turn turn, Talk talk)
    {
        foreach (var request in talk.Conversation.Requests)
            if (TicketDesk.FindOpen(turn, request) is { } ticket && ticket.Address == talk.Conversation.Address && request != talk.Conversation.Ticket)
                TicketDesk.Save(turn, ticket.With(turn, "resident", "note", "wrong number") with { Address = null });
        if (TicketDesk.FindOpen(turn, talk.Conversation.Ticket) is { } held) TicketDesk.Save(turn, held.With(turn, "resident", "note", "wrong number"));
        talk.Change(c => c with
        {
            Session = null,
            Offer = null,
            AskedFixed = null,
            ToAskFixed = [],
            Requests = [],
            Misses = 0,
            Who = null,
            Whom = null,
            WhoOf = [],
            Disowned = [.. c.Disowned.Union(c.Persons)],
            Persons = [],
        });
    }

    // The ticket comes first: check-ins that find no other address join it.
    static void Release(Turn turn, Address address, Person person)
    {
        if (TicketDesk.FindOpen(turn, person.Ticket) is { } open)
        {
            Ladders.Rouse(turn, TicketDesk.Save(turn, open.With(turn, "bot", "joined", "number")));
        }
        else
        {
            var language = turn.World.Community.Language;
            var ticket = TicketDesk.Open(turn, TicketDesk.Draft(
                TicketKind.Visit,
                person.Enrolled ? turn.World.Community.CheckIns?.Queue ?? "welfare" : HandOffs.DefaultQueue,
                person.Enrolled ? Urgency.Urgent : Urgency.Normal,
                turn.Text("alert_number", language, ("name", person.Name))) with
            {
                PersonId = person.Id,
                Cause = "number",
                Fields = [new TicketField("old", turn.Text("field_old", language), address.Value)],
            });
            if (person.Enrolled) person = person with { Ticket = ticket.Number };
        }
        Register.Save(turn, person with { Addresses = person.Addresses.RemoveAll(one => one == address || Handset.IsSame(one, address)) });
        turn.Log("resident", "number is not his", person.Id);
    }
}
