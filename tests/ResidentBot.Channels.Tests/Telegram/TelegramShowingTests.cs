using NodaTime;
using ResidentBot.Channels.Telegram;
using ResidentBot.Core.Messages;
using ResidentBot.StandIns;
using Xunit;

namespace ResidentBot.Channels.Tests.Telegram;

/// <summary>Pictures and documents as they leave, and what their refusal means.</summary>
public sealed class TelegramShowingTests
{
    static TelegramChannel Channel(TelegramBot bot, KeptMedia? kept) =>
        new(TelegramBot.Account(bot.Telegram.Token, bot.Telegram.Root), new HttpClient()) { Patience = TimeSpan.FromSeconds(30), Kept = kept };

    static Outgoing Message(Media media, string text = "") => TelegramBot.To(77, text) with { Media = media };

    /// <summary>What is sent; as a photo or as a document.</summary>
    public static TheoryData<string, byte[], string, bool> Kinds => new()
    {
        { "image/jpeg", Shown.Jpeg, "大门.jpg", true },
        { "image/png", Shown.Png(800, 600), "大门.png", true },
        { "image/webp", [.. "RIFF0000WEBP"u8], "大门.webp", true },
        { "image/gif", [.. "GIF89a"u8], "走廊.gif", false },
        { "application/pdf", Shown.Pdf, "停水通知.pdf", false },
        { "image/png", Shown.Png(9000, 2000), "长图.png", false },
        { "image/png", Shown.Png(2100, 100), "条幅.png", false },
    };

    [Theory, MemberData(nameof(Kinds))]
    public async Task It_arrives_whole_with_its_name_and_its_words(string type, byte[] bytes, string name, bool isPhoto)
    {
        await using var bot = await TelegramBot.StartAsync();
        var outcome = await Channel(bot, Shown.Kept(bytes)).SendAsync(Message(Shown.Picture(bytes, type, name), "请看 \"这里\""), TelegramBot.Cancellation);
        var sent = Assert.Single(bot.Telegram.Sent);
        Assert.Equal(new SendOutcome.Sent(sent.MessageId.ToString()), outcome);
        Assert.Equal((77, "请看 \"这里\"", isPhoto, name, type), (sent.Chat, sent.Text, sent.IsPhoto, sent.File!.Name, sent.File.Type));
        Assert.Equal(bytes, sent.File.Bytes);
        Assert.Empty(bot.Telegram.Violations);
    }

    [Fact]
    public async Task The_same_bytes_go_up_once()
    {
        await using var bot = await TelegramBot.StartAsync();
        var channel = Channel(bot, Shown.Kept(Shown.Jpeg));
        for (var i = 0; i < 2; i++) Assert.IsType<SendOutcome.Sent>(await channel.SendAsync(Message(Shown.Picture(), "好"), TelegramBot.Cancellation));
        bot.Telegram.ForgetUploads();
        Assert.IsType<SendOutcome.Sent>(await channel.SendAsync(Message(Shown.Picture()), TelegramBot.Cancellation));
        Assert.Equal([true, false, true], bot.Telegram.Sent.Select(sent => sent.WasUploaded));
        Assert.Empty(bot.Telegram.Violations);
    }

    [Fact]
    public async Task The_same_bytes_under_another_name_arrive_with_that_name()
    {
        await using var bot = await TelegramBot.StartAsync();
        var channel = Channel(bot, Shown.Kept(Shown.Pdf));
        foreach (var name in (string[])["陈阿姨-低保.pdf", "李爷爷-低保.pdf"]) await channel.SendAsync(Message(Shown.Document with { Name = name }), TelegramBot.Cancellation);
        Assert.Equal(["陈阿姨-低保.pdf", "李爷爷-低保.pdf"], bot.Telegram.Sent.Select(sent => sent.File!.Name));
        Assert.Empty(bot.Telegram.Violations);
    }

