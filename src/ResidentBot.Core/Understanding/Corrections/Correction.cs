using System.Collections.Immutable;
using NodaTime;

namespace ResidentBot.Core.Understanding.Corrections;

/// <summary>What was made of the words that brought a talk to a person.</summary>
/// <param name="Text">As the resident wrote them.</param>
/// <param name="Guesses">The best readings, at most three, best first.</param>
/// <param name="Edition">The understanding that read them; empty where none is named.</param>
public sealed record Heard(string Text, ImmutableArray<Guess> Guesses, string Edition)
{
    const int Most = 3;

    /// <summary>Below this share a reading is no guess worth showing.</summary>
    const double Least = 0.02;

    /// <summary>What staff said was meant; null while nobody has.</summary>
    public string? Meant { get; init; }

    /// <summary>Takes the best of many readings.</summary>
    public static Heard Of(string text, ImmutableArray<Guess> guesses, string edition) =>
        new(text, [.. guesses.Where(guess => guess.Confidence >= Least).Take(Most)], edition);
}

/// <summary>
/// What a named person said a resident's words mean: it waits for a review, and once accepted the understanding learns from it. Its text has no numbers of
/// phones and doors and no names. It goes when the person is erased from whose ticket it comes.
/// </summary>
public sealed record Correction
{
    /// <summary>The number of the ticket it comes from.</summary>
    public required string Id { get; init; }

    /// <summary>The words, masked, on one line; at most 200 characters.</summary>
    public required string Text { get; init; }

    /// <summary>What they mean: one of <see cref="Examples.Labels.Intents"/>.</summary>
    public required string Intent { get; init; }

    /// <summary>What they are about: one of <see cref="Examples.Labels.Categories"/>, or <see cref="Examples.Labels.None"/>.</summary>
    public required string Category { get; init; }

    /// <summary>What the understanding took them for; null for nothing.</summary>
    public string? Was { get; init; }

    /// <summary>Who said so.</summary>
    public required string By { get; init; }

    /// <summary>When.</summary>
    public required Instant At { get; init; }

    /// <summary>Who accepted it; null while it waits.</summary>
    public string? AcceptedBy { get; init; }

    /// <summary>When it was accepted.</summary>
    public Instant? AcceptedAt { get; init; }

    /// <summary>Whether it is learned from.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsAccepted => AcceptedBy is not null;
}
