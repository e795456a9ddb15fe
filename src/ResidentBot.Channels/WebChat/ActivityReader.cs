using System.Collections.Immutable;
using System.Text.Json.Nodes;
using NodaTime;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.WebChat;

/// <summary>Reads what a client posts.</summary>
public static class ActivityReader
{
    const int LongestTap = 64;
    const int LongestName = 64;

    /// <summary>
    /// What the resident did; null for what changes nothing: typing, events, a message without any content. Attachments of the body are not
    /// read: a URL in them would be somebody else's to choose; <paramref name="uploads"/> are bytes we already hold.
    /// </summary>
    public static Arrival? Read(Activity activity, ChatToken token, Instant at, ImmutableArray<Media> uploads, string fresh)
    {
        if (activity.Type != "message") return null;
        var tap = Tap(activity.Value);
        var text = TextParts.Head(activity.Text ?? Spoken(activity.Value) ?? "");
        var location = (activity.Entities ?? []).Select(Place).FirstOrDefault(place => place is not null);
        if (tap is null && location is null && uploads.IsEmpty && string.IsNullOrWhiteSpace(text)) return null;
        return new Arrival
        {
            Account = token.Account,
            From = token.Address,
            ProviderId = ActivityIds.ProviderId(token.Conversation, Text(activity.ChannelData, "clientActivityID") ?? activity.Id, fresh),
            At = at,
            Kind = tap is null ? ArrivalKind.Message : ArrivalKind.Tapped,
            Text = text,
            Tap = tap,
            Media = uploads,
            Location = location,
            Language = LanguageOf(activity.Locale),
            Name = activity.From?.Name is { Length: > 0 } name ? TextParts.Head(name, LongestName) : null,
        };
    }

    /// <summary>That somebody opened a conversation.</summary>
    public static Arrival Started(ChatToken token, Instant at, string? locale) => new()
    {
        Account = token.Account,
        From = token.Address,
        ProviderId = ActivityIds.Started(token.Conversation),
        At = at,
        Kind = ArrivalKind.Started,
        Language = LanguageOf(locale),
    };

    /// <summary>The language of a locale such as <c>zh-CN</c>; null for one we do not speak.</summary>
    public static Language? LanguageOf(string? locale) => locale switch
    {
        null => null,
        _ when locale.StartsWith("zh", StringComparison.OrdinalIgnoreCase) => Language.Zh,
        _ when locale.StartsWith("en", StringComparison.OrdinalIgnoreCase) => Language.En,
        _ => null,
    };

    static string? Tap(JsonNode? value) => Text(value, "tap") is { Length: > 0 and <= LongestTap } tap && tap.All(char.IsAscii) ? tap : null;

    // A postBack of a stock client carries its words as the value.
    static string? Spoken(JsonNode? value) => value is JsonValue one && one.TryGetValue(out string? text) ? text : null;

    static string? Text(JsonNode? node, string name) =>
        node is JsonObject map && map[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    static GeoPoint? Place(JsonObject? entity)
    {
        if (entity is null || Text(entity, "type") != "GeoCoordinates") return null;
        return Number(entity, "latitude") is { } latitude and >= -90 and <= 90 && Number(entity, "longitude") is { } longitude and >= -180 and <= 180
            ? new GeoPoint(latitude, longitude, Text(entity, "name") is { } name ? TextParts.Head(name, LongestName) : null)
            : null;
    }

    static double? Number(JsonObject map, string name) => map[name] is JsonValue value && value.TryGetValue(out double number) ? number : null;
}
