using System.Collections.Immutable;
using ResidentBot.Core.Turns;
using ResidentBot.Store;

namespace ResidentBot.Host.Turns;

/// <summary>Something changed: what live pages should look at again.</summary>
/// <param name="Id">Place in the feed; a page that lost its connection goes on after it.</param>
/// <param name="What"><c>ticket:1008</c>, <c>thread:web:ab</c>, <c>post:7</c>, <c>person:p1</c>.</param>
sealed record FeedEntry(string Id, ImmutableArray<string> What);

/// <summary>Follows a community's feed for all live pages and sockets of this host with one reader.</summary>
sealed class LiveFeed(CommunityStore store) : IAsyncDisposable
{
    static readonly TimeSpan Sweep = TimeSpan.FromSeconds(1);
    static readonly TimeSpan Together = TimeSpan.FromMilliseconds(25);

    readonly SemaphoreSlim _wake = new(0, 1);
    readonly CancellationTokenSource _stop = new();
    ImmutableList<Action<FeedEntry>> _listeners = [];
    Task? _following;
    string? _last;

    /// <summary>Begins to follow.</summary>
    public void Start() => _following = Task.Run(FollowAsync);

    /// <summary>Looks at once instead of at the next sweep.</summary>
    public void Wake()
    {
        try
        {
            if (_wake.CurrentCount == 0) _wake.Release();
        }
        catch (Exception fault) when (fault is SemaphoreFullException or ObjectDisposedException)
        {
            // Two wakes at once are one; a wake after the end is none.
        }
    }

    /// <summary>Hears every entry from now on, on the reader's thread: listeners must be quick. Dispose the answer to stop.</summary>
    public IDisposable Listen(Action<FeedEntry> listener)
    {
        ImmutableInterlocked.Update(ref _listeners, (list, one) => list.Add(one), listener);
        return new Listening(this, listener);
    }

    /// <summary>Entries after a place, for a page that comes back.</summary>
    public async Task<List<FeedEntry>> SinceAsync(string id, int count = 1000) => [.. (await store.ReadAsync(store.Keys.Feed, id, count)).Select(Entry)];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_following is not null) await _following;
        _stop.Dispose();
        _wake.Dispose();
    }

    async Task FollowAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                _last ??= await store.LastIdAsync(store.Keys.Feed);
                var entries = await store.ReadAsync(store.Keys.Feed, _last, 500);
                foreach (var entry in entries)
                {
                    _last = entry.Id;
                    var heard = Entry(entry);
                    foreach (var listener in _listeners) listener(heard);
                }
                if (entries.Count == 500) continue;
                // The first news is heard at once; what follows on its heels is read together.
                if (entries.Count > 0) await Task.Delay(Together, _stop.Token);
                await _wake.WaitAsync(Sweep, _stop.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception)
            {
                // Redis is away, or one entry or page is at fault: the others hear on.
                await Task.Delay(Sweep, CancellationToken.None);
            }
        }
    }

    static FeedEntry Entry(StreamEntry entry) => new(entry.Id, [.. Codec.Read<List<string>>(entry.Data)]);

    sealed class Listening(LiveFeed feed, Action<FeedEntry> listener) : IDisposable
    {
        public void Dispose() => ImmutableInterlocked.Update(ref feed._listeners, (list, one) => list.Remove(one), listener);
    }
}
