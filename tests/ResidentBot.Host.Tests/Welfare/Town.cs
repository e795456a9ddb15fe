using System.Diagnostics;
using NodaTime;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using ResidentBot.StandIns;
using ResidentBot.Store;

namespace ResidentBot.Host.Tests.Welfare;

/// <summary>
/// A community that lives by SMS on a clock of its own: the real host, a real Redis that keeps its file, a stand-in for the provider. Host and Redis
/// can be taken away and brought back; what residents write meanwhile stands in the provider's list alone.
/// </summary>
sealed class Town : IAsyncDisposable
{
    public const string Desk = "+447700900001";
    const string PublicUrl = "https://desk.example.org";

    readonly HttpClient _provider = new(new SocketsHttpHandler { MaxConnectionsPerServer = 32 });
    readonly Dictionary<string, string> _environment;
    RunningHost? _host;
    int _read;

    Town(TestCommunity files, ManualClock clock, RedisServer redis, TwilioStandIn twilio)
    {
        (Files, Clock, Redis, Twilio) = (files, clock, redis, twilio);
        _environment = new() { ["SID"] = twilio.AccountSid, ["TOKEN"] = twilio.AuthToken };
    }

    public TestCommunity Files { get; }

    public ManualClock Clock { get; }

    public RedisServer Redis { get; }

    public TwilioStandIn Twilio { get; }

    public RunningHost Host => _host ?? throw new InvalidOperationException("the host is down");

    public bool IsUp => _host is not null;

    public CommunityStore Store => Host.Community.Store;

    public DateTimeZone Zone => Host.Community.World.Community.Zone;

    public static async Task<Town> StartAsync(string about, DateTimeOffset start, string residents, string? checkIns = null)
    {
        var clock = new ManualClock(start);
        var twilio = await TwilioStandIn.StartAsync(clock);
        var usual = new TestFiles();
        var files = TestCommunity.Write(about, usual with
        {
            Host = usual.Host + $"public_url: {PublicUrl}\n",
            Zone = "Europe/Berlin",
            Residents = residents,
            CheckIns = checkIns ?? usual.CheckIns,
            Accounts = $$"""
                accounts:
                  - {id: sms, channel: sms, purposes: [service, welfare], account_sid_env: SID, auth_token_env: TOKEN, from: "{{Desk}}", api: "{{twilio.Root}}", rate: 1000}
                  - {id: sms-jobs, channel: sms, purposes: [jobs], account_sid_env: SID, auth_token_env: TOKEN, from: "+447700900002", api: "{{twilio.Root}}", rate: 1000}
                """,
        });
        var town = new Town(files, clock, await RedisServer.StartAsync(new RedisServerOptions(AppendFsync: "always")), twilio);
        await town.UpAsync();
        return town;
    }

    public async Task UpAsync()
    {
        _host = await RunningHost.StartAsync(Files, Redis.Address, Clock, _environment);
        await SettleAsync();
    }

    public async Task DownAsync()
    {
        await Host.DisposeAsync();
        _host = null;
    }

    /// <summary>The clock goes to an instant; what falls due there is done.</summary>
    public async Task MoveToAsync(DateTimeOffset to)
    {
        Clock.MoveTo(to);
        if (IsUp) await SettleAsync();
    }

    /// <summary>
    /// Waits until all is decided and sent. Retries wait in people's time: while some do, the clock goes on by seconds.
    /// </summary>
    public async Task SettleAsync()
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await Host.SettleAsync(seconds: 1);
                return;
            }
            catch (Exception notYet) when (notYet is TimeoutException or StoreDownException && watch.Elapsed < TimeSpan.FromSeconds(40))
            {
                Clock.Advance(TimeSpan.FromSeconds(1));
                await Task.Delay(50);
            }
        }
    }

    /// <summary>Somebody writes; while the host is down only the provider knows. A 503 is the provider's to keep as well.</summary>
    public async Task WriteAsync(string from, string text)
    {
        if (!IsUp)
        {
            Twilio.Missed(from, Desk, text);
            return;
        }
        var hook = $"/hooks/{Files.Id}/sms";
        using var answer = await Twilio.SmsAsync(_provider, new Uri(Host.App.Address, hook), from, Desk, text, PublicUrl + hook);
    }

    public async Task ReportAsync(TwilioSent sent, string status, int? error)
    {
        using var answer = await Twilio.StatusAsync(_provider, Host.App.Address, sent, status, error);
    }

    /// <summary>What the provider took from us since the last look.</summary>
    public IReadOnlyList<TwilioSent> NewlySent()
    {
        var sent = Twilio.Sent;
        var fresh = sent.Skip(_read).ToList();
        _read = sent.Count;
        return fresh;
    }

    /// <summary>The audit log from its beginning.</summary>
    public async Task<List<LogEntry>> LogAsync()
    {
        var log = new List<LogEntry>();
        for (var after = ""; ;)
        {
            var entries = await Store.ReadAsync(Store.Keys.Log, after, 5000);
            if (entries.Count == 0) return log;
            log.AddRange(entries.Select(entry => Codec.Read<LogEntry>(entry.Data)));
            after = entries[^1].Id;
        }
    }

    public LocalDateTime Local(DateTimeOffset at) => Instant.FromDateTimeOffset(at).InZone(Zone).LocalDateTime;

    public async ValueTask DisposeAsync()
    {
        if (IsUp) await DownAsync();
        _provider.Dispose();
        await Twilio.DisposeAsync();
        await Redis.DisposeAsync();
    }
}
