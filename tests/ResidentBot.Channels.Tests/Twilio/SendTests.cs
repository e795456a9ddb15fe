using NodaTime;
using ResidentBot.Channels.Twilio;
using ResidentBot.Core.Messages;
using ResidentBot.StandIns;
using Xunit;
using static ResidentBot.Channels.Tests.Twilio.TwilioCases;

namespace ResidentBot.Channels.Tests.Twilio;

public sealed class SendTests : IAsyncLifetime
{
    readonly HttpClient _http = new();
    TwilioStandIn _twilio = null!;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _twilio = await TwilioStandIn.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _twilio.DisposeAsync();
        _http.Dispose();
        Assert.Empty(_twilio.Violations);
    }

    Task<SendOutcome> SendAsync(Outgoing message, params (string Name, string? Value)[] settings) =>
        Channel(_http, _twilio, settings).SendAsync(message, Cancellation);

    static SendOutcome.Failed Failed(SendOutcome outcome) => Assert.IsType<SendOutcome.Failed>(outcome);

    [Fact]
    public async Task A_text_leaves_with_its_choices_numbered_and_its_callback()
    {
        var outcome = await SendAsync(Text("哪里坏了？", "水管", "电路") with { AskLocation = true, Concerns = "checkin|p7|早 & 1" });
        var sent = Assert.Single(_twilio.Sent);
        Assert.Equal(new SendOutcome.Sent(sent.Sid), outcome);
        Assert.Equal((Theirs, Ours, "哪里坏了？\n1 水管\n2 电路"), (sent.To, sent.From, sent.Body));
        Assert.Equal("https://bot.example.org/hooks/oak/sms-welfare/status?m=c41&c=checkin%7Cp7%7C%E6%97%A9%20%26%201", sent.StatusCallback);
    }

    [Fact]
    public async Task What_the_callback_carries_comes_back_in_the_report()
    {
        await SendAsync(Text("你好") with { Concerns = "checkin|p7|早 & 1" });
        var callback = new Uri(_twilio.Sent[0].StatusCallback!);
        var form = Form(("AccountSid", Sid), ("MessageSid", "SM1"), ("MessageStatus", "delivered"), ("To", Theirs));
        var report = Assert.IsType<Reception.Accepted>(Deaf().Receive(Post(form, callback.PathAndQuery, _twilio.Sent[0].StatusCallback!))).Reports.Single();
        Assert.Equal(("c41", "checkin|p7|早 & 1"), (report.MessageId, report.Concerns));
    }

    [Fact]
    public async Task A_messaging_service_sends_instead_of_a_number()
    {
        const string Service = "MG0123456789abcdef0123456789abcdef";
        Assert.IsType<SendOutcome.Sent>(await SendAsync(Text("a"), ("from", null), ("messaging_service_sid", Service)));
        Assert.Equal((null, Service), (_twilio.Sent[0].From, _twilio.Sent[0].MessagingServiceSid));
    }

    [Fact]
    public async Task An_api_key_signs_in_instead_of_the_account()
    {
        Assert.IsType<SendOutcome.Sent>(await SendAsync(Text("a"), ("auth_token", "rotated"), ("api_key", _twilio.ApiKey), ("api_secret", _twilio.ApiSecret)));
        Assert.Equal(SendError.Misconfigured, Failed(await SendAsync(Text("a"), ("auth_token", "wrong"))).Error);
    }

    [Fact]
    public async Task Sixteen_hundred_units_leave_whole_and_one_more_in_two_parts()
    {
        await SendAsync(Text(new string('好', 1600)));
        Assert.Equal(1600, Assert.Single(_twilio.Sent).Body.Length);

        var outcome = await SendAsync(Text(new string('好', 1500) + "。" + new string('坏', 100)));
        Assert.Equal([1600, 1501, 100], _twilio.Sent.Select(s => s.Body.Length));
        Assert.Equal(new SendOutcome.Sent(_twilio.Sent[2].Sid), outcome);
        Assert.EndsWith("m=c41&p=1", _twilio.Sent[1].StatusCallback, StringComparison.Ordinal);
        Assert.EndsWith("m=c41", _twilio.Sent[2].StatusCallback, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_part_that_fails_ends_the_message()
    {
        _twilio.Fault(TwilioFault.ServerError);
        Assert.Equal(SendError.ProviderDown, Failed(await SendAsync(Text(new string('a', 4000)))).Error);
        Assert.Empty(_twilio.Sent);
    }

    [Fact]
    public async Task An_empty_text_is_refused_without_a_request() =>
        Assert.Equal(SendError.Refused, Failed(await SendAsync(Text(" \n"))).Error);

    [Fact]
    public async Task A_stopped_recipient_is_opted_out_and_a_bad_number_a_bad_address()
    {
        _twilio.Stop(Ours, Theirs);
        Assert.Equal(SendError.OptedOut, Failed(await SendAsync(Text("a"))).Error);
        Assert.Equal(SendError.BadAddress, Failed(await SendAsync(Text("a") with { To = new Address("sms:12") })).Error);
        Assert.Empty(_twilio.Sent);
    }

    [Fact]
    public async Task Too_many_requests_say_how_long_to_wait()
    {
        _twilio.Fault(TwilioFault.RateLimited, retryAfter: 7);
        Assert.Equal(new SendOutcome.Failed(SendError.RateLimited, Duration.FromSeconds(7)), await SendAsync(Text("a")));
        _twilio.Fault(TwilioFault.RateLimited);
        Assert.Equal(new SendOutcome.Failed(SendError.RateLimited), await SendAsync(Text("a")));
    }

    [Fact]
    public async Task A_date_to_wait_for_is_counted_from_the_providers_own_clock()
    {
        await using var busy = await StandInServer.StartAsync(context =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.Date = "Sun, 01 Mar 2026 08:00:00 GMT";
            context.Response.Headers.RetryAfter = "Sun, 01 Mar 2026 08:01:30 GMT";
            return Task.CompletedTask;
        });
        Assert.Equal(new SendOutcome.Failed(SendError.RateLimited, Duration.FromSeconds(90)), await SendAsync(Text("a"), ("api", busy.Root.ToString())));
    }

    [Fact]
    public async Task Nobody_listening_is_a_provider_that_is_down() =>
        Assert.Equal(SendError.ProviderDown, Failed(await SendAsync(Text("a"), ("api", "http://127.0.0.1:1"))).Error);

    [Theory]
    [InlineData(TwilioFault.HangupAfter)]
    [InlineData(TwilioFault.HangupBefore)]
    [InlineData(TwilioFault.Silence)]
    public async Task A_lost_answer_is_unknown(TwilioFault fault)
    {
        _twilio.Fault(fault);
        var channel = new TwilioSmsChannel(Account(("api", _twilio.Root.ToString())), new Uri(Hook), _http) { Patience = TimeSpan.FromMilliseconds(400) };
        Assert.Equal(new SendOutcome.Failed(SendError.Unknown), await channel.SendAsync(Text("a"), Cancellation));
        Assert.Equal(fault == TwilioFault.HangupBefore ? 0 : 1, _twilio.Sent.Count);
    }

    [Fact]
    public async Task A_cancelled_send_throws()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Channel(_http, _twilio).SendAsync(Text("a"), cancelled.Token));
    }

    [Theory]
    [InlineData(200, "<html>log in to the network</html>", SendError.Unknown)]
    [InlineData(201, "{}", SendError.Unknown)]
    [InlineData(500, "<html/>", SendError.ProviderDown)]
    [InlineData(503, "", SendError.ProviderDown)]
    [InlineData(429, "", SendError.RateLimited)]
    [InlineData(401, "", SendError.Misconfigured)]
    [InlineData(404, "null", SendError.Misconfigured)]
    [InlineData(400, """{"code":29999,"message":"new"}""", SendError.Refused)]
    [InlineData(400, """{"code":21408,"message":"region"}""", SendError.Misconfigured)]
    public async Task Every_odd_answer_has_a_name(int status, string body, SendError error)
    {
        await using var odd = await StandInServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return context.Response.Body.WriteAsync(System.Text.Encoding.UTF8.GetBytes(body)).AsTask();
        });
        Assert.Equal(error, Failed(await SendAsync(Text("a"), ("api", odd.Root.ToString()))).Error);
    }

    [Theory]
    [InlineData("account_sid", null, "account_sid")]
    [InlineData("auth_token", null, "auth_token")]
    [InlineData("from", null, "messaging_service_sid")]
    [InlineData("api_key", "SK1", "api_secret")]
    [InlineData("api", "api.twilio.com", "api")]
    public void A_missing_setting_is_named_and_no_secret_is(string name, string? value, string named)
    {
        using var http = new HttpClient();
        var wrong = Assert.Throws<ArgumentException>(() => new TwilioSmsChannel(Account((name, value)), new Uri(Hook), http));
        Assert.Contains(named, wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_writes_first_hears_answers_and_has_no_buttons()
    {
        var capabilities = Deaf().Capabilities;
        Assert.True(capabilities is { TwoWay: true, MayStart: true, Buttons: false, Pictures: false, MaxLength: 1600, Reports: true, Fetched: false });
    }
}
