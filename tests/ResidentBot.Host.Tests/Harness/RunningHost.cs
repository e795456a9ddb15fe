using System.Diagnostics;
using Microsoft.Extensions.Logging;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Communities;
using ResidentBot.Store;

namespace ResidentBot.Host.Tests.Harness;

/// <summary>The real host, on real Kestrel and a real Redis, in this process.</summary>
sealed class RunningHost : IAsyncDisposable
{
    RunningHost(HostApp app, TestCommunity files)
    {
        App = app;
        Folder = files.Config;
        Http = new HttpClient { BaseAddress = app.Address };
        Community = app.Communities.Find(files.Id)!;
    }

    public HostApp App { get; }

    public HttpClient Http { get; }

    /// <summary>Where its files are; pictures lie in <c>media</c> below it.</summary>
    public string Folder { get; }

    public RunningCommunity Community { get; }

    /// <summary>Starts a host for one community; <paramref name="change"/> is what this test wants otherwise.</summary>
    public static async Task<RunningHost> StartAsync(
        TestCommunity files, string redis, TimeProvider? time = null, IReadOnlyDictionary<string, string>? environment = null, ILoggerProvider? log = null,
        Func<HostOptions, HostOptions>? change = null)
    {
        var options = new HostOptions
        {
            Config = files.Config,
            Dialogs = TestCommunity.Dialogs,
            Data = Path.Combine(files.Config, "data"),
            Media = Path.Combine(files.Config, "media"),
            Redis = redis,
            Urls = "http://127.0.0.1:0",
            Time = time ?? TimeProvider.System,
            Log = log,
            Environment = name => environment?.GetValueOrDefault(name),
        };
        var app = await HostApp.StartAsync(change?.Invoke(options) ?? options);
        return new RunningHost(app, files);
    }

    /// <summary>Something a resident writes over an account, as a channel would hand it over.</summary>
    public Task WriteAsync(Address from, string text, string account, string? tap = null) => Community.AcceptAsync(
    [
        new Arrival
        {
            Account = account,
            From = from,
            ProviderId = Guid.NewGuid().ToString("n"),
            At = NodaTime.Instant.FromDateTimeOffset(DateTimeOffset.UtcNow),
            Text = text,
            Tap = tap,
            Kind = tap is null ? ArrivalKind.Message : ArrivalKind.Tapped,
        },
    ]);

    /// <summary>What staff do.</summary>
    public Task<Decision> ActAsync(StaffAction action) => Community.ActAsync(Guid.NewGuid().ToString("n"), action);

    /// <summary>
    /// Waits until a condition holds; a condition that never does fails the test with what was waited for. A store that is away for a moment, as on a busy
    /// machine or when the test took it away, is no answer yet.
    /// </summary>
    public static async Task UntilAsync(string what, Func<Task<bool>> holds, int seconds = 60)
    {
        var watch = Stopwatch.StartNew();
        while (!await HoldsAsync())
        {
            if (watch.Elapsed > TimeSpan.FromSeconds(seconds)) throw new TimeoutException($"waited {seconds} s in vain: {what}");
            await Task.Delay(10);
        }

        async Task<bool> HoldsAsync()
        {
            try
            {
                return await holds();
            }
            catch (StoreDownException) when (watch.Elapsed < TimeSpan.FromSeconds(seconds))
            {
                return false;
            }
        }
    }

    /// <summary>Waits until everything accepted so far is decided and everything decided is sent.</summary>
    public Task SettleAsync(int seconds = 60) => UntilAsync("everything decided and sent", IsSettledAsync, seconds);

    /// <summary>The words said to an address so far, oldest first.</summary>
    public async Task<List<string>> SaidAsync(Address address) =>
        [.. (await Community.Store.ThreadAsync(address)).Where(line => line.Kind == ThreadKind.Out).Select(line => line.Text!)];

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await App.DisposeAsync();
    }

    async Task<bool> IsSettledAsync()
    {
        if (!App.Leases.Held.Contains(Community.Id)) return false;
        App.Leases.WakeAll();
        for (var looks = 0; !App.Leases.IsIdle; looks++)
        {
            if (looks == 200) return false;
            await Task.Delay(5);
        }
        var store = Community.Store;
        var cursor = Turns.Cursor.Parse(await store.GetAsync(store.Keys.Cursor));
        if (await store.LastIdAsync(store.Keys.Inbox) is { Length: > 0 } inbox && inbox != cursor.Inbox) return false;
        if (await store.LastIdAsync(store.Keys.Reports) is { Length: > 0 } reports && reports != cursor.Reports) return false;
        return App.Leases.IsIdle;
    }
}
