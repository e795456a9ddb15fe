using System.Diagnostics;
using System.Globalization;

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

    Lease(CommunityStore store, string holder, string fence, long renewedAt) => (_store, _holder, Fence, _renewedAt) = (store, holder, fence, renewedAt);

    /// <summary>The host that holds it.</summary>
    public string Holder => _holder;

    /// <summary>The fencing number.</summary>
    public string Fence { get; }

    /// <summary>How much is left, by this machine's monotonic clock, counted from before the last renewal was asked for.</summary>
    public TimeSpan Left => Length - Stopwatch.GetElapsedTime(Interlocked.Read(ref _renewedAt));

    /// <summary>Takes the lease if nobody holds it; null when somebody does.</summary>
    public static async Task<Lease?> TryTakeAsync(CommunityStore store, string host)
    {
        var started = Stopwatch.GetTimestamp();
        if (await store.GetAsync(store.Keys.Lease) is not null) return null;
        var last = await store.GetAsync(store.Keys.Fence) ?? "";
        var fence = (last.Length == 0 ? 1 : long.Parse(last, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);
        // Whole or not at all: a host that is held up here for a long time must not fence out the one that came after it.
        var commit = new Commit().CheckEquals(store.Keys.Lease, "").CheckEquals(store.Keys.Fence, last)
            .Set(store.Keys.Fence, fence).Set(store.Keys.Lease, host, Length);
        return await store.Link.CommitAsync(commit) is CommitResult.Committed ? new Lease(store, host, fence, started) : null;
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

    /// <summary>Gives it back after clean work, so that another host need not wait.</summary>
    /// <param name="keepMarks">Whether marks of events in hand stay for the next host: who did another's work only cannot say that all is well.</param>
    public Task ReleaseAsync(bool keepMarks = false)
    {
        var commit = new Commit().CheckEquals(_store.Keys.Fence, Fence).CheckEquals(_store.Keys.Lease, _holder).Delete(_store.Keys.Lease);
        if (!keepMarks) commit.Delete(_store.Keys.InHand);
        return _store.Link.CommitAsync(commit.Publish(_store.Keys.Lease, _store.Keys.Wake, "lease"));
    }

    /// <summary>Makes a commit valid only while nobody else has taken the lease since.</summary>
    public Commit Guard(Commit commit) => commit.CheckEquals(_store.Keys.Fence, Fence);
}
