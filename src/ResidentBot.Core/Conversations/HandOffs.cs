using NodaTime;
using ResidentBot.Core.Dialogs;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Conversations;

/// <summary>Hands a talk to a person, says honestly when, and keeps the bot quiet while a person has it.</summary>
public static class HandOffs
{
    /// <summary>The queue for talks that no flow named another queue for.</summary>
    public const string DefaultQueue = "handoff";

    /// <summary>Reasons with words of their own; a dialog's own reason is quoted.</summary>
    static readonly string[] Reasons = ["asked", "complaint", "worry", "voice", "not_understood", "counsel", "legal", "policy", "unheard"];

    static readonly Duration SayAgainAfter = Duration.FromMinutes(2);

    /// <summary>Puts the talk on a staff queue; a talk that is there already is told since when it waits.</summary>
    public static void Open(Turn turn, Talk talk, string queue, string reason, Urgency urgency = Urgency.Normal)
    {
        if (TicketDesk.FindOpen(turn, talk.Conversation.Ticket) is { } waiting)
        {
            talk.Change(c => c with { Session = null, Misses = 0 });
            // What begins as "I want a person" and turns into a confidence goes on among fewer.
            if (waiting is { Kind: TicketKind.HandOff, State: TicketState.Waiting } && turn.World.Community.Queues[queue].Sensitivity > waiting.Sensitivity)
                waiting = TicketDesk.Move(turn, waiting, queue);
            SayWaiting(turn, talk, urgency > waiting.Urgency ? Raise(turn, waiting, queue, urgency) : waiting);
            return;
        }
        var language = turn.World.Community.Language;
        var ticket = TicketDesk.Open(turn, TicketDesk.Draft(
            TicketKind.HandOff,
            queue,
            urgency,
            Summary(turn, reason, language)) with
        {
            Address = talk.Conversation.Address,
            PersonId = talk.Conversation.Persons.Length == 1 ? talk.Conversation.Persons[0] : null,
            Cause = reason,
        });
        talk.Change(c => c with { Ticket = ticket.Number, Session = null, Misses = 0, ToldWaitingAt = turn.Now });
        talk.Say(
            "handed_off",
            ("number", ticket.Number),
            ("when", ServiceHours.Promise(turn, turn.World.Community.Queues[queue], talk.Language)));
    }

    // What waited as one of many now presses: it goes where such things go, or, told in confidence, climbs among those who may know of it.
    static Ticket Raise(Turn turn, Ticket waiting, string queue, Urgency urgency)
    {
        var raised = TicketDesk.Save(turn, waiting.With(turn, "resident", "note", LastWords(turn)) with { Urgency = urgency });
        if (raised is { Kind: TicketKind.HandOff, State: TicketState.Waiting } && raised.Queue != queue && (raised.Sensitivity == Sensitivity.Ordinary || raised.Climb is null))
            return TicketDesk.Move(turn, raised, queue);
        return urgency == Urgency.Emergency && raised is { State: TicketState.Waiting, Climb: not null } ? Ladders.Climb(turn, raised) : raised;
    }

    /// <summary>The talk is held: by a person, who gets the message, or by a queue, which is told now and then. Takes the message while somebody has it.</summary>
    public static bool TryTake(Turn turn, Talk talk)
    {
        if (TicketDesk.FindOpen(turn, talk.Conversation.Ticket) is not { } ticket)
        {
            if (talk.Conversation.Ticket is not null) talk.Change(c => c with { Ticket = null, ToldWaitingAt = null });
            return false;
        }
        turn.Changed($"ticket:{ticket.Number}");
        if (ticket.State != TicketState.Claimed) return false;
        Ladders.TellOwner(turn, ticket, "rung_more", ("number", ticket.Number), ("words", LastWords(turn)));
        return true;
    }

    /// <summary>Tells a waiting resident since when, at most every two minutes; true when the talk waits.</summary>
    public static bool TryTakeWaiting(Turn turn, Talk talk)
    {
        if (TicketDesk.FindOpen(turn, talk.Conversation.Ticket) is not { State: TicketState.Waiting } ticket) return false;
        if (talk.Conversation.ToldWaitingAt is not { } told || turn.Now - told >= SayAgainAfter) SayWaiting(turn, talk, ticket);
        return true;
    }

    static void SayWaiting(Turn turn, Talk talk, Ticket ticket)
    {
        talk.Change(c => c with { ToldWaitingAt = turn.Now });
        if (ticket.State == TicketState.Claimed)
        {
            talk.Say("person_has_it", ("name", ticket.OwnerName ?? ""));
            return;
        }
        var since = turn.World.Local(ticket.WaitingSince ?? ticket.OpenedAt).TimeOfDay;
        talk.Say("waiting_since", ("number", ticket.Number), ("time", ServiceHours.Clock(since)));
    }

    static string Summary(Turn turn, string reason, Language language)
    {
        var code = reason switch
        {
            DialogReasons.NotUnderstood => "not_understood",
            _ => reason,
        };
        return Reasons.Contains(code)
            ? turn.Text($"handoff_{code}", language, ("words", LastWords(turn)))
            : turn.Text("handoff_other", language, ("reason", reason), ("words", LastWords(turn)));
    }

    static string LastWords(Turn turn) =>
        turn.Decision.Thread.LastOrDefault(line => line.Entry.Kind == ThreadKind.In).Entry?.Text is { Length: > 0 } text ? text : "…";
}
