using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.BotFramework;

/// <summary>Calls the Connector: <c>POST {serviceUrl}/v3/conversations/{id}/activities</c>, below it <c>/{replyToId}</c> for an answer.</summary>
sealed class Connector(ConnectorToken tokens, HttpClient http, TimeSpan patience)
{
    const int MostBytes = 1 << 20;

    /// <summary>Posts one activity, once; a token that is refused is renewed once.</summary>
    public async Task<SendOutcome> PostAsync(Uri url, ReadOnlyMemory<byte> activity, CancellationToken cancellation)
    {
        for (var renewed = false; ; renewed = true)
        {
            var (token, failure) = await tokens.GetAsync(cancellation);
            if (token is null) return failure!;
            if (await TryAsync(url, activity, token, mayRenew: !renewed, cancellation) is { } outcome) return outcome;
            tokens.Drop(token);
        }
    }

    /// <summary>
    /// Where an activity is posted. Ids hold any sign: <c>19:abc@thread.tacv2;messageid=1</c>, <c>a|0000001</c>, <c>x/y z%41+</c>. Null for one that a
    /// path cannot hold.
    /// </summary>
    public static Uri? UrlOf(BotRoute route, string? replyTo)
    {
        if (IsDots(route.Conversation) || (replyTo is not null && IsDots(replyTo))) return null;
        var path = $"{route.ServiceUrl.TrimEnd('/')}/v3/conversations/{Uri.EscapeDataString(route.Conversation)}/activities";
        return Uri.TryCreate(replyTo is null ? path : $"{path}/{Uri.EscapeDataString(replyTo)}", UriKind.Absolute, out var url) ? url : null;
    }

    /// <summary>A token as a header; null when none is wanted.</summary>
    public static AuthenticationHeaderValue? Header(string token) => token.Length == 0 ? null : new AuthenticationHeaderValue("Bearer", token);

    // Null when the token was refused and may be renewed.
    async Task<SendOutcome?> TryAsync(Uri url, ReadOnlyMemory<byte> activity, string token, bool mayRenew, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        using var body = new JsonBody(activity);
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = body };
        request.Headers.Authorization = Header(token);
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            if (answer.IsSuccessStatusCode) return await SentAsync(answer, limit.Token);
            return answer.StatusCode == HttpStatusCode.Unauthorized && mayRenew && token.Length > 0 ? null : ConnectorErrors.Of(answer);
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException or OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            return new SendOutcome.Failed(body.Started ? SendError.Unknown : SendError.ProviderDown);
        }
    }

    /// <summary>Some channels answer without an id or a body; a page of some proxy is no proof that anybody took it.</summary>
    static async Task<SendOutcome> SentAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        await answer.Content.LoadIntoBufferAsync(MostBytes, cancellation);
        var bytes = await answer.Content.ReadAsByteArrayAsync(cancellation);
        if (bytes.Length == 0) return new SendOutcome.Sent(null);
        try
        {
            return new SendOutcome.Sent(JsonSerializer.Deserialize(bytes, BotFrameworkJson.Default.ResourceResponse)?.Id);
        }
        catch (JsonException)
        {
            return new SendOutcome.Failed(SendError.Unknown);
        }
    }

    static bool IsDots(string id) => id is "" or "." or "..";
}
