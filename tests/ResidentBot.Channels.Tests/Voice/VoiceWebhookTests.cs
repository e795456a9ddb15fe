using ResidentBot.Core.Messages;
using Xunit;
using static ResidentBot.Channels.Tests.Twilio.TwilioCases;
using static ResidentBot.Channels.Tests.Voice.VoiceCases;

namespace ResidentBot.Channels.Tests.Voice;

/// <summary>What Twilio tells of a call, what is made of it, and what it is answered.</summary>
public sealed class VoiceWebhookTests
{
    const string Beginning = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

    static Arrival? Heard(Reception reception) => Take(reception).Arrivals is [var one] ? one : null;

    [Fact]
    public void A_call_that_comes_in_rings_four_seconds_before_anything_picks_up()
    {
        var taken = Take(Listening().Receive(Told("", ("CallStatus", "ringing"))));
        Assert.Equal($"{Beginning}<Response><Pause length=\"4\" /><Redirect method=\"POST\">{VoiceUrl}/stay</Redirect></Response>", taken.Body);
        Assert.Equal("text/xml", taken.BodyType);
        var arrival = Assert.Single(taken.Arrivals);
        Assert.Equal((ArrivalKind.CallBegan, Them, $"{Call}:began", new PhoneCall(Call, false)), (arrival.Kind, arrival.From, arrival.ProviderId, arrival.Call));
        Assert.Empty(taken.Routes);
    }

    [Fact]
    public void Who_stays_is_greeted_and_gets_a_person_when_no_words_of_ours_come()
    {
        var taken = Take(Listening().Receive(Told("stay")));
        Assert.Equal(
            $"{Beginning}<Response><Say language=\"zh-CN\">call_wait.zh</Say><Pause length=\"8\" /><Say language=\"zh-CN\">call_connect.zh</Say>"
            + $"<Dial timeout=\"25\" action=\"{VoiceUrl}/dialed?l=zh\" method=\"POST\"><Number>{Duty}</Number></Dial></Response>",
            taken.Body);
        Assert.Equal(ArrivalKind.CallStayed, Assert.Single(taken.Arrivals).Kind);
        Assert.Equal($"Waiting {Call} 2026-03-01T08:00:00Z", Assert.Single(taken.Routes).Data);
    }

