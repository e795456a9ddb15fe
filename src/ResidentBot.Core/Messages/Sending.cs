using NodaTime;

namespace ResidentBot.Core.Messages;

/// <summary>Everything that can go wrong with a send, in the words of no provider. A channel only picks a name.</summary>
public enum SendError
{
    /// <summary>Slow down and repeat; the request was not processed.</summary>
    RateLimited,

    /// <summary>The provider or the network is not there; repeat.</summary>
    ProviderDown,

    /// <summary>The handset or account cannot be reached just now; repeat a few times.</summary>
    Unreachable,

    /// <summary>The person told the carrier to stop everything from this account.</summary>
    OptedOut,

    /// <summary>The person blocked us, or the account is gone.</summary>
    Blocked,

    /// <summary>There is no such number, or it cannot receive texts.</summary>
    BadAddress,

    /// <summary>The provider refuses these words; the same text will be refused again.</summary>
    Refused,

    /// <summary>
    /// The person has not written recently enough for free words, and no approved template says this: another channel, or a person.
    /// </summary>
    WindowClosed,

    /// <summary>Our own credentials or settings are wrong: an alarm, not the resident's matter.</summary>
    Misconfigured,

    /// <summary>Waited longer than the message makes sense.</summary>
    TooOld,

    /// <summary>No longer true when it was to leave: taken back by ourselves, the resident got nothing.</summary>
    Obsolete,

    /// <summary>Sent, perhaps: no answer came. Settled by a report or a look-up, else by the message's lane.</summary>
    Unknown,
}

/// <summary>What is done about each <see cref="SendError"/>, in one place.</summary>
public static class SendErrors
{
    /// <summary>Whether the same message may be tried again on the same account.</summary>
    public static bool Retryable(this SendError error) =>
        error is SendError.RateLimited or SendError.ProviderDown or SendError.Unreachable;

    /// <summary>Whether the address should get nothing more from this account until the person writes again.</summary>
    public static bool ClosesAddress(this SendError error) =>
        error is SendError.OptedOut or SendError.Blocked or SendError.BadAddress;

    /// <summary>Whether words that failed so for good may be said at the person's next address; what is too old or no longer true is said nowhere.</summary>
    public static bool GoesElsewhere(this SendError error) => error is not (SendError.TooOld or SendError.Obsolete);
}

/// <summary>How one send ended.</summary>
public abstract record SendOutcome
{
    SendOutcome() { }

    /// <summary>The provider took it.</summary>
    /// <param name="ProviderId">The provider's id for it, if it gives one.</param>
    public sealed record Sent(string? ProviderId) : SendOutcome;

    /// <summary>The provider did not take it.</summary>
    /// <param name="Error">Why.</param>
    /// <param name="After">How long the provider asks us to wait, if it does.</param>
    /// <param name="MovedTo">The address's new name, when the provider renamed it (Telegram's supergroup migration).</param>
    public sealed record Failed(SendError Error, Duration? After = null, Address? MovedTo = null) : SendOutcome;
}

/// <summary>How far a message has come. Later states never fall back to earlier ones; the last three are final.</summary>
public enum DeliveryState
{
    /// <summary>Decided and stored.</summary>
    Queued,

    /// <summary>Taken by the provider. Sent is never read as seen.</summary>
    Sent,

    /// <summary>On the handset.</summary>
    Delivered,

    /// <summary>Read, where a provider tells.</summary>
    Seen,

    /// <summary>Will not arrive.</summary>
    Failed,
}

/// <summary>News of a message we sent, from a provider's callback or from our own sender.</summary>
public sealed record DeliveryReport
{
    /// <summary>Our id of the message (it stands in the callback URL).</summary>
    public required string MessageId { get; init; }

    /// <summary>The account it left through.</summary>
    public required string Account { get; init; }

    /// <summary>Whom it went to.</summary>
    public required Address To { get; init; }

    /// <summary>How far it came.</summary>
    public required DeliveryState State { get; init; }

    /// <summary>Why it failed, when it did.</summary>
    public SendError? Error { get; init; }

    /// <summary>The provider's id, if known.</summary>
    public string? ProviderId { get; init; }

    /// <summary>What the message was about (<see cref="Outgoing.Concerns"/>), if known.</summary>
    public string? Concerns { get; init; }

    /// <summary>In which lane it left; null where the provider tells.</summary>
    public Lane? Lane { get; init; }

    /// <summary>When it happened.</summary>
    public required Instant At { get; init; }
}
