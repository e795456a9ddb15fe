using NodaTime;
using ResidentBot.Core.Imports;
using ResidentBot.Core.Turns;
using ResidentBot.Store;

namespace ResidentBot.Host.Turns;

/// <summary>The next chunk of an import as an event, the same each time until it is decided.</summary>
static class ImportChunks
{
    /// <summary>The next chunk to be entered or taken back.</summary>
    public static async Task<TurnEvent> NextAsync(CommunityStore store, string id, Instant now)
    {
        var import = await store.FindAsync<Import>(id);
        try
        {
            return await ReadAsync(store, import, id, now);
        }
        catch (System.Text.Json.JsonException fault)
        {
            // Rows nobody can read any more: the fixed decision passes over them.
            return new TurnEvent.Broken($"bi:{id}:{import!.Entered}:{import.Images.Length}", now, import.State == ImportState.Undoing
                ? new TurnEvent.UndoChunk($"u:{id}", now, id, import.Images.Length - 1, [])
                : new TurnEvent.ImportChunk($"i:{id}", now, id, import.Entered, []), $"unreadable rows at {fault.Path}");
        }
    }

    static async Task<TurnEvent> ReadAsync(CommunityStore store, Import? import, string id, Instant now)
    {
        switch (import)
        {
            case { State: ImportState.Running }:
                var rows = await store.KeptAsync<PersonRow>(id, ImportList.Rows, import.Entered, import.Entered + Import.ChunkSize - 1);
                return new TurnEvent.ImportChunk($"i:{id}:{import.Entered}", now, id, import.Entered, rows);
            case { State: ImportState.Undoing, Images: [.. var before, var count] }:
                var from = before.Sum();
                var images = count == 0 ? [] : await store.KeptAsync<BeforeImage>(id, ImportList.Before, from, from + count - 1);
                return new TurnEvent.UndoChunk($"u:{id}:{before.Length}", now, id, before.Length, images);
            default:
                // On the list by mistake: the event's turn takes it off.
                return new TurnEvent.ImportChunk($"i:{id}", now, id, 0, []);
        }
    }
}
