using NodaTime;
using ResidentBot.Core.Imports;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Turns;
using ResidentBot.Store;

namespace ResidentBot.Host.Registers;

/// <summary>
/// Sees an import through from outside a host: while some host holds the community's lease, that host enters the chunks and we look on; while none does,
/// we take the lease ourselves and enter them by the same turns.
/// </summary>
sealed class ImportDrive(CommunityStore store, Func<World> world, TimeProvider time, ILogger log)
{
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    /// <summary>Ends when the import waits for nothing more; tells how far it is.</summary>
    public async Task<Import> RunAsync(string id, Action<Import> progress, CancellationToken cancel)
    {
        while (true)
        {
            var import = await store.FindAsync<Import>(id) ?? throw new StoreDownException("the import is gone");
            progress(import);
            if (import.State is not (ImportState.Running or ImportState.Undoing) || !await IsListedAsync(id)) return import;
            if (await Lease.TryTakeAsync(store, $"import-{Guid.NewGuid():n}"[..24]) is { } lease) await WorkAsync(lease, id, progress, cancel);
            else await Task.Delay(Look, cancel);
        }
    }

    // One that could not be decided was taken off, and waits for somebody to start it again.
    async Task<bool> IsListedAsync(string id) => (await store.ListAsync(Lists.Importing)).Any(one => one.Member == id);

    async Task WorkAsync(Lease lease, string id, Action<Import> progress, CancellationToken cancel)
    {
        var batch = new TurnBatch(store, world, lease, log);
        var renewed = System.Diagnostics.Stopwatch.StartNew();
        try
        {
            await batch.ResetAsync();
            while (!cancel.IsCancellationRequested && await IsListedAsync(id) && await store.FindAsync<Import>(id) is { State: ImportState.Running or ImportState.Undoing } import)
            {
                progress(import);
                List<Pending> events = [new Pending(await ImportChunks.NextAsync(store, id, Instant.FromDateTimeOffset(time.GetUtcNow())))];
                await batch.PrefetchAsync(events);
                if (await batch.RunAsync(events) is null) return;
                if (renewed.Elapsed < Beat) continue;
                if (!await lease.RenewAsync()) return;
                renewed.Restart();
            }
        }
        finally
        {
            // The marks of a host that died here are for the next host to find.
            await lease.ReleaseAsync(keepMarks: true);
        }
        cancel.ThrowIfCancellationRequested();
    }
}
