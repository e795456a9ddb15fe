using ResidentBot.Channels.Held;
using ResidentBot.Channels.WeChat;
using ResidentBot.Core.Messages;
using ResidentBot.StandIns;
using Xunit;
using static ResidentBot.Channels.Tests.WeChat.WeChatAccount;

namespace ResidentBot.Channels.Tests.WeChat;

/// <summary>Words in the answer to a request: once, to whoever asked, and in time or not at all.</summary>
public sealed class WeChatAnswerTests
{
    const string Id = "20000000000000007";

    static Reception.Accepted Heard(WeChatAccount account, string from = Mei, string id = Id) =>
        (Reception.Accepted)account.Receive(account.WeChat.Words(from, "漏水了", id));

    // A request that brought something new.
    static HeldRequest New(WeChatAccount account, WeChatChannel channel)
    {
        account.Hear();
        var held = channel.Hold(Heard(account))!;
        held.Stored(isNew: true);
        return held;
    }

    static Task<SendOutcome> SayAsync(WeChatAccount account, WeChatChannel channel, string text, string id = "m1") =>
        channel.SendAsync(account.Message(text) with { Id = id }, Cancellation);

    static SendError ErrorOf(SendOutcome outcome) => Assert.IsType<SendOutcome.Failed>(outcome).Error;

    [Theory]
    [InlineData("a ]]> b & <c> 😀", "with a key")]
    [InlineData("1 修好了\n2 还没有", "")]
    public async Task What_is_decided_in_time_is_the_answer_and_nothing_else_is_sent(string text, string key)
    {
        await using var account = await StartAsync();
        var channel = account.With(("answer_within", "4"), ("aes_key", key.Length == 0 ? "" : account.WeChat.AesKey));
        account.WeChat.Mode = key.Length == 0 ? WeChatMode.Plain : WeChatMode.Safe;
        account.Hear();
        var held = channel.Hold((Reception.Accepted)channel.Receive(Posted(account)))!;
        held.Stored(isNew: true);
        var saying = SayAsync(account, channel, text);
        Assert.Equal(text, account.WeChat.Read((await held.AnswerAsync(Cancellation))!, Mei));
        Assert.False(saying.IsCompleted);
        Assert.Empty(await held.EndAsync(left: true, account.Now));
        Assert.Equal(new SendOutcome.Sent(null), await saying);
        Assert.Empty(account.WeChat.Sent);
        Assert.Empty(account.WeChat.Violations);
    }

    static WebhookRequest Posted(WeChatAccount account)
    {
        var (query, body) = account.WeChat.Write(WeChatStandIn.Xml(account.WeChat.Words(Mei, "漏水了", Id)));
        return account.Request(query, body);
    }

    [Fact]
    public async Task Without_an_answer_in_time_the_words_go_by_the_service_interface()
    {
        await using var account = await StartAsync();
        var channel = account.With(("answer_within", "0.05"));
        var held = New(account, channel);
        Assert.Null(await held.AnswerAsync(Cancellation));
        await held.EndAsync(left: true, account.Now);
        Assert.IsType<SendOutcome.Sent>(await SayAsync(account, channel, "好"));
        Assert.Equal(WeChatWay.Service, Assert.Single(account.WeChat.Sent).Way);
    }

    [Fact]
    public async Task An_answer_that_did_not_leave_goes_by_the_service_interface()
    {
        await using var account = await StartAsync();
        var channel = account.With(("answer_within", "4"));
        var held = New(account, channel);
        var saying = SayAsync(account, channel, "好");
        Assert.NotNull(await held.AnswerAsync(Cancellation));
        await held.EndAsync(left: false, account.Now);
        Assert.IsType<SendOutcome.Sent>(await saying);
        Assert.Equal(WeChatWay.Service, Assert.Single(account.WeChat.Sent).Way);
        var repeat = channel.Hold(Heard(account))!;
        repeat.Stored(isNew: false);
        Assert.Null(await repeat.AnswerAsync(Cancellation));
    }

    [Fact]
    public async Task A_repeat_that_comes_while_the_first_waits_gets_the_same_words()
    {
        await using var account = await StartAsync();
        var channel = account.With(("answer_within", "4"));
        var first = New(account, channel);
        var repeat = channel.Hold(Heard(account))!;
        repeat.Stored(isNew: false);
        var answers = Task.WhenAll(first.AnswerAsync(Cancellation), repeat.AnswerAsync(Cancellation));
        var saying = SayAsync(account, channel, "好");
        Assert.All(await answers, answer => Assert.Equal("好", account.WeChat.Read(answer!, Mei)));
        await first.EndAsync(left: false, account.Now);
        Assert.False(saying.IsCompleted);
        await repeat.EndAsync(left: true, account.Now);
        Assert.IsType<SendOutcome.Sent>(await saying);
        Assert.Empty(account.WeChat.Sent);
    }

