using System.Text.Json;
using System.Text.Json.Serialization;

namespace ResidentBot.Channels.Telegram;

/// <summary>
/// An update, as much of it as we read (core.telegram.org/bots/api#update): one optional field beside <c>update_id</c>; unknown kinds stay empty.
/// <code>{"update_id":7,"message":{"message_id":1,"from":{"id":77,"is_bot":false,"first_name":"李"},"chat":{"id":77,"type":"private"},"date":1700000000,"text":"报修"}}</code>
/// </summary>
sealed record TelegramUpdate
{
    public required long UpdateId { get; init; }
    public TelegramMessage? Message { get; init; }
    public TelegramMessage? EditedMessage { get; init; }
    public TelegramCallback? CallbackQuery { get; init; }
    public TelegramMembership? MyChatMember { get; init; }
}

/// <summary>A message in a chat; service messages have none of the fields after the dates.</summary>
sealed record TelegramMessage
{
    public long MessageId { get; init; }
    public TelegramUser? From { get; init; }
    public required TelegramChat Chat { get; init; }
    public long Date { get; init; }
    public long? EditDate { get; init; }
    public string? Text { get; init; }
    public string? Caption { get; init; }
    public TelegramFile[]? Photo { get; init; }
    public TelegramFile? Voice { get; init; }
    public TelegramFile? Video { get; init; }
    public TelegramFile? VideoNote { get; init; }
    public TelegramFile? Animation { get; init; }
    public TelegramFile? Audio { get; init; }
    public TelegramFile? Document { get; init; }
    public TelegramSticker? Sticker { get; init; }
    public TelegramLocation? Location { get; init; }
    public TelegramVenue? Venue { get; init; }
    public TelegramContact? Contact { get; init; }
    public TelegramDice? Dice { get; init; }
    public TelegramPoll? Poll { get; init; }
    public TelegramTitled? Game { get; init; }
    public TelegramTitled? Checklist { get; init; }
    public TelegramTitled? Invoice { get; init; }
    public JsonElement? Story { get; init; }
    public JsonElement? PaidMedia { get; init; }
}

/// <summary>
/// A tapped button. The message it hung under may be missing or no longer accessible; the id is text.
/// <code>{"id":"4382","from":{"id":77,"is_bot":false,"first_name":"李"},"message":{...},"chat_instance":"-3","data":"yes"}</code>
/// </summary>
sealed record TelegramCallback
{
    public required string Id { get; init; }
    public required TelegramUser From { get; init; }
    public TelegramMessage? Message { get; init; }
    public string? Data { get; init; }
}

/// <summary>
/// What we are in a chat has changed; in a private chat <c>kicked</c> means that the person blocked us, <c>member</c> that he let us in again.
/// <code>{"chat":{"id":77,"type":"private"},"from":{...},"date":1700000000,"old_chat_member":{...},"new_chat_member":{"user":{...},"status":"kicked","until_date":0}}</code>
/// </summary>
sealed record TelegramMembership
{
    public required TelegramChat Chat { get; init; }
    public TelegramUser? From { get; init; }
    public long Date { get; init; }
    public TelegramMember? OldChatMember { get; init; }
    public required TelegramMember NewChatMember { get; init; }
}

/// <summary>Our standing in a chat: <c>member</c>, <c>administrator</c>, <c>restricted</c>, <c>left</c> or <c>kicked</c>.</summary>
sealed record TelegramMember
{
    public required string Status { get; init; }

    public bool IsInside => Status is "member" or "administrator" or "restricted";
}

/// <summary>An account; ids need 64 bits. Also the answer of getMe.</summary>
sealed record TelegramUser
{
    public required long Id { get; init; }
    public string? FirstName { get; init; }
    public string? LastName { get; init; }
    public string? Username { get; init; }
    public string? LanguageCode { get; init; }
}

