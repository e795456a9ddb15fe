using System.Text.Json.Nodes;
using NodaTime;
using ResidentBot.Core.Messages;
using Xunit;

namespace ResidentBot.Channels.Tests.BotFramework;

/// <summary>What leaves, and what becomes of it.</summary>
public sealed class SendTests
{
    static readonly Choice Yes = new("d:3f:yes", "是，好了");
    static readonly Choice No = new("d:3f:no", "还没有");

    [Fact]
    public async Task A_notice_goes_to_where_the_conversation_was_last_heard_from()
    {
        await using var bot = await Bot.StartAsync();
        var from = (await bot.ArriveAsync(bot.Message())).From;
        Assert.Equal(new SendOutcome.Sent("sent|0000001"), await bot.SendAsync(Bot.To(from, "明天停水。")));
        var sent = Assert.Single(bot.Service.Sent);
        Assert.Equal(("a:1xy", null, "明天停水。"), (sent.Conversation, sent.ReplyTo, sent.Text));
        Assert.Equal(("28:desk", "29:1ab", "plain"), ((string?)sent.Activity["from"]!["id"], (string?)sent.Activity["recipient"]!["id"], (string?)sent.Activity["textFormat"]));
    }

    [Fact]
    public async Task A_restart_forgets_no_conversation()
    {
        await using var bot = await Bot.StartAsync();
        var from = (await bot.ArriveAsync(bot.Message())).From;
        Assert.IsType<SendOutcome.Sent>(await bot.With(bot.Settings()).SendAsync(Bot.To(from, "明天停水。"), Bot.Cancellation));
    }

    [Fact]
    public async Task Nobody_can_be_written_to_first()
    {
        await using var bot = await Bot.StartAsync();
        Assert.Equal(new SendOutcome.Failed(SendError.BadAddress), await bot.SendAsync(Bot.To(new Address("botframework:msteams/a:9"), "明天停水。")));
    }

    [Fact]
    public async Task A_refused_request_moves_no_conversation()
    {
        await using var bot = await Bot.StartAsync();
        var from = (await bot.ArriveAsync(bot.Message())).From;
        var moved = bot.Message();
        moved["serviceUrl"] = "https://evil.example.org/";
        Assert.IsType<Reception.Refused>(await bot.ReceiveAsync(moved));
        Assert.IsType<SendOutcome.Sent>(await bot.SendAsync(Bot.To(from, "明天停水。")));
        Assert.Single(bot.Service.Sent);
    }

