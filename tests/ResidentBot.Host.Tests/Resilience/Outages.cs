using System.Net;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using Xunit;

namespace ResidentBot.Host.Tests.Resilience;

/// <summary>Redis goes away while residents write; the host stays up, says so, and goes on by itself.</summary>
public sealed class Outages
{
    const int Residents = 60;
    static readonly RedisServerOptions Durable = new(AppendFsync: "always");

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static IEnumerable<long> Chats => Enumerable.Range(1, Residents).Select(i => (long)i);

    [Fact]
    public async Task Connections_that_drop_under_load_cost_nothing()
    {
        await using var redis = await RedisServer.StartAsync(Durable, Cancel);
        await using var desk = await TelegramDesk.WriteAsync("dropped", redis.Address);
        await using var host = await desk.StartHostAsync(redis.Address);
        var talks = Task.WhenAll(Chats.Select(chat => desk.TalkAsync(host.App.Address, chat)));
        for (var drops = 0; drops < 5 || !talks.IsCompleted; drops++)
        {
            var sent = desk.Telegram.Sent.Length;
            await redis.CallAsync("CLIENT", "KILL", "TYPE", "normal");
            await redis.CallAsync("CLIENT", "KILL", "TYPE", "pubsub");
            await RunningHost.UntilAsync("it goes on", () => Task.FromResult(desk.Telegram.Sent.Length > sent || talks.IsCompleted), 60);
        }
        await talks;
        await desk.SettledAsync();
        await desk.FindAllWholeAsync(Chats);
    }

    [Fact]
    public async Task A_redis_killed_under_load_and_started_again_has_lost_nothing()
    {
        await using var redis = await RedisServer.StartAsync(Durable, Cancel);
        await using var desk = await TelegramDesk.WriteAsync("killed", redis.Address);
        await using var host = await desk.StartHostAsync(redis.Address);
        var talks = Task.WhenAll(Chats.Select(chat => desk.TalkAsync(host.App.Address, chat)));
        await RunningHost.UntilAsync("the first answers", () => Task.FromResult(desk.Telegram.Sent.Length > 10), 60);
        await redis.KillAsync();
        await SaysSoAsync(desk, host);
        await redis.RestartAsync(Cancel);
        await talks;
        await desk.SettledAsync();
        await desk.FindAllWholeAsync(Chats);
        Assert.Equal(HttpStatusCode.OK, (await host.Http.GetAsync("/health/ready", Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_redis_that_stands_still_for_twenty_seconds_is_waited_for()
    {
        await using var redis = await RedisServer.StartAsync(Durable, Cancel);
        await using var desk = await TelegramDesk.WriteAsync("frozen", redis.Address);
        await using var host = await desk.StartHostAsync(redis.Address);
        var talks = Task.WhenAll(Chats.Select(chat => desk.TalkAsync(host.App.Address, chat)));
        await RunningHost.UntilAsync("the first answers", () => Task.FromResult(desk.Telegram.Sent.Length > 10), 60);
        redis.Freeze();
        var thaw = Task.Delay(TimeSpan.FromSeconds(20), Cancel);
        await SaysSoAsync(desk, host);
        await thaw;
        redis.Thaw();
        await talks;
        await desk.SettledAsync();
        await desk.FindAllWholeAsync(Chats);
        Assert.Equal(HttpStatusCode.OK, (await host.Http.GetAsync("/health/ready", Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_replica_that_takes_over_from_a_dead_master_is_found_without_a_restart()
    {
        await using var cluster = await RedisCluster.StartAsync(withReplicas: true, cancel: Cancel);
        var addresses = string.Join(',', cluster.Addresses);
        await using var desk = await TelegramDesk.WriteAsync("failover", addresses);
        await using var host = await desk.StartHostAsync(addresses);
        await Task.WhenAll(Chats.Take(10).Select(chat => desk.TalkAsync(host.App.Address, chat)));
        await desk.SettledAsync();
        var home = Store.Slots.Of(desk.Store.Keys.Inbox) * cluster.Masters.Count / 16_384;
        await cluster.Masters[home].CallAsync("WAIT", "1", "5000");

        await cluster.Masters[home].KillAsync();
        await SaysSoAsync(desk, host);
        await cluster.FailOverAsync(home, Cancel);
        await Task.WhenAll(Chats.Skip(10).Take(10).Select(chat => desk.TalkAsync(host.App.Address, chat)));
        await desk.SettledAsync();
        await desk.FindAllWholeAsync(Chats.Take(20));
    }

    static async Task SaysSoAsync(TelegramDesk desk, RunningHost host)
    {
        await RunningHost.UntilAsync("readiness is red", async () =>
            (await host.Http.GetAsync("/health/ready", Cancel)).StatusCode == HttpStatusCode.ServiceUnavailable);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await desk.DeliverAsync(host.App.Address, desk.Telegram.MessageUpdate(9_999, "你好")));
        Assert.Equal(HttpStatusCode.OK, (await host.Http.GetAsync("/health/live", Cancel)).StatusCode);
    }
}
