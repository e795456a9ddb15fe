using System.Net;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Tests.Channels;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using ResidentBot.StandIns;
using Xunit;

namespace ResidentBot.Host.Tests.Sending;

/// <summary>Providers that are away, slow, or take what they do not deliver.</summary>
public sealed class DeadProvider(SharedRedis redis)
{
    const string Ours = "+12025550188";
    const string Lei = "+12025550177";
    const string Mei = "+12025550178";

    // Noon in Shanghai.
    static ManualClock Noon => new(new DateTimeOffset(2026, 11, 22, 4, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Ten_minutes_without_the_provider_are_one_incident_and_it_ends_when_the_first_text_leaves_again()
    {
        var clock = Noon;
        await using var scene = await SmsScene.StartAsync(redis.Address, clock);
        await scene.Host.Running.SettleAsync();
        scene.Twilio.Fault(TwilioFault.ServerError, times: 40);
        await Outboxes.PutAsync(scene.Host.Running, [Outboxes.Message(Lane.Reply, Lei, "hello", clock)]);
        var since = clock.GetUtcNow();
        await MoveUntilAsync("an incident", clock, async () => (await IncidentsAsync(scene)).Count == 1);
        Assert.True(clock.GetUtcNow() - since >= TimeSpan.FromMinutes(10));
        await MoveUntilAsync("the text", clock, () => Task.FromResult(scene.Heard(Lei).Count == 1));
        await MoveUntilAsync("its end", clock, async () => (await IncidentsAsync(scene)).Count == 0);
        var ended = (await scene.Host.Running.Community.Store.ListAsync(Lists.Ended)).Select(place => place.Member).ToList();
        var ticket = await scene.Host.TicketAsync(Assert.Single(ended));
        Assert.Equal((TicketKind.Incident, "down", "bot"), (ticket!.Kind, ticket.Cause, ticket.Outcome!.By));
    }

    [Fact]
    public async Task A_canary_without_word_of_its_arrival_is_an_incident_and_one_that_arrives_ends_it()
    {
        var clock = Noon;
        await using var scene = await SmsScene.StartAsync(redis.Address, clock, $", canary: {"{"}to: \"sms:{Ours}\", every: 30m, within: 10m{"}"}");
        await scene.Twilio.WaitForAsync(sent => sent.To == Ours, TimeSpan.FromSeconds(60));
        await scene.Host.Running.SettleAsync();
        clock.Advance(TimeSpan.FromMinutes(10));
        await RunningHost.UntilAsync("an incident", async () => (await IncidentsAsync(scene)).Count == 1);
        clock.Advance(TimeSpan.FromMinutes(20));
        await RunningHost.UntilAsync("the next canary", () => Task.FromResult(scene.Heard(Ours).Count == 2));
        await scene.Host.Running.SettleAsync();
        Assert.Equal(HttpStatusCode.OK, await scene.ReportAsync(scene.Heard(Ours)[1], "delivered"));
        await RunningHost.UntilAsync("its end", async () => (await IncidentsAsync(scene)).Count == 0);
        Assert.Empty(await scene.Host.ThreadAsync(SmsScene.Phone(Ours)));
        await scene.Host.StopAsync();
        await scene.Host.StartAsync();
        await scene.Host.Running.SettleAsync();
        Assert.Equal(2, scene.Heard(Ours).Count);
    }

    [Fact]
    public async Task An_account_whose_provider_never_answers_holds_no_other()
    {
        var clock = Noon;
        await using var slow = await TwilioStandIn.StartAsync(clock);
        await using var quick = await TwilioStandIn.StartAsync(clock);
        slow.Fault(TwilioFault.Silence, times: 100);
        var files = TestCommunity.Write("apart", new TestFiles
        {
            Host = PublicHost.HostFile,
            Accounts = $"""
                accounts:
                  - {"{"}id: sms, channel: sms, purposes: [service, welfare], account_sid_env: SID, auth_token_env: AUTH, from: "{SmsScene.Ours}", api: "{quick.Root}", rate: 1000{"}"}
                  - {"{"}id: sms-jobs, channel: sms, purposes: [jobs], account_sid_env: SID, auth_token_env: AUTH, from: "{SmsScene.Jobs}", api: "{slow.Root}", rate: 1000{"}"}
                  - {"{"}id: web, channel: web, purposes: [service, welfare, jobs, notices, family], origins: []{"}"}
                """,
        });
        var secrets = new Dictionary<string, string> { ["SID"] = quick.AccountSid, ["AUTH"] = quick.AuthToken };
        await using var host = await RunningHost.StartAsync(files, redis.Address, clock, secrets);
        await Outboxes.PutAsync(host, [.. Enumerable.Range(0, 40).Select(i => Outboxes.Message(Lane.Emergency, $"+120255502{i:00}", $"slow {i}", clock, "sms-jobs"))]);
        await RunningHost.UntilAsync("the slow one is busy", () => Task.FromResult(slow.Sent.Count == 16));
        await Outboxes.PutAsync(host, [.. Enumerable.Range(0, 40).Select(i => Outboxes.Message(Lane.Reply, Lei, $"quick {i}", clock))]);
        await RunningHost.UntilAsync("the quick one is done", () => Task.FromResult(quick.Sent.Count == 40));
        Assert.Equal(16, slow.Sent.Count);
        await slow.DisposeAsync();
    }

    [Fact]
    public async Task What_a_resident_is_told_keeps_its_order_through_a_retry_and_holds_nobody_else()
    {
        var clock = Noon;
        await using var scene = await SmsScene.StartAsync(redis.Address, clock);
        await scene.Host.Running.SettleAsync();
        scene.Twilio.Fault(TwilioFault.ServerError);
        await Outboxes.PutAsync(scene.Host.Running, [.. Enumerable.Range(0, 10).Select(i => Outboxes.Message(Lane.Reply, Lei, $"{i}", clock))]);
        await Outboxes.PutAsync(scene.Host.Running, [Outboxes.Message(Lane.Reply, Mei, "mei", clock)]);
        await scene.Twilio.WaitForAsync(sent => sent.To == Mei, TimeSpan.FromSeconds(60));
        Assert.Empty(scene.Heard(Lei));
        await MoveUntilAsync("all ten", clock, () => Task.FromResult(scene.Heard(Lei).Count == 10));
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"{i}"), scene.Heard(Lei).Select(sent => sent.Body));
    }

    static async Task<List<Ticket>> IncidentsAsync(SmsScene scene)
    {
        var store = scene.Host.Running.Community.Store;
        return [.. (await store.FindAllAsync<Ticket>((await store.ListAsync(Lists.Queue("welfare"))).Select(place => place.Member))).Where(ticket => ticket.Kind == TicketKind.Incident)];
    }

    static Task MoveUntilAsync(string what, ManualClock clock, Func<Task<bool>> holds) => RunningHost.UntilAsync(what, async () =>
    {
        clock.Advance(TimeSpan.FromSeconds(2));
        return await holds();
    }, seconds: 60);
}
