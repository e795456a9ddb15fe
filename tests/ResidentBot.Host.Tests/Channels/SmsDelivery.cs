using System.Net;
using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Tickets;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using ResidentBot.StandIns;
using Xunit;

namespace ResidentBot.Host.Tests.Channels;

/// <summary>What becomes of texts: callbacks in any order, stops, a provider that fails, an outage.</summary>
public sealed class SmsDelivery(SharedRedis redis)
{
    const string Lei = "+12025550177";

    // 07:50 in Shanghai: ten minutes before the morning window.
    static ManualClock BeforeTheWindow => new(new DateTimeOffset(2026, 11, 22, 23, 50, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("queued", "sent", "delivered")]
    [InlineData("delivered", "sent", "queued")]
    [InlineData("sent", "delivered", "sent")]
    [InlineData("delivered", "delivered", "sent")]
    public async Task Callbacks_in_any_order_leave_the_text_delivered(params string[] states)
    {
        await using var scene = await SmsScene.StartAsync(redis.Address);
        await scene.AskAsync(Lei, "你好");
        var sent = scene.Heard(Lei)[0];
        foreach (var state in states) Assert.Equal(HttpStatusCode.OK, await scene.ReportAsync(sent, state));
        await scene.Host.Running.SettleAsync();
        var lines = await scene.Host.ThreadAsync(SmsScene.Phone(Lei));
        var news = lines.Where(line => line is { Kind: ThreadKind.News } && line.Ref == lines.First(one => one.Kind == ThreadKind.Out).Id).ToList();
        Assert.Equal(DeliveryState.Delivered, news.Max(line => line.State));
        // Our own "sent", and each state that was told, once.
        Assert.Equal(1 + states.Distinct().Count(state => state != "queued"), news.Count);
    }

    [Fact]
    public async Task A_callback_for_a_text_nobody_knows_is_taken_and_forgotten()
    {
        await using var scene = await SmsScene.StartAsync(redis.Address);
        var stranger = new TwilioSent("SM00000000000000000000000000000bad", Lei, SmsScene.Ours, null, "?", scene.Host.HookOf("sms") + "/status", default);
        Assert.Equal(HttpStatusCode.OK, await scene.ReportAsync(stranger, "delivered"));
    }

    [Fact]
    public async Task A_stop_word_on_the_welfare_number_sends_somebody_to_look_in()
    {
        await using var scene = await SmsScene.StartAsync(redis.Address);
        Assert.Equal(HttpStatusCode.OK, await scene.TextAsync(SmsScene.Alone, "STOP"));
        await scene.Host.Running.SettleAsync();
        await AssertVisitAsync(scene);
        Assert.Empty(scene.Heard(SmsScene.Alone));
    }

    [Fact]
    public async Task A_check_in_refused_with_21610_sends_somebody_to_look_in()
    {
        var clock = BeforeTheWindow;
        await using var scene = await SmsScene.StartAsync(redis.Address, clock);
        await scene.Host.Running.SettleAsync();
        scene.Twilio.Stop(SmsScene.Ours, SmsScene.Alone);
        clock.Advance(TimeSpan.FromMinutes(11));
        await RunningHost.UntilAsync("a ticket about her", async () => (await PersonAsync(scene)).Ticket is not null);
        await scene.Host.Running.SettleAsync();
        await AssertVisitAsync(scene);
    }

    [Theory]
    [InlineData("delivered", null)]
    [InlineData("undelivered", 30003)]
    public async Task A_callback_good_or_bad_proves_a_text_whose_send_went_unanswered(string status, int? error)
    {
        var clock = BeforeTheWindow;
        await using var scene = await SmsScene.StartAsync(redis.Address, clock);
        await scene.Host.Running.SettleAsync();
        scene.Twilio.Fault(TwilioFault.HangupAfter);
        await scene.TextAsync(Lei, "你好");
        var sent = await scene.Twilio.WaitForAsync(one => one.To == Lei, TimeSpan.FromSeconds(60));
        Assert.Equal(HttpStatusCode.OK, await scene.ReportAsync(sent, status, error));
        await scene.Host.Running.SettleAsync();
        clock.Advance(TimeSpan.FromMinutes(2));
        await scene.Host.Running.SettleAsync();
        Assert.Single(scene.Heard(Lei));
    }

    [Theory]
    [InlineData(TwilioFault.ServerError)]
    [InlineData(TwilioFault.RateLimited)]
    [InlineData(TwilioFault.HangupBefore)]
    public async Task A_text_the_provider_did_not_take_is_sent_again(TwilioFault fault)
    {
        var clock = BeforeTheWindow;
        await using var scene = await SmsScene.StartAsync(redis.Address, clock);
        scene.Twilio.Fault(fault, times: 3, retryAfter: 5);
        await scene.TextAsync(Lei, "你好");
        await RunningHost.UntilAsync("the text", () =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(scene.Heard(Lei).Count == 1);
        });
        await scene.Host.Running.SettleAsync();
        Assert.Single(scene.Heard(Lei));
    }

    [Fact]
    public async Task An_answer_given_while_we_were_down_comes_before_the_alarm_for_its_absence()
    {
        var clock = BeforeTheWindow;
        await using var scene = await SmsScene.StartAsync(redis.Address, clock);
        await scene.Host.Running.SettleAsync();
        clock.Advance(TimeSpan.FromMinutes(11));
        await scene.Twilio.WaitForAsync(sent => sent.To == SmsScene.Alone, TimeSpan.FromSeconds(60));
        await scene.Host.Running.SettleAsync();
        await scene.Host.StopAsync();

        clock.Advance(TimeSpan.FromMinutes(50));
        scene.Twilio.Missed(SmsScene.Alone, SmsScene.Ours, "1");
        clock.Advance(TimeSpan.FromHours(2));
        await scene.Host.StartAsync();
        await scene.Host.Running.SettleAsync();
        var checkIn = await scene.Host.Running.Community.Store.FindAsync<CheckIn>("yang:2026-11-23:morning");
        Assert.Equal(CheckInState.Fine, checkIn!.State);
        Assert.Null((await PersonAsync(scene)).Ticket);
    }

    [Fact]
    public async Task A_text_that_met_503_is_found_in_the_providers_list()
    {
        await using var server = await RedisServer.StartAsync(new(Cluster: false, AppendFsync: "always"), TestContext.Current.CancellationToken);
        await using var scene = await SmsScene.StartAsync(server.Address);
        await scene.AskAsync(Lei, "你好");
        await server.KillAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await scene.TextAsync(Lei, "厨房水管漏水了"));
        await server.RestartAsync(TestContext.Current.CancellationToken);
        await scene.Twilio.WaitForAsync(sent => sent.To == Lei && sent.Body.Contains("在哪里"), TimeSpan.FromSeconds(60));
        await scene.Host.Running.SettleAsync();
        Assert.Equal(2, (await scene.Host.ThreadAsync(SmsScene.Phone(Lei))).Count(line => line.Kind == ThreadKind.In));
    }

    static async Task<Person> PersonAsync(SmsScene scene) => (await scene.Host.Running.Community.Store.FindAsync<Person>("yang"))!;

    static async Task AssertVisitAsync(SmsScene scene)
    {
        var ticket = await scene.Host.TicketAsync((await PersonAsync(scene)).Ticket!);
        Assert.Equal(TicketKind.Visit, ticket!.Kind);
        Assert.Equal("optout", ticket.Cause);
        Assert.Equal(["sms"], (await scene.Host.TalkAsync(SmsScene.Phone(SmsScene.Alone)))!.ClosedAccounts);
    }
}
