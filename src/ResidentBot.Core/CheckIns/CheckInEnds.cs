using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.CheckIns;

/// <summary>The ends of check-ins: by the person's own answer, or by a named person's outcome. There is no third.</summary>
public static class CheckInEnds
{
    /// <summary>Outcome codes after which a person is looked at by a human before texts go on as before.</summary>
    static readonly string[] Gone = ["died", "moved"];

    /// <summary>
    /// The person says "fine": this window ends, and with it every earlier one that only silence left open. While a cry for help is open it ends nothing: a
    /// digit may be the slip, or the fear, of somebody in need. It stands on the ticket, and the window with it, until a named person ends both. Returns the
    /// ticket that goes on all the same.
    /// </summary>
    public static Ticket? Fine(Turn turn, CheckIn checkIn)
    {
        if (CryForHelp(turn, checkIn) is { } cry)
        {
            Join(turn, checkIn, cry.Number);
            SayFine(turn, turn.Find<Ticket>(cry.Number)!, Register.Find(turn, checkIn.Person)?.Name ?? "");
            return cry;
        }
        End(turn, checkIn, CheckInState.Fine, "resident");
        if (Register.Find(turn, checkIn.Person) is not { Ticket: { } number } person || TicketDesk.FindOpen(turn, number) is not { } ticket) return null;
        if (ticket.State == TicketState.Waiting && ticket.Cause is "silence" or "undelivered")
        {
            TicketDesk.Close(turn, ticket, "fine", null, "resident", person.Name);
            return null;
        }
        // Somebody is on the way, or worse was said: a person alone ends it, but he hears of it now.
        SayFine(turn, ticket, person.Name);
        return ticket;
    }

    /// <summary>The open call for help of a check-in's person, or from a phone he was asked at; null when nobody called.</summary>
    internal static Ticket? CryForHelp(Turn turn, CheckIn checkIn)
    {
        var person = Register.Find(turn, checkIn.Person);
        var phones = checkIn.Asked.Union(person?.Addresses ?? []);
        return phones.Union(phones.SelectMany(phone => Handset.Others(turn.World, phone))).Select(phone => turn.Find<Conversation>(phone.Value)?.Ticket)
            .Append(checkIn.Ticket).Append(person?.Ticket)
            .Select(number => TicketDesk.FindOpen(turn, number)).FirstOrDefault(ticket => ticket is { Urgency: Urgency.Emergency });
    }

    /// <summary>The window is the matter of whoever has a ticket, and ends with it.</summary>
    internal static void Join(Turn turn, CheckIn checkIn, string number)
    {
        if (checkIn.Ticket == number || turn.Find<Ticket>(number) is not { } ticket) return;
        TicketDesk.Save(turn, ticket with { CheckIns = ticket.CheckIns.Contains(checkIn.Id) ? ticket.CheckIns : ticket.CheckIns.Add(checkIn.Id) });
        turn.Put(checkIn.Id, checkIn with { State = CheckInState.Alert, Ticket = number });
    }

    static void SayFine(Turn turn, Ticket ticket, string name)
    {
        TicketDesk.Save(turn, ticket.With(turn, "resident", "note", "fine"));
        if (ticket.State == TicketState.Claimed) Ladders.TellOwner(turn, ticket, "rung_says_fine", ("number", ticket.Number), ("name", name));
        else Ladders.TellAsked(turn, ticket, turn.Text("checkin_fine", turn.World.Community.Language));
    }

    /// <summary>A ticket ended: so do the check-ins it answered for.</summary>
    public static void ByTicket(Turn turn, Ticket ticket, string by)
    {
        foreach (var id in ticket.CheckIns)
            if (turn.Find<CheckIn>(id) is { IsOpen: true } checkIn && checkIn.Ticket == ticket.Number)
                End(turn, checkIn, by == "resident" ? CheckInState.Fine : CheckInState.Resolved, by);
        foreach (var personId in ticket.CheckIns.Select(PersonOf).Append(ticket.PersonId ?? "").Where(id => id.Length > 0).Distinct())
            if (Register.Find(turn, personId) is { } person && person.Ticket == ticket.Number)
                turn.Put(person.Id, person with { Ticket = null });
        if (ticket is { Outcome: { } outcome, PersonId: { } about } && Gone.Contains(outcome.Code))
            turn.Log(by, "review welfare texts", about, outcome.Code);
    }

    /// <summary>A named person ends it without a ticket: what is held about the resident is erased.</summary>
    internal static void ByName(Turn turn, CheckIn checkIn, string by) => End(turn, checkIn, CheckInState.Resolved, by);

    /// <summary>The person a check-in's id names.</summary>
    public static string PersonOf(string checkIn) => checkIn[..checkIn.IndexOf(':')];

    /// <summary>Whether a check-in is a person's, also by an entry that was merged into his.</summary>
    internal static bool IsOf(Turn turn, string checkIn, string person) => PersonOf(checkIn) == person || Register.Find(turn, PersonOf(checkIn))?.Id == person;

    // What was asked by text may be answered by telephone: the talk of the same handset then holds the check-in as well.
    static IEnumerable<Address> Asked(Turn turn, CheckIn checkIn) =>
        checkIn.Asked.Concat(checkIn.Asked.SelectMany(address => Handset.Others(turn.World, address))).Distinct();

    /// <summary>Ends a check-in and takes it off every talk it was asked in.</summary>
    static void End(Turn turn, CheckIn checkIn, CheckInState state, string by)
    {
        if (!checkIn.IsOpen) return;
        turn.Put(checkIn.Id, checkIn with { State = state, EndedAt = turn.Now, EndedBy = by });
        turn.Unlist(Lists.OpenCheckIns, checkIn.Id);
        turn.Count($"checkin:{state}");
        foreach (var address in Asked(turn, checkIn))
        {
            var talk = Talk.With(turn, address);
            if (talk.Conversation.CheckIns.Contains(checkIn.Id))
                talk.Change(c => CheckInTalk.Without(c, [checkIn.Id], state == CheckInState.Fine));
        }
        turn.Changed($"person:{checkIn.Person}");
    }
}
