using System.Text.Json.Nodes;
using ResidentBot.Core.Messages;
using Xunit;

namespace ResidentBot.Channels.Tests.BotFramework;

/// <summary>Attachments come from where the channel keeps them, and from nowhere else.</summary>
public sealed class AttachmentTests
{
    [Fact]
    public async Task An_attachment_of_the_service_is_fetched_with_our_token()
    {
        await using var bot = await Bot.StartAsync();
        bot.Service.Files["v3/attachments/1"] = [1, 2, 3];
        var fetched = await bot.Channel.FetchAsync(await PictureAsync(bot, bot.Service.ServiceUrl + "v3/attachments/1"), Bot.Cancellation);
        Assert.Equal([1, 2, 3], fetched!.Bytes);
        Assert.Null(await bot.Channel.FetchAsync(await PictureAsync(bot, bot.Service.ServiceUrl + "v3/attachments/2"), Bot.Cancellation));
    }

    [Theory]
    [InlineData("http://192.0.2.7/latest/meta-data")]
    [InlineData("https://evil.example.org/x")]
    [InlineData("http://webchat.botframework.com/a")]
    [InlineData("https://botframework.com.evil.example.org/a")]
    [InlineData("file:///etc/passwd")]
    [InlineData("data:image/png;base64,AAAA")]
    public async Task An_attachment_from_anywhere_else_is_not_asked_for(string url)
    {
        await using var bot = await Bot.StartAsync();
        Assert.Null(await bot.Channel.FetchAsync(await PictureAsync(bot, url), Bot.Cancellation));
    }

    static async Task<Media> PictureAsync(Bot bot, string url)
    {
        var activity = bot.Message(null);
        activity["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "image/png", ["contentUrl"] = url });
        return Assert.Single((await bot.ArriveAsync(activity)).Media);
    }
}
