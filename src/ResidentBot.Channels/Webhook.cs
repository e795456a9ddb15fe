using System.Collections.Immutable;
using System.Net;
using NodaTime;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels;

/// <summary>A webhook request as a channel needs it, free of any web framework.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="PathAndQuery">What follows the host, exactly as it came, query untouched.</param>
/// <param name="Body">The raw bytes.</param>
/// <param name="Header">A header's value by its name, null when absent.</param>
/// <param name="At">When it came.</param>
public sealed record WebhookRequest(string Method, string PathAndQuery, ReadOnlyMemory<byte> Body, Func<string, string?> Header, Instant At)
{
    /// <summary>The address it came from, behind the proxies that are believed; null when nobody knows.</summary>
    public IPAddress? From { get; init; }
}

/// <summary>What a channel makes of a webhook request.</summary>
public abstract record Reception
{
    Reception() { }

    /// <summary>Not from the provider, or not readable; nothing changes.</summary>
    /// <param name="Status">401, 403, 400, 413, 501 for what we never do, or 503 when it cannot be checked just now.</param>
    /// <param name="Why">For the log: no secret, no text of a resident.</param>
    public sealed record Refused(int Status, string Why) : Reception;

    /// <summary>Genuine. The answer goes out only after everything in it is stored.</summary>
    public sealed record Accepted : Reception
    {
        /// <summary>What residents did; empty for updates that mean nothing to us.</summary>
        public ImmutableArray<Arrival> Arrivals { get; init; } = [];

        /// <summary>What became of our messages.</summary>
        public ImmutableArray<DeliveryReport> Reports { get; init; } = [];

        /// <summary>How those who wrote are reached again, where a provider says so only with what they write.</summary>
        public ImmutableArray<Route> Routes { get; init; } = [];

        /// <summary>What is to be done at once when the rest is stored.</summary>
        public ImmutableArray<Courtesy> Courtesies { get; init; } = [];

        /// <summary>Whether whoever asked waits for what is decided, as part of the answer.</summary>
        public bool ExpectsReplies { get; init; }

        /// <summary>The body of the 200 answer; empty for most.</summary>
        public string Body { get; init; } = "";

        /// <summary>The media type of the body.</summary>
        public string BodyType { get; init; } = "text/plain";
    }
}

/// <summary>
/// What a provider or a group waits for that nobody has to decide: done once, after what came with it is stored. It may fail, and nothing depends on it.
/// </summary>
public abstract record Courtesy
{
    Courtesy() { }

    /// <summary>A tapped button spins until its tap is answered.</summary>
    /// <param name="Tap">What the provider calls the tap (Telegram's callback query id).</param>
    public sealed record AnswerTap(string Tap) : Courtesy;

    /// <summary>We stand in a group or channel, where nobody is talked with: we go.</summary>
    /// <param name="Group">Which.</param>
    /// <param name="Says">Whether one sentence is said there first: write to me alone.</param>
    public sealed record LeaveGroup(Address Group, bool Says) : Courtesy;
}

/// <summary>How an address is reached; kept until the next one, through restarts.</summary>
/// <param name="Account">The account of ours it was told to.</param>
/// <param name="To">The address.</param>
/// <param name="Data">What the channel itself wrote; nobody else reads it.</param>
public sealed record Route(string Account, Address To, string Data)
{
    /// <summary>Whether what is kept already stays: news may come in any order. Null: the newest always counts.</summary>
    public Func<string, bool>? YieldsTo { get; init; }
}
