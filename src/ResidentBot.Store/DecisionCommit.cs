using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;

namespace ResidentBot.Store;

/// <summary>
/// Gathers the decisions of a batch over a working set of documents and writes them in one commit. Within the batch every decision sees what the
/// ones before it changed; each document is written once, in its last state.
/// </summary>
public sealed class DecisionCommit(Keys keys, Documents documents)
{
    readonly Dictionary<DocumentKey, long> _changed = [];
    readonly HashSet<DocumentKey> _read = [];
    readonly Dictionary<string, List<byte[]>> _threads = new(StringComparer.Ordinal);
    readonly List<string> _feed = [];
    readonly List<Decision> _decisions = [];

    /// <summary>The messages decided, in order; their stream ids stand in the commit's answer, in the same order.</summary>
    public List<Outgoing> Outbox { get; } = [];

    /// <summary>Takes a decision into the batch.</summary>
    public void Add(Decision decision)
    {
        if (decision.Refusal is not null) return;
        _decisions.Add(decision);
        _read.UnionWith(decision.Read);
        foreach (var (key, value) in decision.Documents)
        {
            documents.TryGet(key, out var stored);
            _changed.TryAdd(key, stored.Version);
            documents.Know(key, stored with { Value = value });
        }
        foreach (var (thread, entry) in decision.Thread)
        {
            var name = keys.Thread(thread);
            if (!_threads.TryGetValue(name, out var lines)) _threads.Add(name, lines = []);
            lines.Add(Codec.Write(entry));
        }
        foreach (var what in decision.Feed)
            if (!_feed.Contains(what)) _feed.Add(what);
        Outbox.AddRange(decision.Outbox);
    }

    /// <summary>Builds the commit; the outbox entries come first among its stream appends.</summary>
    public Commit Build(Commit commit)
    {
        // What was only read must still be so: a person may have taken the ticket since that keeps the bot silent.
        foreach (var key in _read.Where(key => !_changed.ContainsKey(key)))
        {
            documents.TryGet(key, out var stored);
            commit.CheckVersion(keys.Document(key), stored.Version);
        }
        foreach (var (key, version) in _changed)
        {
            documents.TryGet(key, out var stored);
            var name = keys.Document(key);
            commit.CheckVersion(name, version);
            if (stored.Value is null) commit.Delete(name);
            else commit.Put(name, version + 1, Codec.Write(key, stored.Value));
        }
        foreach (var message in Outbox) commit.AppendEntry(keys.Outbox(message.Account, message.Lane), Codec.Write(message));
        foreach (var (thread, lines) in _threads)
            foreach (var chunk in lines.Chunk(500)) commit.Append(thread, chunk);
        foreach (var gone in _decisions.SelectMany(decision => decision.Erased).Distinct()) commit.Delete(keys.Thread(gone)).Delete(keys.Presence(gone));
        foreach (var (account, address) in _decisions.SelectMany(decision => decision.Routes).Distinct()) commit.Delete(keys.Route(account, address));
        WriteRest(commit);
        if (_feed.Count > 0)
            commit.AppendEntry(keys.Feed, Codec.Write(_feed)).Publish(keys.Feed, keys.Wake, WakeWords.Feed);
        return commit;
    }

    /// <summary>Takes note that the commit succeeded.</summary>
    public void Committed()
    {
        foreach (var (key, version) in _changed)
        {
            documents.TryGet(key, out var stored);
            documents.Know(key, stored.Value is null ? default : stored with { Version = version + 1 });
        }
    }

    /// <summary>Takes note that it did not, or that nobody knows: what the batch changed must be loaded again.</summary>
    public void Forget()
    {
        foreach (var key in _changed.Keys) documents.Forget(key);
    }

    void WriteRest(Commit commit)
    {
        var counts = new Dictionary<(string, string), long>();
        foreach (var decision in _decisions)
        {
            foreach (var (timer, due) in decision.Timers)
            {
                if (due is { } at) commit.Place(keys.Timers, timer.Name, at.ToUnixTimeMilliseconds());
                else commit.Unplace(keys.Timers, timer.Name);
            }
            foreach (var (list, member, score) in decision.Listed)
            {
                if (score is { } place) commit.Place(keys.List(list), member, place);
                else commit.Unplace(keys.List(list), member);
            }
            foreach (var entry in decision.Log) commit.AppendEntry(keys.Log, Codec.Write(entry));
            foreach (var order in decision.Media) commit.AppendEntry(keys.Media, Codec.Write(order));
            foreach (var (date, name, by) in decision.Counts)
            {
                var field = (keys.Stats(date), name);
                counts[field] = counts.GetValueOrDefault(field) + by;
            }
        }
        foreach (var decision in _decisions)
        {
            foreach (var list in decision.Kept.GroupBy(kept => keys.Import(kept.Import, kept.List)))
            {
                foreach (var chunk in list.Select(kept => kept.Line).Chunk(500)) commit.Append(list.Key, chunk);
                commit.Expire(list.Key, CommunityStore.ImportsKept);
            }
            if (decision.Edition is { } edition) commit.CheckEquals(keys.Edition, edition.Before).Set(keys.Edition, edition.After);
        }
        foreach (var ((key, field), by) in counts) commit.Increment(key, field, by);
    }
}
