using NodaTime;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Turns;
using ResidentBot.Core.Understanding.Corrections;

namespace ResidentBot.Core.Tickets;

/// <summary>Opens, moves and ends tickets: the one place where a ticket's state and its place on the lists change together.</summary>
public static class TicketDesk
{
    const int HistoryKept = 200;
    const double UrgencyStep = 1e13;

    /// <summary>Opens a ticket with the next number; its number, owner, clocks and first history line are filled in here.</summary>
    public static Ticket Open(Turn turn, Ticket draft)
    {
        var count = (turn.Find<Counter>("tickets")?.Last ?? 0) + 1;
        turn.Put("tickets", new Counter(count));
        var queue = turn.World.Community.Queues[draft.Queue];
        var (place, isChild) = About(turn, draft);
        var ticket = draft with
        {
            Place = draft.Place ?? place,
            Sensitivity = Sensitivity(turn, queue, draft, isChild),
            Number = TicketNumber.Of(count),
            OpenedAt = turn.Now,
            WaitingSince = draft.Owner is null ? turn.Now : null,
            State = draft.Owner is null ? TicketState.Waiting : TicketState.Claimed,
            DueAt = draft.Urgency == Urgency.Emergency ? turn.Now : ServiceHours.Due(turn.World, queue, turn.Now),
            History = [new TicketEntry(turn.Now, draft.Owner ?? "bot", "opened", draft.Cause)],
        };
        turn.Count($"opened:{ticket.Kind}");
        turn.Log(draft.Owner ?? "bot", "opened", ticket.Number, draft.Cause);
        if (draft.Owner is not null) return Save(turn, ticket);
        return queue.Ladder is { } ladder ? Ladders.Start(turn, ticket, ladder) : Save(turn, ticket);
    }

    /// <summary>A draft with what every ticket must have.</summary>
    public static Ticket Draft(TicketKind kind, string queue, Urgency urgency, string summary) => new()
    {
        Number = "",
        Kind = kind,
        Queue = queue,
        Urgency = urgency,
        Summary = TextCut.Head(summary, 200),
        OpenedAt = Instant.MinValue,
        DueAt = Instant.MinValue,
    };

    /// <summary>Stores a ticket and puts it where its state belongs: waiting and claimed on its queue, done on the list of the done, closed on neither.</summary>
    public static Ticket Save(Turn turn, Ticket ticket)
    {
        if (QueueOf(turn, ticket).Id is var queue && queue != ticket.Queue)
        {
            turn.Unlist(Lists.Queue(ticket.Queue), ticket.Number);
            ticket = ticket with { Queue = queue };
        }
        if (ticket is { Heard: not null, Sensitivity: not Roles.Sensitivity.Ordinary })
        {
            ticket = ticket with { Heard = null };
            CorrectionDesk.Forget(turn, ticket.Number);
        }
        if (ticket.History.Length > HistoryKept) ticket = ticket with { History = ticket.History[^HistoryKept..] };
        turn.Put(ticket.Number, ticket);
        if (ticket.State is TicketState.Waiting or TicketState.Claimed)
            turn.List(Lists.Queue(ticket.Queue), ticket.Number, Score(ticket));
        else
            turn.Unlist(Lists.Queue(ticket.Queue), ticket.Number);
        if (ticket.State == TicketState.Done) turn.List(Lists.Done, ticket.Number, ticket.DueAt.ToUnixTimeMilliseconds());
        else turn.Unlist(Lists.Done, ticket.Number);
        KeepCase(turn, ticket);
        turn.Changed($"ticket:{ticket.Number}");
        return ticket;
    }

    /// <summary>The ticket about another person than was thought when it was opened: his place, and who may know of it, go with him. Not stored yet.</summary>
    public static Ticket Concerning(Turn turn, Ticket ticket, Person subject, string? reporter)
    {
        ticket = ticket with { PersonId = subject.Id, Reporter = reporter };
        var (place, isChild) = About(turn, ticket);
        var sensitivity = Sensitivity(turn, QueueOf(turn, ticket), ticket, isChild);
        return ticket with { Place = place, Sensitivity = sensitivity > ticket.Sensitivity ? sensitivity : ticket.Sensitivity };
    }

    /// <summary>The queue a ticket stands on. When it is gone from the files since, the one where such tickets are seen.</summary>
    public static StaffQueue QueueOf(Turn turn, Ticket ticket)
    {
        var queues = turn.World.Community.Queues;
        if (queues.TryGetValue(ticket.Queue, out var known)) return known;
        return ticket.Kind == TicketKind.Alert ? queues[CheckIns.CheckInWatch.QueueOf(turn.World)] : queues[HandOffs.DefaultQueue];
    }

    // What there was about a person and from an address: found again when the ticket has long ended.
    static void KeepCase(Turn turn, Ticket ticket)
    {
        var opened = ticket.OpenedAt.ToUnixTimeMilliseconds();
        if (ticket.PersonId is { } person) turn.List(Lists.TicketsOf(person), ticket.Number, opened);
        if (ticket.Address is { } address) turn.List(Lists.TicketsOf(address), ticket.Number, opened);
    }

    /// <summary>Adds a history line.</summary>
    public static Ticket With(this Ticket ticket, Turn turn, string who, string what, string? text = null) =>
        ticket with { History = ticket.History.Add(new TicketEntry(turn.Now, who, what, text)) };

