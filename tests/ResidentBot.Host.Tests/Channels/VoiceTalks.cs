using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Tickets;
using ResidentBot.Host.Tests.Redis;
using Xunit;

namespace ResidentBot.Host.Tests.Channels;

/// <summary>What people live through who are rung up, and who ring us.</summary>
public sealed class VoiceTalks(SharedRedis redis)
{
    [Fact]
    public async Task She_is_rung_up_presses_one_and_is_thanked_before_she_hangs_up()
    {
        await using var scene = await VoiceScene.StartAsync(redis.Address);
        var call = await scene.MorningAsync();
        Assert.Equal((VoiceScene.Yang, VoiceScene.Ours), (call.To, call.From));
        Assert.StartsWith("您好，杨桂珍。这里是橡园社区。您今天还好吗？", call.Said);
        await scene.PickUpAsync(call);
        Assert.Equal("好的，谢谢您，放心了。", await scene.PressAsync(call, "1"));
        await scene.HangUpAsync(call);
        Assert.Equal((CheckInState.Fine, "resident"), ((await scene.CheckInAsync("yang")).State, (await scene.CheckInAsync("yang")).EndedBy));
        Assert.Contains(await scene.Host.ThreadAsync(new Address($"voice:{VoiceScene.Yang}")), line => line is { Kind: ThreadKind.News, State: DeliveryState.Delivered });
        Assert.Single(scene.Twilio.Calls);
        Assert.Empty(scene.Texts(VoiceScene.Neighbour));
    }

    [Theory]
    [InlineData("我很好")]
    [InlineData("挺好的，谢谢")]
    public async Task She_may_say_it_as_well(string words)
    {
        await using var scene = await VoiceScene.StartAsync(redis.Address);
        var call = await scene.MorningAsync();
        await scene.PickUpAsync(call);
        await scene.SpeakAsync(call, words);
        Assert.Equal(CheckInState.Fine, (await scene.CheckInAsync("yang")).State);
    }

    [Fact]
    public async Task Who_hangs_up_at_once_after_the_key_is_fine_and_not_rung_up_to_be_thanked()
    {
        await using var scene = await VoiceScene.StartAsync(redis.Address);
        var call = await scene.MorningAsync();
        await scene.PickUpAsync(call);
        var pressed = scene.Twilio.AnswerAsync(scene.Host.Running.Http, scene.Host.Running.App.Address, call, "1");
        await scene.HangUpAsync(call);
        await pressed;
        await scene.WaitAsync(1);
        Assert.Equal(CheckInState.Fine, (await scene.CheckInAsync("yang")).State);
        Assert.Single(scene.Twilio.Calls);
    }

    [Theory]
    [InlineData("busy")]
    [InlineData("no-answer")]
    [InlineData("failed")]
    [InlineData("canceled")]
    public async Task A_call_that_reaches_nobody_goes_on_to_her_next_address_once(string status)
    {
        await using var scene = await VoiceScene.StartAsync(redis.Address);
        var call = await scene.MorningAsync();
        await scene.HangUpAsync(call, status);
        await scene.TellAsync(call, status, "completed");
        await scene.Host.Running.SettleAsync();
        Assert.Contains("杨桂珍", Assert.Single(scene.Texts(VoiceScene.Neighbour)));
        Assert.Equal(CheckInState.Asked, (await scene.CheckInAsync("yang")).State);
    }

    [Fact]
    public async Task A_machine_that_picks_up_is_no_answer_whatever_it_says_and_whenever_that_is_told()
    {
        await using var scene = await VoiceScene.StartAsync(redis.Address, more: ", machine_detection: true");
        var call = await scene.MorningAsync();
        await scene.PickUpAsync(call);
        await scene.DetectAsync(call, "machine_start");
        await scene.Twilio.AnswerAsync(scene.Host.Running.Http, scene.Host.Running.App.Address, call, null, "我很好，请留言");
        await scene.HangUpAsync(call, null, ("AnsweredBy", "machine_start"));
        Assert.Single(scene.Texts(VoiceScene.Neighbour));
        Assert.Equal(CheckInState.Asked, (await scene.CheckInAsync("yang")).State);
    }

