using System.Collections.Immutable;
using NodaTime;

namespace ResidentBot.Core.Messages;

/// <summary>Which queue a message waits in. Emergency always goes first; check-in and reply 3:1 while both wait; notice last.</summary>
public enum Lane
{
    /// <summary>Somebody may be in danger.</summary>
    Emergency,

    /// <summary>A welfare text, its reminder, or a rung of its ladder.</summary>
    CheckIn,

    /// <summary>An answer to something a resident or staff member wrote.</summary>
    Reply,

    /// <summary>Something nobody asked for just now: a job notice.</summary>
    Notice,
}

/// <summary>What a message is for; a person can stop one purpose and keep the others.</summary>
public enum Purpose
{
    /// <summary>Answers, requests, talk with staff.</summary>
    Service,

    /// <summary>Check-ins and alerts.</summary>
    Welfare,

    /// <summary>Job notices.</summary>
    Jobs,

    /// <summary>Notices of the community.</summary>
    Notices,

    /// <summary>Good news to the family, by the person's own wish.</summary>
    Family,
}

/// <summary>One offered answer: a button where the channel has buttons, a number where it has none.</summary>
/// <param name="Id">What comes back when it is tapped; 1 to 64 bytes of ASCII (Telegram's callback_data).</param>
/// <param name="Label">What the resident reads, in his language.</param>
public sealed record Choice(string Id, string Label);

/// <summary>A message decided and stored, waiting to leave through an account.</summary>
public sealed record Outgoing
{
    /// <summary>Our id: derived from the event that caused it, so that deciding twice gives the same id. ASCII, at most 64.</summary>
    public required string Id { get; init; }

    /// <summary>The account it leaves through.</summary>
    public required string Account { get; init; }

    /// <summary>Whom it goes to.</summary>
    public required Address To { get; init; }

    /// <summary>The queue it waits in.</summary>
    public required Lane Lane { get; init; }

    /// <summary>What it is for.</summary>
    public required Purpose Purpose { get; init; }

    /// <summary>Plain text without choices; the channel renders those.</summary>
    public required string Text { get; init; }

    /// <summary>The text of the catalogue that <see cref="Text"/> says, perhaps behind a welcome; null for words that stand in no catalogue.</summary>
    public Phrase? Phrase { get; init; }

    /// <summary>A picture or document of ours that goes with the words, or without any; its source is <c>stored:</c> and a hash. Null for words alone.</summary>
    public Media? Media { get; init; }

    /// <summary>Offered answers, in order.</summary>
    public ImmutableArray<Choice> Choices { get; init; } = [];

    /// <summary>Whether the channel should offer a "send my location" button, where it has one.</summary>
    public bool AskLocation { get; init; }

    /// <summary>Whether a caller is put through to the community's phone when he has heard it.</summary>
    public bool Connect { get; init; }

    /// <summary>When it was decided.</summary>
    public required Instant At { get; init; }

    /// <summary>When the person last wrote at this address, as known when it was decided; null when never. Only told where the channel has a window.</summary>
    public Instant? Heard { get; init; }

    /// <summary>How many messages were decided for this address since <see cref="Heard"/>, this one not counted.</summary>
    public int SentSince { get; init; }

    /// <summary>After this instant it is not sent any more but reported as too old: a morning greeting is never sent at noon.</summary>
    public Instant? NotAfter { get; init; }

    /// <summary>What a failure means to the turn that hears of it, as <c>kind|id|...</c>; null when nobody waits for it.</summary>
    public string? Concerns { get; init; }

    /// <summary>The registered person it is for, where it was not asked for; looked at again before it leaves. Null for answers.</summary>
    public string? Person { get; init; }

    /// <summary>How often it was tried before.</summary>
    public int Tries { get; init; }
}
