using System.Collections.Concurrent;
using ResidentBot.Channels;
using ResidentBot.Host.Media;
using ResidentBot.Host.Turns;
using ResidentBot.Store;

namespace ResidentBot.Host.Communities;

/// <summary>
/// Takes, renews and gives back this host's leases. A host works for at most its share: communities divided by live hosts, rounded up; what it holds
/// beyond that it gives back, so that a host that joins gets its part.
/// </summary>
sealed class Leases(
    RunningCommunities communities, HostRegistry hosts, Func<RunningCommunity, IReadOnlyDictionary<string, IChannel>> channels, MediaFolder media,
    TimeProvider time, ILogger<Leases> log)
    : BackgroundService
{
    static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    readonly ConcurrentDictionary<string, Holding> _held = new(StringComparer.Ordinal);
    Task _taking = Task.CompletedTask;
    int _share;

    /// <summary>The communities this host works for now.</summary>
    public IEnumerable<string> Held => _held.Where(held => held.Value.Ending is null).Select(held => held.Key);

    /// <summary>Whether all the workers of this host rest.</summary>
    public bool IsIdle => _held.Values.All(held => held.Worker.IsIdle);

    /// <summary>Makes all workers of this host look again at once.</summary>
    public void WakeAll()
    {
        foreach (var held in _held.Values) held.Worker.Wake(WakeWords.Outbox);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var community in communities.All)
            await community.Store.Link.SubscribeAsync(community.Store.Keys.Wake, why => Wake(community.Id, why));
        while (!stoppingToken.IsCancellationRequested)
        {
            // Each by itself: in a cluster one node may be away, and must not cost the communities of the others their leases.
            await Task.WhenAll(Keeping());
            if (_taking.IsCompleted) _taking = TakeAsync();
            try
            {
                await Task.Delay(Beat, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }
        await _taking;
        await Task.WhenAll(communities.All.Where(one => _held.ContainsKey(one.Id)).Select(one => End(one, _held[one.Id], release: true)));
        await hosts.LeaveAsync();
    }

    void Wake(string community, string why)
    {
        if (_held.TryGetValue(community, out var held)) held.Worker.Wake(why);
    }

    List<Task> Keeping()
    {
        var keeping = new List<Task>();
        foreach (var community in communities.All)
        {
            if (!_held.TryGetValue(community.Id, out var held) || held.Ending is not null) continue;
            if (keeping.Count >= _share) _ = End(community, held, release: true);
            else keeping.Add(KeepAsync(community, held));
        }
        return keeping;
    }

    async Task KeepAsync(RunningCommunity community, Holding held)
    {
        // While Redis is away the worker waits itself; if the lease is still ours when it is back, it goes on.
        await WithoutFaultAsync(async () =>
        {
            if (held.Worker.Ended.IsCompleted || !await held.Lease.RenewAsync()) _ = End(community, held, release: false);
        });
    }

    async Task TakeAsync()
    {
        await WithoutFaultAsync(async () => _share = (int)Math.Ceiling(communities.All.Count / (double)await hosts.BeatAsync()));
        // A host whose clock is wrong would fire timers at the wrong time: it leaves the work to others.
        if (time == TimeProvider.System && hosts.ClockSkew.Duration() > Health.MostSkew) return;
        foreach (var community in communities.All)
        {
            if (Held.Count() >= _share) return;
            if (_held.ContainsKey(community.Id)) continue;
            await WithoutFaultAsync(async () =>
            {
                if (await Lease.TryTakeAsync(community.Store, hosts.Id) is { } taken) Begin(community, taken);
            });
        }
    }

    void Begin(RunningCommunity community, Lease lease)
    {
        var worker = new CommunityWorker(community, lease, channels(community), media, time, log);
        _held[community.Id] = new Holding(lease, worker);
        worker.Start();
        community.IsWorkedForHere = true;
        log.LogInformation("This host works for {Community}", community.Id);
    }

    Task End(RunningCommunity community, Holding held, bool release) => held.Ending ??= Task.Run(() => EndAsync(community, held, release));

    // What is under way to a provider lands first. A lease to give back is kept up meanwhile, so that nobody sends the same again.
    async Task EndAsync(RunningCommunity community, Holding held, bool release)
    {
        try
        {
            var ended = held.Worker.DisposeAsync().AsTask();
            while (release && await Task.WhenAny(ended, Task.Delay(Beat)) != ended) await WithoutFaultAsync(() => held.Lease.RenewAsync());
            await ended;
            if (release) await WithoutFaultAsync(() => held.Lease.ReleaseAsync());
        }
        catch (Exception fault)
        {
            log.LogError("The work for {Community} did not end in order: {Fault} {Where}", community.Id, fault.GetType().Name, fault.StackTrace);
        }
        community.IsWorkedForHere = false;
        _held.TryRemove(community.Id, out _);
        log.LogInformation("This host no longer works for {Community}", community.Id);
    }

    async Task WithoutFaultAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (StoreDownException)
        {
            // The next beat tries again; a lease that is not renewed runs out by itself.
        }
        catch (Exception fault)
        {
            log.LogError("Keeping leases broke and is tried again: {Fault} {Where}", fault.GetType().Name, fault.StackTrace);
        }
    }

    sealed class Holding(Lease lease, CommunityWorker worker)
    {
        public Lease Lease => lease;

        public CommunityWorker Worker => worker;

        public Task? Ending { get; set; }
    }
}
