using System.Text.Json.Nodes;

namespace ResidentBot.Channels.WebChat;

/// <summary>
/// One Bot Framework activity, as Direct Line 3.0 carries it; fields we do not know are passed over:
/// <code>
/// {"type":"message","id":"5f0c|0000004","timestamp":"2026-11-22T08:00:00Z","from":{"id":"bot","role":"bot"},"conversation":{"id":"5f0c"},
///  "text":"What is broken?","textFormat":"plain","suggestedActions":{"actions":[
///    {"type":"messageBack","title":"Water","displayText":"Water","text":"Water","value":{"tap":"d:3f:water"}}]}}
/// </code>
/// </summary>
public sealed record Activity
{
    /// <summary><c>message</c>, <c>typing</c>, <c>event</c> and others; required.</summary>
    public string? Type { get; init; }

    /// <summary>See <see cref="ActivityIds"/>.</summary>
    public string? Id { get; init; }

    /// <summary>When it happened.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>Who it is from.</summary>
    public Party? From { get; init; }

    /// <summary>The conversation it stands in.</summary>
    public Party? Conversation { get; init; }

    /// <summary>The words.</summary>
    public string? Text { get; init; }

    /// <summary>Always <c>plain</c> from us: a client would read Markdown into a resident's words otherwise.</summary>
    public string? TextFormat { get; init; }

    /// <summary>The client's language, as <c>zh-CN</c>.</summary>
    public string? Locale { get; init; }

    /// <summary>The choices.</summary>
    public SuggestedActions? SuggestedActions { get; init; }

    /// <summary>Pictures and files.</summary>
    public IReadOnlyList<Attachment>? Attachments { get; init; }

    /// <summary>A place is an entity: <c>{"type":"GeoCoordinates","latitude":31.2,"longitude":121.5,"name":"gate"}</c>.</summary>
    public IReadOnlyList<JsonObject>? Entities { get; init; }

    /// <summary>What a tapped button carries: <c>{"tap":"..."}</c>.</summary>
    public JsonNode? Value { get; init; }

    /// <summary>What clients put beside the protocol: <c>{"clientActivityID":"..."}</c>; from us also <c>{"askLocation":true}</c>.</summary>
    public JsonNode? ChannelData { get; init; }
}

/// <summary>A participant or a conversation.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">As shown.</param>
/// <param name="Role"><c>user</c> or <c>bot</c>; staff speak as <c>bot</c> with their own name.</param>
public sealed record Party(string? Id, string? Name = null, string? Role = null);

/// <summary>Buttons under the last message.</summary>
/// <param name="Actions">In order.</param>
public sealed record SuggestedActions(IReadOnlyList<CardAction> Actions);

/// <summary>One button. A tap comes back as a message with this text and value.</summary>
/// <param name="Type"><c>messageBack</c>.</param>
/// <param name="Title">What stands on it.</param>
/// <param name="DisplayText">What the resident is seen to say.</param>
/// <param name="Text">What comes back as text.</param>
/// <param name="Value">What comes back as value.</param>
public sealed record CardAction(string Type, string Title, string DisplayText, string Text, JsonObject Value);

/// <summary>A picture or file.</summary>
/// <param name="ContentType">Its media type.</param>
/// <param name="ContentUrl">Where the client fetches it.</param>
/// <param name="Name">Its file name.</param>
/// <param name="ThumbnailUrl">The same once more for a picture: without it the stock Web Chat shows a person's own picture as a mere name.</param>
public sealed record Attachment(string? ContentType, string? ContentUrl, string? Name, string? ThumbnailUrl = null);
