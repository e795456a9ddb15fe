using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ResidentBot.Core.Messages;
using ResidentBot.StandIns;
using Xunit;
using static ResidentBot.Channels.Tests.Twilio.TwilioCases;

namespace ResidentBot.Channels.Tests.Twilio;

/// <summary>A stand-in that takes everything would prove nothing.</summary>
public sealed class TwilioStandInTests : IAsyncLifetime
{
    readonly HttpClient _http = new();
    TwilioStandIn _twilio = null!;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _twilio = await TwilioStandIn.StartAsync();
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{Sid}:{Token}")));
    }

    public async ValueTask DisposeAsync()
    {
        await _twilio.DisposeAsync();
        _http.Dispose();
    }

    Uri Create => new(_twilio.Root, $"/2010-04-01/Accounts/{Sid}/Messages.json");

    static async Task<(int Status, int Code)> ReadAsync(HttpResponseMessage answer)
    {
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancellation));
        return ((int)answer.StatusCode, body.RootElement.TryGetProperty("code", out var code) ? code.GetInt32() : 0);
    }

    const string Template = "HX0123456789abcdef0123456789abcdef";

    static string WhatsApp(string phone) => $"whatsapp:{phone}";

    public static TheoryData<int, KeyValuePair<string, string>[]> Refused => new()
    {
        { 21604, Form(("From", Ours), ("Body", "a")) },
        { 21211, Form(("To", "5005550009"), ("From", Ours), ("Body", "a")) },
        { 21603, Form(("To", Theirs), ("Body", "a")) },
        { 21212, Form(("To", Theirs), ("From", "me"), ("Body", "a")) },
        { 21701, Form(("To", Theirs), ("MessagingServiceSid", "MG1"), ("Body", "a")) },
        { 21602, Form(("To", Theirs), ("From", Ours)) },
        { 21617, Form(("To", Theirs), ("From", Ours), ("Body", new string('a', 1601))) },
        { 21609, Form(("To", Theirs), ("From", Ours), ("Body", "a"), ("StatusCallback", "/status?m=1")) },
        { 21609, Form(("To", Theirs), ("From", Ours), ("Body", "a"), ("StatusCallback", "https://my_bot.example.org/status")) },
        { 21609, Form(("To", Theirs), ("From", Ours), ("Body", "a"), ("StatusCallback", "https://bot.example.org/status?c=早")) },
        { 21620, Form(("To", Theirs), ("From", Ours), ("MediaUrl", "picture.jpg")) },
        { 21654, Form(("To", WhatsApp(Theirs)), ("From", WhatsApp(Ours)), ("ContentVariables", "{}")) },
        { 21655, Form(("To", WhatsApp(Theirs)), ("From", WhatsApp(Ours)), ("ContentSid", "HX1")) },
        { 21619, Form(("To", WhatsApp(Theirs)), ("From", WhatsApp(Ours)), ("ContentSid", Template), ("Body", "a")) },
        { 21656, Form(("To", WhatsApp(Theirs)), ("From", WhatsApp(Ours)), ("ContentSid", Template), ("ContentVariables", """{"name":"李梅"}""")) },
        { 21600, Form(("To", Theirs), ("From", Ours), ("Body", "a"), ("Text", "a")) },
        { 21600, Form(("To", Theirs), ("From", Ours), ("Body", "a"), ("Body", "b")) },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    [FaultsOf(StandInFaults.TwilioRefusal)]
    public async Task It_refuses_what_twilio_refuses(int code, KeyValuePair<string, string>[] form)
    {
        using var content = new FormUrlEncodedContent(form);
        using var answer = await _http.PostAsync(Create, content, Cancellation);
        Assert.Equal((400, code), await ReadAsync(answer));
        Assert.Equal(code == 21211 ? 0 : 1, _twilio.Violations.Count);
        Assert.Empty(_twilio.Sent);
    }

    [Fact]
    public async Task Json_strangers_and_unknown_calls_are_refused()
    {
        using var json = new StringContent("{}", Encoding.UTF8, "application/json");
        using var asJson = await _http.PostAsync(Create, json, Cancellation);
        Assert.Equal(415, (await ReadAsync(asJson)).Status);
        using var unknown = await _http.GetAsync(new Uri(_twilio.Root, $"/2010-04-01/Accounts/{Sid}/Calls.json"), Cancellation);
        Assert.Equal((404, 20404), await ReadAsync(unknown));
        Assert.Equal(2, _twilio.Violations.Count);
        using var stranger = new HttpClient();
        using var refused = await stranger.GetAsync(Create, Cancellation);
        Assert.Equal((401, 20003), await ReadAsync(refused));
    }

    [Fact]
    public async Task A_stop_word_blocks_what_we_send_until_a_start_word_frees_it()
    {
        await using var host = await StandInServer.StartAsync(_ => Task.CompletedTask);
        var channel = Channel(_http, _twilio);
        using var stopped = await _twilio.SmsAsync(_http, host.Root, Theirs, Ours, "STOP");
        Assert.Equal(new SendOutcome.Failed(SendError.OptedOut), await channel.SendAsync(Text("a"), Cancellation));
        using var freed = await _twilio.SmsAsync(_http, host.Root, Theirs, Ours, "start");
        Assert.IsType<SendOutcome.Sent>(await channel.SendAsync(Text("a"), Cancellation));
        Assert.Empty(_twilio.Violations);
    }

    [Fact]
    public async Task A_text_and_its_status_reach_the_host_under_the_public_urls_signature()
    {
        WebhookRequest? heard = null;
        await using var host = await StandInServer.StartAsync(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, Cancellation);
            var headers = context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            heard = new("POST", context.Request.Path + context.Request.QueryString.Value, body.ToArray(), name => headers.GetValueOrDefault(name), Now);
        });
        using var texted = await _twilio.SmsAsync(_http, new Uri(host.Root, "/hooks/oak/sms-welfare"), Theirs, Ours, "厨房漏水", publicUrl: Hook);
        Assert.Equal("厨房漏水", Arrival(Deaf().Receive(heard!)).Text);

        await Channel(_http, _twilio).SendAsync(Text("来了") with { Concerns = "ticket|5" }, Cancellation);
        using var told = await _twilio.StatusAsync(_http, host.Root, _twilio.Sent[0], "undelivered", 30003);
        var report = Assert.IsType<Reception.Accepted>(Deaf().Receive(heard!)).Reports.Single();
        Assert.Equal(("c41", "ticket|5", SendError.Unreachable), (report.MessageId, report.Concerns, report.Error));
        Assert.Equal(HttpStatusCode.OK, told.StatusCode);
    }

    [Fact]
    public async Task One_can_wait_for_a_message_that_is_still_to_come()
    {
        var waited = _twilio.WaitForAsync(sent => sent.Body == "b", TimeSpan.FromSeconds(30));
        var channel = Channel(_http, _twilio);
        await channel.SendAsync(Text("a"), Cancellation);
        Assert.False(waited.IsCompleted);
        await channel.SendAsync(Text("b"), Cancellation);
        Assert.Equal("b", (await waited).Body);
        await Assert.ThrowsAsync<TimeoutException>(() => _twilio.WaitForAsync(sent => sent.Body == "c", TimeSpan.FromMilliseconds(20)));
    }
}
