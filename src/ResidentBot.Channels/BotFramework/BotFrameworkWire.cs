using System.Text.Json;
using System.Text.Json.Serialization;

namespace ResidentBot.Channels.BotFramework;

/// <summary>
/// What a channel posts to us, as much of it as we read (Bot Framework Activity schema 3.1); unknown types and fields are passed over.
/// <code>
/// {"type":"message","id":"1","timestamp":"2026-11-22T08:00:00Z","serviceUrl":"https://smba.trafficmanager.net/apac/","channelId":"msteams",
///  "from":{"id":"29:1ab","name":"李梅"},"recipient":{"id":"28:app","name":"Desk"},"conversation":{"id":"a:1xy"},"text":"报修","locale":"zh-CN"}
/// </code>
/// </summary>
sealed record BotActivity
{
    public string? Type { get; init; }
    public string? Id { get; init; }
    public string? Timestamp { get; init; }
    public string? ServiceUrl { get; init; }
    public string? ChannelId { get; init; }
    public BotParty? From { get; init; }
    public BotParty? Recipient { get; init; }
    public BotConversation? Conversation { get; init; }
    public string? Text { get; init; }
    public string? Locale { get; init; }
    public string? Action { get; init; }
    public string? DeliveryMode { get; init; }
    public JsonElement Value { get; init; }
    public BotParty[]? MembersAdded { get; init; }
    public BotParty[]? MembersRemoved { get; init; }
    public BotAttachment[]? Attachments { get; init; }
    public BotEntity[]? Entities { get; init; }
}

/// <summary>A person or a bot, named as its channel names it.</summary>
sealed record BotParty
{
    public string? Id { get; init; }
    public string? Name { get; init; }
}

/// <summary>A conversation; some channels say by flag and some by type that it is not a private one.</summary>
sealed record BotConversation
{
    public string? Id { get; init; }
    public bool? IsGroup { get; init; }
    public string? ConversationType { get; init; }
}

/// <summary>A picture, file or card. A file in Teams has its address inside the content: <c>{"downloadUrl":"https://..."}</c>.</summary>
sealed record BotAttachment
{
    public string? ContentType { get; init; }
    public string? ContentUrl { get; init; }
    public string? Name { get; init; }
    public JsonElement Content { get; init; }
}

/// <summary>
/// What a message speaks of: <c>{"type":"mention","mentioned":{"id":"28:app"},"text":"&lt;at&gt;Desk&lt;/at&gt;"}</c>,
/// <c>{"type":"GeoCoordinates","latitude":31.2,"longitude":121.5,"name":"gate"}</c> or <c>{"type":"Place","geo":{...}}</c>.
/// </summary>
sealed record BotEntity
{
    public string? Type { get; init; }
    public JsonElement Mentioned { get; init; }
    public JsonElement Text { get; init; }
    public JsonElement Name { get; init; }
    public JsonElement Latitude { get; init; }
    public JsonElement Longitude { get; init; }
    public JsonElement Geo { get; init; }
}

/// <summary>
/// How a conversation is reached again. Kept by the host, because no channel tells it a second time:
/// <c>{"serviceUrl":"https://smba.trafficmanager.net/apac/","channelId":"msteams","conversation":"a:1xy","bot":"28:app","user":"29:1ab","last":"1"}</c>.
/// </summary>
sealed record BotRoute(string ServiceUrl, string ChannelId, string Conversation, string? Bot, string? User, string? Last);

/// <summary>The OpenID metadata: <c>{"issuer":"...","jwks_uri":"https://..."}</c>.</summary>
sealed record OpenIdMetadata
{
    [JsonPropertyName("jwks_uri")]
    public string? KeysUrl { get; init; }
}

/// <summary>A set of public keys: <c>{"keys":[{"kty":"RSA","kid":"a","n":"...","e":"AQAB","endorsements":["msteams"]}]}</c>.</summary>
sealed record JsonWebKeys
{
    public JsonWebKey[]? Keys { get; init; }
}

/// <summary>One public key.</summary>
sealed record JsonWebKey
{
    public string? Kty { get; init; }
    public string? Kid { get; init; }
    public string? N { get; init; }
    public string? E { get; init; }
    public string[]? Endorsements { get; init; }
}

/// <summary>The answer of the token endpoint: <c>{"token_type":"Bearer","expires_in":3599,"access_token":"..."}</c>.</summary>
sealed record TokenGrant
{
    [JsonPropertyName("access_token")]
    public string? AccessToken { get; init; }

    [JsonPropertyName("expires_in")]
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
    public long ExpiresIn { get; init; }
}

/// <summary>The answer of the connector: <c>{"id":"1;messageid=2"}</c>.</summary>
sealed record ResourceResponse
{
    public string? Id { get; init; }
}

/// <summary>Generated readers of the wire types.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, GenerationMode = JsonSourceGenerationMode.Metadata,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BotActivity))]
[JsonSerializable(typeof(BotRoute))]
[JsonSerializable(typeof(OpenIdMetadata))]
[JsonSerializable(typeof(JsonWebKeys))]
[JsonSerializable(typeof(TokenGrant))]
[JsonSerializable(typeof(ResourceResponse))]
sealed partial class BotFrameworkJson : JsonSerializerContext;
