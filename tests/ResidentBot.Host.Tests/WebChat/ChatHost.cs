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

    public static Task<RunningHost> StartAsync(string redis, string origin = "", string? limits = null, TimeProvider? time = null)
    {
        var files = new TestFiles();
        files = files with
        {
            Host = limits is null ? files.Host : $"limits: {limits}\nlog_level: warning\n",
            Accounts = files.Accounts.Replace(
                "{id: web, channel: web, purposes: [service, welfare, jobs, notices, family], origins: []}",
                $"{{id: web, channel: web, purposes: [service, welfare, jobs, notices, family], origins: [{origin}], secret_env: WEB_SECRET}}", StringComparison.Ordinal),
        };
        return RunningHost.StartAsync(TestCommunity.Write("chat", files), redis, time, new Dictionary<string, string>(StringComparer.Ordinal) { ["WEB_SECRET"] = Secret });
    }

    /// <summary>A token for a new conversation, as a site's own server gets it.</summary>
    public static async Task<TokenAnswer> GenerateAsync(RunningHost host)
    {
        using var answer = await SendAsync(host, HttpMethod.Post, "tokens/generate", Secret, new { user = new { id = "dl_anna" } });
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
    public static async Task<HttpResponseMessage> SendAsync(RunningHost host, HttpMethod method, string path, string? bearer, object? body = null)
    {
        using var request = new HttpRequestMessage(method, "v3/directline/" + path);
        if (bearer is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        if (body is not null) request.Content = JsonContent.Create(body);
        return await host.Http.SendAsync(request);
    }

    /// <summary>Posts words; the status.</summary>
    public static async Task<HttpStatusCode> SayAsync(RunningHost host, TokenAnswer token, string text, string? id = null)
    {
        using var answer = await SendAsync(host, HttpMethod.Post, $"conversations/{token.ConversationId}/activities", token.Token,
            new { type = "message", text, channelData = new { clientActivityID = id } });
        return answer.StatusCode;
    }

    /// <summary>Polls once.</summary>
    public static async Task<(HttpStatusCode Status, ActivitySet? Set)> PollAsync(RunningHost host, TokenAnswer token, string watermark = "")
    {
        using var answer = await SendAsync(host, HttpMethod.Get, $"conversations/{token.ConversationId}/activities?watermark={watermark}", token.Token);
        return (answer.StatusCode, answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync(WebChatJson.Default.ActivitySet) : null);
    }
}
