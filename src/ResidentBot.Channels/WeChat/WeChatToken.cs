using System.Buffers;
using System.Text.Json;
using NodaTime;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.WeChat;

/// <summary>
/// Our token for the API, from <c>POST /cgi-bin/stable_token</c>: whoever asks while it is valid gets the same, so that all hosts share it. One is kept until five
/// minutes before its end, and never two are asked for at once.
/// <code>
/// {"grant_type":"client_credential","appid":"wx24…","secret":"…","force_refresh":false}  →  {"access_token":"…","expires_in":7200}
/// </code>
/// </summary>
sealed class WeChatToken(WeChatSettings settings, HttpClient http, TimeProvider time, TimeSpan patience)
{
    static readonly Duration Early = Duration.FromMinutes(5);

    readonly SemaphoreSlim _one = new(1, 1);
    volatile Held? _held;
    long _failedAt = -1;

    Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>A token, or why there is none.</summary>
    public async Task<Answer> GetAsync(CancellationToken cancellation)
    {
        if (_held is { } held && Now < held.End - Early) return new Answer(held.Token, null);
        var began = Environment.TickCount64;
        await _one.WaitAsync(cancellation);
        try
        {
            // Who waited while somebody else asked in vain does not ask in vain himself: his own time is short.
            if (_failedAt >= began) return Down;
            if (_held is { } other && Now < other.End - Early) return new Answer(other.Token, null);
            var answer = await AskAsync(force: false, cancellation);
            if (answer.Failure is not null) _failedAt = Environment.TickCount64;
            // In its last five minutes a token still serves, should a new one not be had.
            return answer.Failure is not null && _held is { } old && Now < old.End ? new Answer(old.Token, null) : answer;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>
    /// Another token than one that was refused. Another process may have renewed it, and then the usual question brings the new one; if it brings the refused one
    /// once more, WeChat is made to give another.
    /// </summary>
    public async Task<Answer> RenewAsync(string refused, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            if (_held is { } held && held.Token != refused) return new Answer(held.Token, null);
            _held = null;
            var answer = await AskAsync(force: false, cancellation);
            return answer.Token == refused ? await AskAsync(force: true, cancellation) : answer;
        }
        finally
        {
            _one.Release();
        }
    }

    async Task<Answer> AskAsync(bool force, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        using var body = new JsonBody(Question(force));
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{settings.Api}/cgi-bin/stable_token") { Content = body };
        try
        {
            var asked = Now;
            using var answer = await http.SendAsync(request, limit.Token);
            if (!answer.IsSuccessStatusCode) return Down;
            var grant = JsonSerializer.Deserialize(await answer.Content.ReadAsByteArrayAsync(limit.Token), WeChatJson.Default.WeChatAnswer);
            if (grant is { Code: not 0 }) return new Answer(null, WeChatErrors.Of(grant.Code));
            if (grant is not { AccessToken.Length: > 0, ExpiresIn: > 0 and < 1_000_000 }) return Down;
            _held = new Held(grant.AccessToken, asked + Duration.FromSeconds(grant.ExpiresIn));
            return new Answer(grant.AccessToken, null);
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException or JsonException
            || (lost is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return Down;
        }
    }

    ReadOnlyMemory<byte> Question(bool force)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("grant_type"u8, "client_credential"u8);
            json.WriteString("appid"u8, settings.AppId);
            json.WriteString("secret"u8, settings.AppSecret);
            json.WriteBoolean("force_refresh"u8, force);
            json.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }

    static Answer Down => new(null, new SendOutcome.Failed(SendError.ProviderDown));

    /// <summary>Either a token or a failure.</summary>
    public sealed record Answer(string? Token, SendOutcome.Failed? Failure);

    sealed record Held(string Token, Instant End);
}
