using System.Net;
using ResidentBot.Channels.Telegram;
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
        var tap = Assert.Single((await bot.Channel.PullAsync(null, TelegramBot.Cancellation)).Courtesies);
        Assert.Equal([tap], bot.Telegram.UnansweredTaps.Select(id => new Courtesy.AnswerTap(id)));
        Assert.True(await bot.Channel.DoAsync(tap, "", TelegramBot.Cancellation));
        Assert.Empty(bot.Telegram.UnansweredTaps);
        Assert.False(await bot.Channel.DoAsync(tap, "", TelegramBot.Cancellation));
        Assert.Empty(bot.Telegram.Violations);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task A_group_is_left_and_told_once_where_to_write(bool says, int told)
    {
        await using var bot = await TelegramBot.StartAsync();
        var leave = new Courtesy.LeaveGroup(new Address("telegram:-100123"), says);
        Assert.True(await bot.Channel.DoAsync(leave, "write to me alone", TelegramBot.Cancellation));
        Assert.False(await bot.Channel.DoAsync(leave, "write to me alone", TelegramBot.Cancellation));
        Assert.Equal(told, bot.Telegram.Sent.Count(sent => sent is { Chat: -100123, Text: "write to me alone" }));
        Assert.Equal([-100123], bot.Telegram.Left.AsEnumerable());
        Assert.Empty(bot.Telegram.Violations);
    }

    [Fact]
    public async Task How_updates_reach_us_is_told_as_Telegram_sees_it()
    {
        await using var bot = await TelegramBot.StartAsync();
        Assert.Equal(new WebhookState(null, 0), await bot.Channel.GetWebhookAsync(TelegramBot.Cancellation));
        await bot.Channel.SetWebhookAsync(new Uri("https://desk.example.org/hooks/oak/tg"), TelegramBot.Cancellation);
        bot.Telegram.Push(bot.Telegram.MessageUpdate(77, "one"));
        bot.Telegram.FailDeliveries("Connection refused");
        var state = await bot.Channel.GetWebhookAsync(TelegramBot.Cancellation);
        Assert.Equal(("https://desk.example.org/hooks/oak/tg", 1, "Connection refused"), (state.Url, state.Waiting, state.LastError));
        Assert.NotNull(state.LastErrorAt);
        Assert.Empty(bot.Telegram.Violations);
    }
}
