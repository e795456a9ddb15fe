using System.Text.Json.Nodes;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.WebChat;

/// <summary>Writes lines of a thread as activities.</summary>
/// <param name="token">The conversation they stand in.</param>
/// <param name="botName">What the bot is called.</param>
/// <param name="mediaUrl">Where a client fetches media we hold, by its hash.</param>
public sealed class ActivityWriter(ChatToken token, string botName, Func<string, string> mediaUrl)
{
    /// <summary>The activity of a line; null for lines that are not for the resident.</summary>
    public Activity? Write(ThreadEntry line, long place) => line switch
    {
        { Kind: ThreadKind.In, Text: null, Media.IsEmpty: true, Location: null } => null,
        { Kind: ThreadKind.In } => Draft(line, ActivityIds.OfProviderId(token.Conversation, line.ProviderId) ?? ActivityIds.OfPlace(token.Conversation, place)) with
        {
            From = new Party(token.User ?? token.Conversation, null, "user"),
            ChannelData = ActivityIds.ClientId(token.Conversation, line.ProviderId) is { } id ? new JsonObject { ["clientActivityID"] = id } : null,
        },
        { Kind: ThreadKind.Out } => Draft(line, ActivityIds.OfPlace(token.Conversation, place)) with
        {
            From = new Party(line.By is null ? "bot" : "staff", line.By ?? botName, "bot"),
            SuggestedActions = line.Choices.IsEmpty ? null : new SuggestedActions([.. line.Choices.Select(Button)]),
            ChannelData = line.AskLocation ? new JsonObject { ["askLocation"] = true } : null,
        },
        _ => null,
    };

    /// <summary>Somebody at the desk has been writing since then. It is no line: it comes once more with each set while it lasts, and moves no watermark.</summary>
    public Activity Typing(DateTimeOffset since) => new()
    {
        Type = "typing",
        Id = $"{token.Conversation}|t.{since.ToUnixTimeMilliseconds()}",
        Timestamp = since,
        From = new Party("staff", null, "bot"),
        Conversation = new Party(token.Conversation),
    };

    Activity Draft(ThreadEntry line, string id) => new()
    {
        Type = "message",
        Id = id,
        Timestamp = line.At.ToDateTimeOffset(),
        Conversation = new Party(token.Conversation),
        Text = line.Text ?? "",
        TextFormat = "plain",
        Attachments = line.Media.IsEmpty ? null : [.. line.Media.Select(Attach)],
        Entities = line.Location is { } place ? [Place(place)] : null,
    };

    static CardAction Button(Choice choice) =>
        new("messageBack", choice.Label, choice.Label, choice.Label, new JsonObject { ["tap"] = choice.Id });

    Attachment Attach(Media media)
    {
        var type = media.Type ?? "application/octet-stream";
        var url = media.Source.StartsWith("stored:", StringComparison.Ordinal) ? mediaUrl(media.Source["stored:".Length..]) : null;
        return new Attachment(type, url, media.Name, type.StartsWith("image/", StringComparison.Ordinal) ? url : null);
    }

    static JsonObject Place(GeoPoint place)
    {
        var entity = new JsonObject { ["type"] = "GeoCoordinates", ["latitude"] = place.Latitude, ["longitude"] = place.Longitude };
        if (place.Label is { } label) entity["name"] = label;
        return entity;
    }
}
