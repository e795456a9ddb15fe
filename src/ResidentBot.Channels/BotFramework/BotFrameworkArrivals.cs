using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NodaTime;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.BotFramework;

/// <summary>Turns an activity into what a resident did. Groups and channels are nobody's private matter and say nothing to us.</summary>
static class BotFrameworkArrivals
{
    const int LongestTap = 64;
    const int LongestName = 100;

    /// <summary>
    /// The arrival in an activity, null when it means nothing to us. <paramref name="activity"/> names its channel and conversation;
    /// <paramref name="now"/> stands in where it has no time of its own.
    /// </summary>
    public static Arrival? Read(BotActivity activity, string account, Instant now)
    {
        if (activity.Conversation is { IsGroup: true } or { ConversationType: "groupChat" or "channel" }) return null;
        return activity.Type switch
        {
            "message" => FromMessage(activity, account, now),
            // An edit has the id of what it changes, and is a thing of its own.
            "messageUpdate" => FromMessage(activity with { Id = $"{activity.Id}|{activity.Timestamp}" }, account, now),
            "conversationUpdate" => FromMembers(activity, account, now),
            "installationUpdate" when activity.Action is "remove" or "remove-upgrade" => Blank(activity, account, now) with { Kind = ArrivalKind.Blocked },
            _ => null,
        };
    }

    /// <summary>
    /// The address of a conversation: <c>botframework:msteams/a:1xy</c>. It is the conversation and not the person, because on some channels
    /// anybody may call himself anything. An id that an address cannot hold stands as its hash: <c>botframework:email/~dGhl...</c>.
    /// </summary>
    public static Address AddressOf(string channel, string conversation) =>
        !conversation.StartsWith('~') && Address.TryParse($"botframework:{channel}/{conversation}", out var address)
            ? address
            : new Address($"botframework:{channel}/~{Hash(conversation)}");

    /// <summary>Whether a channel's name can stand in an address: letters, digits and a few signs, as all that Azure knows.</summary>
    public static bool IsChannel(string? name) =>
        name is { Length: > 0 and <= 40 } && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    static Arrival? FromMessage(BotActivity activity, string account, Instant now)
    {
        // Some channels show a bot its own words.
        if (activity.From?.Id is { } from && from == activity.Recipient?.Id) return null;
        var tap = TapOf(activity.Value);
        var text = Words(activity);
        var media = MediaOf(activity);
        var location = (activity.Entities ?? []).Select(Place).FirstOrDefault(place => place is not null);
        if (tap is null && location is null && media.IsEmpty && text.Length == 0) return null;
        return Blank(activity, account, now) with
        {
            Kind = tap is null ? ArrivalKind.Message : ArrivalKind.Tapped,
            Text = text,
            Tap = tap,
            Media = media,
            Location = location,
        };
    }

    static Arrival? FromMembers(BotActivity activity, string account, Instant now)
    {
        var bot = activity.Recipient?.Id;
        if ((activity.MembersRemoved ?? []).Any(member => member?.Id is not null && member.Id == bot))
            return Blank(activity, account, now) with { Kind = ArrivalKind.Blocked };
        // Without our own name nobody can tell which member we are.
        if (bot is null || (activity.MembersAdded ?? []).FirstOrDefault(member => member?.Id is not null && member.Id != bot) is not { } joined) return null;
        var id = activity.Id ?? $"joined|{joined.Id}|{activity.Timestamp}";
        return Blank(activity with { Id = id, From = joined }, account, now) with { Kind = ArrivalKind.Started };
    }

    static Arrival Blank(BotActivity activity, string account, Instant now) => new()
    {
        Account = account,
        From = AddressOf(activity.ChannelId!, activity.Conversation!.Id!),
        ProviderId = ProviderId(activity),
        At = When(activity.Timestamp, now),
        Language = LanguageOf(activity.Locale),
        Name = activity.From?.Name is { Length: > 0 } name ? TextParts.Head(name, LongestName) : null,
    };

    /// <summary>Ids are unique in their conversation alone, and of any length; without one a repeat is told by time and words.</summary>
    static string ProviderId(BotActivity activity) =>
        Hash(string.Join('\n', activity.ChannelId, activity.Conversation!.Id, activity.Id ?? $"{activity.Type}|{activity.Timestamp}|{activity.Text}"));

    static string Hash(string text) => System.Buffers.Text.Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    static string Words(BotActivity activity)
    {
        // A postBack carries its words as the value.
        var text = activity.Text ?? activity.Value.Words() ?? "";
        foreach (var entity in activity.Entities ?? [])
        {
            if (entity is { Type: "mention" } && entity.Text.Words() is { Length: > 0 } mention && entity.Mentioned.Words("id") is { } id && id == activity.Recipient?.Id)
                text = text.Replace(mention, "", StringComparison.Ordinal);
        }
        return TextParts.Head(text.Trim());
    }

    static string? TapOf(JsonElement value) =>
        value.Words("tap") is { Length: > 0 and <= LongestTap } tap && tap.All(char.IsAscii) ? tap : null;

    static ImmutableArray<Media> MediaOf(BotActivity activity) =>
        [.. (activity.Attachments ?? []).Select(attachment => BotFrameworkMedia.Read(attachment, activity.ServiceUrl!)).OfType<Media>()];

    static GeoPoint? Place(BotEntity? entity)
    {
        if (entity is { Type: "Place", Geo: { ValueKind: JsonValueKind.Object } geo })
            return Point(geo.Find("latitude"), geo.Find("longitude"), entity.Name.Words() ?? geo.Words("name"));
        return entity is { Type: "GeoCoordinates" } ? Point(entity.Latitude, entity.Longitude, entity.Name.Words()) : null;
    }

    static GeoPoint? Point(JsonElement latitude, JsonElement longitude, string? name) =>
        Number(latitude) is { } north and >= -90 and <= 90 && Number(longitude) is { } east and >= -180 and <= 180
            ? new GeoPoint(north, east, name is { Length: > 0 } ? TextParts.Head(name, LongestName) : null)
            : null;

    static double? Number(JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) ? number : null;

    static Language? LanguageOf(string? locale) =>
        locale is null ? null
        : locale.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Language.Zh
        : locale.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? Language.En
        : null;

    static Instant When(string? timestamp, Instant now) =>
        timestamp is not null && DateTimeOffset.TryParse(timestamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
        && Instant.FromDateTimeOffset(at) is var instant && instant < now
            ? instant
            : now;
}
