using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using ResidentBot.Channels.WebChat;
using ResidentBot.Core.Conversations;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using Xunit;
using static ResidentBot.Host.Tests.WebChat.ChatHost;

namespace ResidentBot.Host.Tests.WebChat;

/// <summary>After <c>endOfConversation</c> no token opens the conversation any more; the staff still have all of it.</summary>
public sealed class EndedConversations(SharedRedis redis)
{
    [Fact]
    public async Task Every_call_finds_that_it_is_gone()
    {
        await using var host = await StartAsync(redis);
        var token = await BeginAsync(host);
        await SayAsync(host, token, "my door is broken");
        await host.SettleAsync();
        var stream = await StreamAsync(host, token);
        await EndAsync(host, token);

        foreach (var (method, path, body) in new (string, string, object?)[]
        {
            ("POST", "conversations", new { }),
            ("GET", $"conversations/{token.ConversationId}", null),
            ("GET", $"conversations/{token.ConversationId}/activities", null),
            ("POST", $"conversations/{token.ConversationId}/activities", new { type = "message", text = "hello" }),
            ("POST", "tokens/refresh", null),
            ("GET", "session/getsessionid", null),
        })
        {
            using var answer = await SendAsync(host, new HttpMethod(method), path, token.Token, body);
            Assert.True(answer.StatusCode == HttpStatusCode.NotFound, $"{method} {path}: {answer.StatusCode}");
        }
        Assert.Equal(HttpStatusCode.NotFound, await UploadAsync(host, token.ConversationId, token.Token, [1]));
        Assert.Equal(HttpStatusCode.NotFound, await ConnectAsync(stream));
        var lines = await host.Community.Store.ThreadAsync(new Core.Messages.Address("web:" + token.ConversationId));
        Assert.Contains(lines, line => line is { Kind: ThreadKind.In, Text: "my door is broken" });
    }

    [Fact]
    public async Task An_open_socket_is_closed_at_once()
    {
        await using var host = await StartAsync(redis);
        var token = await BeginAsync(host);
        await host.SettleAsync();
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(await StreamAsync(host, token), TestContext.Current.CancellationToken);
        var buffer = new byte[64 * 1024];
        await socket.ReceiveAsync(buffer.AsMemory(), TestContext.Current.CancellationToken);

        await EndAsync(host, token);

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var last = await socket.ReceiveAsync(buffer.AsMemory(), patience.Token);
        Assert.Equal(WebSocketMessageType.Close, last.MessageType);
    }

    [Fact]
    public async Task Our_page_begins_a_new_conversation_then()
    {
        await using var host = await StartAsync(redis);
        var token = await BeginAsync(host);
        await EndAsync(host, token);

        using var answer = await host.Http.PostAsJsonAsync($"chat/{host.Community.Id}/token", new { token = token.Token }, TestContext.Current.CancellationToken);
        var next = await answer.Content.ReadFromJsonAsync(WebChatJson.Default.TokenAnswer, TestContext.Current.CancellationToken);

        Assert.NotEqual(token.ConversationId, next!.ConversationId);
    }

    static async Task EndAsync(RunningHost host, TokenAnswer token)
    {
        using var answer = await SendAsync(host, HttpMethod.Post, $"conversations/{token.ConversationId}/activities", token.Token, new { type = "endOfConversation" });
        answer.EnsureSuccessStatusCode();
    }
}
