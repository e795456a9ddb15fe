using ResidentBot.Core.Imports;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;
using ResidentBot.Store;

namespace ResidentBot.Host.Turns;

/// <summary>
/// Decides a batch of events over a working set of documents and commits once. A version conflict loads the documents again and decides again; only
/// a fault splits a batch, by halves, until the one entry at fault is found, which goes to the dead.
/// </summary>
sealed class TurnBatch(CommunityStore store, Func<World> world, Lease lease, ILogger log)
{
    const int Tries = 20;
    const int MostDocuments = 50_000;

    readonly Documents _documents = new();

    /// <summary>Where the decided part of the streams ends.</summary>
    public Cursor Cursor { get; private set; } = new("", "", 0);

    /// <summary>Reads the cursor anew and forgets all documents: at the start, and whenever nobody knows how a commit ended.</summary>
    public async Task ResetAsync()
    {
        _documents.Clear();
        Cursor = Cursor.Parse(await store.GetAsync(store.Keys.Cursor));
    }

    /// <summary>
    /// Decides and commits. Returns the messages committed, with their stream ids; null when somebody else holds the lease now. After a
    /// <see cref="StoreDownException"/> nobody knows whether it took place: <see cref="ResetAsync"/>, then gather again.
    /// </summary>
    public async Task<List<(string Id, Outgoing Message)>?> RunAsync(IReadOnlyList<Pending> events)
    {
        if (_documents.Count > MostDocuments) _documents.Clear();
        for (var i = 0; i < Tries; i++)
        {
            var batch = new DecisionCommit(store.Keys, _documents);
            var after = Cursor.After(events);
            try
            {
                var commit = await DecideAsync(batch, events, after);
                switch (await store.Link.CommitAsync(commit))
                {
                    case CommitResult.Committed committed:
                        batch.Committed();
                        Cursor = after;
                        return [.. batch.Outbox.Select((message, at) => (committed.Entries[at], message))];
                    case CommitResult.Conflict conflict when conflict.Keys.Contains(store.Keys.Fence):
                        return null;
                    case CommitResult.Conflict conflict when conflict.Keys.Contains(store.Keys.Cursor):
                        throw new StoreDownException("the cursor has moved: an earlier commit took place after all");
                }
                _documents.Clear();
            }
            catch (Exception fault) when (fault is not StoreDownException and not NewerSchemaException)
            {
                _documents.Clear();
                return await SplitAsync(events, fault);
            }
        }
        throw new StoreDownException("a batch met conflicts without end");
    }

    async Task<Commit> DecideAsync(DecisionCommit batch, IReadOnlyList<Pending> events, Cursor after)
    {
        var dead = new List<DeadEntry>();
        foreach (var pending in events) await DecideAsync(batch, dead, pending.Event);
        var commit = lease.Guard(new Commit());
        Cursor.Move(commit, store.Keys, after);
        batch.Build(commit);
        foreach (var entry in dead) Bury(commit, entry);
        return commit;
    }

    async Task<List<(string, Outgoing)>?> SplitAsync(IReadOnlyList<Pending> events, Exception fault)
    {
        if (events.Count == 1) return await BuryAsync(events[0], fault is CommitRefusedException ? fault.Message : fault.GetType().Name);
        var half = events.Count / 2;
        if (await RunAsync([.. events.Take(half)]) is not { } first || await RunAsync([.. events.Skip(half)]) is not { } second) return null;
        return [.. first, .. second];
    }

    /// <summary>Puts an event among the dead undecided, with an alarm. Answers as <see cref="RunAsync"/> does.</summary>
    public async Task<List<(string Id, Outgoing Message)>?> BuryAsync(Pending pending, string fault)
    {
        log.LogCritical("Event {Id} goes to the dead entries: {Fault}", pending.Event.Id, fault);
        var after = Cursor.After([pending]);
        var commit = lease.Guard(new Commit());
        Cursor.Move(commit, store.Keys, after);
        Bury(commit, DeadEntry.Of(pending.Event, fault));
        // An import that cannot be decided waits for somebody to start it again, and blocks nobody.
        if (pending.Event is TurnEvent.ImportChunk or TurnEvent.UndoChunk) commit.Unplace(store.Keys.List(Lists.Importing), ImportOf(pending.Event));
        if (await store.Link.CommitAsync(commit) is not CommitResult.Committed) return null;
        Cursor = after;
        return [];
    }

    static string ImportOf(TurnEvent happened) => happened is TurnEvent.ImportChunk chunk ? chunk.Import : ((TurnEvent.UndoChunk)happened).Import;

    // A timer that stayed would be due again at once.
    void Bury(Commit commit, DeadEntry entry)
    {
        commit.AppendEntry(store.Keys.Dead, entry.Write());
        if (entry.Kind == "timer") commit.Unplace(store.Keys.Timers, entry.Data);
    }

    async Task DecideAsync(DecisionCommit batch, List<DeadEntry> dead, TurnEvent happened)
    {
        try
        {
            batch.Add(await DecideAsync(happened));
        }
        catch (Exception fault) when (fault is not StoreDownException and not NewerSchemaException)
        {
            log.LogError("The turn of event {Id} ({Kind}) broke: {Fault} {Where}", happened.Id, happened.GetType().Name, fault.GetType().Name, fault.StackTrace);
            try
            {
                var broken = await DecideAsync(new TurnEvent.Broken($"b{happened.Id}", happened.At, happened, fault.GetType().Name));
                if (happened is TurnEvent.TimerDue due) broken.Timers.Add((due.Timer, null));
                batch.Add(broken);
            }
            catch (Exception second) when (second is not StoreDownException and not NewerSchemaException)
            {
                log.LogCritical("Event {Id} goes to the dead entries: {Fault}", happened.Id, second.GetType().Name);
                dead.Add(DeadEntry.Of(happened, second.GetType().Name));
                if (happened is TurnEvent.ImportChunk or TurnEvent.UndoChunk)
                {
                    var stopped = new Decision();
                    stopped.Listed.Add((Lists.Importing, ImportOf(happened), null));
                    batch.Add(stopped);
                }
            }
        }
    }

    Task<Decision> DecideAsync(TurnEvent happened) => store.DecideAsync(_documents, happened, world());

    static IEnumerable<DocumentKey> Keys(TurnEvent happened) => happened switch
    {
        TurnEvent.Arrived arrived => [new DocumentKey(DocumentType.Conversation, arrived.Arrival.From.Value)],
        TurnEvent.ImportChunk chunk => Importing.Keys(chunk),
        TurnEvent.UndoChunk chunk => Importing.Keys(chunk),
        _ => [],
    };

    /// <summary>Loads the documents a batch will ask for in one go, instead of one by one.</summary>
    public async Task PrefetchAsync(IReadOnlyList<Pending> events)
    {
        var keys = events.SelectMany(pending => Keys(pending.Event))
            .Where(key => !_documents.TryGet(key, out _))
            .Distinct()
            .ToList();
        if (keys.Count == 0) return;
        try
        {
            var loaded = await store.LoadAsync(keys);
            for (var i = 0; i < loaded.Length; i++) _documents.Know(keys[i], loaded[i]);
        }
        catch (Exception fault) when (fault is not StoreDownException and not NewerSchemaException)
        {
            // One unreadable document: each turn loads its own, and only the one concerned breaks.
        }
    }
}
