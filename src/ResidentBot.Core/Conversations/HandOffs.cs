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
    static readonly string[] Reasons = ["asked", "complaint", "worry", "voice", "not_understood", "counsel", "legal", "policy", "unheard", "late", "call"];

    static readonly Duration SayAgainAfter = Duration.FromMinutes(2);

    /// <summary>Puts the talk on a staff queue; a talk that is there already is told since when it waits.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="talk">The talk.</param>
    /// <param name="queue">Where to.</param>
    /// <param name="reason">Why.</param>
    /// <param name="urgency">How soon.</param>
    /// <param name="opening">The words that began the dialog which hands over, if any.</param>
    public static void Open(Turn turn, Talk talk, string queue, string reason, Urgency urgency = Urgency.Normal, string? opening = null)
    {
        if (TicketDesk.FindOpen(turn, talk.Conversation.Ticket) is { } waiting)
        {
            talk.Change(c => c with { Session = null, Misses = 0 });
            // What begins as "I want a person" and turns into a confidence goes on among fewer.
            if (waiting is { Kind: TicketKind.HandOff, State: TicketState.Waiting } && turn.World.Community.Queues[queue].Sensitivity > waiting.Sensitivity)
                waiting = TicketDesk.Move(turn, waiting, queue);
            SayWaiting(turn, talk, urgency > waiting.Urgency ? Raise(turn, waiting, queue, urgency) : waiting, WantsPerson(reason));
            return;
        }
        var language = turn.World.Community.Language;
        var ticket = TicketDesk.Open(turn, TicketDesk.Draft(
            TicketKind.HandOff,
            queue,
            urgency,
            Summary(turn, reason, language, opening)) with
        {
            Address = talk.Conversation.Address,
            PersonId = talk.Conversation.Persons.Length == 1 ? talk.Conversation.Persons[0] : null,
            Cause = reason,
            Heard = turn.Heard,
        });
        talk.Change(c => c with { Ticket = ticket.Number, Session = null, Misses = 0, ToldWaitingAt = turn.Now });
        talk.Speak(Words.Of(
            turn,
            "handed_off",
            talk.Language,
            ("number", ticket.Number),
            ("when", ServiceHours.Promise(turn, turn.World.Community.Queues[queue], talk.Language))) with
        {
            Connect = WantsPerson(reason),
        });
    }

    // Who rings and asks for a person is put through to one.
    static bool WantsPerson(string reason) => reason is "asked" or "call";

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
        // Somebody who was answered at another of his addresses goes on from this one.
        if (ticket.Kind == TicketKind.HandOff && ticket.Address != talk.Conversation.Address) ticket = TicketDesk.Save(turn, ticket with { Address = talk.Conversation.Address });
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

    /// <summary>Tells a waiting resident since when; false when he does not wait.</summary>
    public static bool TrySayWaiting(Turn turn, Talk talk)
    {
        if (TicketDesk.FindOpen(turn, talk.Conversation.Ticket) is not { State: TicketState.Waiting } ticket) return false;
        SayWaiting(turn, talk, ticket);
        return true;
    }

    /// <summary>Takes words about the matter that waits, for whoever comes; false when none does. They end nothing: a person does.</summary>
    public static bool TryNote(Turn turn, Talk talk, string words)
    {
        if (TicketDesk.FindOpen(turn, talk.Conversation.Ticket) is not { State: TicketState.Waiting } ticket) return false;
        Ladders.TellAsked(turn, TicketDesk.Save(turn, ticket.With(turn, "resident", "note", words)), words);
        talk.Say("noted", ("number", ticket.Number));
        return true;
    }

    /// <summary>How it stands with the talk that a person has or that waits for one; null when it is the bot's.</summary>
    public static string? Standing(Turn turn, Talk talk) => TicketDesk.FindOpen(turn, talk.Conversation.Ticket) is { } ticket ? Standing(turn, talk, ticket) : null;

    static void SayWaiting(Turn turn, Talk talk, Ticket ticket, bool connect = false)
    {
        talk.Change(c => c with { ToldWaitingAt = turn.Now });
        talk.Speak(new Words(Standing(turn, talk, ticket)) { Connect = connect });
    }

    static string Standing(Turn turn, Talk talk, Ticket ticket)
    {
        if (ticket.State == TicketState.Claimed) return turn.Text("person_has_it", talk.Language, ("name", ticket.OwnerName ?? ""));
        if (ticket.Sensitivity == Sensitivity.Confidential) return turn.Text("waiting_kept", talk.Language, ("number", ticket.Number), ("phone", turn.World.Community.Phone));
        var since = turn.World.Local(ticket.WaitingSince ?? ticket.OpenedAt).TimeOfDay;
        return turn.Text("waiting_since", talk.Language, ("number", ticket.Number), ("time", ServiceHours.Clock(since)));
    }

    static string Summary(Turn turn, string reason, Language language, string? opening)
    {
        var code = reason switch
        {
            DialogReasons.NotUnderstood => "not_understood",
            _ => reason,
        };
        var words = LastWords(turn);
        // A digit or a tap says nothing without its question; the words that began the talk do.
        var said = words.StartsWith(Edits.Mark, StringComparison.Ordinal) ? words[Edits.Mark.Length..].Trim() : words;
        if (opening is { Length: > 0 } && (said.Length == 1 || said.All(char.IsDigit))) words = opening;
        return Reasons.Contains(code)
            ? turn.Text($"handoff_{code}", language, ("words", words))
            : turn.Text("handoff_other", language, ("reason", reason), ("words", words));
    }

    static string LastWords(Turn turn) =>
        turn.Decision.Thread.LastOrDefault(line => line.Entry.Kind == ThreadKind.In).Entry?.Text is { Length: > 0 } text ? text : "…";
}
