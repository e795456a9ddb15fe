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

    /// <summary>Wrong PINs since the last good one.</summary>
    public int Failures { get; init; }

    /// <summary>Until when no PIN is even looked at.</summary>
    public Instant? LockedUntil { get; init; }
}
