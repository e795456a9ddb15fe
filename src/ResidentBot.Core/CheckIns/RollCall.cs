using ResidentBot.Core.Communities;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.CheckIns;

/// <summary>
/// After an outage, windows too old to ask about go on one list that a named person works through by phone: no stale greeting is sent, no mass of
/// alarms is raised, and nobody is forgotten.
/// </summary>
public static class RollCall
{
    /// <summary>Puts a person's window on the roll call of that day and window; on another one when somebody has accepted that.</summary>
    public static void Add(Turn turn, CheckIn checkIn, Person person, CheckInWindow window)
    {
        var open = $"rollcall:{CheckInWatch.DayOf(checkIn.Date)}:{checkIn.Window}";
        var household = turn.Find<Household>(person.Household);
        var line = new TicketField(person.Id, person.Name, household?.Unit ?? "");
        var number = turn.Find<Counter>(open)?.Last;
        var ticket = number is null ? null : TicketDesk.FindOpen(turn, $"{number}");
        // Whoever has accepted one works through the list that he saw: who comes after is somebody's work anew.
        if (ticket is null or { State: not TicketState.Waiting })
        {
            var language = turn.World.Community.Language;
            ticket = TicketDesk.Open(turn, TicketDesk.Draft(
                TicketKind.Visit,
                CheckInWatch.QueueOf(turn.World),
                Urgency.Urgent,
                turn.Text("alert_rollcall", language, ("window", window.Name[language]), ("date", $"{checkIn.Date.Month}-{checkIn.Date.Day}"))) with
            {
                Cause = "rollcall",
                Fields = [line],
                CheckIns = [checkIn.Id],
            });
            turn.Put(open, new Counter(long.Parse(ticket.Number)));
        }
        else
        {
            ticket = Ladders.Rouse(turn, TicketDesk.Save(turn, ticket with { Fields = ticket.Fields.Add(line), CheckIns = ticket.CheckIns.Add(checkIn.Id) }));
        }
        turn.Put(checkIn.Id, checkIn with { State = CheckInState.RollCall, Ticket = ticket.Number });
        turn.Count("checkin:rollcall");
    }
}