    [Fact]
    public async Task Who_is_wrongly_taken_for_a_machine_and_calls_for_help_is_heard_and_put_through()
    {
        await using var scene = await VoiceScene.StartAsync(redis.Address, more: ", machine_detection: true");
        var call = await scene.MorningAsync();
        await scene.PickUpAsync(call);
        await scene.DetectAsync(call, "machine_start");
        Assert.StartsWith("已通知值班人员", await scene.SpeakAsync(call, "救命，我摔倒了"));
        Assert.Equal("emergency", await scene.CauseAsync("yang"));
        Assert.Equal(VoiceScene.Duty, await scene.ConnectAsync(call));
    }

    [Fact]
    public async Task Silence_in_a_call_ends_with_goodbye_and_with_somebody_who_looks_in()
    {
        await using var scene = await VoiceScene.StartAsync(redis.Address);
        var call = await scene.MorningAsync();
        await scene.PickUpAsync(call);
        await scene.SayNothingAsync(call);
        Assert.Equal("completed", call.Status);
        await scene.HangUpAsync(call);
        Assert.Equal(CheckInState.Asked, (await scene.CheckInAsync("yang")).State);
        await scene.WaitAsync(60);
        Assert.Equal(2, scene.Twilio.Calls.Count(one => one.To == VoiceScene.Yang));
        await scene.WaitAsync(61);
        Assert.Equal("silence", await scene.CauseAsync("yang"));
    }

    [Theory]
    [InlineData("2")]
    [InlineData("3")]
    public async Task Who_is_not_fine_is_put_through_after_somebody_was_alarmed(string key)
    {
        await using var scene = await VoiceScene.StartAsync(redis.Address);
        var call = await scene.MorningAsync();
        await scene.PickUpAsync(call);
        Assert.Contains("马上有人联系您", await scene.PressAsync(call, key));
        Assert.Equal("worry", await scene.CauseAsync("yang"));
        Assert.Equal(VoiceScene.Duty, await scene.ConnectAsync(call));
        await scene.DialedAsync(call, "no-answer");
        Assert.StartsWith("现在没有人接", call.Said);
        await scene.HangUpAsync(call);
        Assert.Equal(CheckInState.Alert, (await scene.CheckInAsync("yang")).State);
        Assert.Single(scene.Twilio.Calls);
    }

    [Fact]
    public async Task Ringing_once_answers_the_mornings_text()
    {
        await using var scene = await VoiceScene.StartAsync(redis.Address);
        await scene.MorningAsync();
        Assert.Single(scene.Texts(VoiceScene.Gao));
        var ring = await scene.RingAsync(VoiceScene.Gao);
        Assert.Equal(CheckInState.Asked, (await scene.CheckInAsync("gao")).State);
        await scene.HangUpAsync(ring);
        Assert.Equal((CheckInState.Fine, "resident"), ((await scene.CheckInAsync("gao")).State, (await scene.CheckInAsync("gao")).EndedBy));
        Assert.Equal("好的，谢谢您，放心了。", scene.Texts(VoiceScene.Gao)[^1]);
        await scene.TellAsync(ring, "no-answer", "completed");
        await scene.Host.Running.SettleAsync();
        Assert.Equal(2, scene.Texts(VoiceScene.Gao).Count);
    }

    [Fact]
    public async Task Who_stays_on_the_line_is_asked_and_a_hang_up_then_is_not_fine()
    {
        await using var scene = await VoiceScene.StartAsync(redis.Address);
        await scene.MorningAsync();
        var (call, heard) = await scene.RingAndStayAsync(VoiceScene.Gao);
        Assert.Equal("您好，高玉兰。这里是橡园社区。您今天还好吗？\n按1：我很好。\n按2：要帮忙。\n按3：给我打电话。", heard);
        await scene.HangUpAsync(call);
        Assert.Equal("worry", await scene.CauseAsync("gao"));
    }

