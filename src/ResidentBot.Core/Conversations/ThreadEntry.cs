using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Roles;

namespace ResidentBot.Core.Conversations;

/// <summary>What one line of a thread is.</summary>
public enum ThreadKind
{
    /// <summary>From the resident.</summary>
    In,

    /// <summary>To the resident.</summary>
    Out,

    /// <summary>News of an earlier line: its delivery, its fetched media.</summary>
    News,

    /// <summary>From staff to staff; never shown to the resident.</summary>
    Note,

    /// <summary>Something that happened: claimed, handed back; not shown as words to the resident.</summary>
    Mark,
}

/// <summary>One line of a thread. Lines are only ever appended; what is learned later about a line is another line that refers to it.</summary>
public sealed record ThreadEntry
{
    /// <summary>Id of this line; for messages to the resident the message's id; for news of media see <see cref="MediaNews"/>.</summary>
    public required string Id { get; init; }

    /// <summary>What it is.</summary>
    public required ThreadKind Kind { get; init; }

    /// <summary>When it happened.</summary>
    public required Instant At { get; init; }

    /// <summary>Who wrote it, when not the resident or the bot: a name as residents may read it.</summary>
    public string? By { get; init; }

    /// <summary>The words.</summary>
    public string? Text { get; init; }

    /// <summary>Offered answers.</summary>
    public ImmutableArray<Choice> Choices { get; init; } = [];

    /// <summary>Whether a location button is offered.</summary>
    public bool AskLocation { get; init; }

    /// <summary>Pictures, voice, files.</summary>
    public ImmutableArray<Media> Media { get; init; } = [];

    /// <summary>A place.</summary>
    public GeoPoint? Location { get; init; }

    /// <summary>What the line is about: the line's id for <see cref="ThreadKind.News"/>, a ticket's number for <see cref="ThreadKind.Mark"/>.</summary>
    public string? Ref { get; init; }

    /// <summary>How far the message has come, in a <see cref="ThreadKind.News"/> line.</summary>
    public DeliveryState? State { get; init; }

    /// <summary>Why it failed.</summary>
    public SendError? Error { get; init; }

    /// <summary>Who may read the line: of the ticket that held the talk when it was written.</summary>
    public Sensitivity Sensitivity { get; init; }

    /// <summary>The provider's id: of the resident's message as it came, or of ours once it was taken.</summary>
    public string? ProviderId { get; init; }
}
