using System.Net;
using System.Text.Json;

namespace ResidentBot.Channels.WeChat;

/// <summary>
/// Fetches pictures, voice and films: <c>GET /cgi-bin/media/get?access_token=…&amp;media_id=…</c>, which answers with the bytes, for a film with the address
/// they lie at. A picture whose media id is over (they last three days) is fetched from its <c>PicUrl</c>. Only the API gets our token.
/// </summary>
sealed class WeChatMedia(WeChatSettings settings, WeChatToken tokens, HttpClient http, TimeSpan patience)
{
    const int Most = 20 << 20;

    /// <summary>How an error looks like: <c>{"errcode":40007,"errmsg":"invalid media_id"}</c>, and the address of a film.</summary>
    const int LongestJson = 8 << 10;

    static readonly string[] Stores = [".qpic.cn", ".qlogo.cn", ".weixin.qq.com"];

    readonly Uri _api = new(settings.Api);

    /// <summary>A media id and perhaps the address of the picture behind it, as one text: <c>Ab_c1 http://mmbiz.qpic.cn/1</c>.</summary>
    public static string Source(string mediaId, string url) => $"{mediaId} {url}".TrimEnd();

    /// <inheritdoc cref="IFetchesMedia.FetchAsync"/>
    public async Task<FetchedMedia?> FetchAsync(string source, CancellationToken cancellation)
    {
        var space = source.IndexOf(' ', StringComparison.Ordinal);
        var (id, url) = space < 0 ? (source, "") : (source[..space], source[(space + 1)..]);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        try
        {
            var fetched = id.Length == 0 ? null : await GetAsync(id, limit.Token);
            return fetched ?? await FromStoreAsync(url, limit.Token);
        }
        catch (Exception broken) when (broken is IOException || (broken is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new HttpRequestException("the media did not come in time", broken);
        }
    }

    async Task<FetchedMedia?> GetAsync(string id, CancellationToken cancellation)
    {
        var token = (await tokens.GetAsync(cancellation)).Token ?? throw new HttpRequestException("there is no token to fetch media with");
        var got = await AskAsync(Address(id, token), cancellation);
        if (got.Answer is { } refused && WeChatErrors.Token.Contains(refused.Code))
        {
            token = (await tokens.RenewAsync(token, cancellation)).Token ?? throw new HttpRequestException("there is no token to fetch media with");
            got = await AskAsync(Address(id, token), cancellation);
        }
        return got.Answer switch
        {
            null => got.Media,
            { Code: 0, VideoUrl: { } url } => await FromStoreAsync(url, cancellation),
            { Code: -1 or 40001 or 40014 or 42001 or 45009 or 45011 } => throw new HttpRequestException("the media cannot be had just now"),
            // No such media, none any more (40007), or not for this account (48001).
            _ => null,
        };
    }

    Uri Address(string id, string token) => new($"{settings.Api}/cgi-bin/media/get?access_token={Uri.EscapeDataString(token)}&media_id={Uri.EscapeDataString(id)}");

    async Task<FetchedMedia?> FromStoreAsync(string address, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url)) return null;
        var isApi = url.Scheme == _api.Scheme && url.Authority == _api.Authority;
        if (!isApi && !Stores.Any(store => url.Host.EndsWith(store, StringComparison.OrdinalIgnoreCase))) return null;
        // Addresses are told as http, and are served by https as well.
        if (!isApi) url = new UriBuilder(url) { Scheme = Uri.UriSchemeHttps, Port = -1 }.Uri;
        return (await AskAsync(url, cancellation)).Media;
    }

    // An answer in JSON is an error or an address; anything else is the media itself. Both null: it is gone, or too large.
    async Task<(FetchedMedia? Media, WeChatAnswer? Answer)> AskAsync(Uri url, CancellationToken cancellation)
    {
        using var answer = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone || answer.Content.Headers.ContentLength > Most) return default;
        if (!answer.IsSuccessStatusCode) throw new HttpRequestException($"the media was answered with {(int)answer.StatusCode}");
        var type = answer.Content.Headers.ContentType?.MediaType;
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellation);
        using var bytes = new MemoryStream();
        var buffer = new byte[64 << 10];
        for (int read; (read = await stream.ReadAsync(buffer, cancellation)) > 0;)
        {
            if (bytes.Length + read > Most) return default;
            bytes.Write(buffer, 0, read);
        }
        // Errors come under several media types, or none.
        if (bytes.Length is > 0 and <= LongestJson && bytes.GetBuffer()[0] == '{' && Json(bytes.ToArray()) is { } json) return (null, json);
        return (new FetchedMedia(bytes.ToArray(), type), null);
    }

    static WeChatAnswer? Json(byte[] bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, WeChatJson.Default.WeChatAnswer);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
