using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using ResidentBot.StandIns;
using Xunit;

namespace ResidentBot.Host.Tests.Channels;

/// <summary>Sends that go wrong: what is repeated, what is not, and what the desk learns.</summary>
public sealed class TelegramSends(SharedRedis redis)
{
    const long Lei = 77;

    static ManualClock Morning => new(new DateTimeOffset(2026, 11, 23, 2, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_slowed_down_broadcast_keeps_each_chats_order_and_loses_nothing()
    {
        var clock = Morning;
        await using var scene = await TelegramScene.StartAsync(redis.Address, clock: clock);
        for (var i = 0; i < 5; i++) scene.Telegram.FailNext(429, retryAfter: 3);
        var chats = Enumerable.Range(1000, 100).Select(chat => (long)chat).ToList();
        foreach (var words in (string[])["你好", "厨房水管漏水了"])
            await Task.WhenAll(chats.Select(chat => scene.DeliverAsync(scene.Telegram.MessageUpdate(chat, words))));

        await RunningHost.UntilAsync("all but the slowed chats heard twice", () => Task.FromResult(chats.Count(chat => scene.Heard(chat).Count == 2) == 95));
        clock.Advance(TimeSpan.FromSeconds(2.5));
        scene.Host.Running.App.Leases.WakeAll();
        Assert.Equal(5, chats.Count(chat => scene.Heard(chat).Count == 0));
        clock.Advance(TimeSpan.FromSeconds(1));
        await scene.Host.Running.SettleAsync();
        foreach (var heard in chats.Select(scene.Heard))
        {
            Assert.StartsWith("这里是橡园社区服务台", heard[0].Text);
            Assert.Contains("照片", heard[1].Text);
            Assert.Equal(2, heard.Count);
        }
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    public async Task A_provider_that_is_down_for_long_is_tried_until_it_is_back(int code)
    {
        var clock = Morning;
        await using var scene = await TelegramScene.StartAsync(redis.Address, clock: clock);
        // More often than a handset out of reach is tried.
        for (var i = 0; i < 12; i++) scene.Telegram.FailNext(code);
        await scene.DeliverAsync(scene.Telegram.MessageUpdate(Lei, "你好"));
        await RunningHost.UntilAsync("the answer", () =>
        {
            clock.Advance(TimeSpan.FromSeconds(5));
            return Task.FromResult(scene.Heard(Lei).Count > 0);
        });
        await scene.Host.Running.SettleAsync();
        Assert.Single(scene.Heard(Lei));
    }

    [Fact]
    public async Task A_send_without_an_answer_is_repeated_after_a_while()
    {
        var clock = Morning;
        await using var scene = await TelegramScene.StartAsync(redis.Address, clock: clock);
        scene.Telegram.LoseNext(TelegramLoss.HangUpAfter);
        await scene.DeliverAsync(scene.Telegram.MessageUpdate(Lei, "你好"));
        await RunningHost.UntilAsync("the first try", () => Task.FromResult(scene.Heard(Lei).Count == 1));
        await RunningHost.UntilAsync("the second try", () =>
        {
            clock.Advance(TimeSpan.FromSeconds(10));
            return Task.FromResult(scene.Heard(Lei).Count == 2);
        });
        await scene.Host.Running.SettleAsync();
        Assert.Equal(2, scene.Heard(Lei).Count);
    }

    [Fact]
    public async Task A_chat_that_moved_hears_us_at_its_new_place_and_stays_open()
    {
        await using var scene = await TelegramScene.StartAsync(redis.Address);
        scene.Telegram.FailNext(400, description: "Bad Request: group chat was upgraded to a supergroup chat", movedTo: 78);
        await scene.DeliverAsync(scene.Telegram.MessageUpdate(Lei, "你好"));
        await scene.HearsAsync(78, "这里是橡园社区服务台");
        await scene.Host.Running.SettleAsync();
        Assert.Empty((await scene.Host.TalkAsync(TelegramScene.Chat(Lei)))!.ClosedAccounts);
        await scene.SayAsync(Lei, "厨房水管漏水了");
    }

    [Fact]
    public async Task Who_blocks_the_bot_hears_nothing_until_he_writes_again()
    {
        await using var scene = await TelegramScene.StartAsync(redis.Address);
        await scene.SayAsync(Lei, "你好");
        scene.Telegram.Block(Lei);
        await scene.DeliverAsync(scene.Telegram.MessageUpdate(Lei, "厨房水管漏水了"));
        await RunningHost.UntilAsync("the account is closed to him", async () =>
            (await scene.Host.TalkAsync(TelegramScene.Chat(Lei)))!.ClosedAccounts.Contains("telegram"));
        await scene.Host.Running.SettleAsync();
        var lines = await scene.Host.ThreadAsync(TelegramScene.Chat(Lei));
        Assert.Contains(lines, line => line is { Kind: ThreadKind.News, State: DeliveryState.Failed, Error: SendError.Blocked });

        scene.Telegram.Unblock(Lei);
        await scene.SayAsync(Lei, "你好");
        Assert.Empty((await scene.Host.TalkAsync(TelegramScene.Chat(Lei)))!.ClosedAccounts);
    }

    [Fact]
    public async Task A_block_that_Telegram_tells_of_closes_the_account()
    {
        await using var scene = await TelegramScene.StartAsync(redis.Address);
        await scene.SayAsync(Lei, "你好");
        await scene.DeliverAsync(scene.Telegram.BlockedUpdate(Lei));
        await scene.Host.Running.SettleAsync();
        Assert.Equal(["telegram"], (await scene.Host.TalkAsync(TelegramScene.Chat(Lei)))!.ClosedAccounts);
    }
}
