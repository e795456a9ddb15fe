using System.Net;
using ResidentBot.Core.Messages;
using ResidentBot.StandIns;
using Xunit;

namespace ResidentBot.Channels.Tests.Telegram;

public sealed class TelegramSetUpTests
{
    [Fact]
    public async Task A_webhook_is_set_with_our_secret_and_taken_back()
    {
        await using var bot = await TelegramBot.StartAsync();
        var url = new Uri("https://oak.example/hooks/telegram/oak/tg");
        await bot.Channel.SetWebhookAsync(url, TelegramBot.Cancellation);
        Assert.Equal(new TelegramWebhook(url, TelegramBot.Secret), bot.Telegram.Webhook);
        await bot.Channel.DeleteWebhookAsync(TelegramBot.Cancellation);
        Assert.Null(bot.Telegram.Webhook);
        Assert.Empty(bot.Telegram.Violations);
    }

    [Fact]
    public async Task What_is_delivered_to_the_webhook_is_accepted()
    {
        await using var bot = await TelegramBot.StartAsync();
        Reception? reception = null;
        await using var host = await StandInServer.StartAsync(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            reception = bot.Channel.Receive(new WebhookRequest(
                "POST", context.Request.Path, body.ToArray(), name => context.Request.Headers.TryGetValue(name, out var value) ? value.ToString() : null, TelegramBot.Now));
        });
        await bot.Channel.SetWebhookAsync(host.Root, TelegramBot.Cancellation);
        Assert.Equal(HttpStatusCode.OK, await bot.Telegram.DeliverAsync(bot.Telegram.MessageUpdate(77, "报修", "en")));
        var arrival = Assert.Single(Assert.IsType<Reception.Accepted>(reception).Arrivals);
        Assert.Equal(("报修", Language.En), (arrival.Text, arrival.Language!.Value));
    }

    [Fact]
    public async Task No_webhook_without_a_secret() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => TelegramBot.Unconnected(secret: null).SetWebhookAsync(new Uri("https://oak.example/"), TelegramBot.Cancellation));

    [Fact]
    public async Task A_bot_knows_its_name()
    {
        await using var bot = await TelegramBot.StartAsync();
        Assert.Equal(TelegramStandIn.UserName, await bot.Channel.GetMeAsync(TelegramBot.Cancellation));
    }

    [Fact]
    public async Task A_wrong_token_is_told_without_the_token()
    {
        await using var bot = await TelegramBot.StartAsync();
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => TelegramBot.With("1:guess", bot.Telegram.Root).GetMeAsync(TelegramBot.Cancellation));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.DoesNotContain("1:guess", refused.ToString());
    }

    [Fact]
    public async Task An_unreachable_provider_is_told_without_the_token()
    {
        var lost = await Assert.ThrowsAsync<HttpRequestException>(
            () => TelegramBot.With("1:guess", new Uri("http://127.0.0.1:1")).GetMeAsync(TelegramBot.Cancellation));
        Assert.DoesNotContain("1:guess", lost.ToString());
    }

    [Fact]
    public async Task A_tap_is_answered_once_and_a_late_answer_does_no_harm()
    {
        await using var bot = await TelegramBot.StartAsync();
        bot.Telegram.Push(bot.Telegram.TapUpdate(77, "yes"));
        var tap = (await bot.Channel.PullAsync(null, TelegramBot.Cancellation)).Arrivals[0].TapId!;
        Assert.Equal([tap], bot.Telegram.UnansweredTaps.AsEnumerable());
        Assert.True(await bot.Channel.AnswerTapAsync(tap, TelegramBot.Cancellation));
        Assert.Empty(bot.Telegram.UnansweredTaps);
        Assert.False(await bot.Channel.AnswerTapAsync(tap, TelegramBot.Cancellation));
        Assert.Empty(bot.Telegram.Violations);
    }
}