/// <summary>A chat: <c>private</c>, <c>group</c>, <c>supergroup</c> or <c>channel</c>; groups have negative ids.</summary>
sealed record TelegramChat
{
    public required long Id { get; init; }
    public required string Type { get; init; }
}

/// <summary>A photo size, voice, video, audio or document; in the answer of getFile with a path.</summary>
sealed record TelegramFile
{
    public required string FileId { get; init; }
    public int Width { get; init; }
    public int Height { get; init; }
    public string? FilePath { get; init; }
    public string? MimeType { get; init; }
    public string? FileName { get; init; }
}

/// <summary>A sticker; the emoji it stands for is what its sender meant.</summary>
sealed record TelegramSticker
{
    public required string FileId { get; init; }
    public string? Emoji { get; init; }
    public bool IsAnimated { get; init; }
    public bool IsVideo { get; init; }
}

/// <summary>A throw of dice, darts and the like.</summary>
sealed record TelegramDice
{
    public required string Emoji { get; init; }
}

/// <summary>A poll; nobody here votes, its question is what was said.</summary>
sealed record TelegramPoll
{
    public required string Question { get; init; }
}

/// <summary>A game, a checklist or an invoice.</summary>
sealed record TelegramTitled
{
    public string? Title { get; init; }
}

/// <summary>A point in degrees.</summary>
sealed record TelegramLocation
{
    public required double Latitude { get; init; }
    public required double Longitude { get; init; }
}

/// <summary>What a location is called; the location itself stands in the message too.</summary>
sealed record TelegramVenue
{
    public required string Title { get; init; }
}

/// <summary>
/// A shared phone contact. Only where <c>user_id</c> is the sender's it is his own number; anybody can share anybody's.
/// <code>{"phone_number":"447700900123","first_name":"Han","last_name":"Mei","user_id":77}</code>
/// </summary>
sealed record TelegramContact
{
    public required string PhoneNumber { get; init; }
    public long? UserId { get; init; }
    public required string FirstName { get; init; }
    public string? LastName { get; init; }
}

/// <summary>
/// The envelope of every answer.
/// <code>{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 3","parameters":{"retry_after":3}}</code>
/// </summary>
sealed record TelegramReply<T>
{
    public bool Ok { get; init; }
    public T? Result { get; init; }
    public int ErrorCode { get; init; }
    public string? Description { get; init; }
    public TelegramReplyParameters? Parameters { get; init; }
}

/// <summary>What an error asks of us.</summary>
sealed record TelegramReplyParameters
{
    public long? RetryAfter { get; init; }
    public long? MigrateToChatId { get; init; }
}

/// <summary>
/// The answer of getWebhookInfo; <c>url</c> is empty while none is set.
/// <code>{"url":"https://desk.example.org/hooks/oak/telegram","has_custom_certificate":false,"pending_update_count":2,"last_error_date":1700000000,"last_error_message":"Connection refused"}</code>
/// </summary>
sealed record TelegramWebhookInfo
{
    public string Url { get; init; } = "";
    public long PendingUpdateCount { get; init; }
    public long? LastErrorDate { get; init; }
    public string? LastErrorMessage { get; init; }
}

/// <summary>The only parts of a sent message that we read: its id, and what the file in it is called from now on.</summary>
sealed record TelegramSent
{
    public long? MessageId { get; init; }
    public TelegramFile[]? Photo { get; init; }
    public TelegramFile? Document { get; init; }
}

/// <summary>Generated readers of the wire types.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(TelegramUpdate))]
[JsonSerializable(typeof(TelegramReply<TelegramSent>))]
[JsonSerializable(typeof(TelegramReply<TelegramFile>))]
[JsonSerializable(typeof(TelegramReply<TelegramUser>))]
[JsonSerializable(typeof(TelegramReply<TelegramWebhookInfo>))]
[JsonSerializable(typeof(TelegramReply<JsonElement>))]
sealed partial class TelegramJson : JsonSerializerContext;
