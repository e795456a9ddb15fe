using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ResidentBot.Channels.WebChat;

/// <summary>The JSON of Direct Line: camel case, empty fields left out. Only <c>expires_in</c> is spelled otherwise.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Activity))]
[JsonSerializable(typeof(ActivitySet))]
[JsonSerializable(typeof(TokenAnswer))]
[JsonSerializable(typeof(ConversationAnswer))]
[JsonSerializable(typeof(ResourceAnswer))]
[JsonSerializable(typeof(SessionAnswer))]
[JsonSerializable(typeof(ErrorAnswer))]
[JsonSerializable(typeof(OpenRequest))]
[JsonSerializable(typeof(TokenClaims))]
public sealed partial class WebChatJson : JsonSerializerContext
{
    /// <summary>Writes Chinese as it is; for bodies, never for text inside a page.</summary>
    public static WebChatJson Relaxed { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
