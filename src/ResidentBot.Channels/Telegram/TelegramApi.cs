using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ResidentBot.Channels.Telegram;

/// <summary>
/// Calls methods of the Bot API: <c>POST {root}/bot{token}/{method}</c>. Every URL contains the token, so none may stand in a message or a log.
/// </summary>
sealed class TelegramApi(HttpClient http, string root, string token)
{
    /// <summary>Longest answer we read; a hundred updates of full length stay below.</summary>
    const int MaxReply = 8 * 1024 * 1024;

    readonly string _methods = $"{root}/bot{token}/";
    readonly string _files = $"{root}/file/bot{token}/";

    /// <summary>The one URL that every turn needs.</summary>
    public Uri SendMessage { get; } = new($"{root}/bot{token}/sendMessage");

    /// <summary>Where pictures go.</summary>
    public Uri SendPhoto { get; } = new($"{root}/bot{token}/sendPhoto");

    /// <summary>Where other files go.</summary>
    public Uri SendDocument { get; } = new($"{root}/bot{token}/sendDocument");

    /// <summary>
    /// Calls once and reads the envelope; an answer that is none gets the HTTP status as its error code. Throws what the network threw:
    /// <see cref="HttpRequestException"/>, <see cref="IOException"/>, <see cref="OperationCanceledException"/> (also after <paramref name="patience"/>).
    /// </summary>
    public async Task<TelegramReply<T>> PostAsync<T>(
        Uri method, HttpContent body, JsonTypeInfo<TelegramReply<T>> type, TimeSpan patience, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        using var request = new HttpRequestMessage(HttpMethod.Post, method) { Content = body };
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
        var bytes = await ReadAsync(response.Content, MaxReply, limit.Token);
        return ReplyOf(response, bytes, type);
    }

    /// <summary>Calls and hands back the result. Throws <see cref="HttpRequestException"/> with the method and Telegram's own words otherwise.</summary>
    public async Task<T> CallAsync<T>(
        string method, JsonBody body, JsonTypeInfo<TelegramReply<T>> type, TimeSpan patience, CancellationToken cancellation)
    {
        TelegramReply<T> reply;
        try
        {
            reply = await PostAsync(new Uri(_methods + method), body, type, patience, cancellation);
        }
        catch (Exception lost) when (IsLost(lost))
        {
            cancellation.ThrowIfCancellationRequested();
            throw new HttpRequestException($"Telegram gave no answer to {method}", lost);
        }
        if (reply is { Ok: true, Result: { } result }) return result;
        var words = $"Telegram refused {method}: {reply.ErrorCode} {reply.Description ?? "without a reason"}";
        throw new HttpRequestException(words, null, (HttpStatusCode)reply.ErrorCode);
    }

    /// <summary>Whether the network or the clock ended a call, rather than an answer.</summary>
    public static bool IsLost(Exception exception) => exception is HttpRequestException or IOException or OperationCanceledException;

    /// <summary>Downloads a file by the path that getFile gave; null when it is gone or longer than <paramref name="limit"/> bytes.</summary>
    public async Task<byte[]?> DownloadAsync(string path, int limit, TimeSpan patience, CancellationToken cancellation)
    {
        var url = new Uri(_files + string.Join('/', path.Split('/').Select(Uri.EscapeDataString)));
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        time.CancelAfter(patience);
        try
        {
            using var response = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, time.Token);
            if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone) return null;
            response.EnsureSuccessStatusCode();
            return await ReadAsync(response.Content, limit, time.Token);
        }
        catch (Exception lost) when (IsLost(lost))
        {
            cancellation.ThrowIfCancellationRequested();
            throw new HttpRequestException("Telegram did not hand out a file", lost, (lost as HttpRequestException)?.StatusCode);
        }
    }

    static TelegramReply<T> ReplyOf<T>(HttpResponseMessage response, byte[]? bytes, JsonTypeInfo<TelegramReply<T>> type)
    {
        try
        {
            if (bytes is not null && JsonSerializer.Deserialize(bytes, type) is { } reply && (reply.Ok || reply.ErrorCode != 0)) return reply;
        }
        catch (JsonException)
        {
            // A proxy's error page, or a captive portal: the status has to do.
        }
        var wait = response.Headers.RetryAfter?.Delta is { } delta ? new TelegramReplyParameters { RetryAfter = (long)delta.TotalSeconds } : null;
        return new TelegramReply<T> { ErrorCode = (int)response.StatusCode, Description = "an answer that is not the Bot API's", Parameters = wait };
    }

    /// <summary>The whole body in one exact array where its length is told; null as soon as it is longer than allowed.</summary>
    static async Task<byte[]?> ReadAsync(HttpContent content, int limit, CancellationToken cancellation)
    {
        var told = content.Headers.ContentLength;
        if (told > limit) return null;
        await using var stream = await content.ReadAsStreamAsync(cancellation);
        var bytes = new byte[told ?? 4096];
        var filled = 0;
        while (true)
        {
            if (filled == bytes.Length)
            {
                if (told is not null) return bytes;
                if (filled > limit) return null;
                Array.Resize(ref bytes, filled * 2);
            }
            var read = await stream.ReadAsync(bytes.AsMemory(filled), cancellation);
            if (read == 0) return filled > limit ? null : bytes[..filled];
            filled += read;
        }
    }
}
