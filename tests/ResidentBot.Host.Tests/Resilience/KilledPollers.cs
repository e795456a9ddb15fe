using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using Xunit;

namespace ResidentBot.Host.Tests.Resilience;

/// <summary>
/// A host that polls is killed while it stores what it pulled: Telegram has not been told yet that it came, and hands it out again. Messages can neither be
/// lost before they are stored nor decided twice after.
/// </summary>
public sealed class KilledPollers
{
    [Theory]
    [InlineData(Side.Before)]
    [InlineData(Side.After)]
    public async Task What_was_pulled_when_the_host_was_killed_is_answered_once_by_the_next(Side side)
    {
        await using var redis = await RedisServer.StartAsync(new RedisServerOptions(Cluster: false), TestContext.Current.CancellationToken);
        await using var desk = await TelegramDesk.WriteAsync("poll", redis.Address, mode: "poll");
        var plan = PlanOf(redis);
        await using var toRedis = new KillingProxy(() => plan, redis.Port);
        await using (var killed = await StartAsync())
        {
            await HearsAsync(1);
            plan.Arm(1, side, killed.Kill);
            foreach (var chat in (long[])[2, 3, 4]) desk.Telegram.Push(desk.Telegram.MessageUpdate(chat, "你好"));
            await plan.IsDead.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        }
        Assert.Equal(Exchange.Accept, plan.Fell);
        await redis.CallAsync("DEL", desk.Store.Keys.Lease);
        plan = PlanOf(redis);
        await using var next = await StartAsync();
        await HearsAsync(5);

        foreach (var chat in (long[])[1, 2, 3, 4, 5])
        {
            Assert.Single(await desk.Store.ThreadAsync(new Address($"telegram:{chat}")), line => line is { Kind: ThreadKind.In, Text: "你好" });
            Assert.Equal(1, desk.Answers(chat));
        }
        Assert.Empty(desk.Telegram.Violations);

        Task<HostProcess> StartAsync() => HostProcess.StartAsync(desk.Files, $"127.0.0.1:{toRedis.Port}", desk.Environment);

        async Task HearsAsync(long chat)
        {
            desk.Telegram.Push(desk.Telegram.MessageUpdate(chat, "你好"));
            await RunningHost.UntilAsync("the answer", async () => desk.Answers(chat) > 0 && await desk.IsSettledAsync(), 60);
        }
    }

    // What was written before the first of these has been read before the second.
    static KillPlan PlanOf(RedisServer redis) => new(async (_, _) =>
    {
        for (var i = 0; i < 2; i++) await redis.CallAsync("PING");
    });
}