    [Fact]
    public async Task A_repeat_that_comes_after_the_answer_gets_the_same_words()
    {
        await using var account = await StartAsync();
        var channel = account.With(("answer_within", "4"));
        var first = New(account, channel);
        var saying = SayAsync(account, channel, "好");
        await first.AnswerAsync(Cancellation);
        await first.EndAsync(left: true, account.Now);
        await saying;
        var repeat = channel.Hold(Heard(account))!;
        repeat.Stored(isNew: false);
        Assert.Equal("好", account.WeChat.Read((await repeat.AnswerAsync(Cancellation))!, Mei));
    }

    [Fact]
    public async Task A_replayed_request_of_long_ago_gets_no_words()
    {
        await using var account = await StartAsync();
        var channel = account.With(("answer_within", "4"));
        account.Hear();
        var replayed = channel.Hold(Heard(account))!;
        var saying = SayAsync(account, channel, "好");
        replayed.Stored(isNew: false);
        Assert.Null(await replayed.AnswerAsync(Cancellation));
        Assert.IsType<SendOutcome.Sent>(await saying);
        Assert.Equal(WeChatWay.Service, Assert.Single(account.WeChat.Sent).Way);
    }

    [Fact]
    public async Task Words_for_somebody_else_and_words_that_are_too_long_are_no_answer()
    {
        await using var account = await StartAsync();
        var channel = account.With(("answer_within", "4"));
        var held = New(account, channel);
        account.WeChat.Follow("oLei");
        await channel.SendAsync(account.Message("雷师傅好") with { To = new Address("wechat:oLei") }, Cancellation);
        await SayAsync(account, channel, new string('水', 1000));
        Assert.Equal(["oLei", Mei, Mei], account.WeChat.Sent.Select(sent => sent.To));
        Assert.All(account.WeChat.Sent, sent => Assert.Equal(WeChatWay.Service, sent.Way));
        var saying = SayAsync(account, channel, "好");
        Assert.Equal("好", account.WeChat.Read((await held.AnswerAsync(Cancellation))!, Mei));
        await held.EndAsync(left: true, account.Now);
        await saying;
    }

    [Theory]
    [InlineData("unsubscribe")]
    [InlineData("VIEW")]
    public async Task Nobody_waits_for_an_answer_to_these(string name)
    {
        await using var account = await StartAsync();
        Assert.Null(account.With(("answer_within", "4")).Hold((Reception.Accepted)account.Receive(account.WeChat.Event(Mei, name, ("EventKey", "1")))));
    }

    [Fact]
    public async Task An_account_that_holds_nothing_sends_everything_by_the_service_interface()
    {
        await using var account = await StartAsync();
        Assert.Null(account.Channel.Hold(Heard(account)));
    }

    [Fact]
    public async Task Where_nothing_can_be_said_later_what_is_decided_together_is_said_together()
    {
        await using var account = await StartAsync();
        var channel = account.With(("answer_within", "4"), ("replies", "passive"));
        var held = New(account, channel);
        foreach (var (text, id) in new[] { ("报修已登记", "m1"), ("请问您贵姓？", "m2") }) Assert.IsType<SendOutcome.Sent>(await SayAsync(account, channel, text, id));
        Assert.Equal("报修已登记\n请问您贵姓？", account.WeChat.Read((await held.AnswerAsync(Cancellation))!, Mei));
        Assert.Empty(await held.EndAsync(left: true, account.Now));
        Assert.Equal(SendError.WindowClosed, ErrorOf(await SayAsync(account, channel, "师傅到了", "m3")));
        Assert.Empty(account.WeChat.Sent);
    }

    [Fact]
    public async Task Where_nothing_can_be_said_later_an_answer_that_never_left_is_told_as_failed()
    {
        await using var account = await StartAsync();
        var channel = account.With(("answer_within", "4"), ("replies", "passive"));
        var held = New(account, channel);
        await SayAsync(account, channel, "报修已登记");
        Assert.NotNull(await held.AnswerAsync(Cancellation));
        var report = Assert.Single(await held.EndAsync(left: false, account.Now));
        Assert.Equal(("m1", DeliveryState.Failed, SendError.WindowClosed, "checkin|p7|早"), (report.MessageId, report.State, report.Error, report.Concerns));
    }

    [Fact]
    public async Task Where_nothing_can_be_said_later_the_next_of_the_three_requests_brings_the_answer()
    {
        await using var account = await StartAsync();
        var channel = account.With(("answer_within", "4"), ("replies", "passive"));
        var first = New(account, channel);
        Assert.Null(await first.AnswerAsync(new CancellationToken(canceled: true)));
        var ending = first.EndAsync(left: false, account.Now);
        Assert.IsType<SendOutcome.Sent>(await SayAsync(account, channel, "好"));
        var second = channel.Hold(Heard(account))!;
        second.Stored(isNew: false);
        Assert.Equal("好", account.WeChat.Read((await second.AnswerAsync(Cancellation))!, Mei));
        Assert.Empty(await second.EndAsync(left: true, account.Now));
        Assert.Empty(await ending);
    }
}
