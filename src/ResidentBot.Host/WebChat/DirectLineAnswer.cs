using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ResidentBot.Channels.WebChat;

namespace ResidentBot.Host.WebChat;

/// <summary>What calls of Direct Line are asked with and answered by.</summary>
static class DirectLineAnswer
{
    const long MostJson = 256 * 1024;

    /// <summary>A refusal in the protocol's form: <c>{"error":{"code":"TokenExpired","message":"…"}}</c>.</summary>
    public static IResult Refuse(int status, string code, string message) =>
        Results.Json(new ErrorAnswer(new ErrorBody(code, message)), WebChatJson.Relaxed.ErrorAnswer, statusCode: status);

    /// <summary>Refuses as the visit says.</summary>
    public static IResult Refuse(Visit.Refused refused) => Refuse(refused.Status, refused.Code, refused.Message);

    /// <summary>The token is too old: the one case of 403, which clients take for exactly this.</summary>
    public static IResult Expired() => Refuse(StatusCodes.Status403Forbidden, "TokenExpired", "The token has expired.");

    /// <summary>The request cannot be understood.</summary>
    public static IResult BadRequest(string message) => Refuse(StatusCodes.Status400BadRequest, "BadArgument", message);

    /// <summary>The token or secret of a request.</summary>
    public static string? Bearer(HttpContext http) =>
        http.Request.Headers.Authorization.ToString() is var header && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : null;

    /// <summary>Reads a JSON body; null when it is none. An absent body is the type's empty form, if one is given.</summary>
    public static async Task<T?> ReadAsync<T>(HttpContext http, JsonTypeInfo<T> type, T? absent = null) where T : class
    {
        if (http.Request.ContentLength > MostJson) throw new BadHttpRequestException("too large", StatusCodes.Status413PayloadTooLarge);
        using var body = new MemoryStream();
        var buffer = new byte[8 * 1024];
        while (await http.Request.Body.ReadAsync(buffer, http.RequestAborted) is var count and > 0)
        {
            if (body.Length + count > MostJson) throw new BadHttpRequestException("too large", StatusCodes.Status413PayloadTooLarge);
            body.Write(buffer, 0, count);
        }
        if (body.Length == 0) return absent;
        try
        {
            return JsonSerializer.Deserialize(body.GetBuffer().AsSpan(0, (int)body.Length), type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
