using System.Collections.Immutable;
using NodaTime;

namespace ResidentBot.Core.Messages;

/// <summary>What kind of thing a provider told us about an address.</summary>
public enum ArrivalKind
{
    /// <summary>Text, media, a location, or several of them.</summary>
    Message,

    /// <summary>The talk was opened without words: Telegram's <c>/start</c>, a page that joined.</summary>
    Started,

    /// <summary>A button under one of our messages was tapped; <see cref="Arrival.Tap"/> says which.</summary>
    Tapped,

    /// <summary>A carrier's stop word: the carrier itself now blocks everything from this account to this address.</summary>
    CarrierStop,

    /// <summary>A carrier's start word: the block is lifted.</summary>
    CarrierStart,

    /// <summary>A carrier's help word: the carrier answers it itself.</summary>
    CarrierHelp,

    /// <summary>The person blocked the account, or left.</summary>
    Blocked,

    /// <summary>The person lets the account write to him again, without a word.</summary>
    Unblocked,

    /// <summary>Somebody rings us; it is not picked up yet.</summary>
    CallBegan,

    /// <summary>Who rings did not hang up while it rang, and was put through to us.</summary>
    CallStayed,

    /// <summary>Who rang us was asked, and neither pressed a key nor spoke.</summary>
    CallSilent,

    /// <summary>A call is over, whoever rang whom.</summary>
    CallEnded,
}

/// <summary>The call in which something happened.</summary>
/// <param name="Id">The provider's id.</param>
/// <param name="IsAnswered">Whether it was picked up, or may have been: false alone for a call that the provider says was never.</param>
public sealed record PhoneCall(string Id, bool IsAnswered);

/// <summary>A piece of media as its provider names it; the bytes are fetched after the message is stored, never before.</summary>
/// <param name="Kind">photo, voice, video or file.</param>
/// <param name="Source">The provider's file id or URL, or <c>stored:</c> and a content hash once we hold the bytes.</param>
/// <param name="Type">Media type such as <c>image/jpeg</c>, if told.</param>
/// <param name="Name">File name, if told.</param>
public sealed record Media(string Kind, string Source, string? Type = null, string? Name = null)
{
    /// <summary>How many bytes it has, of what we send; null where nobody needs to know.</summary>
    public long? Size { get; init; }
}

/// <summary>A place on the map, in degrees (WGS 84).</summary>
/// <param name="Latitude">-90 to 90.</param>
/// <param name="Longitude">-180 to 180.</param>
/// <param name="Label">What the sender called it.</param>
public sealed record GeoPoint(double Latitude, double Longitude, string? Label = null);

/// <summary>One thing a resident did, as a channel read it from its provider's wire, in words common to all channels.</summary>
public sealed record Arrival
{
    /// <summary>The account of ours that received it: an <c>accounts</c> entry of the community.</summary>
    public required string Account { get; init; }

    /// <summary>Who it is from.</summary>
    public required Address From { get; init; }

    /// <summary>The provider's id, unique for this account; a repeat of it changes nothing (update_id, MessageSid, activity id).</summary>
    public required string ProviderId { get; init; }

    /// <summary>When the provider received it, or when we did if the provider does not say.</summary>
    public required Instant At { get; init; }

    /// <summary>What happened.</summary>
    public ArrivalKind Kind { get; init; } = ArrivalKind.Message;

    /// <summary>The words, or a caption; empty when there are none. At most 4,096 UTF-16 units: longer texts are cut.</summary>
    public string Text { get; init; } = "";

    /// <summary>
    /// The payload of the tapped button, exactly as <see cref="Choice.Id"/> was sent; for <see cref="ArrivalKind.Started"/> what the link or QR
    /// code that opened the talk carried, if anything: letters, digits, _ and - alone.
    /// </summary>
    public string? Tap { get; init; }

    /// <summary>
    /// What the provider calls the message, where messages can be changed after they were sent (Telegram's message_id): the changed message bears the
    /// same. Null elsewhere.
    /// </summary>
    public string? Message { get; init; }

    /// <summary>When the message was first sent, for one that was changed since; null for a new one.</summary>
    public Instant? FirstSent { get; init; }

    /// <summary>The call in which it happened; null for all that is written.</summary>
    public PhoneCall? Call { get; init; }

    /// <summary>Pictures, voice and files.</summary>
    public ImmutableArray<Media> Media { get; init; } = [];

    /// <summary>A shared location.</summary>
    public GeoPoint? Location { get; init; }

    /// <summary>The language, if the provider or page says; else null and the words decide.</summary>
    public Language? Language { get; init; }

    /// <summary>The name the account shows, if any; a courtesy, never an identity.</summary>
    public string? Name { get; init; }
}
