using System.Collections.Frozen;
using NodaTime;

namespace ResidentBot.Core.Messages;

/// <summary>What a channel can do; enforced when configuration is checked, when somebody is spoken to and when a message is rendered.</summary>
public sealed record Capabilities
{
    /// <summary>Whether people can answer on it.</summary>
    public required bool TwoWay { get; init; }

    /// <summary>Whether we may write to somebody who never wrote to us there.</summary>
    public required bool MayStart { get; init; }

    /// <summary>Whether choices are shown as buttons; else as numbers in the text.</summary>
    public required bool Buttons { get; init; }

    /// <summary>Whether people can be asked for a picture. One that comes all the same is kept.</summary>
    public required bool Pictures { get; init; }

    /// <summary>
    /// The pictures and documents that can be shown to people: by media type, the most bytes that one may have. Empty where nothing but words arrives.
    /// </summary>
    public FrozenDictionary<string, int> Shows { get; init; } = FrozenDictionary<string, int>.Empty;

    /// <summary>The longest text one message may have, in UTF-16 units.</summary>
    public required int MaxLength { get; init; }

    /// <summary>Whether the provider tells when a message reached the handset.</summary>
    public required bool Reports { get; init; }

    /// <summary>Whether the client fetches its messages from us, so that nothing is ever sent to a provider (web chat).</summary>
    public bool Fetched { get; init; }

    /// <summary>Whether what is sent is spoken on the telephone.</summary>
    public bool Voice { get; init; }

    /// <summary>Free words leave only within this long after the person last wrote; null: at any time.</summary>
    public Duration? Window { get; init; }

    /// <summary>The most messages within one <see cref="Window"/>; null: any number.</summary>
    public int? WindowMessages { get; init; }

    /// <summary>Whether templates that the provider has approved leave outside the <see cref="Window"/> too.</summary>
    public bool Templates { get; init; }

    /// <summary>How many messages a second one address takes for long; some at once are no matter. Null: any number.</summary>
    public double? AddressRate { get; init; }

    /// <summary>Whether somebody who wrote once can be written to whenever we need to, be it by a template: not where a page must be open.</summary>
    public bool Unasked { get; init; } = true;

    /// <summary>Whether a picture or document can be shown there.</summary>
    public bool CanShow(Media media) => media.Type is { } type && Shows.TryGetValue(type, out var most) && media.Size <= most;

    /// <summary>Whether free words may leave now.</summary>
    /// <param name="heard">When the person last wrote; null when never.</param>
    /// <param name="sent">How many messages were sent since.</param>
    /// <param name="now">Now.</param>
    public bool IsOpen(Instant? heard, int sent, Instant now) =>
        Window is not { } window || heard is { } at && now - at < window && (WindowMessages is not { } most || sent < most);
}
