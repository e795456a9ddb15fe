using System.Net;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using Xunit;

namespace ResidentBot.Host.Tests.Channels;

/// <summary>What people live through who write to our bot in Teams or Azure's Web Chat.</summary>
public sealed class BotFrameworkTalks(SharedRedis redis)
{
    const string Lei = "c1|livechat";

    [Fact]
    public async Task A_leak_is_asked_about_button_by_button()
    {
        await using var scene = await BotFrameworkScene.StartAsync(redis.Address);
        var photo = await scene.SayAsync(Lei, "厨房水管漏水了");
        Assert.StartsWith("这里是橡园社区服务台", photo.Text);
        Assert.Equal($"{Lei}|0000001", photo.ReplyTo);
        var place = await scene.TapAsync(photo, "跳过");
        Assert.NotEqual(photo.Text, place.Text);
        Assert.Contains("水管", (await scene.SayAsync(Lei, "3栋2单元501")).Text);
    }

    [Fact]
    public async Task After_a_restart_a_persons_answer_still_finds_the_conversation()
    {
        await using var scene = await BotFrameworkScene.StartAsync(redis.Address);
        await scene.SayAsync(Lei, "人工");
        var ticket = (await scene.Host.TalkAsync(BotFrameworkScene.Talk(Lei)))!.Ticket!;
        await scene.Host.StopAsync();
        await scene.Host.StartAsync();
        await scene.Host.AnswerAndCloseAsync(ticket, "师傅下午三点到");
        await RunningHost.UntilAsync("the answer", () => Task.FromResult(scene.Heard(Lei).Any(sent => sent.Text.Contains("师傅下午三点到"))));
    }

    [Fact]
    public async Task A_repeated_activity_arrives_once()
    {
        await using var scene = await BotFrameworkScene.StartAsync(redis.Address);
        var activity = scene.Message(Lei, "你好");
        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.OK, await scene.PostAsync(activity));
        await RunningHost.UntilAsync("an answer", () => Task.FromResult(scene.Heard(Lei).Count > 0));
        await scene.Host.Running.SettleAsync();
        Assert.Single(scene.Heard(Lei));
    }

    [Fact]
    public async Task Whoever_expects_replies_gets_them_in_the_answer_once()
    {
        await using var scene = await BotFrameworkScene.StartAsync(redis.Address);
        var activity = scene.Message(Lei, "厨房水管漏水了");
        activity["deliveryMode"] = "expectReplies";
        var (status, body) = await scene.AskAsync(activity);
        Assert.Equal(HttpStatusCode.OK, status);
        var reply = Assert.Single(System.Text.Json.Nodes.JsonNode.Parse(body)!["activities"]!.AsArray())!;
        Assert.StartsWith("这里是橡园社区服务台", (string?)reply["text"]);
        await scene.Host.Running.SettleAsync();
        Assert.Empty(scene.Heard(Lei));
        // The outbox is empty, and the thread says that it was sent.
        Assert.Contains(await scene.Host.ThreadAsync(BotFrameworkScene.Talk(Lei)), line => line.State == Core.Messages.DeliveryState.Sent);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer abc")]
    public async Task Without_a_good_token_nothing_changes(string? token)
    {
        await using var scene = await BotFrameworkScene.StartAsync(redis.Address);
        Assert.Equal(HttpStatusCode.Unauthorized, await scene.PostAsync(scene.Message(Lei, "你好"), token: token));
        var keys = scene.Host.Running.Community.Store.Keys;
        string[] touched = [keys.Inbox, keys.Thread(BotFrameworkScene.Talk(Lei)), keys.Route("bot1", BotFrameworkScene.Talk(Lei))];
        foreach (var key in touched) Assert.Equal(0L, await redis.Server.CallAsync("EXISTS", key));
    }

    [Theory]
    [InlineData(0, HttpStatusCode.NotFound)]
    [InlineData(1, HttpStatusCode.OK)]
    [InlineData(2, HttpStatusCode.NotFound)]
    public async Task The_common_path_serves_exactly_one_account(int accounts, HttpStatusCode status)
    {
        await using var scene = await BotFrameworkScene.StartAsync(redis.Address, accounts);
        Assert.Equal(status, await scene.PostAsync(scene.Message(Lei, "你好")));
        for (var i = 1; i <= accounts; i++)
            Assert.Equal(HttpStatusCode.OK, await scene.PostAsync(scene.Message($"c{i}", "你好"), new Uri(scene.Host.HookOf($"bot{i}")).AbsolutePath));
        await scene.Host.Running.SettleAsync();
    }
}
