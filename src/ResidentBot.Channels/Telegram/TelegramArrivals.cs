using System.Globalization;
using NodaTime;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.Telegram;

/// <summary>Turns an update into what a resident did. Groups and channels are nobody's private matter and say nothing to us.</summary>
static class TelegramArrivals
{
    const string Start = "/start";

    /// <summary>The arrival in an update, null when it means nothing to us; <paramref name="now"/> stands in where the update has no date.</summary>
    public static Arrival? Read(TelegramUpdate update, string account, Instant now) => update switch
    {
        { Message: { } message } => FromMessage(update.UpdateId, message, account, now),
        // A location that is shared live moves as a row of edits; only its first point is an answer.
        { EditedMessage: { Location: null } edit } => FromMessage(update.UpdateId, edit, account, now),
        { CallbackQuery: { } tap } => FromTap(update.UpdateId, tap, account, now),
        { MyChatMember: { NewChatMember.Status: "kicked" } change } => FromMember(update.UpdateId, change, ArrivalKind.Blocked, account, now),
        { MyChatMember: { NewChatMember.Status: "member" } change } => FromMember(update.UpdateId, change, ArrivalKind.Unblocked, account, now),
        _ => null,
    };

    /// <summary>
    /// What the update wants done at once. A tap is answered whatever it says, or its button spins on. A group is left: talks here are with one
    /// person, and what is said in a group everybody reads. It is told so where somebody has just put us there; a channel is left in silence.
    /// </summary>
    public static Courtesy? CourtesyOf(TelegramUpdate update) => update switch
    {
        { CallbackQuery: { } tap } => new Courtesy.AnswerTap(tap.Id),
        { MyChatMember: { NewChatMember.IsInside: true, OldChatMember: not { IsInside: true }, Chat.Type: "group" or "supergroup" } change } =>
            new Courtesy.LeaveGroup(AddressOf(change.Chat.Id), Says: true),
        { MyChatMember: { NewChatMember.IsInside: true, Chat.Type: "channel" } change } => new Courtesy.LeaveGroup(AddressOf(change.Chat.Id), Says: false),
        { Message: { Chat.Type: "group" or "supergroup", Text: not null } message } => new Courtesy.LeaveGroup(AddressOf(message.Chat.Id), Says: false),
        _ => null,
    };

    static Arrival? FromMessage(long id, TelegramMessage message, string account, Instant now)
    {
        if (message.Chat.Type != "private") return null;
        var arrival = Blank(id, message.Chat.Id, message.From, account, When(message.EditDate ?? message.Date, now)) with
        {
            Message = message.MessageId.ToString(CultureInfo.InvariantCulture),
            FirstSent = message.EditDate is null ? null : When(message.Date, now),
        };
        if (message.Text is { } text && IsStart(text))
            return arrival with { Kind = ArrivalKind.Started, Tap = Payload(text) };
        var media = MediaOf(message);
        var words = TelegramWords.Of(message);
        if (words.Length == 0 && media is null && message.Location is null) return null;
        return arrival with
        {
            Text = TextParts.Head(words),
            Media = media is null ? [] : [media],
            Location = message.Location is { } at ? new GeoPoint(at.Latitude, at.Longitude, message.Venue?.Title) : null,
        };
    }

    static Arrival? FromTap(long id, TelegramCallback tap, string account, Instant now)
    {
        if (tap.Data is null || tap.Message is { Chat.Type: not "private" }) return null;
        return Blank(id, tap.From.Id, tap.From, account, now) with { Kind = ArrivalKind.Tapped, Tap = tap.Data };
    }

    static Arrival? FromMember(long id, TelegramMembership change, ArrivalKind kind, string account, Instant now) =>
        change.Chat.Type != "private" ? null : Blank(id, change.Chat.Id, change.From, account, When(change.Date, now)) with { Kind = kind };

    static Arrival Blank(long id, long chat, TelegramUser? from, string account, Instant at) => new()
    {
        Account = account,
        From = AddressOf(chat),
        ProviderId = id.ToString(CultureInfo.InvariantCulture),
        At = at,
        Language = LanguageOf(from?.LanguageCode),
        Name = from is null ? null : TelegramWords.FullName(from.FirstName, from.LastName),
    };

    /// <summary>The address of a chat: <c>telegram:77</c>.</summary>
    public static Address AddressOf(long chat) => new(string.Create(CultureInfo.InvariantCulture, $"telegram:{chat}"));

    static bool IsStart(string text) => text.StartsWith(Start) && (text.Length == Start.Length || text[Start.Length] == ' ');

    /// <summary>
    /// What the link carried: 1 to 64 of <c>A-Z a-z 0-9 _ -</c> (core.telegram.org/bots/features#deep-linking). Anything else was typed by
    /// hand and is dropped, so that nobody can write himself the tap of a button he was never shown.
    /// </summary>
    static string? Payload(string text)
    {
        var payload = text.AsSpan(Start.Length).Trim();
        if (payload.Length is 0 or > 64) return null;
        foreach (var c in payload)
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-')) return null;
        return payload.ToString();
    }

    /// <summary>An animation comes with a document of the same file, so it is looked at first.</summary>
    static Media? MediaOf(TelegramMessage message) => message switch
    {
        { Photo: { Length: > 0 } sizes } => new Media("photo", sizes.MaxBy(size => (long)size.Width * size.Height)!.FileId, "image/jpeg"),
        { Voice: { } voice } => Named("voice", voice),
        { Video: { } video } => Named("video", video),
        { VideoNote: { } note } => Named("video", note),
        { Animation: { } animation } => Named("video", animation),
        { Audio: { } audio } => Named("file", audio),
        { Document: { } document } => Named("file", document),
        { Sticker: { Emoji: null, IsAnimated: false } sticker } => new Media(sticker.IsVideo ? "video" : "photo", sticker.FileId, sticker.IsVideo ? "video/webm" : "image/webp"),
        _ => null,
    };

    static Media Named(string kind, TelegramFile file) => new(kind, file.FileId, file.MimeType, file.FileName);

    static Language? LanguageOf(string? code) =>
        code is null ? null
        : code.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Language.Zh
        : code.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? Language.En
        : null;

    /// <summary>Dates are Unix seconds; 0 stands for a message no longer accessible.</summary>
    static Instant When(long seconds, Instant now) => seconds is > 0 and < 253_402_300_800 ? Instant.FromUnixTimeSeconds(seconds) : now;
}
