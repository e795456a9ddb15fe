using System.Net;
using System.Text.Json.Nodes;
using ResidentBot.Core.Conversations;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using Xunit;

namespace ResidentBot.Host.Tests.Channels;

/// <summary>What Telegram's requests change, and what they do not.</summary>
public sealed class TelegramWebhooks(SharedRedis redis)
{
    const long Lei = 77;

    [Fact]
    public async Task Telegram_is_told_the_public_address_and_a_secret()
    {
        await using var scene = await TelegramScene.StartAsync(redis.Address);
        Assert.Equal(new Uri(scene.Host.HookOf("telegram")), scene.Telegram.Webhook!.Url);
        Assert.NotNull(scene.Telegram.Webhook.Secret);
    }

    [Fact]
    public async Task A_webhook_of_former_days_gives_way_to_polling()
    {
        await using var scene = await TelegramScene.StartAsync(redis.Address, polls: true);
        using var call = await scene.Host.Running.Http.PostAsync(
            new Uri(scene.Telegram.Root, $"/bot{scene.Telegram.Token}/setWebhook"),
            new StringContent("""{"url":"https://old.example.org/hook"}""", System.Text.Encoding.UTF8, "application/json"),
            TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, call.StatusCode);
        // The poll under way began before the webhook and still brings this; the next one meets it.
        await scene.SayAsync(Lei, "你好");
        await scene.SayAsync(Lei, "厨房水管漏水了");
        Assert.Null(scene.Telegram.Webhook);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("wrong")]
    public async Task A_wrong_secret_gets_401_and_changes_nothing(string? secret)
    {
        await using var scene = await TelegramScene.StartAsync(redis.Address);
        var update = scene.Telegram.MessageUpdate(Lei, "厨房水管漏水了");
        Assert.Equal(HttpStatusCode.Unauthorized, await scene.PostAsync(update, secret));
        await scene.Host.Running.SettleAsync();
        var keys = scene.Host.Running.Community.Store.Keys;
        string[] touched = [keys.Inbox, keys.Thread(TelegramScene.Chat(Lei)), keys.Seen("telegram", IdOf(update))];
        foreach (var key in touched) Assert.Equal(0L, await redis.Server.CallAsync("EXISTS", key));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public async Task A_repeated_update_arrives_once(int atOnce)
    {
        await using var scene = await TelegramScene.StartAsync(redis.Address);
        var update = scene.Telegram.MessageUpdate(Lei, "你好");
        for (var i = 0; i < 3; i++)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => scene.DeliverAsync(update)));
            Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer));
        }
        await scene.Host.Running.SettleAsync();
        Assert.Single(await scene.Host.ThreadAsync(TelegramScene.Chat(Lei)), line => line.Kind == ThreadKind.In);
        Assert.Single(scene.Heard(Lei));
    }

    [Fact]
    public async Task Without_Redis_the_answer_is_503_and_the_repeat_is_answered()
    {
        await using var server = await RedisServer.StartAsync(new(Cluster: false, AppendFsync: "always"), TestContext.Current.CancellationToken);
        await using var scene = await TelegramScene.StartAsync(server.Address);
        await scene.SayAsync(Lei, "你好");
        await server.KillAsync();
        var update = scene.Telegram.MessageUpdate(Lei, "厨房水管漏水了");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await scene.DeliverAsync(update));
        await server.RestartAsync(TestContext.Current.CancellationToken);
        await RunningHost.UntilAsync("the repeat is taken", async () => await scene.DeliverAsync(update) == HttpStatusCode.OK);
        await scene.HearsAsync(Lei, "照片");
        await scene.Host.Running.SettleAsync();
        Assert.Equal(2, (await scene.Host.ThreadAsync(TelegramScene.Chat(Lei))).Count(line => line.Kind == ThreadKind.In));
    }

    static string IdOf(string update) => JsonNode.Parse(update)!["update_id"]!.ToString();
}
