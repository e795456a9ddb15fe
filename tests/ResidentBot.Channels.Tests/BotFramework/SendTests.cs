using NodaTime;
using ResidentBot.Core.Messages;
using ResidentBot.StandIns;
using Xunit;

namespace ResidentBot.Channels.Tests.BotFramework;

/// <summary>What leaves, and what becomes of it.</summary>
public sealed class SendTests
{
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
    [FaultsOf(StandInFaults.BotFramework)]
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
}
