using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Core.Messages;

namespace ResidentBot.Core.CheckIns;

/// <summary>Where one window of one person stands. The last five are ends: each names an answer or a person's act.</summary>
public enum CheckInState
{
    /// <summary>Asked.</summary>
    Asked,

    /// <summary>Asked twice.</summary>
    Reminded,

    /// <summary>A ticket is open: silence, worry, or a text that did not arrive.</summary>
    Alert,

    /// <summary>Too late to ask when we came back from an outage: on the phone roll call, which is a ticket.</summary>
    RollCall,

    /// <summary>The person answered "fine".</summary>
    Fine,

    /// <summary>A named person recorded an outcome.</summary>
    Resolved,

    /// <summary>A named person has paused this person's texts.</summary>
    Paused,
}

/// <summary>One window of one person on one day.</summary>
public sealed record CheckIn
{
    /// <summary><c>person:2026-11-22:morning</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Whose.</summary>
    public required string Person { get; init; }

    /// <summary>The window's id.</summary>
    public required string Window { get; init; }

    /// <summary>The day, in the community's zone.</summary>
    public required LocalDate Date { get; init; }

    /// <summary>Where it stands.</summary>
    public required CheckInState State { get; init; }

    /// <summary>When the window opened.</summary>
    public required Instant OpenedAt { get; init; }

    /// <summary>Where it was asked, in order.</summary>
    public ImmutableArray<Address> Asked { get; init; } = [];

    /// <summary>Where its text waits for a provider that is down, as far as anybody knows.</summary>
    public ImmutableArray<Address> HeldUp { get; init; } = [];

    /// <summary>When it ended.</summary>
    public Instant? EndedAt { get; init; }

    /// <summary>The ticket that answers for it.</summary>
    public string? Ticket { get; init; }

    /// <summary>Who ended it: <c>resident</c>, or a staff id.</summary>
    public string? EndedBy { get; init; }

    /// <summary>When silence becomes an alert; null when it was never asked.</summary>
    public Instant? AlertAt { get; init; }

    /// <summary>Our messages that are known not to have arrived: news of one may come several times.</summary>
    public ImmutableArray<string> Missed { get; init; } = [];

    /// <summary>Whether reminder and alert were put off once because we had been down ourselves.</summary>
    public bool PutOff { get; init; }

    /// <summary>Whether it still waits for an answer.</summary>
    public bool IsOpen => State is CheckInState.Asked or CheckInState.Reminded or CheckInState.Alert or CheckInState.RollCall;
}
