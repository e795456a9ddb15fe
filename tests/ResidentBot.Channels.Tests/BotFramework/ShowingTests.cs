using System.Text.Json.Nodes;
using ResidentBot.Core.Messages;
using Xunit;

namespace ResidentBot.Channels.Tests.BotFramework;

/// <summary>Pictures, as attachments that the channel fetches from our link.</summary>
public sealed class ShowingTests
{
    [Theory]
    [InlineData("", 1)]
    [InlineData("请看大门", 1)]
    [InlineData("长", 2)]
    public async Task A_picture_hangs_under_the_first_words(string text, int activities)
    {
        await using var bot = await Bot.StartAsync();
        var from = (await bot.ArriveAsync(bot.Message())).From;
        if (activities == 2) text = string.Concat(Enumerable.Repeat(text, 5000));
        var message = Bot.To(from, text) with { Media = Shown.Picture() };
        Assert.IsType<SendOutcome.Sent>(await bot.With(bot.Settings(), kept: Shown.Kept(Shown.Jpeg)).SendAsync(message, Bot.Cancellation));
        Assert.Equal(activities, bot.Service.Sent.Count);
        var attachment = Assert.Single((JsonArray)bot.Service.Sent[0].Activity["attachments"]!)!;
        Assert.Equal(("image/jpeg", "https://bot.example.org/sent/oak/t0ken/picture.jpg", "大门.jpg"), ((string?)attachment["contentType"], (string?)attachment["contentUrl"], (string?)attachment["name"]));
        Assert.All(bot.Service.Sent.Skip(1), sent => Assert.Null(sent.Activity["attachments"]));
        Assert.Equal(text, string.Concat(bot.Service.Sent.Select(sent => sent.Text)));
    }

    [Fact]
    public async Task Without_a_place_to_fetch_it_from_nothing_leaves()
    {
        await using var bot = await Bot.StartAsync();
        var from = (await bot.ArriveAsync(bot.Message())).From;
        Assert.Equal(new SendOutcome.Failed(SendError.Refused), await bot.SendAsync(Bot.To(from, "请看") with { Media = Shown.Picture() }));
        Assert.Empty(bot.Service.Sent);
    }

    [Fact]
    public async Task It_fits_the_schema_of_activities()
    {
        await using var bot = await Bot.StartAsync();
        var from = (await bot.ArriveAsync(bot.Message())).From;
        await bot.With(bot.Settings(), kept: Shown.Kept(Shown.Jpeg)).SendAsync(Bot.To(from, "请看") with { Media = Shown.Picture() }, Bot.Cancellation);
        var answer = Assert.Single(await NodeOracle.AskAsync("bot-activity.mjs", bot.Service.Sent.Select(sent => sent.Activity).ToList()));
        Assert.Equal("[]", answer.GetProperty("problems").GetRawText());
    }
}
