using System.Text.Json.Nodes;
using ResidentBot.Channels.BotFramework;
using ResidentBot.Channels.Held;
using ResidentBot.Core.Messages;
using Xunit;

namespace ResidentBot.Channels.Tests.BotFramework;

/// <summary>Replies in the answer to a request that expects them: once, to whoever asked, and in time or by the Connector.</summary>
public sealed class ExpectRepliesTests
{
    static JsonObject Asking(Bot bot, string conversation = "a:1xy", string id = "1700")
    {
        var activity = bot.Message(conversation: conversation);
        (activity["deliveryMode"], activity["id"]) = ("expectReplies", id);
        return activity;
    }

    // A request that brought something new.
    static async Task<(HeldRequest Held, Address From)> NewAsync(Bot bot, BotFrameworkChannel? channel = null)
    {
        var accepted = await bot.AcceptAsync(Asking(bot));
        var held = (channel ?? bot.Channel).Hold(accepted)!;
        held.Stored(isNew: true);
        return (held, accepted.Arrivals[0].From);
    }

    static string[] Texts(string? body) => [.. JsonNode.Parse(body!)!["activities"]!.AsArray().Select(activity => (string)activity!["text"]!)];

    static Outgoing Reply(Address to, string text, string id = "m1") => Bot.To(to, text) with { Lane = Lane.Reply, Id = id };

    [Fact]
    public async Task What_is_decided_in_time_is_the_answer_and_nothing_is_posted()
    {
        await using var bot = await Bot.StartAsync();
        var (held, from) = await NewAsync(bot);
        var saying = bot.SendAsync(Reply(from, "修好了吗？"));
        var body = await held.AnswerAsync(Bot.Cancellation);
        Assert.Equal(["修好了吗？"], Texts(body));
        Assert.Equal(("application/json", "1700"), (held.BodyType, (string?)JsonNode.Parse(body!)!["activities"]![0]!["replyToId"]));
        // It stays in the outbox until it left.
        Assert.False(saying.IsCompleted);
        Assert.Empty(await held.EndAsync(left: true, bot.Now));
        Assert.Equal(new SendOutcome.Sent(null), await saying);
        Assert.Empty(bot.Service.Sent);
    }

    [Fact]
    public async Task A_long_text_is_one_answer_of_several_activities()
    {
        await using var bot = await Bot.StartAsync();
        var (held, from) = await NewAsync(bot);
        var text = string.Concat(Enumerable.Repeat("水管漏水了。", 8000));
        var saying = bot.SendAsync(Reply(from, text));
        var texts = Texts(await held.AnswerAsync(Bot.Cancellation));
        await held.EndAsync(left: true, bot.Now);
        Assert.True(texts.Length > 1);
        Assert.Equal(text, string.Concat(texts));
        Assert.IsType<SendOutcome.Sent>(await saying);
    }

    [Fact]
    public async Task What_is_not_in_time_goes_by_the_connector()
    {
        await using var bot = await Bot.StartAsync();
        var hasty = bot.With(bot.Settings(), TimeSpan.FromMilliseconds(50));
        var (held, from) = await NewAsync(bot, hasty);
        Assert.Null(await held.AnswerAsync(Bot.Cancellation));
        await held.EndAsync(left: true, bot.Now);
        Assert.IsType<SendOutcome.Sent>(await hasty.SendAsync(Reply(from, "好的"), Bot.Cancellation));
        Assert.Equal("好的", Assert.Single(bot.Service.Sent).Text);
    }

    [Fact]
    public async Task An_answer_that_did_not_leave_goes_by_the_connector()
    {
        await using var bot = await Bot.StartAsync();
        var (held, from) = await NewAsync(bot);
        var saying = bot.SendAsync(Reply(from, "好的"));
        Assert.NotNull(await held.AnswerAsync(Bot.Cancellation));
        await held.EndAsync(left: false, bot.Now);
        Assert.IsType<SendOutcome.Sent>(await saying);
        Assert.Equal("好的", Assert.Single(bot.Service.Sent).Text);
    }

    [Fact]
    public async Task A_second_message_goes_by_the_connector()
    {
        await using var bot = await Bot.StartAsync();
        var (held, from) = await NewAsync(bot);
        var first = bot.SendAsync(Reply(from, "一"));
        Assert.Equal(["一"], Texts(await held.AnswerAsync(Bot.Cancellation)));
        await held.EndAsync(left: true, bot.Now);
        await first;
        Assert.IsType<SendOutcome.Sent>(await bot.SendAsync(Reply(from, "二", "m2")));
        Assert.Equal("二", Assert.Single(bot.Service.Sent).Text);
    }

    [Fact]
    public async Task Only_the_conversation_that_asked_is_answered()
    {
        await using var bot = await Bot.StartAsync();
        var other = (await bot.ArriveAsync(bot.Message(conversation: "a:2zz"))).From;
        var (held, from) = await NewAsync(bot);
        Assert.IsType<SendOutcome.Sent>(await bot.SendAsync(Reply(other, "别人的")));
        var saying = bot.SendAsync(Reply(from, "您的"));
        Assert.Equal(["您的"], Texts(await held.AnswerAsync(Bot.Cancellation)));
        await held.EndAsync(left: true, bot.Now);
        await saying;
        Assert.Equal("别人的", Assert.Single(bot.Service.Sent).Text);
    }

    [Fact]
    public async Task Whoever_does_not_ask_for_it_is_not_held()
    {
        await using var bot = await Bot.StartAsync();
        Assert.Null(bot.Channel.Hold(await bot.AcceptAsync(bot.Message())));
        var nothing = Asking(bot);
        nothing["type"] = "typing";
        Assert.Null(bot.Channel.Hold(await bot.AcceptAsync(nothing)));
    }
}
