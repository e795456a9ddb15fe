using NodaTime;

namespace ResidentBot.Channels.Telegram;

/// <summary>How updates reach us, as Telegram sees it (getWebhookInfo).</summary>
/// <param name="Url">Where they are sent to; null while they are kept for polling.</param>
/// <param name="Waiting">How many wait to be fetched or delivered; Telegram keeps them for a day.</param>
public sealed record WebhookState(string? Url, long Waiting)
{
    /// <summary>What went wrong last, in Telegram's words; null when nothing did since the webhook was set.</summary>
    public string? LastError { get; init; }

    /// <summary>When that was.</summary>
    public Instant? LastErrorAt { get; init; }
}
