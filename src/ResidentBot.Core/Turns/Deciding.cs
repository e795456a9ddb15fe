using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Imports;
using ResidentBot.Core.Incidents;
using ResidentBot.Core.Jobs;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Requests;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Tickets;

namespace ResidentBot.Core.Turns;

/// <summary>What an attempt to decide came to.</summary>
public abstract record Attempt
{
    Attempt() { }

    /// <summary>Decided.</summary>
    public sealed record Decided(Decision Decision) : Attempt;

    /// <summary>Load these, then decide again; absence is an answer too.</summary>
    public sealed record Need(IReadOnlyList<DocumentKey> Keys) : Attempt;
}

/// <summary>The one function that decides. Pure: the same documents, event and world give the same decision.</summary>
public static class Deciding
{
    /// <summary>Decides an event over the documents known so far. Throws when the event's turn is broken; see <see cref="Broken"/>.</summary>
    public static Attempt Decide(Documents documents, TurnEvent happened, World world)
    {
        var turn = new Turn(documents, world, happened.Id, happened.At);
        try
        {
            Decide(turn, happened);
            Secrecy.Mark(turn, careful: happened is TurnEvent.Broken);
        }
        catch (Exception) when (turn.Needs.Count > 0)
        {
            // Whatever went wrong, it went wrong over missing documents.
        }
        if (turn.Needs.Count > 0) return new Attempt.Need([.. turn.Needs.Distinct()]);
        return new Attempt.Decided(turn.Decision.Refusal is { } refusal ? new Decision { Refusal = refusal } : turn.Decision);
    }

    /// <summary>
    /// The fixed decision for an event whose own turn broke: a ticket with the raw event, so that a person sees to it, and a word to the resident.
    /// It reads only what it must and calls nothing that could break the same way.
    /// </summary>
    static void Broken(Turn turn, TurnEvent.Broken broken)
    {
        var from = (broken.Event as TurnEvent.Arrived)?.Arrival;
        Settle(turn, broken.Event);
        var isCall = from is not null && IsCall(turn, from);
        var (kind, queue) = isCall ? (TicketKind.Alert, CheckInWatch.QueueOf(turn.World)) : from is not null ? (TicketKind.HandOff, HandOffs.DefaultQueue)
            : Watched(broken.Event) is null ? (TicketKind.Incident, "incidents")
            : (TicketKind.Alert, CheckInWatch.QueueOf(turn.World));
        var what = Watched(broken.Event) is { } watched ? $"{broken.Event.GetType().Name} {watched}" : broken.Event.GetType().Name;
        var language = turn.World.Community.Language;
        var summary = isCall ? turn.Text("alert_emergency", language, ("name", from!.Name ?? turn.Text("somebody", language)), ("words", from.Text))
            : turn.Text("alert_broken", language, ("what", what));
        var ticket = TicketDesk.Open(turn, TicketDesk.Draft(kind, queue, isCall ? Urgency.Emergency : Urgency.Urgent, summary) with
        {
            Address = from?.From,
            Cause = "broken",
            Fields = [new TicketField("event", "event", broken.Event.Id), new TicketField("fault", "fault", broken.Fault)],
        });
        turn.Count("broken");
        if (from is null) return;
        var line = turn.NewId();
        turn.Decision.Thread.Add((from.From, new ThreadEntry
        {
            Id = line,
            Kind = ThreadKind.In,
            At = from.At,
            Text = from.Text,
            Media = from.Media,
            Location = from.Location,
            ProviderId = from.ProviderId,
        }));
        Routing.OrderMedia(turn, from, line);
        var talk = Talk.With(turn, from.From, from.Language, from.Account);
        if (isCall || talk.Conversation.Ticket is null) talk.Change(c => c with { Ticket = ticket.Number, Session = null, LastInAt = turn.Now, SentSince = 0 });
        if (isCall) talk.Speak(Failover.EmergencyWords(turn, talk, ticket));
        else talk.Say("handed_off", ("number", ticket.Number), ("when", ServiceHours.Promise(turn, turn.World.Community.Queues[ticket.Queue], talk.Language)));
    }

