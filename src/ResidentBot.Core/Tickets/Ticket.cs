using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Understanding.Corrections;

namespace ResidentBot.Core.Tickets;

/// <summary>What a ticket is about; kinds differ in data and states, not in machinery.</summary>
public enum TicketKind
{
    /// <summary>A talk that needs a person.</summary>
    HandOff,

    /// <summary>Something to mend or arrange.</summary>
    Request,

    /// <summary>Somebody may be in danger: an emergency word, a worrying or missing check-in answer.</summary>
    Alert,

    /// <summary>Somebody must be looked in on or asked in person.</summary>
    Visit,

    /// <summary>An application for a job.</summary>
    Application,

    /// <summary>Something of ours broke and a person must see to it: a failed turn, a dead account.</summary>
    Incident,
}

/// <summary>How soon a ticket must be looked at.</summary>
public enum Urgency
{
    /// <summary>Within days.</summary>
    Low,

    /// <summary>Within a working day.</summary>
    Normal,

    /// <summary>Today.</summary>
    Urgent,

    /// <summary>Now.</summary>
    Emergency,
}

/// <summary>Where a ticket stands.</summary>
public enum TicketState
{
    /// <summary>On its queue; nobody has it.</summary>
    Waiting,

    /// <summary>A named person has it.</summary>
    Claimed,

    /// <summary>Staff say it is done; the resident has been asked.</summary>
    Done,

    /// <summary>Ended with an outcome.</summary>
    Closed,
}

/// <summary>One line of a ticket's history.</summary>
/// <param name="At">When.</param>
/// <param name="Who">A staff id, <c>resident</c> or <c>bot</c>.</param>
/// <param name="What">A word of a closed list: opened, claimed, released, note, rung, accepted, unaccepted, done, reopened, closed, rated, joined, moved, handed back.</param>
/// <param name="Text">More, in words; may be null.</param>
public sealed record TicketEntry(Instant At, string Who, string What, string? Text = null);

/// <summary>Where a ladder stands on one ticket.</summary>
/// <param name="Id">The ladder.</param>
/// <param name="Rung">The rung last asked, from 0; -1 before the first.</param>
/// <param name="Round">How often it began, from 0.</param>
/// <param name="NextAt">When it climbs; null only when the ticket has ended.</param>
/// <param name="Asked">Who has been asked so far, for the all-clear.</param>
public sealed record Climb(string Id, int Rung, int Round, Instant? NextAt, ImmutableArray<AskedRung> Asked);

/// <summary>A person asked by a ladder.</summary>
/// <param name="Staff">Who.</param>
/// <param name="Address">Where.</param>
/// <param name="At">When.</param>
/// <param name="MessageId">By which message.</param>
public sealed record AskedRung(string Staff, Address Address, Instant At, string MessageId)
{
    /// <summary>In which round of the ladder.</summary>
    public int Round { get; init; }
}

/// <summary>How a ticket ended: a word from a closed list, by a named person.</summary>
/// <param name="Code">fixed, answered, fine, forgot, phone, away, unwell, hospital, died, moved, false-alarm, cannot, cancelled, hired, other.</param>
/// <param name="Note">What happened, in words.</param>
/// <param name="By">A staff id, or <c>resident</c>.</param>
/// <param name="At">When.</param>
public sealed record Outcome(string Code, string? Note, string By, Instant At);

/// <summary>One piece of work for staff, with a number people can say on the phone, and always an owner or a next step.</summary>
public sealed record Ticket
{
    /// <summary>Number with a check digit, 4 to 7 digits; unique in its community.</summary>
    public required string Number { get; init; }

    /// <summary>What it is about.</summary>
    public required TicketKind Kind { get; init; }

    /// <summary>The queue it stands on.</summary>
    public required string Queue { get; init; }

    /// <summary>How soon.</summary>
    public required Urgency Urgency { get; init; }

    /// <summary>Where it stands.</summary>
    public TicketState State { get; init; } = TicketState.Waiting;

    /// <summary>Who may know of it.</summary>
    public Sensitivity Sensitivity { get; init; }

    /// <summary>One line for the list.</summary>
    public required string Summary { get; init; }

    /// <summary>The answers collected, by name, in order of asking.</summary>
    public ImmutableArray<TicketField> Fields { get; init; } = [];

    /// <summary>The address whose thread belongs to it; null for work without a talk.</summary>
    public Address? Address { get; init; }

    /// <summary>The person it is about, if known.</summary>
    public string? PersonId { get; init; }

    /// <summary>The place it is about, where the person lives; null when nobody knows.</summary>
    public string? Place { get; init; }

    /// <summary>The person who reported it, if known and another one than <see cref="PersonId"/>.</summary>
    public string? Reporter { get; init; }

    /// <summary>Why it was opened: silence, worry, change, undelivered, optout, emergency, rollcall, a post's id, a hand-off's reason.</summary>
    public string? Cause { get; init; }

    /// <summary>The words that brought it to a person, and what was made of them; null where nothing was, and for what only some may know of.</summary>
    public Heard? Heard { get; init; }

    /// <summary>Check-ins that end with this ticket, by id.</summary>
    public ImmutableArray<string> CheckIns { get; init; } = [];

    /// <summary>The clock starts with the resident's first word.</summary>
    public required Instant OpenedAt { get; init; }

    /// <summary>Since when nobody has it; null while somebody does.</summary>
    public Instant? WaitingSince { get; init; }

    /// <summary>By when it should be answered; orders a queue within one urgency.</summary>
    public required Instant DueAt { get; init; }

    /// <summary>Who has it: a staff id or console account; null while waiting.</summary>
    public string? Owner { get; init; }

    /// <summary>The owner's name as residents may read it.</summary>
    public string? OwnerName { get; init; }

    /// <summary>The ladder, on tickets that have one.</summary>
    public Climb? Climb { get; init; }

    /// <summary>How it ended.</summary>
    public Outcome? Outcome { get; init; }

    /// <summary>What happened, oldest first; at most 200 lines are kept in the document, all of them in the log.</summary>
    public ImmutableArray<TicketEntry> History { get; init; } = [];
}

/// <summary>One collected answer.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Label">As staff read it.</param>
/// <param name="Value">As the resident gave it.</param>
public sealed record TicketField(string Name, string Label, string Value);
