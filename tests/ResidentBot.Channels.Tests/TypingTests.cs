using ResidentBot.Channels.Tests.BotFramework;
using ResidentBot.Channels.Tests.Telegram;
using ResidentBot.Channels.Tests.WeChat;
using ResidentBot.Core.Messages;
using ResidentBot.StandIns;
using Xunit;

namespace ResidentBot.Channels.Tests;

/// <summary>That somebody is writing, as each provider is told so: once, without a repeat, and without a word when it is not taken.</summary>
public sealed class TypingTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Telegram_shows_it_in_the_chat()
    {
        await using var bot = await TelegramBot.StartAsync();
        Assert.True(await bot.Channel.ShowTypingAsync(new Address("telegram:77"), Cancellation));
        var call = Assert.Single(bot.Telegram.Made);
        Assert.Equal(("sendChatAction", """{"chat_id":77,"action":"typing"}"""), (call.Method, call.Arguments.GetRawText()));
        Assert.Empty(bot.Telegram.Violations);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(403)]
    [InlineData(500)]
    [FaultsOf(StandInFaults.Telegram)]
    public async Task Telegram_is_not_asked_twice(int status)
    {
        await using var bot = await TelegramBot.StartAsync();
        bot.Telegram.FailNext(status, retryAfter: status == 429 ? 3 : null, method: "sendChatAction");
        Assert.False(await bot.Channel.ShowTypingAsync(new Address("telegram:77"), Cancellation));
        Assert.Single(bot.Telegram.Made);
    }

    [Fact]
    public async Task A_provider_that_says_nothing_is_given_up_by_whoever_asked()
    {
        await using var bot = await TelegramBot.StartAsync();
        bot.Telegram.LoseNext(TelegramLoss.Silence, "sendChatAction");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bot.Channel.ShowTypingAsync(new Address("telegram:77"), limit.Token));
    }

    [Theory]
    [InlineData("msteams", true)]
    [InlineData("webchat", true)]
    [InlineData("directline", true)]
    [InlineData("emulator", true)]
    [InlineData("facebook", true)]
    [InlineData("telegram", true)]
    [InlineData("sms", false)]
    [InlineData("email", false)]
    [InlineData("slack", false)]
    public async Task The_bot_framework_shows_it_on_the_channels_that_can(string channel, bool shown)
    {
        await using var bot = await Bot.StartAsync();
        bot.Service.Endorsements = [];
        var from = (await bot.ArriveAsync(bot.Message(channel: channel))).From;
        Assert.Equal(shown, await bot.Channel.ShowTypingAsync(from, Cancellation));
        if (shown) Assert.Equal(("typing", null), ((string?)Assert.Single(bot.Service.Sent).Activity["type"], bot.Service.Sent[0].ReplyTo));
        else Assert.Empty(bot.Service.Sent);
    }

    [Fact]
    public async Task The_bot_framework_is_not_asked_twice_nor_without_knowing_where()
    {
        await using var bot = await Bot.StartAsync();
        var from = (await bot.ArriveAsync(bot.Message())).From;
        bot.Service.Fault(429, retryAfter: "3");
        Assert.False(await bot.Channel.ShowTypingAsync(from, Cancellation));
        Assert.False(await bot.Channel.ShowTypingAsync(new Address("botframework:msteams/nobody"), Cancellation));
        Assert.Empty(bot.Service.Sent);
    }

    [Fact]
    public async Task Wechat_shows_it_for_half_a_minute_after_something_was_said()
    {
        await using var account = await WeChatAccount.StartAsync();
        var mei = new Address($"wechat:{WeChatAccount.Mei}");
        account.Hear();
        Assert.True(await account.Channel.ShowTypingAsync(mei, Cancellation));
        account.Clock.Advance(account.Channel.TypingLasts.ToTimeSpan());
        Assert.True(await account.Channel.ShowTypingAsync(mei, Cancellation));
        account.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.False(await account.Channel.ShowTypingAsync(mei, Cancellation));
        Assert.Empty(account.WeChat.Violations);
    }

    [Fact]
    public async Task An_account_of_wechat_that_only_answers_shows_nothing()
    {
        await using var account = await WeChatAccount.StartAsync();
        account.Hear();
        var asked = 0;
        account.WeChat.Seen = _ => asked++;
        Assert.False(await account.With(("replies", "passive")).ShowTypingAsync(new Address($"wechat:{WeChatAccount.Mei}"), Cancellation));
        Assert.Equal(0, asked);
    }
}
