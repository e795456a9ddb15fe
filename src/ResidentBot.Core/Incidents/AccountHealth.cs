using NodaTime;

namespace ResidentBot.Core.Incidents;

/// <summary>What is known of an account of ours that does not work, or is tried out, by the account's id.</summary>
public sealed record AccountHealth
{
    /// <summary>Since when its sends do not get through; null while they do.</summary>
    public Instant? FailingSince { get; init; }

    /// <summary>Since when its canary does not arrive; null while it does.</summary>
    public Instant? CanaryFailingSince { get; init; }

    /// <summary>The incident opened last; it may have ended.</summary>
    public string? Ticket { get; init; }

    /// <summary>The canary under way, by its message's id; null while none is.</summary>
    public string? Canary { get; init; }

    /// <summary>When the last canary was sent.</summary>
    public Instant? CanaryAt { get; init; }

    /// <summary>Whether the account works as far as anybody knows.</summary>
    public bool Works => FailingSince is null && CanaryFailingSince is null;
}
