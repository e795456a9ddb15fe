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

    readonly ConcurrentDictionary<string, (Lease Lease, CommunityWorker Worker)> _held = new(StringComparer.Ordinal);

    /// <summary>The communities this host works for now.</summary>
    public IEnumerable<string> Held => _held.Keys;

    /// <summary>Whether all the workers of this host rest.</summary>
    public bool IsIdle => _held.Values.All(held => held.Worker.IsIdle);

    /// <summary>Makes all workers of this host look again at once.</summary>
    public void WakeAll()
    {
        foreach (var held in _held.Values) held.Worker.Wake();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var community in communities.All)
            await community.Store.Link.SubscribeAsync(community.Store.Keys.Wake, _ => Wake(community.Id));
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var share = (int)Math.Ceiling(communities.All.Count / (double)await hosts.BeatAsync());
                foreach (var community in communities.All) await KeepAsync(community, share);
            }
            catch (StoreDownException)
            {
                // The workers wait for Redis themselves; whoever holds a lease when it is back goes on.
            }
            try
            {
                await Task.Delay(Beat, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }
        await GiveUpAsync();
    }

    void Wake(string community)
    {
        if (_held.TryGetValue(community, out var held)) held.Worker.Wake();
    }

    async Task KeepAsync(RunningCommunity community, int share)
    {
        if (!_held.TryGetValue(community.Id, out var held))
        {
            if (_held.Count < share && await Lease.TryTakeAsync(community.Store, hosts.Id) is { } taken) Begin(community, taken);
            return;
        }
        if (held.Worker.Ended.IsCompleted || !await held.Lease.RenewAsync()) await EndAsync(community, held, release: false);
        else if (_held.Count > share) await EndAsync(community, held, release: true);
    }

    void Begin(RunningCommunity community, Lease lease)
    {
        var worker = new CommunityWorker(community, lease, channels(community), media, time, log);
        _held[community.Id] = (lease, worker);
        worker.Start();
        log.LogInformation("This host works for {Community}", community.Id);
    }

    async Task EndAsync(RunningCommunity community, (Lease Lease, CommunityWorker Worker) held, bool release)
    {
        _held.TryRemove(community.Id, out _);
        await held.Worker.DisposeAsync();
        if (release) await held.Lease.ReleaseAsync();
        log.LogInformation("This host no longer works for {Community}", community.Id);
    }

    async Task GiveUpAsync()
    {
        foreach (var community in communities.All)
        {
            if (!_held.TryGetValue(community.Id, out var held)) continue;
            try
            {
                await EndAsync(community, held, release: true);
            }
            catch (StoreDownException)
            {
                // The lease runs out by itself.
            }
        }
        await hosts.LeaveAsync();
    }
}
