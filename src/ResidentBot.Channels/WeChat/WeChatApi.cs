using System.Text.Json;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.WeChat;

/// <summary>Calls the API: <c>POST /cgi-bin/message/custom/send?access_token=…</c> and its like. The token stands in the address, so no address is ever logged.</summary>
sealed class WeChatApi(WeChatSettings settings, WeChatToken tokens, HttpClient http, TimeSpan patience)
{
    const int MostBytes = 1 << 20;

    /// <summary>Posts JSON, once; a token that is refused is renewed once. Either an answer with its code or, where none came, a failure.</summary>
    public Task<(WeChatAnswer? Answer, SendOutcome.Failed? Failure)> PostAsync(string path, ReadOnlyMemory<byte> json, CancellationToken cancellation) =>
        PostAsync(path, "", patience, () => new JsonBody(json), cancellation);

    /// <summary>
    /// Uploads a picture, <c>POST /cgi-bin/media/upload?access_token=…&amp;type=image</c> with the form's part <c>media</c>. Nobody is shown anything by it, so that an answer
    /// that was lost is <see cref="SendError.ProviderDown"/>; a file that is no longer there is <see cref="SendError.Refused"/>.
    /// </summary>
    public async Task<(WeChatAnswer? Answer, SendOutcome.Failed? Failure)> UploadAsync(Media media, Func<UploadBody?> form, CancellationToken cancellation)
    {
        var (answer, failure) = await PostAsync("media/upload", "&type=image", UploadBody.Patience(patience, media), form, cancellation);
        return failure is { Error: SendError.Unknown } ? (null, new SendOutcome.Failed(SendError.ProviderDown)) : (answer, failure);
    }

    async Task<(WeChatAnswer? Answer, SendOutcome.Failed? Failure)> PostAsync(
        string path, string query, TimeSpan wait, Func<HttpContent?> body, CancellationToken cancellation)
    {
        var token = await tokens.GetAsync(cancellation);
        if (token.Token is null) return (null, token.Failure);
        var first = await TryAsync(path, query, wait, body(), token.Token, cancellation);
        if (first.Answer is not { } answer || !WeChatErrors.Token.Contains(answer.Code)) return first;
        token = await tokens.RenewAsync(token.Token, cancellation);
        return token.Token is null ? (null, token.Failure) : await TryAsync(path, query, wait, body(), token.Token, cancellation);
    }

    async Task<(WeChatAnswer? Answer, SendOutcome.Failed? Failure)> TryAsync(
        string path, string query, TimeSpan wait, HttpContent? body, string token, CancellationToken cancellation)
    {
        if (body is null) return (null, new SendOutcome.Failed(SendError.Refused));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(wait);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{settings.Api}/cgi-bin/{path}?access_token={Uri.EscapeDataString(token)}{query}") { Content = body };
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            if (!answer.IsSuccessStatusCode) return (null, new SendOutcome.Failed(SendError.ProviderDown));
            await answer.Content.LoadIntoBufferAsync(MostBytes, limit.Token);
            var read = JsonSerializer.Deserialize(await answer.Content.ReadAsByteArrayAsync(limit.Token), WeChatJson.Default.WeChatAnswer);
            return read is null ? (null, new SendOutcome.Failed(SendError.Unknown)) : (read, null);
        }
        catch (JsonException)
        {
            // A page of some proxy is no proof that anybody took it.
            return (null, new SendOutcome.Failed(SendError.Unknown));
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException or OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            return (null, new SendOutcome.Failed(body is JsonBody { Started: true } or UploadBody { Started: true } ? SendError.Unknown : SendError.ProviderDown));
        }
    }
}