    /// <summary>Gives a ticket to a person.</summary>
    public static Ticket Claim(Turn turn, Ticket ticket, string by, string name, string what = "claimed")
    {
        turn.Log(by, what, ticket.Number);
        // Whoever has the talk asks what is still to be asked.
        if (ticket.Address is { } address && turn.Find<Conversation>(address.Value) is { Session: not null } talk && talk.Ticket == ticket.Number)
            turn.Put(address.Value, talk with { Session = null });
        return Ladders.Hold(turn, Save(turn, ticket.With(turn, by, what) with
        {
            State = TicketState.Claimed,
            Owner = by,
            OwnerName = name,
            WaitingSince = null,
        }));
    }

    /// <summary>Puts a ticket back on its queue; the ladder, if it has one, climbs on at once.</summary>
    public static Ticket Release(Turn turn, Ticket ticket, string by, string what)
    {
        turn.Log(by, what, ticket.Number);
        ticket = ticket.With(turn, by, what) with { State = TicketState.Waiting, Owner = null, OwnerName = null, WaitingSince = turn.Now };
        return ticket.Climb is null ? Ladders.Restart(turn, ticket) : Ladders.Climb(turn, ticket);
    }

    /// <summary>Puts a waiting ticket on another queue, whose people, hours, ladder and secrecy count from now on.</summary>
    public static Ticket Move(Turn turn, Ticket ticket, string to)
    {
        var queue = turn.World.Community.Queues[to];
        turn.Log("bot", "moved", ticket.Number, to);
        turn.Unlist(Lists.Queue(ticket.Queue), ticket.Number);
        return Ladders.Change(turn, ticket.With(turn, "bot", "moved", to) with
        {
            Queue = to,
            Sensitivity = queue.Sensitivity > ticket.Sensitivity ? queue.Sensitivity : ticket.Sensitivity,
            DueAt = ServiceHours.Due(turn.World, queue, turn.Now),
        });
    }

    /// <summary>What was said to be done is not: back on its queue and its ladder.</summary>
    public static Ticket Reopen(Turn turn, Ticket ticket, string by, Urgency urgency, string? why = null)
    {
        turn.Log(by, "reopened", ticket.Number, why);
        return Ladders.Restart(turn, ticket.With(turn, by, "reopened", why) with
        {
            State = TicketState.Waiting,
            Owner = null,
            OwnerName = null,
            Urgency = urgency,
            WaitingSince = turn.Now,
        });
    }

    /// <summary>Ends a ticket: its check-ins, its hold on the talk, its ladder and everybody who was asked.</summary>
    public static Ticket Close(Turn turn, Ticket ticket, string code, string? words, string by, string name)
    {
        turn.Log(by, "closed", ticket.Number, code);
        turn.Count($"closed:{ticket.Kind}");
        ticket = ticket.With(turn, by, "closed", words is null ? code : $"{code}: {words}") with
        {
            State = TicketState.Closed,
            Outcome = new Outcome(code, words, by, turn.Now),
            WaitingSince = null,
        };
        CheckIns.CheckInEnds.ByTicket(turn, ticket, by);
        ticket = Ladders.AllClear(turn, ticket, by, name);
        turn.List(Lists.Ended, ticket.Number, turn.Now.ToUnixTimeMilliseconds());
        return Save(turn, ticket);
    }

    /// <summary>Frees the talk that a ticket held, also where it had fallen silent: a person has looked. Null when it held none.</summary>
    public static Talk? Free(Turn turn, Ticket ticket)
    {
        if (ticket.Address is not { } address) return null;
        var talk = Talk.With(turn, address);
        if (talk.Conversation.Ticket != ticket.Number) return null;
        talk.Change(c => c with { Ticket = null, ToldWaitingAt = null, Misses = 0, SilentUntil = null });
        return talk;
    }

    /// <summary>An open ticket by number; null when there is none or it has ended.</summary>
    public static Ticket? FindOpen(Turn turn, string? number) =>
        number is not null && turn.Find<Ticket>(number) is { State: not TicketState.Closed } ticket ? ticket : null;

    // Who is in danger is everybody's matter, a dripping tap nobody's secret; what else concerns a child is.
    static Sensitivity Sensitivity(Turn turn, StaffQueue queue, Ticket draft, bool isChild)
    {
        var isDanger = draft.Urgency == Urgency.Emergency || queue.Id == turn.World.Community.CheckIns?.Queue;
        return isChild && !isDanger && queue.Sensitivity < Roles.Sensitivity.Child && draft.Kind is TicketKind.HandOff or TicketKind.Application
            ? Roles.Sensitivity.Child : queue.Sensitivity;
    }

    // Behind a shared handset live people of one household: any of them tells the place.
    static (string? Place, bool IsChild) About(Turn turn, Ticket draft)
    {
        var id = draft.PersonId ?? (draft.Address is { } address ? turn.Find<Conversation>(address.Value)?.Persons.FirstOrDefault() : null);
        if (id is null || turn.Find<Person>(id) is not { } person) return (null, false);
        var place = turn.Find<Household>(person.Household)?.Place;
        return (place is { Length: > 0 } ? place : null, draft.PersonId is not null && person.IsChild(turn.World.Local(turn.Now).Date));
    }

    static double Score(Ticket ticket) => (Urgency.Emergency - ticket.Urgency) * UrgencyStep + ticket.DueAt.ToUnixTimeMilliseconds();
}
