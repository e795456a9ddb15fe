using System.Text.Json.Nodes;
using ResidentBot.Core.Messages;
using Xunit;

namespace ResidentBot.Channels.Tests.BotFramework;

/// <summary>How what we say looks on each channel.</summary>
public sealed class ChoiceTests
{
    static readonly Choice Yes = new("d:3f:yes", "是，好了");
    static readonly Choice No = new("d:3f:no", "还没有");

    [Theory]
    [InlineData("webchat", "suggestedActions", "messageBack")]
    [InlineData("directline", "suggestedActions", "messageBack")]
    [InlineData("facebook", "suggestedActions", "imBack")]
    [InlineData("msteams", "attachments", "messageBack")]
    [InlineData("slack", "attachments", "imBack")]
    public async Task Choices_are_buttons_where_the_channel_has_them(string channel, string field, string type)
    {
        await using var bot = await Bot.StartAsync();
        var from = (await bot.ArriveAsync(bot.Message(channel: channel))).From;
        await bot.SendAsync(Bot.To(from, "修好了吗？", Yes, No));
        var sent = Assert.Single(bot.Service.Sent).Activity;
        var actions = (field == "attachments" ? sent["attachments"]![0]!["content"]!["buttons"] : sent["suggestedActions"]!["actions"])!.AsArray();
        Assert.Equal([Yes.Label, No.Label], actions.Select(action => (string?)action!["title"]));
        Assert.All(actions, action => Assert.Equal(type, (string?)action!["type"]));
        if (type == "messageBack") Assert.Equal(Yes.Id, (string?)actions[0]!["value"]!["tap"]);
        else Assert.Equal(Yes.Label, (string?)actions[0]!["value"]);
        Assert.Equal("修好了吗？", (string?)sent["text"]);
    }

    [Theory]
    [InlineData("sms", 2)]
    [InlineData("email", 2)]
    [InlineData("msteams", 7)]
    [InlineData("slack", 6)]
    public async Task Choices_are_numbers_where_it_has_none_or_too_few(string channel, int count)
    {
        await using var bot = await Bot.StartAsync();
        bot.Service.Endorsements = [];
        var from = (await bot.ArriveAsync(bot.Message(channel: channel))).From;
        await bot.SendAsync(Bot.To(from, "哪一栋？", [.. Enumerable.Range(1, count).Select(i => new Choice($"b{i}", $"{i}栋"))]));
        var sent = Assert.Single(bot.Service.Sent);
        Assert.StartsWith("哪一栋？\n1 1栋\n2 2栋", sent.Text);
        Assert.Null(sent.Activity["attachments"] ?? sent.Activity["suggestedActions"]);
    }

    [Fact]
    public async Task A_long_text_leaves_in_parts_with_the_choices_under_the_last()
    {
        await using var bot = await Bot.StartAsync();
        var from = (await bot.ArriveAsync(bot.Message(channel: "webchat"))).From;
        var text = string.Concat(Enumerable.Repeat("水管漏水了。", 1000));
        await bot.SendAsync(Bot.To(from, text, Yes));
        Assert.Equal(text, string.Concat(bot.Service.Sent.Select(sent => sent.Text)));
        Assert.Equal([false, true], bot.Service.Sent.Select(sent => sent.Activity.ContainsKey("suggestedActions")));
    }

    [Fact]
    public async Task The_agents_sdk_finds_nothing_wrong_with_what_we_send()
    {
        await using var bot = await Bot.StartAsync();
        bot.Service.Endorsements = [];
        foreach (var channel in new[] { "webchat", "directline", "msteams", "facebook", "slack", "line", "telegram", "sms", "email" })
        {
            var from = (await bot.ArriveAsync(bot.Message(channel: channel))).From;
            foreach (var message in new[] { Bot.To(from, "好的"), Bot.To(from, "修好了吗？", Yes, No), Bot.To(from, new string('水', 9000), Yes) with { Lane = Lane.Reply } })
                Assert.IsType<SendOutcome.Sent>(await bot.SendAsync(message));
            await bot.Channel.ShowTypingAsync(from, Bot.Cancellation);
        }
        Assert.Contains(bot.Service.Sent, sent => (string?)sent.Activity["type"] == "typing");
        // One that is wrong, so that silence means something.
        List<JsonObject> asked = [.. bot.Service.Sent.Select(sent => sent.Activity), new() { ["type"] = "message", ["text"] = 7 }];
        var answers = await NodeOracle.AskAsync("bot-activity.mjs", asked);
        Assert.All(answers[..^1], answer => Assert.Equal("[]", answer.GetProperty("problems").GetRawText()));
        Assert.NotEqual(0, answers[^1].GetProperty("problems").GetArrayLength());
    }
}
