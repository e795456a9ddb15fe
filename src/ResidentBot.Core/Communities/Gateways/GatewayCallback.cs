using System.Collections.Immutable;
using System.Net;
using NodaTime;

namespace ResidentBot.Core.Communities.Gateways;

/// <summary>How the provider writes a callback.</summary>
public enum CallbackBody
{
    /// <summary>One JSON object.</summary>
    Json,

    /// <summary>A JSON array of objects.</summary>
    JsonArray,

    /// <summary>A form, or the query of a GET.</summary>
    Form,
}

/// <summary>How a callback's time is written.</summary>
public enum CallbackTime
{
    /// <summary>Seconds since 1970.</summary>
    Unix,

    /// <summary>Milliseconds since 1970.</summary>
    UnixMilliseconds,

    /// <summary>ISO 8601 with its offset.</summary>
    Iso,

    /// <summary>By <see cref="GatewayCallback.TimePattern"/> in <see cref="GatewayCallback.Zone"/>.</summary>
    Pattern,
}

/// <summary>One kind of call from the provider: residents' texts at <c>/inbound</c>, news of our messages at <c>/receipts</c> below the account's webhook.</summary>
public sealed record GatewayCallback
{
    /// <summary>How it is written.</summary>
    public required CallbackBody Body { get; init; }

    /// <summary>Who may call.</summary>
    public required CallbackGuard Guard { get; init; }

    /// <summary>Where the resident's phone stands.</summary>
    public required string Phone { get; init; }

    /// <summary>Where the words stand; null for receipts.</summary>
    public string? Text { get; init; }

    /// <summary>Where the provider's id of the message stands; null when it gives none.</summary>
    public string? Id { get; init; }

    /// <summary>Where the time stands; null when it gives none.</summary>
    public string? Time { get; init; }

    /// <summary>How the time is written.</summary>
    public CallbackTime TimeForm { get; init; }

    /// <summary>For <see cref="CallbackTime.Pattern"/>, as <c>yyyy-MM-dd HH:mm:ss</c>.</summary>
    public string TimePattern { get; init; } = "";

    /// <summary>Where that time is local.</summary>
    public DateTimeZone Zone { get; init; } = DateTimeZone.Utc;

    /// <summary>Texts by which the provider itself stops everything to a number.</summary>
    public ImmutableArray<string> StopWords { get; init; } = [];

    /// <summary>Texts by which that ends.</summary>
    public ImmutableArray<string> StartWords { get; init; } = [];

    /// <summary>Where our <c>{reference}</c> comes back; null when it stands in the address.</summary>
    public string? Reference { get; init; }

    /// <summary>Of a receipt: where it says how it went, what means delivered, what is no news yet, and the code of an error.</summary>
    public GatewayAnswer State { get; init; } = new();

    /// <summary>Results that are no news yet.</summary>
    public ImmutableArray<string> Pending { get; init; } = [];

    /// <summary>Where the code of an error stands; null when the result is the code.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>What the provider wants to hear.</summary>
    public string Reply { get; init; } = "";

    /// <summary>Its media type.</summary>
    public string ReplyType { get; init; } = "text/plain";
}

/// <summary>Who may call: all that is set must hold, and something is always set.</summary>
public sealed record CallbackGuard
{
    /// <summary>The last part of the path; null for none.</summary>
    public FilledText? Path { get; init; }

    /// <summary>Networks the call comes from; empty for any.</summary>
    public ImmutableArray<IPNetwork> Sources { get; init; } = [];

    /// <summary>The signature that must stand in <see cref="Header"/>; null for none.</summary>
    public KeyedHash? Signature { get; init; }

    /// <summary>The header that carries the signature.</summary>
    public string Header { get; init; } = "";
}
