using ResidentBot.Store;

namespace ResidentBot.Host.Turns;

/// <summary>
/// Finds the event that takes hosts down with it. A host marks a community while it works there and takes the mark away when it leaves in order; who
/// finds another's mark decides the first events one at a time, each noted before. An event that an earlier host had noted in the same way was in hand
/// at two deaths and is not decided again. Orderly work costs nothing.
/// </summary>
sealed class InHand(CommunityStore store, Lease lease, ILogger log)
{
    const int Most = 256;
    const string Mark = "host:";

    readonly HashSet<string> _noted = new(StringComparer.Ordinal);
    HashSet<string>? _fatal;
    int _left;

    /// <summary>Whether events are to be decided one at a time now.</summary>
    public bool IsCareful => _left > 0;

    string Own => Mark + lease.Holder;

    /// <summary>Marks the community and learns whether the last host left in order.</summary>
    public async Task OpenAsync()
    {
        if (_fatal is not null) return;
        var fields = (await store.HashAsync(store.Keys.InHand)).Keys;
        await store.Link.CommitAsync(lease.Guard(new Commit()).Increment(store.Keys.InHand, Own, 1));
        _fatal = [.. fields.Where(field => !field.StartsWith(Mark, StringComparison.Ordinal)).Select(field => field.Split('|', 2))
            .Where(parts => parts[0] != lease.Holder).Select(parts => parts[^1])];
        if (!fields.Any(field => field.StartsWith(Mark, StringComparison.Ordinal) && field != Own)) return;
        _left = Most;
        log.LogWarning("The host that worked for {Community} before ended without leaving: its first events are decided one at a time", store.Keys.Community);
    }

    /// <summary>Notes an event before it is decided; false when it must not be.</summary>
    public async Task<bool> TakeAsync(string id)
    {
        if (_fatal!.Contains(id)) return false;
        if (_noted.Add(id)) await store.Link.CommitAsync(lease.Guard(new Commit()).Increment(store.Keys.InHand, $"{lease.Holder}|{id}", 1));
        return true;
    }

    /// <summary>Some events are decided; after enough of them, or when none is left, work is as usual.</summary>
    public async Task PassAsync(int decided)
    {
        _left = decided == 0 ? 0 : Math.Max(0, _left - decided);
        if (_left > 0) return;
        _noted.Clear();
        await store.Link.CommitAsync(lease.Guard(new Commit()).Delete(store.Keys.InHand).Increment(store.Keys.InHand, Own, 1));
    }
}
