using System.Net;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using ResidentBot.StandIns;
using Xunit;
using static ResidentBot.Host.Tests.Channels.WeChatScene;

namespace ResidentBot.Host.Tests.Channels;

/// <summary>What people live through who follow our account on WeChat.</summary>
public sealed class WeChatTalks(SharedRedis redis)
{
    // 07:50 in Shanghai: ten minutes before the morning window.
    static ManualClock BeforeTheWindow => new(new DateTimeOffset(2026, 11, 22, 23, 50, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("", WeChatWay.Answer)]
    [InlineData(", answer_within: 0", WeChatWay.Service)]
    public async Task A_leak_is_reported_from_the_first_word_to_the_ticket(string more, WeChatWay way)
    {
        await using var scene = await StartAsync(redis.Address, more: more);
        foreach (var words in (string[])["厨房水管漏水了", "跳过", "3栋2单元501", "是"]) Assert.Equal(HttpStatusCode.OK, (await scene.SayAsync(Lei, words)).Status);
        var heard = scene.Heard(Lei);
        Assert.StartsWith("这里是橡园社区服务台", heard[0].Text);
        Assert.Equal(way, heard[0].Way);
        Assert.Contains(heard, one => one.Text.Contains("\n1 ", StringComparison.Ordinal));
        var (said, shown) = (await scene.Host.Running.SaidAsync(Of(Lei)), heard.ConvertAll(one => one.Text));
        Assert.Equal(said.Count, shown.Count);
        Assert.All(said.Zip(shown), pair => Assert.StartsWith(pair.First, pair.Second));
        Assert.Contains(shown, text => text.Contains("3栋2单元501", StringComparison.Ordinal) || text.Contains("1008", StringComparison.Ordinal) || text.Contains("登记", StringComparison.Ordinal));
        Assert.All(await scene.Host.ThreadAsync(Of(Lei)), line => Assert.True(line.Kind != ThreadKind.Out || line.Text!.Length > 0));
    }

    [Fact]
    public async Task A_message_that_wechat_repeats_three_times_has_one_effect_and_one_answer()
    {
        await using var scene = await StartAsync(redis.Address);
        var id = scene.WeChat.NewId();
        for (var i = 0; i < 3; i++) Assert.NotNull((await scene.SayAsync(Lei, "人工", id)).Text);
        Assert.Single(scene.Heard(Lei).Where(sent => sent.Way == WeChatWay.Answer).Select(sent => sent.Text).Distinct());
        Assert.Single(await scene.Host.ThreadAsync(Of(Lei)), line => line.Kind == ThreadKind.In);
    }

    [Fact]
    public async Task A_person_at_the_desk_answers_later_by_the_service_interface()
    {
        await using var scene = await StartAsync(redis.Address);
        await scene.SayAsync(Lei, "人工");
        await scene.Host.AnswerAndCloseAsync((await scene.Host.TalkAsync(Of(Lei)))!.Ticket!, "师傅下午三点到 😀");
        await RunningHost.UntilAsync("the answer", () => Task.FromResult(scene.Heard(Lei).Any(sent => sent is { Way: WeChatWay.Service } && sent.Text.Contains("师傅下午三点到 😀"))));
    }

    [Fact]
    public async Task A_token_renewed_elsewhere_in_the_middle_of_a_send_costs_nothing()
    {
        await using var scene = await StartAsync(redis.Address, more: ", answer_within: 0");
        await scene.SayAsync(Lei, "你好");
        var before = scene.Heard(Lei).Count;
        var isOver = false;
        scene.WeChat.Seen = path =>
        {
            if (isOver || path != "/cgi-bin/message/custom/send") return;
            isOver = true;
            scene.WeChat.RenewElsewhere();
        };
        await scene.SayAsync(Lei, "人工");
        Assert.True(isOver);
        Assert.True(scene.Heard(Lei).Count > before);
        Assert.DoesNotContain(await scene.Host.ThreadAsync(Of(Lei)), line => line.State == DeliveryState.Failed);
    }

    [Fact]
    public async Task A_check_in_outside_the_window_leaves_as_a_template_and_a_digit_answers_it()
    {
        var clock = BeforeTheWindow;
        await using var scene = await StartAsync(redis.Address, clock);
        clock.Advance(TimeSpan.FromMinutes(11));
        await RunningHost.UntilAsync("a check-in", () => Task.FromResult(scene.Heard(Yang).Count > 0));
        await scene.Host.Running.SettleAsync();
        var asked = Assert.Single(scene.Heard(Yang));
        Assert.Equal((WeChatWay.Template, "T-ask", "杨桂珍", "早安"), (asked.Way, asked.Text, asked.Data["thing1"], asked.Data["phrase2"]));

        await scene.WeChat.PostAsync(scene.Hook, scene.WeChat.Event(Yang, "TEMPLATESENDJOBFINISH", ("MsgID", $"{asked.MsgId}"), ("Status", "success")));
        await scene.Host.Running.SettleAsync();
        Assert.Contains(await scene.Host.ThreadAsync(Of(Yang)), line => line is { Kind: ThreadKind.News, State: DeliveryState.Delivered });

        Assert.NotNull((await scene.SayAsync(Yang, "1")).Text);
        Assert.Null((await scene.Host.Running.Community.Store.FindAsync<Person>("yang"))!.Ticket);

        // She has written: the evening's leaves in free words.
        clock.Advance(TimeSpan.FromHours(11));
        await RunningHost.UntilAsync("the evening's", () => Task.FromResult(scene.Heard(Yang)[^1].Way == WeChatWay.Service));
    }

    [Fact]
    public async Task A_check_in_that_she_blocked_sends_somebody_to_look()
    {
        var clock = BeforeTheWindow;
        await using var scene = await StartAsync(redis.Address, clock);
        clock.Advance(TimeSpan.FromMinutes(11));
        await RunningHost.UntilAsync("a check-in", () => Task.FromResult(scene.Heard(Yang).Count > 0));
        await scene.Host.Running.SettleAsync();
        await scene.WeChat.PostAsync(scene.Hook, scene.WeChat.Event(Yang, "TEMPLATESENDJOBFINISH", ("MsgID", $"{scene.Heard(Yang)[0].MsgId}"), ("Status", "failed:user block")));
        await RunningHost.UntilAsync("a ticket about her", async () => (await scene.Host.Running.Community.Store.FindAsync<Person>("yang"))?.Ticket is not null);
    }

    [Fact]
    public async Task Words_of_a_colleague_two_days_later_do_not_leave_and_he_is_told()
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 23, 1, 0, 0, TimeSpan.Zero));
        await using var scene = await StartAsync(redis.Address, clock);
        await scene.SayAsync(Lei, "人工");
        var ticket = (await scene.Host.TalkAsync(Of(Lei)))!.Ticket!;
        var heard = scene.Heard(Lei).Count;
        Assert.Null((await scene.Host.Running.ActAsync(new StaffAction.Claim("sam", "小山", ticket))).Refusal);
        clock.Advance(TimeSpan.FromHours(49));
        Assert.NotNull((await scene.Host.Running.ActAsync(new StaffAction.Reply("sam", "小山", ticket, "师傅到了吗？"))).Refusal);
        await scene.Host.Running.SettleAsync();
        Assert.Equal(heard, scene.Heard(Lei).Count);
    }

    [Fact]
    public async Task Where_wechat_says_that_the_window_is_closed_the_colleague_sees_that_it_failed()
    {
        await using var scene = await StartAsync(redis.Address);
        await scene.SayAsync(Lei, "人工");
        var ticket = (await scene.Host.TalkAsync(Of(Lei)))!.Ticket!;
        scene.WeChat.Fault(45015);
        await scene.Host.Running.ActAsync(new StaffAction.Claim("sam", "小山", ticket));
        await scene.Host.Running.ActAsync(new StaffAction.Reply("sam", "小山", ticket, "师傅到了吗？"));
        await RunningHost.UntilAsync("the failure", async () => (await scene.Host.ThreadAsync(Of(Lei))).Exists(line => line is { Kind: ThreadKind.News, State: DeliveryState.Failed }));
        Assert.DoesNotContain("gzh", (await scene.Host.TalkAsync(Of(Lei)))!.ClosedAccounts);
    }

    [Fact]
    public async Task A_picture_with_words_is_two_of_the_five_messages_and_needs_room_for_both()
    {
        await using var scene = await StartAsync(redis.Address);
        await scene.SayAsync(Lei, "人工");
        var ticket = (await scene.Host.TalkAsync(Of(Lei)))!.Ticket!;
        var picture = await scene.Host.KeepAsync([0xFF, 0xD8, 0xFF, 0xE0, 1], "image/jpeg", "大门.jpg");
        var before = await SentAsync();
        Assert.Null(await ReplyAsync("看大门", picture));
        Assert.Equal(before + 2, await SentAsync());
        while (await SentAsync() < 4) Assert.Null(await ReplyAsync("好的", null));
        Assert.Equal("show_closed", await ReplyAsync("看大门", picture));
        Assert.Null(await ReplyAsync("", picture));
        await scene.Host.Running.SettleAsync();
        Assert.Equal(2, scene.Heard(Lei).Count(sent => sent.Picture is not null));

        async Task<int> SentAsync() => (await scene.Host.TalkAsync(Of(Lei)))!.SentSince;

        async Task<string?> ReplyAsync(string text, Core.Messages.Media? shown) =>
            (await scene.Host.Running.ActAsync(new StaffAction.Reply("sam", "小山", ticket, text) { Media = shown })).Refusal?.Text;
    }

    [Fact]
    public async Task Whoever_follows_by_the_code_on_paper_is_the_person_it_was_made_for()
    {
        await using var scene = await StartAsync(redis.Address);
        Assert.Null((await scene.Host.Running.ActAsync(new StaffAction.MakePaperCode("sam", "小山", "yang", "41234567"))).Refusal);
        var answered = await scene.WeChat.PostAsync(scene.Hook, scene.WeChat.Event("oNew-3", "subscribe", ("EventKey", "qrscene_41234567"), ("Ticket", "t")));
        await scene.Host.Running.SettleAsync();
        Assert.Contains("杨桂珍", answered.Text);
        Assert.Contains(Of("oNew-3"), (await scene.Host.Running.Community.Store.FindAsync<Person>("yang"))!.Addresses);
    }

    [Fact]
    public async Task Whoever_unfollows_is_written_to_no_more()
    {
        await using var scene = await StartAsync(redis.Address);
        await scene.SayAsync(Lei, "你好");
        var answered = await scene.WeChat.PostAsync(scene.Hook, scene.WeChat.Event(Lei, "unsubscribe", ("EventKey", "")));
        await scene.Host.Running.SettleAsync();
        Assert.Null(answered.Text);
        Assert.Contains("gzh", (await scene.Host.TalkAsync(Of(Lei)))!.ClosedAccounts);
    }

    [Fact]
    public async Task An_account_without_the_service_interface_says_everything_in_its_answers()
    {
        await using var scene = await StartAsync(redis.Address, more: ", replies: passive", purposes: "service");
        scene.WeChat.HasService = false;
        foreach (var words in (string[])["厨房水管漏水了", "跳过"]) Assert.NotNull((await scene.SayAsync(Lei, words)).Text);
        Assert.All(scene.Heard(Lei), sent => Assert.Equal(WeChatWay.Answer, sent.Way));
        var shown = string.Join('\n', scene.Heard(Lei).Select(sent => sent.Text));
        Assert.All(await scene.Host.Running.SaidAsync(Of(Lei)), text => Assert.Contains(text, shown));
    }

    [Fact]
    public async Task A_forged_request_changes_nothing()
    {
        await using var scene = await StartAsync(redis.Address);
        using var content = new StringContent(WeChatStandIn.Xml(scene.WeChat.Words(Lei, "你好")));
        using var answer = await scene.Host.Running.Http.PostAsync($"{scene.Hook}?signature=abc&timestamp=1&nonce=2", content);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        var keys = scene.Host.Running.Community.Store.Keys;
        foreach (var key in (string[])[keys.Inbox, keys.Thread(Of(Lei))]) Assert.Equal(0L, await redis.Server.CallAsync("EXISTS", key));
        Assert.Equal("42", await scene.Host.Running.Http.GetStringAsync($"{scene.Hook}?{scene.WeChat.Check("42")}"));
    }
}
