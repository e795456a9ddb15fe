using System.Collections.Immutable;
using NodaTime;

namespace ResidentBot.Core.Roster;

/// <summary>A phone or chat that a named person has paired with the code he was given. Alarms need no PIN; residents' data do.</summary>
/// <param name="Staff">Who.</param>
/// <param name="At">When it was paired.</param>
public sealed record Pairing(string Staff, Instant At)
{
    /// <summary>The PIN's trace; null until it is chosen.</summary>
    public string? Pin { get; init; }

    /// <summary>Until when no PIN is asked for; null while locked.</summary>
    public Instant? OpenUntil { get; init; }

    /// <summary>Wrong PINs since the last good one, or since the last lock.</summary>
    public int Failures { get; init; }

    /// <summary>Until when no PIN is even looked at.</summary>
    public Instant? LockedUntil { get; init; }

    /// <summary>How often it was locked since the last good PIN; each lock takes twice as long as the one before.</summary>
    public int Locks { get; init; }

    /// <summary>How often he was shown something to choose from: buttons name it, so that an old one is known as such.</summary>
    public int Shown { get; init; }

    /// <summary>What he was last shown or asked in his menu; null while it is closed.</summary>
    public WorkerStep? Step { get; init; }
}

/// <summary>Where somebody stands in his menu: what was asked, and what each answer does.</summary>
/// <param name="Screen">What is shown or asked: a word of <see cref="WorkerTalk"/>'s list.</param>
/// <param name="At">When.</param>
public sealed record WorkerStep(string Screen, Instant At)
{
    /// <summary>What each offered answer does, in order.</summary>
    public ImmutableArray<string> Options { get; init; } = [];

    /// <summary>The household it is about.</summary>
    public string? Household { get; init; }

    /// <summary>The person it is about.</summary>
    public string? Person { get; init; }

    /// <summary>What was answered before: the city, the first day, the kind of change.</summary>
    public string? Said { get; init; }
}
