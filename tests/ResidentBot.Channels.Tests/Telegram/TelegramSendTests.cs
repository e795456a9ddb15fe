using System.Net;
using System.Net.Sockets;
using NodaTime;
using ResidentBot.Core.Messages;
using ResidentBot.StandIns;
using Xunit;

namespace ResidentBot.Channels.Tests.Telegram;

public sealed class TelegramSendTests
{
    public static TheoryData<int, string, int?, long?, SendOutcome.Failed> Refusals => new()
    {
        { 429, "Too Many Requests: retry after 3", 3, null, new(SendError.RateLimited, Duration.FromSeconds(3)) },
        { 429, "Too Many Requests: retry after 20000", 20000, null, new(SendError.RateLimited, Duration.FromSeconds(20000)) },
        { 429, "Too Many Requests", null, null, new(SendError.RateLimited) },
        { 403, "Forbidden: bot was blocked by the user", null, null, new(SendError.Blocked) },
        { 403, "Forbidden: user is deactivated", null, null, new(SendError.Blocked) },
        { 403, "Forbidden: bot was kicked from the group chat", null, null, new(SendError.Blocked) },
        { 400, "Bad Request: group chat was upgraded to a supergroup chat", null, -1001234567890, new(SendError.BadAddress, null, new Address("telegram:-1001234567890")) },
        { 400, "Bad Request: chat not found", null, null, new(SendError.BadAddress) },
        { 400, "Bad Request: PEER_ID_INVALID", null, null, new(SendError.BadAddress) },
        { 400, "Bad Request: message is too long", null, null, new(SendError.Refused) },
        { 400, "Bad Request: message text is empty", null, null, new(SendError.Refused) },
        { 400, "Bad Request: can't parse entities: x", null, null, new(SendError.Refused) },
        { 400, "Bad Request: BUTTON_DATA_INVALID", null, null, new(SendError.Refused) },
        { 401, "Unauthorized", null, null, new(SendError.Misconfigured) },
        { 404, "Not Found", null, null, new(SendError.Misconfigured) },
        { 500, "Internal Server Error", null, null, new(SendError.ProviderDown) },
        { 502, "Bad Gateway", null, null, new(SendError.ProviderDown) },
        { 504, "Gateway Timeout", null, null, new(SendError.ProviderDown) },
    };

    /// <summary>What stands between us and Telegram, answering in its own words.</summary>
    public static TheoryData<int, string, SendError> Strangers => new()
    {
        { 502, "<html>Bad Gateway</html>", SendError.ProviderDown },
        { 429, "slow down", SendError.RateLimited },
        { 403, "", SendError.Blocked },
        { 200, "<html>welcome to our hotel</html>", SendError.Unknown },
        { 200, "", SendError.Unknown },
        { 200, "{}", SendError.Unknown },
    };

    [Fact]
    public async Task A_text_is_sent_as_it_is()
    {
        await using var bot = await TelegramBot.StartAsync();
        var outcome = await bot.SendAsync(TelegramBot.To(5000000077, "维修号 12_3 *<b>\"\\ &\u2028 😀"));
        var sent = Assert.Single(bot.Telegram.Sent);
        Assert.Equal((5000000077, "维修号 12_3 *<b>\"\\ &\u2028 😀"), (sent.Chat, sent.Text));
        Assert.Equal(new SendOutcome.Sent(sent.MessageId.ToString()), outcome);
        Assert.Empty(sent.Buttons);
        Assert.Empty(bot.Telegram.Violations);
    }

    [Fact]
    public async Task Choices_are_buttons_one_a_row()
    {
        await using var bot = await TelegramBot.StartAsync();
        await bot.SendAsync(TelegramBot.To(77, "修好了吗？", new Choice("yes", "是"), new Choice(new string('n', 64), "否")));
        Assert.Equal([new TelegramButton("是", "yes"), new TelegramButton("否", new string('n', 64))], Assert.Single(bot.Telegram.Sent).Buttons.AsEnumerable());
        Assert.Empty(bot.Telegram.Violations);
    }

    [Theory]
    [InlineData("在哪里？", "📍 发送我的位置")]
    [InlineData("Where is it?", "📍 Send my location")]
    public async Task A_question_for_a_place_offers_the_location_key_and_the_other_choices_as_words(string text, string label)
    {
        await using var bot = await TelegramBot.StartAsync();
        await bot.SendAsync(TelegramBot.To(77, text, new Choice("skip", "跳过")) with { AskLocation = true });
        var sent = Assert.Single(bot.Telegram.Sent);
        Assert.True(sent.AsksLocation);
        Assert.Equal([new TelegramButton(label, null), new TelegramButton("跳过", null)], sent.Buttons.AsEnumerable());
        Assert.Empty(bot.Telegram.Violations);
    }

    [Fact]
    public async Task A_long_text_leaves_in_parts_with_the_choices_under_the_last()
    {
        await using var bot = await TelegramBot.StartAsync();
        var outcome = await bot.SendAsync(TelegramBot.To(77, new string('a', 4095) + "😀。" + new string('b', 5000), new Choice("yes", "是")));
        Assert.Equal([(4095, 0), (4096, 0), (907, 1)], bot.Telegram.Sent.Select(sent => (sent.Text.Length, sent.Buttons.Length)));
        Assert.StartsWith("😀。b", bot.Telegram.Sent[1].Text);
        Assert.Equal(new SendOutcome.Sent(bot.Telegram.Sent[^1].MessageId.ToString()), outcome);
        Assert.Empty(bot.Telegram.Violations);
    }

