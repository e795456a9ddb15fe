using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResidentBot.StandIns;

/// <summary>getUpdates: an offset confirms everything before it; one poller at a time, and none while a webhook is set.</summary>
public sealed partial class TelegramStandIn
{
    async Task<(JsonNode? Result, TelegramError? Error)> GetUpdatesAsync(JsonElement arguments, CancellationToken aborted)
    {
        var ousted = NewSignal();
        lock (_lock)
        {
            if (_webhook is not null)
                return (null, new TelegramError(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"));
            _poller?.TrySetResult();
            _poller = ousted;
            if (arguments.TryGetProperty("offset", out var offset)) _updates.RemoveAll(update => (long)update["update_id"]! < offset.GetInt64());
            if (arguments.TryGetProperty("allowed_updates", out var kinds)) KeepOnly(kinds);
        }
        using var end = CancellationTokenSource.CreateLinkedTokenSource(aborted, _closing.Token);
        end.CancelAfter(TimeSpan.FromSeconds(Number(arguments, "timeout", 0)));
        while (true)
        {
            var change = Locked(() => _changed.Task);
            var batch = Batch(Number(arguments, "limit", 100));
            if (ousted.Task.IsCompleted)
                return (null, new TelegramError(409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"));
            if (batch.Count > 0 || end.IsCancellationRequested) return (batch, null);
            await Task.WhenAny(change, ousted.Task, Task.Delay(Timeout.Infinite, end.Token));
        }
    }

    JsonArray Batch(int limit) => Locked(() => new JsonArray([.. _updates.OrderBy(update => (long)update["update_id"]!).Take(limit).Select(update => update.DeepClone())]));

    void KeepOnly(JsonElement kinds)
    {
        var wanted = kinds.EnumerateArray().Select(kind => kind.GetString()!).ToHashSet();
        if (wanted.Count > 0) _updates.RemoveAll(update => !update.Any(field => wanted.Contains(field.Key)));
    }

    static int Number(JsonElement arguments, string name, int otherwise) => arguments.TryGetProperty(name, out var value) ? value.GetInt32() : otherwise;
}
