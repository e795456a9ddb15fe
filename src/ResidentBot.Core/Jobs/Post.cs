using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Jobs;

/// <summary>An open job, entered in the console. Pay and hours are required: a card without them is not published.</summary>
public sealed record Post
{
    /// <summary>Id, ASCII.</summary>
    public required string Id { get; init; }

    /// <summary>What the job is, in one line each.</summary>
    public required Texts Title { get; init; }

    /// <summary>Where, and how far to walk.</summary>
    public required Texts Where { get; init; }

    /// <summary>Working hours.</summary>
    public required Texts Hours { get; init; }

    /// <summary>Pay.</summary>
    public required Texts Pay { get; init; }

    /// <summary>How many people are wanted, 1 to 1,000.</summary>
    public required int Seats { get; init; }

    /// <summary>The last moment to apply.</summary>
    public required Instant Until { get; init; }

    /// <summary>Who published it.</summary>
    public required string PostedBy { get; init; }

    /// <summary>When.</summary>
    public required Instant PostedAt { get; init; }

    /// <summary>Persons or addresses who have a seat, in order.</summary>
    public ImmutableArray<string> Seated { get; init; } = [];

    /// <summary>Who applied when all seats were taken, in order.</summary>
    public ImmutableArray<string> Waiting { get; init; } = [];

    /// <summary>The last person it was offered to, in the order of ids; null before the first.</summary>
    public string? OfferedThrough { get; init; }

    /// <summary>Whether everybody who asked for jobs has been offered it.</summary>
    public bool OfferedToAll { get; init; }

    /// <summary>Withdrawn by staff.</summary>
    public bool Withdrawn { get; init; }
}
