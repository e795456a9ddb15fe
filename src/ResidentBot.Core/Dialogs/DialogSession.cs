using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Dialogs;

/// <summary>
/// A talk that waits for an answer, as it is stored between two turns. It points at ids, never at indexes, so that files may change under it. As stored:
/// <c>{"frames":[{"dialog":"service_request","step":"place"}],"answers":{"service_request.category":{"value":"gas","shown":"燃气",...}},"token":"k3f0a9c2d1",...}</c>
/// </summary>
public sealed record DialogSession
{
    /// <summary>Who called whom, outermost first; the last one asks.</summary>
    public required ImmutableArray<DialogFrame> Frames { get; init; }

    /// <summary>The answers so far by <c>dialog.name</c>.</summary>
    public required ImmutableDictionary<string, DialogAnswer> Answers { get; init; }

    /// <summary>How often the present question was answered in vain.</summary>
    public int Tries { get; init; }

    /// <summary>Stands before the choice id in every button of the present question; ASCII, at most 12 characters, another for each question.</summary>
    public required string Token { get; init; }

    /// <summary>When the talk began.</summary>
    public required Instant StartedAt { get; init; }

    /// <summary>When the present question stops waiting.</summary>
    public required Instant WaitUntil { get; init; }

    /// <summary>The resident's words that began the talk; empty when there were none.</summary>
    public string Opening { get; init; } = "";

    /// <summary>The number of the ticket opened last, if any.</summary>
    public string? Ticket { get; init; }

    /// <summary>All pictures, voice and files sent during the talk.</summary>
    public ImmutableArray<Media> Media { get; init; } = [];

    /// <summary>Which of several questions the step asks: null for the first, or one of <see cref="DialogStages"/>.</summary>
    public string? Stage { get; init; }

    /// <summary>Words that were nearly the answer to the present question; the next ones may complete them.</summary>
    public string? Said { get; init; }

    /// <summary>Which page of the choices is shown to somebody who reads little, from 0.</summary>
    public int Page { get; init; }

    /// <summary>The questions answered so far, to go back along; the last ten.</summary>
    public ImmutableArray<DialogMark> Trail { get; init; } = [];

    /// <summary>The talk that this one interrupted, which is gone on with at its end; null for none.</summary>
    public DialogSession? Held { get; init; }

    /// <summary>The edition the present question was asked in.</summary>
    public required string Edition { get; init; }
}

/// <summary>One dialog on the stack.</summary>
/// <param name="Dialog">Its id.</param>
/// <param name="Step">The id of the question that waits, or of the call to return behind.</param>
public sealed record DialogFrame(string Dialog, string Step)
{
    /// <summary>The confirmation to come back to, while one of its answers is amended here; null otherwise.</summary>
    public string? Confirm { get; init; }
}

/// <summary>A question that was answered.</summary>
/// <param name="Frames">Where it was asked.</param>
/// <param name="Gave">The full names of the answers that came of it, and are forgotten on the way back.</param>
public sealed record DialogMark(ImmutableArray<DialogFrame> Frames, ImmutableArray<string> Gave);

/// <summary>A talk that stopped waiting but is remembered.</summary>
/// <param name="Session">Where it stood.</param>
/// <param name="Until">How long it can be gone on with.</param>
public sealed record PausedTalk(DialogSession Session, Instant Until);

/// <summary>The questions a step may ask besides its own.</summary>
public static class DialogStages
{
    /// <summary>A confirmation asks which answer is wrong.</summary>
    public const string Which = "which";

    /// <summary>A talk that stopped waiting asks whether to go on.</summary>
    public const string Offer = "offer";
}

/// <summary>One answer.</summary>
/// <param name="Value">What conditions compare: a choice's id, a date as <c>2026-03-05</c>, a number, words; empty for a question left out.</param>
/// <param name="Shown">What people read, in the language of that moment.</param>
/// <param name="Location">The place on the map, if one was shared.</param>
/// <param name="FromOpening">Whether the opening words gave it, so that the question was never asked.</param>
public sealed record DialogAnswer(string Value, string Shown, GeoPoint? Location = null, bool FromOpening = false)
{
    /// <summary>Beside a day, the hour as <c>09:00</c>, or else the part of day; null when neither was said.</summary>
    public string? Time { get; init; }

    /// <summary>The node of the address tree; null for what is no address.</summary>
    public string? Place { get; init; }
}
