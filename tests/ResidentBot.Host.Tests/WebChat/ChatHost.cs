using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using ResidentBot.Channels.WebChat;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;

namespace ResidentBot.Host.Tests.WebChat;

/// <summary>A host whose web account has a secret and lets one other origin in, and the calls of Direct Line against it.</summary>
static class ChatHost
{
    public const string Secret = "a-secret-of-the-web-account";

    public static Task<RunningHost> StartAsync(SharedRedis redis, string origin = "", string? limits = null, TimeProvider? time = null) =>
        StartAsync(redis.Address, origin, limits, time);

    public static Task<RunningHost> StartAsync(string redis, string origin = "", string? limits = null, TimeProvider? time = null) =>
        StartAsync(Write(origin, limits), redis, time);

    /// <summary>A host of files that another one may have served before, at an address if it matters.</summary>
    public static Task<RunningHost> StartAsync(TestCommunity files, string redis, TimeProvider? time = null, string? urls = null) => RunningHost.StartAsync(
        files, redis, time, new Dictionary<string, string>(StringComparer.Ordinal) { ["WEB_SECRET"] = Secret }, change: options => urls is null ? options : options with { Urls = urls });

    /// <summary>An address that a second host can have after the first: below the range of outgoing connections, so that none takes it in between.</summary>
    public static string LastingAddress() => $"http://127.0.0.1:{RedisPort.Choose()}";

    /// <summary>The files; <paramref name="more"/> are more settings of the web account.</summary>
    public static TestCommunity Write(string origin = "", string? limits = null, string more = "")
    {
        var files = new TestFiles();
        return TestCommunity.Write("chat", files with
        {
            Host = limits is null ? files.Host : $"limits: {limits}\nlog_level: warning\n",
            Accounts = files.Accounts.Replace(
                "{id: web, channel: web, purposes: [service, welfare, jobs, notices, family], origins: []}",
                $"{{id: web, channel: web, purposes: [service, welfare, jobs, notices, family], origins: [{origin}], secret_env: WEB_SECRET{more}}}", StringComparison.Ordinal),
        });
    }

    /// <summary>A token for a new conversation, as a site's own server gets it.</summary>
    public static async Task<TokenAnswer> GenerateAsync(RunningHost host, params string[] trustedOrigins)
    {
        object asked = trustedOrigins.Length == 0 ? new { user = new { id = "dl_anna" } } : new { user = new { id = "dl_anna" }, trustedOrigins };
        using var answer = await SendAsync(host, HttpMethod.Post, "tokens/generate", Secret, asked);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync(WebChatJson.Default.TokenAnswer))!;
    }

    /// <summary>A token whose conversation has begun.</summary>
    public static async Task<TokenAnswer> BeginAsync(RunningHost host)
    {
        var token = await GenerateAsync(host);
        using var answer = await SendAsync(host, HttpMethod.Post, "conversations", token.Token, new { locale = "en" });
        Xunit.Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return token;
    }

    /// <summary>One call; the path follows <c>/v3/directline/</c>.</summary>
    public static async Task<HttpResponseMessage> SendAsync(RunningHost host, HttpMethod method, string path, string? bearer, object? body = null, string? origin = null)
    {
        using var request = new HttpRequestMessage(method, "v3/directline/" + path);
        if (bearer is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        if (body is not null) request.Content = body as HttpContent ?? JsonContent.Create(body);
        if (origin is not null) request.Headers.Add("Origin", origin);
        return await host.Http.SendAsync(request);
    }

    /// <summary>Posts words; the status.</summary>
    public static async Task<HttpStatusCode> SayAsync(RunningHost host, TokenAnswer token, string text, string? id = null)
    {
        using var answer = await SendAsync(host, HttpMethod.Post, $"conversations/{token.ConversationId}/activities", token.Token,
            new { type = "message", text, channelData = new { clientActivityID = id } });
        return answer.StatusCode;
    }

    /// <summary>Uploads one file; the status.</summary>
    public static async Task<HttpStatusCode> UploadAsync(RunningHost host, string conversation, string? bearer, byte[] bytes, string type = "image/png", string name = "x.png", string? activity = null)
    {
        using var form = new MultipartFormDataContent();
        using var file = new ByteArrayContent(bytes);
        file.Headers.ContentType = new MediaTypeHeaderValue(type);
        form.Add(file, "file", name);
        if (activity is not null) form.Add(new StringContent($$"""{"type":"{{activity}}"}"""), "activity");
        using var answer = await SendAsync(host, HttpMethod.Post, $"conversations/{conversation}/upload?userId=x", bearer, form);
        return answer.StatusCode;
    }

    /// <summary>Where the socket of a conversation is opened.</summary>
    public static async Task<Uri> StreamAsync(RunningHost host, TokenAnswer token, long watermark = 0)
    {
        using var answer = await SendAsync(host, HttpMethod.Get, $"conversations/{token.ConversationId}?watermark={watermark}", token.Token);
        return new Uri((await answer.Content.ReadFromJsonAsync(WebChatJson.Default.ConversationAnswer))!.StreamUrl);
    }

    /// <summary>Tries to open a socket; what it is answered.</summary>
    public static async Task<HttpStatusCode> ConnectAsync(Uri address, string? origin = null)
    {
        using var socket = new System.Net.WebSockets.ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (origin is not null) socket.Options.SetRequestHeader("Origin", origin);
        try
        {
            await socket.ConnectAsync(address, CancellationToken.None);
        }
        catch (System.Net.WebSockets.WebSocketException)
        {
            // The status says why.
        }
        return socket.HttpStatusCode;
    }

    /// <summary>Polls once.</summary>
    public static async Task<(HttpStatusCode Status, ActivitySet? Set)> PollAsync(RunningHost host, TokenAnswer token, string watermark = "")
    {
        using var answer = await SendAsync(host, HttpMethod.Get, $"conversations/{token.ConversationId}/activities?watermark={watermark}", token.Token);
        return (answer.StatusCode, answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync(WebChatJson.Default.ActivitySet) : null);
    }
}
