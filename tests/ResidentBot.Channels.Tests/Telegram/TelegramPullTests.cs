using ResidentBot.Core.Messages;
using ResidentBot.StandIns;
using Xunit;

namespace ResidentBot.Channels.Tests.Telegram;

public sealed class TelegramPullTests
{
    [Fact]
    public async Task Every_update_is_pulled_once_and_in_order()
    {
        await using var bot = await TelegramBot.StartAsync();
        var texts = Enumerable.Range(1, 250).Select(number => $"text {number}").ToArray();
        foreach (var text in texts) bot.Telegram.Push(bot.Telegram.MessageUpdate(77, text));
        Assert.Equal(texts, (await PullAllAsync(bot, texts.Length)).Select(arrival => arrival.Text));
        Assert.Empty(bot.Telegram.Violations);
    }

    [Fact]
    public async Task What_was_not_confirmed_comes_again()
    {
        await using var bot = await TelegramBot.StartAsync();
        bot.Telegram.Push(bot.Telegram.MessageUpdate(77, "one"));
        var first = await bot.Channel.PullAsync(null, TelegramBot.Cancellation);
        var again = await bot.Channel.PullAsync(null, TelegramBot.Cancellation);
        Assert.Equal(first.Arrivals.AsEnumerable(), again.Arrivals.AsEnumerable());
        Assert.Equal(first.Cursor, again.Cursor);
        var next = await bot.Channel.PullAsync(first.Cursor, TelegramBot.Cancellation);
        Assert.Empty(next.Arrivals);
        Assert.Equal(first.Cursor, next.Cursor);
    }

    [Fact]
    public async Task A_waiting_pull_ends_as_soon_as_somebody_writes()
    {
        await using var bot = await TelegramBot.StartAsync();
        var patient = new Channels.Telegram.TelegramChannel(TelegramBot.Account(bot.Telegram.Token, bot.Telegram.Root), new HttpClient());
        var pulling = patient.PullAsync(null, TelegramBot.Cancellation);
        bot.Telegram.Push(bot.Telegram.LocationUpdate(77, 31.2, 121.5));
        var pulled = await pulling.WaitAsync(TimeSpan.FromSeconds(20), TelegramBot.Cancellation);
        Assert.Equal(new GeoPoint(31.2, 121.5), Assert.Single(pulled.Arrivals).Location);
    }

    [Fact]
    public async Task An_update_nobody_can_read_is_passed_over()
    {
        await using var bot = await TelegramBot.StartAsync();
        bot.Telegram.Push("""{"update_id":1,"message":{"chat":"?"}}""");
        bot.Telegram.Push("""{"update_id":2,"message":{"message_id":1,"chat":{"id":-9,"type":"group"},"date":1,"text":"not ours"}}""");
        bot.Telegram.Push(bot.Telegram.MessageUpdate(77, "ours"));
        var pulled = await bot.Channel.PullAsync(null, TelegramBot.Cancellation);
        Assert.Equal("ours", Assert.Single(pulled.Arrivals).Text);
        Assert.Empty((await bot.Channel.PullAsync(pulled.Cursor, TelegramBot.Cancellation)).Arrivals);
    }

    [Fact]
    public async Task A_pulled_tap_and_block_say_what_a_delivered_one_says()
    {
        await using var bot = await TelegramBot.StartAsync();
        bot.Telegram.Push(bot.Telegram.TapUpdate(77, "yes"));
        bot.Telegram.Push(bot.Telegram.BlockedUpdate(78));
        var arrivals = (await bot.Channel.PullAsync(null, TelegramBot.Cancellation)).Arrivals;
        Assert.Equal([ArrivalKind.Tapped, ArrivalKind.Blocked], arrivals.Select(arrival => arrival.Kind));
        Assert.Equal("yes", arrivals[0].Tap);
    }

    [Theory]
    [InlineData(409, "Conflict: terminated by other getUpdates request")]
    [InlineData(401, "Unauthorized")]
    [InlineData(502, "Bad Gateway")]
    [FaultsOf(StandInFaults.Telegram)]
    public async Task A_refused_pull_says_why_but_not_with_what_token(int code, string description)
    {
        await using var bot = await TelegramBot.StartAsync();
        bot.Telegram.FailNext(code, description: description, method: "getUpdates");
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => bot.Channel.PullAsync("5", TelegramBot.Cancellation));
        Assert.Contains($"getUpdates: {code} {description}", refused.Message);
        Assert.Equal(code, (int)refused.StatusCode!);
        Assert.DoesNotContain(bot.Telegram.Token, refused.ToString());
    }

    [Fact]
    public async Task A_bot_with_a_webhook_cannot_pull()
    {
        await using var bot = await TelegramBot.StartAsync();
        await bot.Channel.SetWebhookAsync(new Uri("https://oak.example/hooks"), TelegramBot.Cancellation);
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => bot.Channel.PullAsync(null, TelegramBot.Cancellation));
        Assert.Contains("409", refused.Message);
        await bot.Channel.DeleteWebhookAsync(TelegramBot.Cancellation);
        Assert.Empty((await bot.Channel.PullAsync(null, TelegramBot.Cancellation)).Arrivals);
    }

    [Theory]
    [InlineData(TelegramLoss.HangUpBefore)]
    [InlineData(TelegramLoss.HangUpAfter)]
    [InlineData(TelegramLoss.Silence)]
    public async Task A_lost_pull_loses_no_update_and_no_token(TelegramLoss loss)
    {
        await using var bot = await TelegramBot.StartAsync();
        bot.Telegram.Push(bot.Telegram.MessageUpdate(77, "one"));
        bot.Telegram.LoseNext(loss, "getUpdates");
        var channel = loss == TelegramLoss.Silence ? bot.Impatient : bot.Channel;
        var lost = await Assert.ThrowsAsync<HttpRequestException>(() => channel.PullAsync(null, TelegramBot.Cancellation));
        Assert.Contains("getUpdates", lost.Message);
        Assert.DoesNotContain(bot.Telegram.Token, lost.ToString());
        Assert.Single((await bot.Channel.PullAsync(null, TelegramBot.Cancellation)).Arrivals);
    }

    static async Task<List<Arrival>> PullAllAsync(TelegramBot bot, int count)
    {
        var arrivals = new List<Arrival>();
        string? cursor = null;
        while (arrivals.Count < count)
        {
            var pulled = await bot.Channel.PullAsync(cursor, TelegramBot.Cancellation);
            arrivals.AddRange(pulled.Arrivals);
            cursor = pulled.Cursor;
        }
        return arrivals;
    }
}