    [Fact]
    public async Task A_picture_that_was_taken_does_not_come_again_when_the_words_behind_it_are_tried_again()
    {
        await using var bot = await TelegramBot.StartAsync();
        var channel = Channel(bot, Shown.Kept(Shown.Jpeg));
        var message = Message(Shown.Picture(), new string('长', 1100));
        bot.Telegram.FailNext(502, null, "Bad Gateway");
        Assert.Equal(new SendOutcome.Failed(SendError.ProviderDown), await channel.SendAsync(message, TelegramBot.Cancellation));
        Assert.IsType<SendOutcome.Sent>(await channel.SendAsync(message, TelegramBot.Cancellation));
        Assert.Equal([true, false], bot.Telegram.Sent.Select(sent => sent.IsPhoto));
        Assert.Equal(message.Text, string.Concat(bot.Telegram.Sent.Select(sent => sent.Text)));
    }

    [Theory]
    [InlineData(1024, 1)]
    [InlineData(1025, 2)]
    [InlineData(6000, 3)]
    public async Task Words_that_find_no_room_under_it_follow(int length, int messages)
    {
        await using var bot = await TelegramBot.StartAsync();
        var text = new string('长', length);
        await Channel(bot, Shown.Kept(Shown.Jpeg)).SendAsync(Message(Shown.Picture(), text), TelegramBot.Cancellation);
        Assert.Equal(messages, bot.Telegram.Sent.Length);
        Assert.Equal(text, string.Concat(bot.Telegram.Sent.Select(sent => sent.Text)));
        Assert.True(bot.Telegram.Sent[0].IsPhoto);
        Assert.Empty(bot.Telegram.Violations);
    }

    [Theory]
    [InlineData(429, 3, "Too Many Requests: retry after 3", SendError.RateLimited)]
    [InlineData(403, null, "Forbidden: bot was blocked by the user", SendError.Blocked)]
    [InlineData(400, null, "Bad Request: chat not found", SendError.BadAddress)]
    [InlineData(400, null, "Bad Request: not enough rights to send photos to the chat", SendError.Refused)]
    [InlineData(413, null, "Request Entity Too Large", SendError.Refused)]
    [InlineData(502, null, "Bad Gateway", SendError.ProviderDown)]
    [FaultsOf(StandInFaults.Telegram)]
    public async Task A_refusal_means_what_it_means_for_words(int code, int? wait, string words, SendError error)
    {
        await using var bot = await TelegramBot.StartAsync();
        bot.Telegram.FailNext(code, wait, words, method: "sendPhoto");
        var outcome = await Channel(bot, Shown.Kept(Shown.Jpeg)).SendAsync(Message(Shown.Picture()), TelegramBot.Cancellation);
        Assert.Equal(new SendOutcome.Failed(error, wait is { } seconds ? Duration.FromSeconds(seconds) : null), outcome);
        Assert.Empty(bot.Telegram.Sent);
    }

    [Fact]
    public async Task A_lost_answer_is_unknown_and_a_lost_file_is_refused()
    {
        await using var bot = await TelegramBot.StartAsync();
        bot.Telegram.LoseNext(TelegramLoss.HangUpAfter, "sendPhoto");
        Assert.Equal(new SendOutcome.Failed(SendError.Unknown), await Channel(bot, Shown.Kept(Shown.Jpeg)).SendAsync(Message(Shown.Picture()), TelegramBot.Cancellation));
        Assert.Equal(new SendOutcome.Failed(SendError.Refused), await Channel(bot, Shown.Lost).SendAsync(Message(Shown.Picture()), TelegramBot.Cancellation));
        Assert.Equal(new SendOutcome.Failed(SendError.Refused), await Channel(bot, null).SendAsync(Message(Shown.Picture()), TelegramBot.Cancellation));
    }

    [Fact]
    public async Task Every_call_fits_the_types_that_grammy_keeps_of_the_bot_api()
    {
        await using var bot = await TelegramBot.StartAsync();
        var (photos, documents) = (Channel(bot, Shown.Kept(Shown.Jpeg)), Channel(bot, Shown.Kept(Shown.Pdf)));
        for (var i = 0; i < 2; i++)
        {
            await photos.SendAsync(Message(Shown.Picture(), "请看"), TelegramBot.Cancellation);
            await documents.SendAsync(Message(Shown.Document), TelegramBot.Cancellation);
        }
        var lines = bot.Telegram.Made.Select(call => new { type = call.Method, value = call.Arguments }).ToList();
        Assert.Equal(4, lines.Count);
        foreach (var answer in await NodeOracle.AskAsync("telegram-bot-api.mjs", lines))
            Assert.True(answer.GetProperty("valid").GetBoolean(), answer.ToString());
    }
}