    [Theory]
    [InlineData("a:1xy")]
    [InlineData("19:abc@thread.tacv2;messageid=1")]
    [InlineData("a|0000001")]
    [InlineData("x/y z%41+")]
    [InlineData("x?y#z&")]
    [InlineData("王梅")]
    public async Task Every_id_arrives_as_it_was(string id)
    {
        await using var bot = await Bot.StartAsync();
        var activity = bot.Message(conversation: id);
        activity["id"] = id;
        var from = (await bot.ArriveAsync(activity)).From;
        Assert.IsType<SendOutcome.Sent>(await bot.SendAsync(Bot.To(from, "好的") with { Lane = Lane.Reply }));
        var sent = Assert.Single(bot.Service.Sent);
        Assert.Equal((id, id), (sent.Conversation, sent.ReplyTo));
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    public async Task An_id_that_a_path_cannot_hold_is_no_way_out_of_it(string id)
    {
        await using var bot = await Bot.StartAsync();
        var from = (await bot.ArriveAsync(bot.Message(conversation: id))).From;
        Assert.Equal(new SendOutcome.Failed(SendError.BadAddress), await bot.SendAsync(Bot.To(from, "好的")));
    }

    [Fact]
    public async Task A_service_url_without_a_slash_is_the_same_place()
    {
        await using var bot = await Bot.StartAsync();
        var activity = bot.Message();
        activity["serviceUrl"] = bot.Service.ServiceUrl.TrimEnd('/');
        var from = (await bot.ArriveAsync(activity)).From;
        Assert.IsType<SendOutcome.Sent>(await bot.SendAsync(Bot.To(from, "好的")));
    }

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
        }
        // One that is wrong, so that silence means something.
        List<JsonObject> asked = [.. bot.Service.Sent.Select(sent => sent.Activity), new() { ["type"] = "message", ["text"] = 7 }];
        var answers = await NodeOracle.AskAsync("bot-activity.mjs", asked);
        Assert.All(answers[..^1], answer => Assert.Equal("[]", answer.GetProperty("problems").GetRawText()));
        Assert.NotEqual(0, answers[^1].GetProperty("problems").GetArrayLength());
    }

    [Theory]
    [InlineData(400, SendError.Refused)]
    [InlineData(401, SendError.Misconfigured)]
    [InlineData(403, SendError.Blocked)]
    [InlineData(404, SendError.BadAddress)]
    [InlineData(405, SendError.Refused)]
    [InlineData(408, SendError.ProviderDown)]
    [InlineData(410, SendError.BadAddress)]
    [InlineData(412, SendError.ProviderDown)]
    [InlineData(413, SendError.Refused)]
    [InlineData(418, SendError.Misconfigured)]
    [InlineData(429, SendError.RateLimited)]
    [InlineData(302, SendError.Misconfigured)]
    [InlineData(500, SendError.ProviderDown)]
    [InlineData(502, SendError.ProviderDown)]
    [InlineData(503, SendError.ProviderDown)]
    [InlineData(504, SendError.ProviderDown)]
    [InlineData(200, SendError.Unknown)]
    public async Task Each_refusal_is_one_of_the_closed_list(int status, SendError error)
    {
        await using var bot = await Bot.StartAsync();
        var from = (await bot.ArriveAsync(bot.Message())).From;
        bot.Service.Fault(status, times: status == 401 ? 2 : 1);
        Assert.Equal(new SendOutcome.Failed(error), await bot.SendAsync(Bot.To(from, "好的")));
        Assert.IsType<SendOutcome.Sent>(await bot.SendAsync(Bot.To(from, "好的")));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task The_service_says_how_long_to_wait(int status)
    {
        await using var bot = await Bot.StartAsync();
        var from = (await bot.ArriveAsync(bot.Message())).From;
        bot.Service.Fault(status, retryAfter: "7");
        Assert.Equal(Duration.FromSeconds(7), Assert.IsType<SendOutcome.Failed>(await bot.SendAsync(Bot.To(from, "好的"))).After);
    }

    [Fact]
    public async Task A_service_that_is_not_there_took_nothing()
    {
        await using var bot = await Bot.StartAsync();
        var from = (await bot.ArriveAsync(bot.Message())).From;
        await bot.SendAsync(Bot.To(from, "好的"));
        await bot.Service.DisposeAsync();
        Assert.Equal(new SendOutcome.Failed(SendError.ProviderDown), await bot.SendAsync(Bot.To(from, "好的")));
    }

    [Fact]
    public async Task One_token_serves_until_five_minutes_before_its_end()
    {
        await using var bot = await Bot.StartAsync();
        var from = (await bot.ArriveAsync(bot.Message())).From;
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => bot.SendAsync(Bot.To(from, "好的"))));
        Assert.Equal(1, bot.Service.TokensIssued);
        bot.Clock.Advance(TimeSpan.FromSeconds(3599 - 301));
        await bot.SendAsync(Bot.To(from, "好的"));
        Assert.Equal(1, bot.Service.TokensIssued);
        bot.Clock.Advance(TimeSpan.FromSeconds(1));
        await bot.SendAsync(Bot.To(from, "好的"));
        Assert.Equal(2, bot.Service.TokensIssued);
    }

    [Fact]
    public async Task A_refused_token_is_renewed_once_and_the_message_still_leaves()
    {
        await using var bot = await Bot.StartAsync();
        var from = (await bot.ArriveAsync(bot.Message())).From;
        await bot.SendAsync(Bot.To(from, "一"));
        bot.Service.RevokeTokens();
        Assert.IsType<SendOutcome.Sent>(await bot.SendAsync(Bot.To(from, "二")));
        Assert.Equal(2, bot.Service.TokensIssued);
        Assert.Equal(["一", "二"], bot.Service.Sent.Select(sent => sent.Text));
    }

    [Fact]
    public async Task A_token_that_cannot_be_renewed_serves_to_its_end()
    {
        await using var bot = await Bot.StartAsync();
        var from = (await bot.ArriveAsync(bot.Message())).From;
        await bot.SendAsync(Bot.To(from, "一"));
        bot.Clock.Advance(TimeSpan.FromSeconds(3599 - 200));
        bot.Service.FaultLogin(503);
        Assert.IsType<SendOutcome.Sent>(await bot.SendAsync(Bot.To(from, "二")));
        bot.Clock.Advance(TimeSpan.FromSeconds(201));
        bot.Service.FaultLogin(503);
        Assert.Equal(new SendOutcome.Failed(SendError.ProviderDown), await bot.SendAsync(Bot.To(from, "三")));
    }

    [Theory]
    [InlineData(400, SendError.Misconfigured)]
    [InlineData(401, SendError.Misconfigured)]
    [InlineData(429, SendError.RateLimited)]
    [InlineData(500, SendError.ProviderDown)]
    [InlineData(503, SendError.ProviderDown)]
    public async Task A_login_that_fails_is_one_of_the_closed_list(int status, SendError error)
    {
        await using var bot = await Bot.StartAsync();
        var from = (await bot.ArriveAsync(bot.Message())).From;
        bot.Service.FaultLogin(status);
        Assert.Equal(new SendOutcome.Failed(error), await bot.SendAsync(Bot.To(from, "好的")));
    }

    [Fact]
    public async Task A_wrong_password_is_an_alarm_and_not_the_residents_matter()
    {
        await using var bot = await Bot.StartAsync();
        var from = (await bot.ArriveAsync(bot.Message())).From;
        var wrong = bot.With(bot.Settings().SetItem("app_password", "wrong"));
        Assert.Equal(new SendOutcome.Failed(SendError.Misconfigured), await wrong.SendAsync(Bot.To(from, "好的"), Bot.Cancellation));
    }

    [Fact]
    public async Task An_attachment_of_the_service_is_fetched_with_our_token_and_others_without()
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
