using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Incidents;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Requests;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Conversations;

/// <summary>What is done about words that did not arrive.</summary>
public enum Remedy
{
    /// <summary>Nothing: they had ceased to be true.</summary>
    None,

    /// <summary>They are said once at the person's next address.</summary>
    Elsewhere,

    /// <summary>Staff see that they did not arrive.</summary>
    TellStaff,
}

/// <summary>
/// Words that matter go to the person's next address when they do not arrive: answers of staff, news of a ticket, and what is said in an emergency. Once
/// and no further; after that a person sees it. Questions of a dialog stay where the dialog is, and notices are never said twice. Check-ins and calls to
/// staff have ways of their own.
/// </summary>
public static class Failover
{
    /// <summary>What such words concern: <c>news|ticket|what</c>, and <c>|again</c> behind it once they were said elsewhere.</summary>
    public static string Concerns(Ticket ticket, string what)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        return $"news|{ticket.Number}|{what}";
    }

    /// <summary>Whether a report can only be decided with the line that did not arrive: the words of a person stand nowhere else.</summary>
    public static bool NeedsLine(DeliveryReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return report.State == DeliveryState.Failed && report.Concerns?.Split('|') is ["news", _, "answer"];
    }

    /// <summary>The rule, in one place.</summary>
    /// <param name="error">How they failed for good.</param>
    /// <param name="again">Whether this was the next address already.</param>
    /// <param name="hasNext">Whether there is a next address that may have them.</param>
    public static Remedy Of(SendError error, bool again, bool hasNext) =>
        error == SendError.Obsolete ? Remedy.None
        : error.GoesElsewhere() && !again && hasNext ? Remedy.Elsewhere
        : Remedy.TellStaff;

    /// <summary>What is said to somebody who calls for help.</summary>
    public static Words EmergencyWords(Turn turn, Talk talk, Ticket ticket) =>
        Words.Of(turn, "emergency", talk.Language, ("number", ticket.Number), ("numbers", turn.World.Community.EmergencyNumbers)) with
        {
            Lane = Lane.Emergency,
            Concerns = Concerns(ticket, "emergency"),
            Connect = true,
        };

    /// <summary>Such words did not arrive.</summary>
    public static void Undelivered(Turn turn, TurnEvent.Reported reported, string number, string what, bool again)
    {
        if (turn.Find<Ticket>(number) is not { } ticket) return;
        var (from, error) = (reported.Report.To, reported.Report.Error ?? SendError.Unknown);
        switch (Of(error, again, hasNext: !again && Next(turn, ticket, from, what).Any()))
        {
            case Remedy.Elsewhere when TrySay(turn, ticket, from, what, reported.Line):
            case Remedy.None:
                break;
            default:
                TellStaff(turn, ticket, from, what, error);
                break;
        }
    }

    /// <summary>Says what a person has just written at the next address instead; false when there is none.</summary>
    public static bool TryAnswer(Turn turn, Ticket ticket, Address from, ThreadEntry line) => TrySay(turn, ticket, from, "answer", line);

    static bool TrySay(Turn turn, Ticket ticket, Address from, string what, ThreadEntry? line)
    {
        foreach (var address in Next(turn, ticket, from, what))
        {
            var talk = Talk.With(turn, address);
            if (WordsOf(turn, talk, ticket, what, line) is not { } words) continue;
            // The ticket may have ended, or another may hold the talk they come to.
            if (talk.Speak(words with { Concerns = Concerns(ticket, what) + "|again", Sensitivity = SensitivityOf(ticket, line) }) is null) continue;
            Talk.With(turn, from).Note(ThreadKind.Mark, null, "elsewhere", ticket.Number);
            talk.Note(ThreadKind.Mark, null, "from_elsewhere", ticket.Number);
            if (what == "fixed") talk.Change(c => c with { AskedFixed = c.AskedFixed ?? ticket.Number });
            else if (ticket.State != TicketState.Closed && talk.Conversation.Ticket is null) talk.Change(c => c with { Ticket = ticket.Number, Session = null });
            // The talk goes on where the person can be reached.
            TicketDesk.Save(turn, turn.Find<Ticket>(ticket.Number)!.With(turn, "bot", "elsewhere", address.Channel) with { Address = address });
            turn.Count("failover");
            return true;
        }
        return false;
    }

    static Words? WordsOf(Turn turn, Talk talk, Ticket ticket, string what, ThreadEntry? line) => what switch
    {
        "emergency" => EmergencyWords(turn, talk, ticket),
        "fixed" when ticket.State == TicketState.Done => RequestTalk.FixedWords(turn, talk, ticket),
        "answer" when line is { Text.Length: > 0 } or { Media.IsEmpty: false } => Showing.Elsewhere(turn, talk, line),
        _ => null,
    };

    // The addresses that may have the words, in the person's own order, those whose account works first. Nobody is rung up for what can be read.
    static IEnumerable<Address> Next(Turn turn, Ticket ticket, Address from, string what)
    {
        if (PersonAt(turn, ticket, from) is not { } person) return [];
        return person.Addresses
            .Where(address => address != from && !World.IsFetched(address) && (what == "emergency" || !World.Can(address.Channel).Voice) && MayHave(turn, ticket, person, address))
            .OrderBy(address => ChannelIncidents.IsDown(turn, address, Purpose.Service));
    }

    // On a shared handset nobody knows for whom the words were, unless the ticket is about one of its users.
    static Person? PersonAt(Turn turn, Ticket ticket, Address from)
    {
        var users = (turn.Find<Conversation>(from.Value)?.Persons ?? []).Append(ticket.PersonId).OfType<string>().Distinct()
            .Select(id => Register.Find(turn, id)).OfType<Person>().Where(person => person.Left is null && WhereToAsk.IsHis(person, from)).DistinctBy(person => person.Id).ToList();
        return users.Count == 1 ? users[0] : users.Find(person => person.Id == ticket.PersonId);
    }

    static bool MayHave(Turn turn, Ticket ticket, Person person, Address address)
    {
        var talk = turn.Find<Conversation>(address.Value);
        if (talk?.Disowned.Contains(person.Id) == true || !Consents.MaySend(person, talk, Purpose.Service)) return false;
        return ticket.Sensitivity == Sensitivity.Ordinary || !Handset.Others(address).Append(address).Any(one => IsShared(turn, person, one));
    }

    static Sensitivity SensitivityOf(Ticket ticket, ThreadEntry? line) => line?.Sensitivity > ticket.Sensitivity ? line.Sensitivity : ticket.Sensitivity;

    // What is told in confidence never goes to a phone that somebody else reads too, or is rung up on.
    static bool IsShared(Turn turn, Person person, Address address) =>
        turn.Find<Conversation>(address.Value)?.Persons.Any(id => id != person.Id) == true
        || (turn.Find<Household>(person.Household)?.Persons ?? []).Any(id => id != person.Id && turn.Find<Person>(id)?.Addresses.Contains(address) == true);

    static void TellStaff(Turn turn, Ticket ticket, Address from, string what, SendError error)
    {
        ticket = TicketDesk.Save(turn, ticket.With(turn, "bot", "undelivered", $"{error}"));
        turn.Count("undelivered");
        var language = turn.World.Community.Language;
        if (ticket.State == TicketState.Claimed)
            Ladders.TellOwner(turn, ticket, "rung_more", ("number", ticket.Number), ("words", turn.Text("answer_lost", language, ("number", ticket.Number))));
        // An answer that ended its ticket and never arrived answered nothing.
        if (ticket.State != TicketState.Closed || what != "answer") return;
        TicketDesk.Open(turn, TicketDesk.Draft(TicketKind.HandOff, TicketDesk.QueueOf(turn, ticket).Id, Urgency.Normal, turn.Text("answer_lost", language, ("number", ticket.Number))) with
        {
            Address = from,
            PersonId = ticket.PersonId,
            Cause = "unheard",
        });
    }
}