    // A call for help stays one whatever broke on its way; unless to look for it is what breaks.
    static bool IsCall(Turn turn, Arrival arrival)
    {
        try
        {
            return arrival.Text.Length > 0 && turn.World.Emergencies.Match(arrival.Text) is not null;
        }
        catch (Exception)
        {
            return false;
        }
    }

    // What watches over somebody: when that breaks, named people are asked as for an alert, or a program's fault would silence him.
    static string? Watched(TurnEvent happened) => happened switch
    {
        TurnEvent.WindowOpens opens => CheckInWatch.IdOf(opens.Person, opens.Date, opens.Window),
        TurnEvent.TimerDue { Timer: { Kind: "remind" or "call" or "alert" or "climb" or "report" } timer } => timer.About,
        _ => null,
    };

    // What would come again by itself until its turn succeeds is taken away: once broken, it is the ticket's.
    static void Settle(Turn turn, TurnEvent happened)
    {
        switch (happened)
        {
            case TurnEvent.TimerDue due:
                turn.Decision.Timers.Add((due.Timer, null));
                break;
            case TurnEvent.PostOffered { Person: { } person } offered when turn.Find<Post>(offered.Post) is { } post:
                turn.Put(post.Id, post with { OfferedThrough = person });
                break;
            case TurnEvent.PostOffered offered:
                turn.Unlist(Lists.Offering, offered.Post);
                break;
            case TurnEvent.ImportChunk chunk:
                Importing.PassOver(turn, chunk);
                break;
            case TurnEvent.UndoChunk chunk:
                Undoing.PassOver(turn, chunk);
                break;
        }
    }

    static void Decide(Turn turn, TurnEvent happened)
    {
        switch (happened)
        {
            case TurnEvent.Arrived arrived:
                Routing.Arrive(turn, arrived.Arrival);
                break;
            case TurnEvent.Reported reported:
                Reports.Take(turn, reported);
                break;
            case TurnEvent.TimerDue due:
                turn.Decision.Timers.Add((due.Timer, null));
                Due(turn, due);
                break;
            case TurnEvent.StaffActed acted:
                StaffDesk.Act(turn, acted.Action);
                break;
            case TurnEvent.WindowOpens opens:
                CheckInWatch.Open(turn, opens);
                break;
            case TurnEvent.PlannedThrough planned:
                turn.Put("windows", new Planned(planned.Through));
                break;
            case TurnEvent.PostOffered offered:
                JobOffers.Offer(turn, offered);
                break;
            case TurnEvent.HouseholdSeeded seeded:
                Seed(turn, seeded);
                break;
            case TurnEvent.ImportChunk chunk:
                Importing.Enter(turn, chunk);
                break;
            case TurnEvent.UndoChunk chunk:
                Undoing.TakeBack(turn, chunk);
                break;
            case TurnEvent.Broken broken:
                Broken(turn, broken);
                break;
        }
    }

    static void Due(Turn turn, TurnEvent.TimerDue due)
    {
        switch (due.Timer.Kind)
        {
            case "wait":
                Flows.TimedOut(turn, due.Timer);
                break;
            case "remind":
                CheckInWatch.Remind(turn, due);
                break;
            case "call":
                CheckInWatch.Call(turn, due);
                break;
            case "alert":
                CheckInWatch.Silence(turn, due);
                break;
            case "climb":
                Ladders.Due(turn, due.Timer);
                break;
            case "report":
                Ladders.ReportOverdue(turn, due.Timer);
                break;
            case "fixed":
                RequestTalk.NoAnswer(turn, due.Timer);
                break;
            case "account":
                ChannelIncidents.Told(turn, due.Timer);
                break;
            case "canary":
                Canary.Due(turn, due.Timer);
                break;
        }
    }

    static void Seed(Turn turn, TurnEvent.HouseholdSeeded seeded)
    {
        if (turn.Find<Household>(seeded.Household.Id) is not null) return;
        Register.Save(turn, seeded.Household);
        foreach (var person in seeded.Persons) Register.Save(turn, person);
    }
}