    [Fact]
    public async Task Who_stays_and_says_nothing_is_put_through()
    {
        await using var scene = await VoiceScene.StartAsync(redis.Address);
        await scene.MorningAsync();
        var (call, _) = await scene.RingAndStayAsync(VoiceScene.Gao);
        await scene.SayNothingAsync(call);
        Assert.Equal("worry", await scene.CauseAsync("gao"));
        Assert.Equal(VoiceScene.Duty, await scene.ConnectAsync(call));
        await scene.DialedAsync(call, "completed");
        await scene.HangUpAsync(call);
        Assert.Equal(CheckInState.Alert, (await scene.CheckInAsync("gao")).State);
    }

    [Fact]
    public async Task A_stranger_gets_the_menu_and_by_a_key_a_person()
    {
        await using var scene = await VoiceScene.StartAsync(redis.Address);
        var (call, heard) = await scene.RingAndStayAsync("+12025550177");
        Assert.Equal("您好，这里是橡园社区服务台。您可以直接说是什么事。\n按1：找工作人员。", heard);
        await scene.PressAsync(call, "1");
        Assert.Equal(VoiceScene.Duty, await scene.ConnectAsync(call));
        var talk = await scene.Host.TalkAsync(new Address("voice:+12025550177"));
        Assert.Equal(TicketKind.HandOff, (await scene.Host.TicketAsync(talk!.Ticket!))!.Kind);
    }

    [Fact]
    public async Task A_call_for_help_is_an_emergency_by_telephone_too()
    {
        await using var scene = await VoiceScene.StartAsync(redis.Address);
        var (call, _) = await scene.RingAndStayAsync(VoiceScene.Yang);
        Assert.StartsWith("已通知值班人员", await scene.SpeakAsync(call, "救命，我摔倒了"));
        Assert.Equal(VoiceScene.Duty, await scene.ConnectAsync(call));
    }

    [Fact]
    public async Task Who_answers_no_text_is_rung_up_before_somebody_is_sent()
    {
        await using var scene = await VoiceScene.StartAsync(redis.Address);
        await scene.MorningAsync();
        await scene.WaitAsync(60);
        await scene.WaitAsync(30);
        var call = Assert.Single(scene.Twilio.Calls, one => one.To == VoiceScene.Gao);
        await scene.PickUpAsync(call);
        await scene.PressAsync(call, "1");
        Assert.Equal(CheckInState.Fine, (await scene.CheckInAsync("gao")).State);
    }

    [Theory]
    [InlineData("completed in-progress initiated")]
    [InlineData("in-progress completed completed initiated")]
    [InlineData("initiated initiated in-progress in-progress completed")]
    public async Task Callbacks_of_an_answered_call_may_come_in_any_order_and_again(string order)
    {
        await using var scene = await VoiceScene.StartAsync(redis.Address);
        var call = await scene.MorningAsync();
        await scene.PickUpAsync(call);
        await scene.PressAsync(call, "1");
        foreach (var status in order.Split(' ')) await scene.TellAsync(call, status, status switch { "in-progress" => "answered", _ => status });
        await scene.HangUpAsync(call);
        Assert.Equal(CheckInState.Fine, (await scene.CheckInAsync("yang")).State);
        Assert.Single(scene.Twilio.Calls);
        Assert.Empty(scene.Texts(VoiceScene.Neighbour));
    }

    [Fact]
    public async Task A_host_that_dies_in_a_call_goes_on_with_it_when_it_is_back()
    {
        await using var scene = await VoiceScene.StartAsync(redis.Address);
        var call = await scene.MorningAsync();
        await scene.PickUpAsync(call);
        await scene.Host.StopAsync();
        await scene.Host.StartAsync();
        await scene.Host.Running.SettleAsync();
        Assert.Equal("好的，谢谢您，放心了。", await scene.PressAsync(call, "1"));
        Assert.Equal(CheckInState.Fine, (await scene.CheckInAsync("yang")).State);
        Assert.Single(scene.Twilio.Calls);
    }
}
