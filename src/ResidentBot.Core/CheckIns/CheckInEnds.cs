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

    /// <summary>The person says "fine": this window ends, and with it every earlier one that only silence left open.</summary>
    public static void Fine(Turn turn, CheckIn checkIn)
    {
        End(turn, checkIn, CheckInState.Fine, "resident");
        if (Register.Find(turn, checkIn.Person) is not { Ticket: { } number } person || TicketDesk.FindOpen(turn, number) is not { } ticket) return;
        if (ticket.State == TicketState.Waiting && ticket.Cause is "silence" or "undelivered")
        {
            TicketDesk.Close(turn, ticket, "fine", null, "resident", person.Name);
            return;
        }
        // Somebody is on the way, or worse was said: a person alone ends it, but he hears of it now.
        TicketDesk.Save(turn, ticket.With(turn, "resident", "note", "fine"));
        if (ticket.State == TicketState.Claimed) Ladders.TellOwner(turn, ticket, "rung_says_fine", ("number", ticket.Number), ("name", person.Name));
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

    // A text may be answered by telephone: the call's talk then holds the check-in as well.
    static IEnumerable<Address> Asked(Turn turn, CheckIn checkIn) => turn.World.Community.Accounts.Values.Any(account => account.Channel == Handset.Voice)
        ? checkIn.Asked.Concat(checkIn.Asked.Select(Handset.Other).OfType<Address>()).Distinct()
        : checkIn.Asked.Distinct();

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
