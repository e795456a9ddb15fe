using System.Net;
using ResidentBot.Core.Tickets;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using Xunit;

namespace ResidentBot.Host.Tests.Resilience;

/// <summary>
/// The real host is killed at the n-th exchange with the outside, for every n of a talk of five messages and on both sides of each exchange. Each talk has
/// a resident of its own and one kill; the host started after it serves the next talk too.
/// </summary>
public sealed class KilledHosts
{
    [Theory]
    [InlineData(Side.Before)]
    [InlineData(Side.After)]
    public async Task Wherever_a_host_is_killed_nothing_is_lost_and_nothing_decided_twice(Side side)
    {
        await using var redis = await RedisServer.StartAsync(new RedisServerOptions(Cluster: false), TestContext.Current.CancellationToken);
        await using var run = await Run.StartAsync(redis);
        var numbers = new List<string>();
        var falls = new List<Exchange?>();
        for (var n = 1; ; n++)
        {
            var fell = await run.TalkAsync(n, side);
            falls.Add(fell);
            // What had left without being noted is all that may come twice.
            var again = (fell, side) is (Exchange.Send, Side.After) or (Exchange.Outcome, Side.Before);
            numbers.Add(await run.Desk.FindTalkWholeAsync(n, again));
            if (fell is null) break;
        }
        // Each of the five messages is accepted, decided, answered and noted.
        Assert.True(falls.Count > 4 * TelegramDesk.Talk.Length, $"the kills fell at {string.Join(' ', falls)}");
        Assert.Equal(Enumerable.Range(1, numbers.Count).Select(count => TicketNumber.Of(count)), numbers);
        Assert.Equal(0, await run.Desk.Store.CountAsync(run.Desk.Store.Keys.Dead));
        Assert.Empty(run.Desk.Telegram.Violations);
    }

    sealed class Run : IAsyncDisposable
    {
        const long Strangers = 10_000;

        readonly RedisServer _redis;
        readonly KillingProxy _toRedis;
        KillingProxy? _toTelegram;
        KillPlan _plan = null!;
        HostProcess? _host;

        Run(RedisServer redis)
        {
            _redis = redis;
            _toRedis = new KillingProxy(() => _plan, redis.Port);
        }

        public TelegramDesk Desk { get; private set; } = null!;

        public static async Task<Run> StartAsync(RedisServer redis)
        {
            var run = new Run(redis);
            run.Desk = await TelegramDesk.WriteAsync("kill", redis.Address, api =>
            {
                run._toTelegram = new KillingProxy(() => run._plan, api.Port);
                return new Uri($"http://127.0.0.1:{run._toTelegram.Port}");
            });
            await run.StartHostAsync();
            return run;
        }

        /// <summary>One resident's talk with a kill at the n-th exchange; null when there were fewer.</summary>
        public async Task<Exchange?> TalkAsync(int n, Side side)
        {
            // A new host's first scripts go out with their text: one message first, so that all exchanges look as they usually do.
            await Desk.DeliverAsync(_host!.Address, Desk.Telegram.MessageUpdate(Strangers + n, "你好"));
            await Desk.SettledAsync();
            var plan = _plan;
            plan.Arm(n, side, _host.Kill);
            foreach (var text in TelegramDesk.Talk)
            {
                var update = Desk.Telegram.MessageUpdate(n, text);
                while (await Desk.DeliverAsync(_host!.Address, update) is var status && status != HttpStatusCode.OK)
                {
                    Assert.True(plan.Fell is not null || status == HttpStatusCode.ServiceUnavailable, $"answered {status}: {_host.Output}");
                    if (plan.Fell is not null && plan == _plan) await StartHostAsync();
                }
                await RunningHost.UntilAsync($"the answer to {text}", async () =>
                {
                    if (plan.Fell is not null && plan == _plan) await StartHostAsync();
                    return await Desk.IsSettledAsync() && (plan.Fell is null || plan != _plan);
                }, 60);
            }
            return plan.Fell;
        }

        public async ValueTask DisposeAsync()
        {
            if (_host is not null) await _host.DisposeAsync();
            await _toRedis.DisposeAsync();
            if (_toTelegram is not null) await _toTelegram.DisposeAsync();
            await Desk.DisposeAsync();
        }

        // The dead host's lease is taken away as an operator could; that it runs out by itself is shown elsewhere.
        async Task StartHostAsync()
        {
            if (_host is not null)
            {
                await _plan.IsDead.WaitAsync(TimeSpan.FromSeconds(60));
                await _host.DisposeAsync();
            }
            await _redis.CallAsync("DEL", Desk.Store.Keys.Lease);
            var sent = Desk.Telegram.Sent.Length;
            _plan = new KillPlan(async (plan, exchange) =>
            {
                if (exchange == Exchange.Send) await RunningHost.UntilAsync("the send's effect", () => Task.FromResult(Desk.Telegram.Sent.Length >= sent + plan.Sends));
                // What was written before the first of these has been read before the second.
                else for (var i = 0; i < 2; i++) await _redis.CallAsync("PING");
            });
            _host = await HostProcess.StartAsync(Desk.Files, $"127.0.0.1:{_toRedis.Port}", Desk.Environment);
            await RunningHost.UntilAsync("the lease is taken", async () => await Desk.Store.GetAsync(Desk.Store.Keys.Lease) is not null);
        }
    }
}
