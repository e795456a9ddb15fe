using System.Text.Json;
using NodaTime;
using ResidentBot.Channels;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Communities;
using ResidentBot.Store;

namespace ResidentBot.Host.Media;

/// <summary>
/// Fetches what residents sent from their providers, after their messages are stored and never inside a webhook. An order leaves its stream in the
/// commit that tells the thread what became of it; a crash before that fetches the same bytes into the same place once more.
/// </summary>
sealed class Fetching(
    RunningCommunity community, Lease lease, IReadOnlyDictionary<string, IChannel> channels, MediaFolder folder, TimeProvider time, ILogger log)
{
    const int AtOnce = 4;
    const int GroupSize = 100;

    // With an hour between the last of them, about two days: by then no provider keeps it any longer.
    const int MostTries = 60;
    static readonly TimeSpan Sweep = TimeSpan.FromSeconds(1);

    readonly SemaphoreSlim _wake = new(0, 1);
    readonly Dictionary<string, (int Tries, Instant Next)> _waiting = new(StringComparer.Ordinal);

    Keys Keys => community.Store.Keys;

    Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>Something was ordered: looks at once instead of at the next sweep.</summary>
    public void Wake()
    {
        if (_wake.CurrentCount == 0) _wake.Release();
    }

    /// <summary>Fetches until stopped, or until another host works for the community.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (!await FetchAllAsync(stop)) return;
                await _wake.WaitAsync(Sweep, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (StoreDownException)
            {
                await Task.Delay(Sweep, CancellationToken.None);
            }
        }
    }

    // False when the lease is gone.
    async Task<bool> FetchAllAsync(CancellationToken stop)
    {
        var after = "";
        while (await community.Store.ReadAsync(Keys.Media, after, GroupSize) is { Count: > 0 } entries)
        {
            after = entries[^1].Id;
            foreach (var group in entries.Where(IsDue).Chunk(AtOnce))
                if ((await Task.WhenAll(group.Select(entry => FetchAsync(entry, stop)))).Contains(false)) return false;
        }
        return true;
    }

    bool IsDue(StreamEntry entry)
    {
        lock (_waiting) return !_waiting.TryGetValue(entry.Id, out var waiting) || waiting.Next <= Now;
    }

    async Task<bool> FetchAsync(StreamEntry entry, CancellationToken stop)
    {
        if (Read(entry) is not { } order) return await IsCommittedAsync(lease.Guard(new Commit()).DropEntry(Keys.Media, entry.Id));
        Core.Messages.Media? stored;
        try
        {
            stored = await StoreAsync(order, stop);
        }
        catch (Exception fault) when (fault is not StoreDownException && !stop.IsCancellationRequested)
        {
            if (PutOff(entry.Id, fault, order)) return true;
            stored = null;
        }
        if (!await CommitAsync(entry.Id, order, stored)) return false;
        lock (_waiting) _waiting.Remove(entry.Id);
        return true;
    }

    // An order nobody can read would stand before all others for ever; its message is on its thread all the same.
    MediaOrder? Read(StreamEntry entry)
    {
        try
        {
            return Codec.Read<MediaOrder>(entry.Data);
        }
        catch (JsonException fault)
        {
            log.LogError("Media order {Id} is unreadable at {Path} and is dropped", entry.Id, fault.Path);
            return null;
        }
    }

    // Null when nobody has it any more, or it is nothing we keep.
    async Task<Core.Messages.Media?> StoreAsync(MediaOrder order, CancellationToken stop)
    {
        if (channels.GetValueOrDefault(order.Account) is not IFetchesMedia channel) return null;
        if (await channel.FetchAsync(order.Media, stop) is not { } fetched) return null;
        if (MediaKinds.Of(fetched.Type ?? order.Media.Type, fetched.Bytes) is not { } type) return null;
        using var bytes = new MemoryStream(fetched.Bytes, writable: false);
        return await folder.StoreAsync(bytes, stop) is { } source ? order.Media with { Source = source, Type = type } : null;
    }

    // False when it was tried often enough.
    bool PutOff(string entry, Exception fault, MediaOrder order)
    {
        lock (_waiting)
        {
            var tries = _waiting.GetValueOrDefault(entry).Tries + 1;
            log.LogWarning("A piece of media of account {Account} could not be fetched, try {Tries}: {Fault}", order.Account, tries, fault.GetType().Name);
            if (tries >= MostTries) return false;
            _waiting[entry] = (tries, Now + Duration.FromSeconds(Math.Min(3600, Math.Pow(2, tries))));
            return true;
        }
    }

    Task<bool> CommitAsync(string entry, MediaOrder order, Core.Messages.Media? stored) => IsCommittedAsync(lease.Guard(new Commit())
        .DropEntry(Keys.Media, entry)
        .Append(Keys.Thread(order.Thread), [Codec.Write(MediaNews.Of(order.Entry, order.Index, stored, Now))])
        .AppendEntry(Keys.Feed, Codec.Write(new List<string> { $"thread:{order.Thread.Value}" }))
        .Publish(Keys.Feed, Keys.Wake, WakeWords.Feed));

    async Task<bool> IsCommittedAsync(Commit commit) => await community.Store.Link.CommitAsync(commit) is CommitResult.Committed;
}
