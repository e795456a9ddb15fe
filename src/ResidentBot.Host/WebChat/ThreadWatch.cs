using System.Collections.Concurrent;
using System.Collections.Immutable;
using ResidentBot.Core.Messages;
using ResidentBot.Host.Turns;

namespace ResidentBot.Host.WebChat;

/// <summary>Wakes the sockets of a thread that changed: the feed is heard once for all of them.</summary>
sealed class ThreadWatch
{
    readonly ConcurrentDictionary<string, ImmutableList<SemaphoreSlim>> _waiting = new(StringComparer.Ordinal);

    /// <summary>Listens as long as the feed lives.</summary>
    public ThreadWatch(LiveFeed feed) => feed.Listen(Heard);

    /// <summary>Releases <paramref name="wake"/>, at most once until it is taken, when the thread changes. Dispose the answer to stop.</summary>
    public IDisposable Watch(Address address, SemaphoreSlim wake)
    {
        var name = $"thread:{address.Value}";
        _waiting.AddOrUpdate(name, _ => [wake], (_, list) => list.Add(wake));
        return new Watching(this, name, wake);
    }

    /// <summary>Wakes those of this host that watch a thread, although nothing changed in it.</summary>
    public void Wake(Address address) => Wake($"thread:{address.Value}");

    void Heard(FeedEntry entry)
    {
        foreach (var what in entry.What) Wake(what);
    }

    void Wake(string name)
    {
        if (_waiting.TryGetValue(name, out var list))
            foreach (var wake in list) Release(wake);
    }

    static void Release(SemaphoreSlim wake)
    {
        try
        {
            if (wake.CurrentCount == 0) wake.Release();
        }
        catch (Exception fault) when (fault is SemaphoreFullException or ObjectDisposedException)
        {
            // Somebody else woke it first, or it left meanwhile: either way it needs no waking.
        }
    }

    void Forget(string name, SemaphoreSlim wake)
    {
        var left = _waiting.AddOrUpdate(name, _ => [], (_, list) => list.Remove(wake));
        if (left.IsEmpty) _waiting.TryRemove(KeyValuePair.Create(name, left));
    }

    sealed class Watching(ThreadWatch watch, string name, SemaphoreSlim wake) : IDisposable
    {
        public void Dispose() => watch.Forget(name, wake);
    }
}
