using System.Diagnostics;
using ResidentBot.Core.Messages;
using ResidentBot.Host.Tests.Channels;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using ResidentBot.StandIns;
using Xunit;

namespace ResidentBot.Host.Tests.Sending;

/// <summary>
/// Twenty thousand notices on an account that sends one a second: what matters leaves before them, whatever happens to the host, and none is lost, doubled
/// or out of its order.
/// </summary>
public sealed class TwentyThousand(SharedRedis redis, ITestOutputHelper output)
{
    const int Notices = 20_000;
    const int PerPerson = 4;
    const string Elder = "+12025559901";
    const string Caller = "+12025559902";

    [Fact]
    public async Task Put_in_behind_them_an_emergency_leaves_within_a_second_and_a_check_in_within_two()
    {
        // Noon in Shanghai: nothing is quiet.
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 22, 4, 0, 0, TimeSpan.Zero));
        await using var twilio = await TwilioStandIn.StartAsync(clock);
        var files = TestCommunity.Write("many", new TestFiles { Host = PublicHost.HostFile, Accounts = Accounts(twilio, 1) });
        var secrets = new Dictionary<string, string> { ["SID"] = twilio.AccountSid, ["AUTH"] = twilio.AuthToken };
        await using (var first = await RunningHost.StartAsync(files, redis.Address, clock, secrets))
        {
            await QueueAsync(first, clock);
            first.App.Leases.WakeAll();
            await SentAsync(twilio, clock, 5);
        }

        var started = Stopwatch.StartNew();
        var second = await RunningHost.StartAsync(files, redis.Address, clock, secrets);
        try
        {
            var before = twilio.Sent.Count;
            await SentAsync(twilio, clock, before + 1);
            output.WriteLine($"with {Notices:N0} waiting the next one left {started.ElapsedMilliseconds} ms after the start; {GC.GetTotalMemory(false) >> 20} MB");
            await LeavesWithinAsync(second, twilio, clock, Caller, Lane.Emergency, seconds: 1);
            await LeavesWithinAsync(second, twilio, clock, Elder, Lane.CheckIn, seconds: 2);
        }
        finally
        {
            await second.DisposeAsync();
        }

        // The rest leaves at the stand-in's own speed.
        File.WriteAllText(Path.Combine(files.Config, files.Id, "accounts.yml"), Accounts(twilio, 100_000));
        await using var third = await RunningHost.StartAsync(files, redis.Address, clock, secrets);
        await RunningHost.UntilAsync("all have left", () =>
        {
            clock.Advance(TimeSpan.FromMilliseconds(50));
            return Task.FromResult(twilio.Sent.Count >= Notices + 2);
        }, seconds: 240);
        await third.SettleAsync(60);
        AssertAllOnceInOrder(twilio);
    }

    // One step of the clock at a time, until it is the provider's.
    static async Task LeavesWithinAsync(RunningHost host, TwilioStandIn twilio, ManualClock clock, string to, Lane lane, int seconds)
    {
        var from = clock.GetUtcNow();
        await Outboxes.PutAsync(host, [Outboxes.Message(lane, to, $"{lane}", clock)]);
        host.App.Leases.WakeAll();
        for (var step = 0; step < 4 * seconds; step++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
            clock.Advance(TimeSpan.FromMilliseconds(250));
        }
        var sent = await twilio.WaitForAsync(one => one.To == to, TimeSpan.FromSeconds(60));
        Assert.True(sent.At - from <= TimeSpan.FromSeconds(seconds), $"{lane} left after {sent.At - from}");
    }

    static async Task SentAsync(TwilioStandIn twilio, ManualClock clock, int count) => await RunningHost.UntilAsync($"{count} have left", () =>
    {
        if (twilio.Sent.Count < count) clock.Advance(TimeSpan.FromMilliseconds(200));
        return Task.FromResult(twilio.Sent.Count >= count);
    }, seconds: 60);

    static void AssertAllOnceInOrder(TwilioStandIn twilio)
    {
        var notices = twilio.Sent.Where(sent => sent.To is not (Elder or Caller)).ToList();
        Assert.Equal(Notices, notices.Count);
        Assert.Equal(Notices, notices.Select(sent => sent.Body).Distinct().Count());
        foreach (var person in notices.GroupBy(sent => sent.To))
            Assert.Equal(person.Select(sent => int.Parse(sent.Body[7..])).Order(), person.Select(sent => int.Parse(sent.Body[7..])));
        Assert.Single(twilio.Sent, sent => sent.To == Elder);
        Assert.Single(twilio.Sent, sent => sent.To == Caller);
        Assert.Empty(twilio.Violations);
    }

    static async Task QueueAsync(RunningHost host, ManualClock clock)
    {
        foreach (var chunk in Enumerable.Range(0, Notices).Chunk(1000))
            await Outboxes.PutAsync(host, [.. chunk.Select(i => Outboxes.Message(Lane.Notice, $"+1202{5_000_000 + i / PerPerson}", $"notice {i}", clock))]);
    }

    static string Accounts(TwilioStandIn twilio, int rate) => $"""
        accounts:
          - {"{"}id: sms, channel: sms, purposes: [service, welfare], account_sid_env: SID, auth_token_env: AUTH, from: "{SmsScene.Ours}", api: "{twilio.Root}", rate: {rate}{"}"}
          - {"{"}id: sms-jobs, channel: sms, purposes: [jobs], account_sid_env: SID, auth_token_env: AUTH, from: "{SmsScene.Jobs}", api: "{twilio.Root}", rate: {rate}{"}"}
          - {"{"}id: web, channel: web, purposes: [service, welfare, jobs, notices, family], origins: []{"}"}
        """;
}