    [Theory]
    [InlineData("completed", "Live CAother 2026-03-01T07:59:50Z", true)]
    [InlineData("completed", "Live CAother 2026-03-01T07:50:00Z", false)]
    [InlineData("completed", "Live THIS 2026-03-01T07:59:50Z", false)]
    [InlineData("completed", "Over CAother 2026-03-01T07:59:50Z", false)]
    [InlineData("in-progress", "Over THIS 2026-03-01T07:59:59Z", true)]
    [InlineData("in-progress", "Over CAother 2026-03-01T07:59:59Z", false)]
    [InlineData("in-progress", "Live CAother 2026-03-01T07:59:59Z", false)]
    [InlineData("in-progress", "nonsense", false)]
    public void Late_news_of_one_call_does_not_end_another_nor_bring_back_one_that_is_over(string status, string kept, bool yields)
    {
        var told = Take(Listening().Receive(Told("status?m=e1.1&t=%2B15005550009", ("CallStatus", status), ("Direction", "outbound-api"), ("To", Theirs))));
        Assert.Equal(yields, Assert.Single(told.Routes).YieldsTo!(kept.Replace("THIS", Call, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Digits", "1", ArrivalKind.Message, "1", "call_noted.zh")]
    [InlineData("SpeechResult", "我很好", ArrivalKind.Message, "我很好", "call_noted.zh")]
    [InlineData("Digits", "", ArrivalKind.CallSilent, "", "call_unheard.zh")]
    [InlineData("SpeechResult", " ", ArrivalKind.CallSilent, "", "call_unheard.zh")]
    public void Keys_and_words_are_told_by_call_and_step(string name, string value, ArrivalKind kind, string text, string said)
    {
        var taken = Take(Listening().Receive(Told("heard?s=e7.1.2&l=zh", (name, value))));
        var arrival = Assert.Single(taken.Arrivals);
        Assert.Equal((kind, text, $"{Call}:e7.1.2", true), (arrival.Kind, arrival.Text, arrival.ProviderId, arrival.Call!.IsAnswered));
        Assert.Equal($"{Beginning}<Response><Pause length=\"8\" /><Say language=\"zh-CN\">{said}</Say><Hangup /></Response>", taken.Body);
    }

    [Fact]
    public void In_a_call_of_ours_the_one_who_answers_is_who_was_rung() =>
        Assert.Equal(Them, Heard(Listening().Receive(Told("heard?s=e7.1.1&l=en", ("Direction", "outbound-api"), ("From", Ours), ("To", Theirs), ("Digits", "1"))))!.From);

    [Theory]
    [InlineData("anonymous")]
    [InlineData("+266696687")]
    [InlineData("+7378742833")]
    [InlineData("")]
    [InlineData("client:alice")]
    public void Who_withholds_his_number_is_put_through_at_once_and_nothing_is_stored(string from)
    {
        var taken = Take(Listening().Receive(Told("", ("From", from))));
        Assert.Empty(taken.Arrivals);
        Assert.Contains($"<Number>{Duty}</Number>", taken.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_caller_is_put_through_under_his_own_number_and_whom_we_rang_under_ours()
    {
        var theirs = Take(Listening().Receive(Told("connect?l=en")));
        Assert.Equal($"{Beginning}<Response><Dial timeout=\"25\" action=\"{VoiceUrl}/dialed?l=en\" method=\"POST\"><Number>{Duty}</Number></Dial></Response>", theirs.Body);
        Assert.StartsWith("Connected ", Assert.Single(theirs.Routes).Data, StringComparison.Ordinal);
        Assert.Contains($"callerId=\"{Ours}\"", Take(Listening().Receive(Told("connect?l=en", ("Direction", "outbound-api"), ("To", Theirs), ("From", Ours)))).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("completed", "<Response><Hangup /></Response>")]
    [InlineData("no-answer", "<Response><Say language=\"zh-CN\">call_nobody.zh</Say><Hangup /></Response>")]
    [InlineData("busy", "<Response><Say language=\"zh-CN\">call_nobody.zh</Say><Hangup /></Response>")]
    [InlineData("failed", "<Response><Say language=\"zh-CN\">call_nobody.zh</Say><Hangup /></Response>")]
    public void Who_could_not_be_put_through_is_told(string status, string body) =>
        Assert.Equal(Beginning + body, Take(Listening().Receive(Told("dialed?l=zh", ("DialCallStatus", status)))).Body);

    [Theory]
    [InlineData("no-answer", false)]
    [InlineData("canceled", false)]
    [InlineData("completed", true)]
    [InlineData("failed", true)]
    [InlineData("busy", true)]
    public void Only_what_twilio_says_was_never_picked_up_was_a_ring(string status, bool isAnswered)
    {
        var taken = Take(Listening().Receive(Told("status", ("CallStatus", status))));
        Assert.Equal((ArrivalKind.CallEnded, isAnswered), (taken.Arrivals[0].Kind, taken.Arrivals[0].Call!.IsAnswered));
        Assert.StartsWith("Over ", Assert.Single(taken.Routes).Data, StringComparison.Ordinal);
        Assert.Empty(taken.Reports);
    }

    [Theory]
    [InlineData("initiated", "", DeliveryState.Sent, null)]
    [InlineData("ringing", "", null, null)]
    [InlineData("in-progress", "", null, null)]
    [InlineData("in-progress", "human", null, null)]
    [InlineData("in-progress", "machine_start", DeliveryState.Failed, SendError.Unreachable)]
    [InlineData("completed", "", DeliveryState.Delivered, null)]
    [InlineData("completed", "human", DeliveryState.Delivered, null)]
    [InlineData("completed", "unknown", DeliveryState.Delivered, null)]
    [InlineData("completed", "machine_end_beep", DeliveryState.Failed, SendError.Unreachable)]
    [InlineData("completed", "fax", DeliveryState.Failed, SendError.Unreachable)]
    [InlineData("", "machine_start", DeliveryState.Failed, SendError.Unreachable)]
    [InlineData("", "human", null, null)]
    [InlineData("busy", "", DeliveryState.Failed, SendError.Unreachable)]
    [InlineData("no-answer", "", DeliveryState.Failed, SendError.Unreachable)]
    [InlineData("failed", "", DeliveryState.Failed, SendError.Unreachable)]
    [InlineData("canceled", "", DeliveryState.Failed, SendError.Unreachable)]
    public void News_of_a_call_of_ours(string status, string answeredBy, DeliveryState? state, SendError? error)
    {
        var told = Told("status?m=e7.1&c=checkin%7Cp7%7Ccheckin_ask&t=%2B15005550009", ("CallStatus", status), ("AnsweredBy", answeredBy), ("Direction", "outbound-api"), ("From", Ours), ("To", Theirs));
        var taken = Take(Listening().Receive(told));
        Assert.Equal(state is null ? 0 : 1, taken.Reports.Length);
        if (taken.Reports is not [var report]) return;
        Assert.Equal((state, error, "e7.1", "checkin|p7|checkin_ask", Them, Call), (report.State, report.Error, report.MessageId, report.Concerns, report.To, report.ProviderId));
    }

    [Theory]
    [InlineData("wrong", 403)]
    [InlineData(Token, 200)]
    public void Only_what_is_signed_is_believed(string token, int status)
    {
        var form = Form(("CallSid", Call), ("AccountSid", Sid), ("From", Theirs), ("To", Ours), ("CallStatus", "ringing"), ("Direction", "inbound"));
        var reception = Listening().Receive(Post(form, "/hooks/oak/voice", VoiceUrl, token));
        Assert.Equal(status, reception is Reception.Refused refused ? refused.Status : 200);
    }

    [Fact]
    public void A_step_is_signed_over_its_own_address()
    {
        var form = Form(("CallSid", Call), ("AccountSid", Sid), ("From", Theirs), ("To", Ours), ("Digits", "1"));
        Assert.Equal(403, Refusal(Listening().Receive(Post(form, "/hooks/oak/voice/heard?s=e7.1.1&l=zh", $"{VoiceUrl}/heard?s=e7.1.2&l=zh"))));
        Assert.Equal(403, Refusal(Listening().Receive(Post(form, "/hooks/oak/voice/heard?s=e7.1.1&l=zh", $"{VoiceUrl}/stay?s=e7.1.1&l=zh"))));
    }

    [Fact]
    public void A_request_without_a_call_is_refused() =>
        Assert.Equal(400, Refusal(Listening().Receive(Post(Form(("AccountSid", Sid), ("From", Theirs)), "/hooks/oak/voice", VoiceUrl))));
}
