using System.Diagnostics;
using System.Globalization;
using StackExchange.Redis;

namespace ResidentBot.Store;

/// <summary>
/// One host's right to work for a community. Its fencing number stands in every commit it makes, so that a host that slept through the end of its
/// lease cannot write any more. Its length is machine time.
/// </summary>
public sealed class Lease
{
    /// <summary>How long a lease lasts without being renewed.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(5);

    /// <summary>How much must be left before a request goes to a provider.</summary>
    public static readonly TimeSpan NeededToSend = TimeSpan.FromSeconds(2);

    readonly CommunityStore _store;
    readonly string _holder;
    long _renewedAt;

    Lease(CommunityStore store, string holder, long fence, long renewedAt) =>
        (_store, _holder, Fence, _renewedAt) = (store, holder, fence.ToString(CultureInfo.InvariantCulture), renewedAt);

    /// <summary>The fencing number.</summary>
    public string Fence { get; }

    /// <summary>How much is left, by this machine's monotonic clock, counted from before the last renewal was asked for.</summary>
    public TimeSpan Left => Length - Stopwatch.GetElapsedTime(Interlocked.Read(ref _renewedAt));

    /// <summary>Takes the lease if nobody holds it; null when somebody does.</summary>
    public static async Task<Lease?> TryTakeAsync(CommunityStore store, string host)
    {
        var started = Stopwatch.GetTimestamp();
        var taken = await store.Link.CallAsync(database =>
            database.StringSetAsync(store.Keys.Lease, host, Length, When.NotExists, CommandFlags.DemandMaster));
        if (!taken) return null;
        // Nothing has been read yet, so whatever the former holder still commits before this line is seen by us.
        var fence = await store.Link.CallAsync(database => database.StringIncrementAsync(store.Keys.Fence, 1, CommandFlags.DemandMaster));
        return new Lease(store, host, fence, started);
    }

    /// <summary>Prolongs it; false when it is lost.</summary>
    public async Task<bool> RenewAsync()
    {
        var started = Stopwatch.GetTimestamp();
        var commit = new Commit().CheckEquals(_store.Keys.Fence, Fence).CheckEquals(_store.Keys.Lease, _holder).Set(_store.Keys.Lease, _holder, Length);
        if (await _store.Link.CommitAsync(commit) is not CommitResult.Committed) return false;
        Interlocked.Exchange(ref _renewedAt, started);
        return true;
    }

    /// <summary>Gives it back, so that another host need not wait.</summary>
    public Task ReleaseAsync() => _store.Link.CommitAsync(new Commit()
        .CheckEquals(_store.Keys.Fence, Fence)
        .CheckEquals(_store.Keys.Lease, _holder)
        .Delete(_store.Keys.Lease)
        .Publish(_store.Keys.Lease, _store.Keys.Wake, "lease"));

    /// <summary>Makes a commit valid only while nobody else has taken the lease since.</summary>
    public Commit Guard(Commit commit) => commit.CheckEquals(_store.Keys.Fence, Fence);
}
