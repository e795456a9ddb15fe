using System.Text.Json.Serialization;

namespace ResidentBot.Channels.WeChat;

/// <summary>What every call answers: <c>{"errcode":0,"errmsg":"ok","msgid":200228332}</c>; an <c>errcode</c> that is missing is 0.</summary>
sealed record WeChatAnswer
{
    [JsonPropertyName("errcode")]
    public int Code { get; init; }

    /// <summary>Of a template message.</summary>
    [JsonPropertyName("msgid")]
    public long? MessageId { get; init; }

    /// <summary>Of <c>stable_token</c>.</summary>
    [JsonPropertyName("access_token")]
    public string? AccessToken { get; init; }

    /// <summary>Seconds.</summary>
    [JsonPropertyName("expires_in")]
    public int ExpiresIn { get; init; }

    /// <summary>Of <c>qrcode/create</c>: what the picture of the QR code holds.</summary>
    [JsonPropertyName("url")]
    public string? Url { get; init; }

    /// <summary>Of <c>media/upload</c>: <c>{"type":"image","media_id":"Ab_c1","created_at":1763770000}</c>.</summary>
    [JsonPropertyName("media_id")]
    public string? MediaId { get; init; }

    /// <summary>Of <c>media/get</c> for a film, whose bytes lie elsewhere.</summary>
    [JsonPropertyName("video_url")]
    public string? VideoUrl { get; init; }
}

[JsonSerializable(typeof(WeChatAnswer))]
sealed partial class WeChatJson : JsonSerializerContext;
