using System.Buffers;
using System.Text.Json;

namespace ResidentBot.Channels.WeChat;

/// <summary>
/// Our token for the API, from <c>POST /cgi-bin/stable_token</c>: whoever asks while it is valid gets the same, so that all hosts share it.
/// <code>
/// {"grant_type":"client_credential","appid":"wx24…","secret":"…","force_refresh":false}  →  {"access_token":"…","expires_in":7200}
/// </code>
/// </summary>
sealed class WeChatToken(WeChatSettings settings, HttpClient http, TimeProvider time, TimeSpan patience)
{
    readonly KeptToken _kept = new(time, patience, (another, cancellation) => AskAsync(settings, http, another, cancellation));

    /// <inheritdoc cref="KeptToken.GetAsync"/>
    public Task<KeptToken.Answer> GetAsync(CancellationToken cancellation) => _kept.GetAsync(cancellation);

    /// <inheritdoc cref="KeptToken.RenewAsync"/>
    public Task<KeptToken.Answer> RenewAsync(string refused, CancellationToken cancellation) => _kept.RenewAsync(refused, cancellation);

    static async Task<KeptToken.Grant> AskAsync(WeChatSettings settings, HttpClient http, bool another, CancellationToken cancellation)
    {
        using var body = new JsonBody(Question(settings, another));
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{settings.Api}/cgi-bin/stable_token") { Content = body };
        using var answer = await http.SendAsync(request, cancellation);
        if (!answer.IsSuccessStatusCode) return new KeptToken.Grant(null, 0);
        var grant = JsonSerializer.Deserialize(await answer.Content.ReadAsByteArrayAsync(cancellation), WeChatJson.Default.WeChatAnswer);
        return grant is { Code: not 0 } ? new KeptToken.Grant(null, 0, WeChatErrors.Of(grant.Code)) : new KeptToken.Grant(grant?.AccessToken, grant?.ExpiresIn ?? 0);
    }

    static ReadOnlyMemory<byte> Question(WeChatSettings settings, bool another)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("grant_type"u8, "client_credential"u8);
            json.WriteString("appid"u8, settings.AppId);
            json.WriteString("secret"u8, settings.AppSecret);
            json.WriteBoolean("force_refresh"u8, another);
            json.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }
}
