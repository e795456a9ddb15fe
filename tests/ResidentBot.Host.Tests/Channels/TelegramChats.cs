using System.Net;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using Xunit;

namespace ResidentBot.Host.Tests.Channels;

/// <summary>What a chat can be besides one person who writes: a group, a code from paper, a changed message, a block lifted.</summary>
public sealed class TelegramChats(SharedRedis redis)
{
    const long Lei = 77;
    const long Group = -1001234567890;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Put_into_a_group_the_bot_says_where_to_write_and_goes(bool polls)
    {
        await using var scene = await TelegramScene.StartAsync(redis.Address, polls);
        Assert.Equal(HttpStatusCode.OK, await scene.DeliverAsync(scene.Telegram.GroupUpdate(Group)));
        await RunningHost.UntilAsync("the group is left", () => Task.FromResult(scene.Telegram.Left.Contains(Group)));
        await scene.DeliverAsync(scene.Telegram.GroupMessageUpdate(Group, "厨房水管漏水了"));
        await scene.SayAsync(Lei, "你好");

        Assert.Contains("单独写给我", Assert.Single(scene.Heard(Group)).Text);
        Assert.Null(await scene.Host.TalkAsync(TelegramScene.Chat(Group)));
    }

    [Fact]
    public async Task A_code_from_a_slip_pairs_the_chat_with_the_person_it_was_made_for()
    {
        await using var scene = await TelegramScene.StartAsync(redis.Address);
        await scene.Host.Running.ActAsync(new StaffAction.MakePaperCode("sam", "小山", "nobody", "20261122"));
        var answer = await scene.SayAsync(Lei, "/start 20261122");

        Assert.Contains("无名", answer.Text);
        Assert.Equal(["nobody"], (await scene.Host.TalkAsync(TelegramScene.Chat(Lei)))!.Persons);
        Assert.Contains(TelegramScene.Chat(Lei), (await scene.Host.Running.Community.Store.FindAsync<Person>("nobody"))!.Addresses);
        Assert.DoesNotContain(await scene.Host.ThreadAsync(TelegramScene.Chat(Lei)), line => line.Text?.Contains("20261122", StringComparison.Ordinal) == true);

        Assert.DoesNotContain("无名", (await scene.SayAsync(78, "/start 20261122")).Text);
    }

    [Fact]
    public async Task A_changed_message_is_answered_once_and_marked()
    {
        await using var scene = await TelegramScene.StartAsync(redis.Address);
        var hello = scene.Telegram.MessageUpdate(Lei, "你好");
        await scene.AskAsync(Lei, hello);
        var asked = await scene.AskAsync(Lei, scene.Telegram.EditUpdate(hello, "厨房水管漏水了"));
        Assert.Contains("照片", asked.Text);
        await scene.DeliverAsync(scene.Telegram.EditUpdate(hello, "厨房水管漏水了"));
        await scene.Host.Running.SettleAsync();

        Assert.Equal(2, scene.Heard(Lei).Count);
        Assert.Equal(["你好", "✎ 厨房水管漏水了"],
            (await scene.Host.ThreadAsync(TelegramScene.Chat(Lei))).Where(line => line.Kind == ThreadKind.In).Select(line => line.Text!));
    }

    [Fact]
    public async Task Who_lifts_his_block_is_reached_again_though_he_says_nothing()
    {
        await using var scene = await TelegramScene.StartAsync(redis.Address);
        await scene.SayAsync(Lei, "你好");
        await scene.DeliverAsync(scene.Telegram.BlockedUpdate(Lei));
        await scene.Host.Running.SettleAsync();
        Assert.Equal(["telegram"], (await scene.Host.TalkAsync(TelegramScene.Chat(Lei)))!.ClosedAccounts);
        await scene.DeliverAsync(scene.Telegram.UnblockedUpdate(Lei));
        await scene.Host.Running.SettleAsync();

        Assert.Empty((await scene.Host.TalkAsync(TelegramScene.Chat(Lei)))!.ClosedAccounts);
        Assert.Single(scene.Heard(Lei));
    }

    [Fact]
    public async Task A_sticker_without_a_meaning_is_answered_politely()
    {
        await using var scene = await TelegramScene.StartAsync(redis.Address);
        var story = scene.Telegram.MessageUpdate(Lei, "x").Replace("\"text\":\"x\"", "\"story\":{\"id\":3,\"chat\":{\"id\":5,\"type\":\"channel\"}}", StringComparison.Ordinal);
        Assert.Contains("请换个说法", (await scene.AskAsync(Lei, story)).Text);
    }

    [Fact]
    public async Task What_is_pulled_twice_is_decided_once()
    {
        await using var scene = await TelegramScene.StartAsync(redis.Address, polls: true);
        var leak = scene.Telegram.MessageUpdate(Lei, "厨房水管漏水了");
        await scene.AskAsync(Lei, leak);
        // As after a kill between storing what came and noting how far was read.
        scene.Telegram.Push(leak);
        await scene.SayAsync(78, "你好");
        await scene.Host.Running.SettleAsync();

        Assert.Single(scene.Heard(Lei));
        Assert.Single(await scene.Host.ThreadAsync(TelegramScene.Chat(Lei)), line => line.Kind == ThreadKind.In);
    }

    [Fact]
    public async Task What_came_while_no_host_polled_is_answered_once_after_the_start()
    {
        await using var scene = await TelegramScene.StartAsync(redis.Address, polls: true);
        await scene.SayAsync(Lei, "你好");
        await scene.Host.StopAsync();
        scene.Telegram.Push(scene.Telegram.MessageUpdate(Lei, "厨房水管漏水了"));
        await scene.Host.StartAsync();
        await scene.HearsAsync(Lei, "照片");
        await scene.Host.Running.SettleAsync();

        Assert.Equal(2, scene.Heard(Lei).Count);
    }
}
