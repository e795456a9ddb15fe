using System.Globalization;
using ResidentBot.Store;

namespace ResidentBot.Host.Turns;

/// <summary>Keeps the feed to its last day: a page that was away for longer reads everything anew anyway.</summary>
sealed class FeedTrim(CommunityStore store, Lease lease)
{
    const long Keep = 24 * 3600 * 1000;
    const long Between = 3600 * 1000;

    long _next;

    /// <summary>Trims, at most once an hour of machine time.</summary>
    public async Task RunAsync()
    {
        if (Environment.TickCount64 < _next) return;
        _next = Environment.TickCount64 + Between;
        var last = await store.LastIdAsync(store.Keys.Feed);
        if (last.Length == 0) return;
        var before = long.Parse(last[..last.IndexOf('-')], CultureInfo.InvariantCulture) - Keep;
        await store.Link.CommitAsync(lease.Guard(new Commit()).TrimBefore(store.Keys.Feed, before.ToString(CultureInfo.InvariantCulture)));
    }
}
