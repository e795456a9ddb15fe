using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using NodaTime;
using ResidentBot.Channels.WebChat;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using StackExchange.Redis;
using Xunit;
using static ResidentBot.Host.Tests.WebChat.ChatHost;

namespace ResidentBot.Host.Tests.WebChat;

/// <summary>A watermark is a promise: what stands behind it comes once, whatever happened in between.</summary>
public sealed class DirectLineResume(SharedRedis redis)
{
    const int Many = 10_000;

    [Fact]
    public async Task Ten_thousand_activities_are_read_through_and_the_last_ones_resumed()
    {
        await using var host = await StartAsync(redis);
        var token = await GenerateAsync(host);
        await WriteAsync(host, token, Many);

        var streamed = await ListenAsync(await StreamAsync(host, token), Many);
        var resumed = await ListenAsync(await StreamAsync(host, token, Many - 7), 7);
        var (_, polled) = await PollAsync(host, token, $"{Many - 7}");
        var (_, page) = await PollAsync(host, token);

        Assert.Equal(Enumerable.Range(0, Many).Select(n => ActivityIds.OfPlace(token.ConversationId, n)), streamed);
        Assert.Equal(streamed[^7..], resumed);
        Assert.Equal(streamed[^7..], polled!.Activities.Select(one => one.Id));
        Assert.Equal(($"{Many}", 200), (polled.Watermark, page!.Activities.Count));
    }

    [Fact]
    public async Task Two_tabs_of_one_conversation_see_the_same()
    {
        await using var host = await StartAsync(redis);
        var token = await BeginAsync(host);
        await host.SettleAsync();
        var tabs = await Task.WhenAll(OpenAsync(host, token), OpenAsync(host, token));

        Assert.Equal(HttpStatusCode.OK, await SayAsync(host, token, "from the first", "one"));
        Assert.Equal(HttpStatusCode.OK, await SayAsync(host, token, "from the second", "two"));
        var seen = await Task.WhenAll(tabs.Select(tab => UntilAsync(tab, "from the second")));

        Assert.Equal(seen[0], seen[1]);
        Assert.Equal(seen[0].Distinct(), seen[0]);
        foreach (var tab in tabs) tab.Dispose();
    }

    [Fact]
    public async Task A_restart_of_the_host_changes_no_id_and_no_watermark()
    {
        var files = Write();
        var first = await StartAsync(files, redis.Address);
        var token = await BeginAsync(first);
        await SayAsync(first, token, "before", "before");
        await first.SettleAsync();
        var (_, before) = await PollAsync(first, token);
        await first.DisposeAsync();

        await using var second = await StartAsync(files, redis.Address);
        var (_, again) = await PollAsync(second, token);
        var (_, none) = await PollAsync(second, token, before!.Watermark);
        Assert.Equal(HttpStatusCode.OK, await SayAsync(second, token, "before", "before"));
        Assert.Equal(HttpStatusCode.OK, await SayAsync(second, token, "after", "after"));
        await second.SettleAsync();
        var (_, rest) = await PollAsync(second, token, before.Watermark);

        Assert.Equal(before.Activities.Select(one => one.Id), again!.Activities.Select(one => one.Id));
        Assert.Empty(none!.Activities);
        Assert.Equal($"{token.ConversationId}|c.after", rest!.Activities[0].Id);
        Assert.DoesNotContain(rest.Activities, one => one.Text == "before");
    }

    static async Task<ClientWebSocket> OpenAsync(RunningHost host, TokenAnswer token)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(await StreamAsync(host, token), CancellationToken.None);
        return socket;
    }

    // Until so many have come.
    static async Task<List<string>> ListenAsync(Uri stream, int count)
    {
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(stream, CancellationToken.None);
        var ids = new List<string>();
        while (ids.Count < count) ids.AddRange((await ReceiveAsync(socket)).Activities.Select(one => one.Id!));
        return ids;
    }

    // Until these words have come; ids and texts.
    static async Task<List<string>> UntilAsync(ClientWebSocket socket, string text)
    {
        var seen = new List<string>();
        while (!seen.Any(one => one.EndsWith(text, StringComparison.Ordinal))) seen.AddRange((await ReceiveAsync(socket)).Activities.Select(one => $"{one.Id} {one.Text}"));
        return seen[..(seen.FindIndex(one => one.EndsWith(text, StringComparison.Ordinal)) + 1)];
    }

    static async Task<ActivitySet> ReceiveAsync(ClientWebSocket socket)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var frame = new MemoryStream();
        var buffer = new byte[64 * 1024];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(buffer.AsMemory(), patience.Token);
            frame.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return JsonSerializer.Deserialize(frame.ToArray(), WebChatJson.Default.ActivitySet)!;
    }

    // As years of talk would leave them.
    static async Task WriteAsync(RunningHost host, TokenAnswer token, int count)
    {
        var store = host.Community.Store;
        var lines = Enumerable.Range(0, count).Select(n => (RedisValue)Codec.Write(
            new ThreadEntry { Id = $"m{n}", Kind = ThreadKind.Out, At = Instant.FromUtc(2026, 1, 1, 8, 0).Plus(Duration.FromMinutes(n)), Text = $"line {n}" }));
        await store.Link.CallAsync(database => database.ListRightPushAsync(store.Keys.Thread(new Address("web:" + token.ConversationId)), [.. lines]));
    }
}
