using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Channels.Held;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels;

/// <summary>A provider's protocol: reads what it sends us, and sends what we decided. One instance serves one configured account.</summary>
public interface IChannel
{
    /// <summary>What this channel can do.</summary>
    Capabilities Capabilities { get; }

    /// <summary>
    /// Checks and reads one webhook request. Pure but for the instant inside the request: it stores nothing and calls nobody. Never throws on
    /// bad input: a wrong signature or an unreadable body is a <see cref="Reception.Refused"/>.
    /// </summary>
    Reception Receive(WebhookRequest request);

    /// <summary>
    /// Sends one message, once; never retries by itself (the outbox does). Throws only <see cref="OperationCanceledException"/>;
    /// a lost answer is <see cref="SendError.Unknown"/>.
    /// </summary>
    Task<SendOutcome> SendAsync(Outgoing message, CancellationToken cancellation);
}

/// <summary>A channel that can also ask its provider for what it holds for us (Telegram's getUpdates, Twilio's Messages list).</summary>
public interface IPullsArrivals
{
    /// <summary>
    /// Asks once. <paramref name="cursor"/> is what the last <see cref="Pulled.Cursor"/> was, null at first; the host stores the arrivals before it
    /// asks with the new one. Throws <see cref="HttpRequestException"/> when the provider cannot be asked.
    /// </summary>
    Task<Pulled> PullAsync(string? cursor, CancellationToken cancellation);
}

/// <summary>A channel whose media must be fetched from its provider after a message is stored.</summary>
public interface IFetchesMedia
{
    /// <summary>Opens the bytes; null when the provider no longer has them or they are over 20 MB.</summary>
    Task<FetchedMedia?> FetchAsync(Media media, CancellationToken cancellation);
}

/// <summary>A channel some of whose requests wait for what is decided about them, so that their answer carries it.</summary>
public interface IHoldsRequests
{
    /// <summary>
    /// Holds a request for its answer, before what it brings is stored; null when it waits for none. The answer is the first message that
    /// <see cref="IChannel.SendAsync"/> is given for whoever wrote; what comes later, or after that, leaves as usual.
    /// </summary>
    HeldRequest? Hold(Reception.Accepted accepted);
}

/// <summary>
/// A channel whose provider can show a person that somebody is writing to him. It is no message: nothing is decided or stored for it, it stands in no outbox, it is
/// never repeated, and nothing depends on it.
/// </summary>
public interface IShowsTyping
{
    /// <summary>How long the provider shows one sign; another before is of no use.</summary>
    Duration TypingLasts { get; }

    /// <summary>Shows it once; false when the provider did not take it. Throws <see cref="OperationCanceledException"/>, and what looking up the way to the address throws.</summary>
    Task<bool> ShowTypingAsync(Address to, CancellationToken cancellation);
}

/// <summary>What a pull brought.</summary>
/// <param name="Arrivals">In the order they happened.</param>
/// <param name="Cursor">Where the next pull goes on, to be stored after the arrivals are.</param>
public sealed record Pulled(ImmutableArray<Arrival> Arrivals, string? Cursor)
{
    /// <summary>What is to be done at once when the arrivals are stored.</summary>
    public ImmutableArray<Courtesy> Courtesies { get; init; } = [];
}

/// <summary>Fetched bytes.</summary>
/// <param name="Bytes">At most 20 MB.</param>
/// <param name="Type">Media type as the provider says.</param>
public sealed record FetchedMedia(byte[] Bytes, string? Type);
