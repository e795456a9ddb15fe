namespace ResidentBot.StandIns;

/// <summary>A message that the stand-in took from us.</summary>
public sealed record TwilioSent(string Sid, string To, string? From, string? MessagingServiceSid, string Body, string? StatusCallback, DateTimeOffset At)
{
    /// <summary>The template it was sent as, with its variables as JSON; null for free words.</summary>
    public (string Sid, string? Variables)? Content { get; init; }

    /// <summary>Where its picture was to be fetched; null for words alone.</summary>
    public string? MediaUrl { get; init; }

    /// <summary>The picture, where its address is one of this machine and was fetched.</summary>
    public (string Type, byte[] Bytes)? Media { get; init; }
}

/// <summary>A text of a resident, as the list of messages holds it.</summary>
public sealed record TwilioInbound(string Sid, string From, string To, string Body, DateTimeOffset At, IReadOnlyList<TwilioPicture> Pictures);

/// <summary>A picture, to be fetched under <c>…/Messages/{message}/Media/{sid}</c>.</summary>
public sealed record TwilioPicture(string Sid, string Type, byte[] Bytes);

/// <summary>What goes wrong with the next create request.</summary>
public enum TwilioFault
{
    /// <summary>HTTP 429 with code 20429; nothing is created.</summary>
    RateLimited,

    /// <summary>HTTP 503 without a body; nothing is created.</summary>
    ServerError,

    /// <summary>The message is created, then the connection is cut.</summary>
    HangupAfter,

    /// <summary>The connection is cut; nothing is created.</summary>
    HangupBefore,

    /// <summary>The message is created, and no answer comes until the client gives up.</summary>
    Silence,
}
