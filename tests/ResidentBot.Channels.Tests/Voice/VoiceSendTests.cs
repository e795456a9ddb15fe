using System.Collections.Concurrent;
using NodaTime;
using ResidentBot.Core.Messages;
using ResidentBot.StandIns;
using Xunit;
using static ResidentBot.Channels.Tests.Twilio.TwilioCases;
using static ResidentBot.Channels.Tests.Voice.VoiceCases;

namespace ResidentBot.Channels.Tests.Voice;

/// <summary>How a message becomes a call, or is spoken in the call that is going on.</summary>
public sealed class VoiceSendTests : IAsyncLifetime
{
    readonly HttpClient _http = new();
    readonly ConcurrentDictionary<Address, string> _routes = new();
    readonly ManualTime _time = new();
    TwilioStandIn _twilio = null!;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _twilio = await TwilioStandIn.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _twilio.DisposeAsync();
        _http.Dispose();
        Assert.Empty(_twilio.Violations);
    }

    Channels.Voice.VoiceChannel Channel(params (string Name, string? Value)[] settings) => VoiceCases.Channel(_http, _twilio, _routes, _time, settings);

    static SendOutcome.Failed Failed(SendOutcome outcome) => Assert.IsType<SendOutcome.Failed>(outcome);

    async Task<SendOutcome> SendAsync(Outgoing message, params (string Name, string? Value)[] settings) => await Channel(settings).SendAsync(message, Cancellation);

    // A call that we began and that was picked up.
    async Task<(Channels.Voice.VoiceChannel Channel, TwilioCall Call)> LiveAsync()
    {
        var channel = Channel();
        await channel.SendAsync(Ask(), Cancellation);
        var call = _twilio.Calls[^1];
        TwilioStandIn.PickUp(call);
        _routes[Them] = $"Live {call.Sid} 2026-03-01T08:00:00Z";
        return (channel, call);
    }

    [Fact]
    public async Task A_check_in_rings_up_hears_keys_then_words_asks_once_more_into_silence_and_says_goodbye()
    {
        var outcome = await SendAsync(Ask());
        var call = Assert.Single(_twilio.Calls);
        Assert.Equal(new SendOutcome.Sent(call.Sid), outcome);
        Assert.Equal((Theirs, Ours), (call.To, call.From));
        Assert.Equal(
            "<Response>"
            + Gather("dtmf", 1, Words) + Gather("dtmf speech", 2, Keys) + Gather("dtmf speech", 3, Words + Keys)
            + "<Say language=\"zh-CN\">call_unheard.zh</Say><Hangup /></Response>",
            call.Document.ToString(System.Xml.Linq.SaveOptions.DisableFormatting));
        Assert.Equal(["initiated", "answered", "completed"], call.Form["StatusCallbackEvent"]);
        Assert.Equal($"{VoiceUrl}/status?m=e7.1&c=checkin%7Cp7%3A2026-03-01%3Amorning%7Ccheckin_ask&t=%2B15005550009", call.Form["StatusCallback"][0]);
        Assert.DoesNotContain("MachineDetection", call.Form.Keys);
    }

    const string Words = "<Say language=\"zh-CN\">您好吗？</Say>";

    const string Keys = "<Say language=\"zh-CN\">call_press.zh 1 我很好</Say><Say language=\"zh-CN\">call_press.zh 2 要帮忙</Say><Say language=\"zh-CN\">call_press.zh 3 给我打电话</Say>";

    static string Gather(string input, int time, string said) =>
        $"<Gather input=\"{input}\" {(input == "dtmf" ? "timeout=\"1\"" : "timeout=\"8\" speechTimeout=\"auto\" language=\"cmn-Hans-CN\"")} action=\"{VoiceUrl}/heard?s=e7.1.{time}&amp;l=zh\" method=\"POST\" numDigits=\"1\">{said}</Gather>";

    [Fact]
    public async Task Machines_are_listened_for_beside_the_call_where_it_is_wished()
    {
        await SendAsync(Ask(), ("machine_detection", "true"));
        var form = _twilio.Calls[0].Form;
        Assert.Equal(("Enable", "true", form["StatusCallback"][0]), (form["MachineDetection"][0], form["AsyncAmd"][0], form["AsyncAmdStatusCallback"][0]));
    }

    [Fact]
    public async Task A_name_of_any_signs_is_spoken_as_it_is()
    {
        await SendAsync(Ask("A & B <c> \"d\" \u0001\ud800 好？"));
        Assert.StartsWith("A & B <c> \"d\"  好？", _twilio.Calls[0].Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_neighbours_recording_takes_the_place_of_the_words_and_the_keys()
    {
        await SendAsync(Ask(), ("recording:call_ask:zh", "https://desk.example.org/ask.mp3"), ("recording:call_unheard:zh", "https://desk.example.org/bye.mp3"));
        Assert.Equal("https://desk.example.org/ask.mp3", _twilio.Calls[0].Said);
        Assert.Equal(["ask", "ask", "bye"], _twilio.Calls[0].Document.Descendants("Play").Select(play => play.Value[^7..^4]));
    }

    [Fact]
    public async Task A_named_voice_speaks_its_language()
    {
        await SendAsync(Ask(), ("voice_zh", "Polly.Zhiyu"));
        Assert.All(_twilio.Calls[0].Document.Descendants("Say"), say => Assert.Equal(("cmn-CN", "Polly.Zhiyu"), (say.Attribute("language")!.Value, say.Attribute("voice")!.Value)));
        await SendAsync(Ask() with { Id = "e9.1", To = new Address("voice:+15005550008"), Text = "Are you well?", Phrase = null });
        Assert.Contains("en-GB", _twilio.Calls[1].Document.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(900)]
    [InlineData(3000)]
    [InlineData(4096)]
    public async Task Long_words_still_fit_one_request(int length)
    {
        Assert.IsType<SendOutcome.Sent>(await SendAsync(Ask(string.Concat(Enumerable.Repeat("这句话很长&。", length / 7)))));
        Assert.NotEmpty(_twilio.Calls[0].Said);
    }

    [Fact]
    public async Task An_answer_is_spoken_into_the_call_that_is_going_on()
    {
        var (channel, call) = await LiveAsync();
        Assert.Equal(new SendOutcome.Sent(call.Sid), await channel.SendAsync(Say("好的，谢谢您。", lane: Lane.CheckIn), Cancellation));
        Assert.Equal(1, call.Updates);
        Assert.Equal("好的，谢谢您。", call.Said);
        Assert.Equal(["Gather", "Say", "Hangup"], call.Document.Elements().Select(verb => verb.Name.LocalName));
        Assert.Single(_twilio.Calls);
    }

    [Fact]
    public async Task A_question_in_a_call_tells_of_silence()
    {
        var (channel, call) = await LiveAsync();
        await channel.SendAsync(Ask("是哪一位？", concerns: null), Cancellation);
        Assert.Equal([null, "true"], call.Document.Elements("Gather").Select(gather => gather.Attribute("actionOnEmptyResult")?.Value));
    }

    [Fact]
    public async Task A_second_answer_to_the_same_words_begins_with_the_first()
    {
        var (channel, call) = await LiveAsync();
        await channel.SendAsync(Say("第一句。", "e8.1"), Cancellation);
        await channel.SendAsync(Say("第二句。", "e8.3"), Cancellation);
        Assert.Equal("第一句。\n第二句。", call.Said);
        await channel.SendAsync(Say("后来的话。", "e9.1"), Cancellation);
        Assert.Equal("后来的话。", call.Said);
    }

    [Fact]
    public async Task Who_is_put_through_hears_nothing_of_ours_any_more()
    {
        var (channel, call) = await LiveAsync();
        await channel.SendAsync(Say("马上有人来。", "e8.1") with { Connect = true }, Cancellation);
        Assert.Equal("马上有人来。\ncall_connect.zh", call.Said);
        Assert.Equal($"{VoiceUrl}/connect?l=zh", call.Document.Element("Redirect")!.Value);
        foreach (var id in (string[])["e8.2", "e9.1"])
            Assert.Equal(SendError.TooOld, Failed(await channel.SendAsync(Say("还有一句。", id), Cancellation)).Error);
        _routes[Them] = $"Connected {call.Sid} 2026-03-01T08:00:10Z";
        Assert.Equal(SendError.TooOld, Failed(await Channel().SendAsync(Say("还有一句。"), Cancellation)).Error);
        Assert.Equal(1, call.Updates);
    }

    [Theory]
    [InlineData(Lane.Reply, null, false)]
    [InlineData(Lane.CheckIn, null, false)]
    [InlineData(Lane.CheckIn, "checkin|p7|again", true)]
    [InlineData(Lane.Emergency, null, true)]
    public async Task When_the_call_is_over_only_what_somebody_waits_for_rings_again(Lane lane, string? concerns, bool rings)
    {
        var (channel, call) = await LiveAsync();
        TwilioStandIn.HangUp(call);
        var message = Say("话。", lane: lane) with { Concerns = concerns, Phrase = concerns is null ? null : Ask(key: "checkin_again").Phrase };
        var outcome = await channel.SendAsync(message, Cancellation);
        Assert.Equal(rings, outcome is SendOutcome.Sent);
        if (!rings) Assert.Equal(SendError.TooOld, Failed(outcome).Error);
        Assert.Equal((0, rings ? 2 : 1), (call.Updates, _twilio.Calls.Count));
    }

    [Fact]
    public async Task Words_that_come_after_the_wait_do_not_break_in_on_a_caller_who_was_put_through_without_them()
    {
        var (channel, call) = await LiveAsync();
        _routes[Them] = $"Waiting {call.Sid} 2026-03-01T07:59:50Z";
        Assert.Equal(SendError.TooOld, Failed(await channel.SendAsync(Say("您好吗？"), Cancellation)).Error);
        _routes[Them] = $"Waiting {call.Sid} 2026-03-01T07:59:52Z";
        Assert.IsType<SendOutcome.Sent>(await channel.SendAsync(Say("您好吗？"), Cancellation));
        _routes[Them] = $"Waiting {call.Sid} 2026-03-01T07:59:40Z";
        Assert.IsType<SendOutcome.Sent>(await channel.SendAsync(Say("好的。", "e9.1"), Cancellation));
    }

    [Theory]
    [InlineData("Over CA1 2026-03-01T08:00:00Z")]
    [InlineData("Live CA1 2026-03-01T07:54:00Z")]
    [InlineData("Connected CA1 2026-03-01T05:59:00Z")]
    [InlineData("Live CAunknown 2026-03-01T08:00:00Z")]
    [InlineData("nonsense")]
    [InlineData(null)]
    public async Task Nobody_on_the_line_means_no_answer_and_a_new_call(string? kept)
    {
        if (kept is not null) _routes[Them] = kept;
        Assert.Equal(SendError.TooOld, Failed(await SendAsync(Say("话。"))).Error);
        Assert.IsType<SendOutcome.Sent>(await SendAsync(Say("救人", lane: Lane.Emergency)));
    }

    [Fact]
    public async Task A_telephone_that_rings_or_is_in_use_is_left_alone_for_a_while()
    {
        var channel = Channel();
        await channel.SendAsync(Ask(), Cancellation);
        var second = Ask() with { Id = "e9.1", Concerns = "rung|1008|0.1" };
        Assert.Equal(new SendOutcome.Failed(SendError.RateLimited, Duration.FromSeconds(20)), await channel.SendAsync(second, Cancellation));
        _routes[Them] = $"Live {_twilio.Calls[0].Sid} 2026-03-01T08:00:00Z";
        Assert.Equal(SendError.RateLimited, Failed(await channel.SendAsync(second, Cancellation)).Error);
        _routes[Them] = $"Over {_twilio.Calls[0].Sid} 2026-03-01T08:00:30Z";
        Assert.IsType<SendOutcome.Sent>(await channel.SendAsync(second, Cancellation));
        _time.Advance(Duration.FromMinutes(2));
        Assert.IsType<SendOutcome.Sent>(await channel.SendAsync(second with { Id = "e10.1" }, Cancellation));
    }

    [Theory]
    [InlineData(TwilioFault.ServerError, SendError.ProviderDown)]
    [InlineData(TwilioFault.RateLimited, SendError.RateLimited)]
    [InlineData(TwilioFault.HangupBefore, SendError.Unknown)]
    public async Task What_goes_wrong_has_a_name(TwilioFault fault, SendError error)
    {
        _twilio.Fault(fault);
        Assert.Equal(error, Failed(await SendAsync(Ask())).Error);
        Assert.Empty(_twilio.Calls);
        Assert.IsType<SendOutcome.Sent>(await SendAsync(Ask()));
    }

    [Fact]
    public async Task A_bad_number_a_wrong_token_and_no_words()
    {
        Assert.Equal(SendError.BadAddress, Failed(await SendAsync(Ask() with { To = new Address("voice:12") })).Error);
        Assert.Equal(SendError.Misconfigured, Failed(await SendAsync(Ask(), ("auth_token", "wrong"))).Error);
        Assert.Equal(SendError.Refused, Failed(await SendAsync(Ask(" "))).Error);
        Assert.Empty(_twilio.Calls);
    }

    [Theory]
    [InlineData("from")]
    [InlineData("dial")]
    [InlineData("auth_token")]
    public void A_missing_setting_is_named(string name) =>
        Assert.Contains(name, Assert.Throws<ArgumentException>(() => Listening((name, null))).Message, StringComparison.Ordinal);
}