    [Fact]
    public async Task The_failure_of_a_later_part_is_the_outcome()
    {
        var calls = 0;
        await using var stranger = await StandInServer.StartAsync(async context =>
        {
            context.Response.StatusCode = ++calls == 1 ? 200 : 500;
            if (calls == 1) await context.Response.Body.WriteAsync("""{"ok":true,"result":{"message_id":1}}"""u8.ToArray());
        });
        var outcome = await TelegramBot.With("1:a", stranger.Root).SendAsync(TelegramBot.To(77, new string('a', 9000)), TelegramBot.Cancellation);
        Assert.Equal(new SendOutcome.Failed(SendError.ProviderDown), outcome);
        Assert.Equal(2, calls);
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    [FaultsOf(StandInFaults.Telegram)]
    public async Task Each_refusal_has_its_name(int code, string description, int? retryAfter, long? movedTo, SendOutcome.Failed expected)
    {
        await using var bot = await TelegramBot.StartAsync();
        bot.Telegram.FailNext(code, retryAfter, description, movedTo);
        Assert.Equal(expected, await bot.SendAsync(TelegramBot.To(77, "x")));
        Assert.Empty(bot.Telegram.Sent);
        Assert.Equal(1, bot.Telegram.Calls);
        Assert.IsType<SendOutcome.Sent>(await bot.SendAsync(TelegramBot.To(77, "x")));
    }

    [Theory]
    [MemberData(nameof(Strangers))]
    public async Task An_answer_that_is_not_Telegrams_is_judged_by_its_status(int status, string body, SendError expected)
    {
        await using var stranger = await StandInServer.StartAsync(async context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = "7";
            await context.Response.Body.WriteAsync(System.Text.Encoding.UTF8.GetBytes(body));
        });
        var failed = Assert.IsType<SendOutcome.Failed>(
            await TelegramBot.With("1:a", stranger.Root).SendAsync(TelegramBot.To(77, "x"), TelegramBot.Cancellation));
        Assert.Equal(expected, failed.Error);
        Assert.Equal(Duration.FromSeconds(7), failed.After);
    }

    [Fact]
    public async Task A_person_who_blocked_us_gets_nothing_until_he_is_back()
    {
        await using var bot = await TelegramBot.StartAsync();
        bot.Telegram.Block(77);
        Assert.Equal(new SendOutcome.Failed(SendError.Blocked), await bot.SendAsync(TelegramBot.To(77, "x")));
        bot.Telegram.Unblock(77);
        Assert.IsType<SendOutcome.Sent>(await bot.SendAsync(TelegramBot.To(77, "x")));
    }

    [Theory]
    [InlineData("telegram:nobody")]
    [InlineData("telegram:99999999999999999999")]
    public async Task An_address_that_is_no_chat_is_not_even_tried(string address)
    {
        await using var bot = await TelegramBot.StartAsync();
        var outcome = await bot.SendAsync(TelegramBot.To(77, "x") with { To = new Address(address) });
        Assert.Equal(new SendOutcome.Failed(SendError.BadAddress), outcome);
        Assert.Equal(0, bot.Telegram.Calls);
    }

    [Fact]
    public async Task A_wrong_token_is_our_own_mistake()
    {
        await using var bot = await TelegramBot.StartAsync();
        var outcome = await TelegramBot.With("1:wrong", bot.Telegram.Root).SendAsync(TelegramBot.To(77, "x"), TelegramBot.Cancellation);
        Assert.Equal(new SendOutcome.Failed(SendError.Misconfigured), outcome);
        Assert.Equal(["sendMessage: Unauthorized"], bot.Telegram.Violations.AsEnumerable());
    }

    [Theory]
    [InlineData(TelegramLoss.HangUpBefore, 0)]
    [InlineData(TelegramLoss.HangUpAfter, 1)]
    [InlineData(TelegramLoss.Silence, 1)]
    public async Task An_answer_that_is_lost_leaves_the_outcome_unknown(TelegramLoss loss, int sent)
    {
        await using var bot = await TelegramBot.StartAsync();
        var channel = loss == TelegramLoss.Silence ? bot.Impatient : bot.Channel;
        await channel.SendAsync(TelegramBot.To(78, "opens the connection"), TelegramBot.Cancellation);
        bot.Telegram.LoseNext(loss);
        Assert.Equal(new SendOutcome.Failed(SendError.Unknown), await channel.SendAsync(TelegramBot.To(77, "x"), TelegramBot.Cancellation));
        Assert.Equal(sent, bot.Telegram.Sent.Count(one => one.Chat == 77));
        Assert.Equal(2, bot.Telegram.Calls);
    }

    [Fact]
    public async Task A_provider_nobody_can_connect_to_took_nothing()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var closed = new Uri($"http://{listener.LocalEndpoint}");
        listener.Stop();
        var outcome = await TelegramBot.With("1:a", closed).SendAsync(TelegramBot.To(77, "x"), TelegramBot.Cancellation);
        Assert.Equal(new SendOutcome.Failed(SendError.ProviderDown), outcome);
    }

    [Fact]
    public async Task Only_the_callers_own_cancellation_is_thrown()
    {
        await using var bot = await TelegramBot.StartAsync();
        using var stop = new CancellationTokenSource();
        bot.Telegram.LoseNext(TelegramLoss.Silence);
        var sending = bot.Channel.SendAsync(TelegramBot.To(77, "x"), stop.Token);
        await bot.Telegram.WaitForAsync(sent => sent.Chat == 77, TimeSpan.FromSeconds(10));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    [Fact]
    public async Task Half_a_character_in_a_text_does_not_throw()
    {
        await using var bot = await TelegramBot.StartAsync();
        Assert.Equal(new SendOutcome.Failed(SendError.Refused), await bot.SendAsync(TelegramBot.To(77, "x\ud83d")));
    }
}
