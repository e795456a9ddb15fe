using System.Globalization;
using System.IO.Compression;
using System.Text;
using NodaTime;
using NodaTime.Text;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Communities;
using ResidentBot.Store;

namespace ResidentBot.Host.Turns;

/// <summary>
/// Once a day moves what the audit log has kept for long enough into dated files, a line each: <c>audit/oak/2026-11-22.jsonl.gz</c>. A file is written
/// under another name, brought to the disk and only then given its own; only then is the log cut. So a crash at any instant loses nothing, and what stands
/// in a file already is cut off at the next run instead of being written again.
/// </summary>
sealed class AuditArchive(RunningCommunity community, Lease lease, TimeProvider time, string root, ILogger log)
{
    const int Chunk = 2000;

    // So that one run on a log that was never cut does not make one file of millions of lines.
    const int MostOfFile = 200_000;

    static readonly TimeSpan Look = TimeSpan.FromSeconds(30);

    readonly string _folder = Path.Combine(root, "audit", community.Id);
    LocalDate? _done;

    /// <summary>Looks now and then whether a new day has begun, until it is stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await TodayAsync();
                await Task.Delay(Look, stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (StoreDownException)
            {
                // The next look tries again; the day is not done.
                await Task.Delay(TimeSpan.FromSeconds(1), CancellationToken.None);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                log.LogError("The audit log of {Community} could not be archived and is kept: {Fault}", community.Id, fault.GetType().Name);
                await Task.Delay(Look, CancellationToken.None);
            }
        }
    }

    /// <summary>Archives what is old enough, once a day of people's time.</summary>
    public async Task TodayAsync()
    {
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        var today = community.World.Local(now).Date;
        if (_done == today) return;
        var first = true;
        while (await PassAsync(now, today, first)) first = false;
        _done = today;
    }

    // True when there may be more. The first pass looks whether an earlier run ended between its file and its cut.
    async Task<bool> PassAsync(Instant now, LocalDate today, bool first)
    {
        var keys = community.Store.Keys;
        var oldest = await community.Store.ReadAsync(keys.Log, "", 1);
        if (oldest.Count == 0) return false;
        var cut = Before(now);
        if (Codec.Read<LogEntry>(oldest[0].Data).At >= cut) return false;
        if (first && LastKept() is { } kept && Compare(oldest[0].Id, kept) <= 0)
        {
            await CutAsync(kept, null, now);
            return true;
        }
        var draft = Path.Combine(_folder, $".{Guid.NewGuid():n}");
        try
        {
            var (last, count) = await WriteAsync(draft, cut);
            if (last is null) return false;
            var file = Keep(draft, today);
            await CutAsync(last, $"{Path.GetFileName(file)}: {count.ToString(CultureInfo.InvariantCulture)}", now);
            return count == MostOfFile;
        }
        finally
        {
            File.Delete(draft);
        }
    }

    async Task<(string? Last, int Count)> WriteAsync(string draft, Instant cut)
    {
        Directory.CreateDirectory(_folder);
        var (last, count) = ((string?)null, 0);
        await using var file = new FileStream(draft, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        await using (var packed = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true))
        {
            while (count < MostOfFile)
            {
                var chunk = await community.Store.ReadAsync(community.Store.Keys.Log, last ?? "", Math.Min(Chunk, MostOfFile - count));
                var old = chunk.TakeWhile(entry => Codec.Read<LogEntry>(entry.Data).At < cut).ToList();
                foreach (var entry in old)
                {
                    await packed.WriteAsync(Encoding.UTF8.GetBytes($"{{\"id\":\"{entry.Id}\",\"entry\":"));
                    await packed.WriteAsync(entry.Data);
                    await packed.WriteAsync("}\n"u8.ToArray());
                }
                if (old.Count > 0) last = old[^1].Id;
                count += old.Count;
                if (old.Count < chunk.Count || chunk.Count == 0) break;
            }
        }
        file.Flush(flushToDisk: true);
        return (last, count);
    }

    // Never over a file that is there: a second one of a day has a number.
    string Keep(string draft, LocalDate today)
    {
        for (var number = 1; ; number++)
        {
            var path = Path.Combine(_folder, Name(today, number));
            try
            {
                if (File.Exists(path)) continue;
                File.Move(draft, path, overwrite: false);
                return path;
            }
            catch (IOException) when (File.Exists(path))
            {
                // Somebody else made it just now.
            }
        }
    }

    // What the lines of the files end with; null when there is none.
    string? LastKept()
    {
        if (!Directory.Exists(_folder)) return null;
        var newest = Directory.GetFiles(_folder, "*.jsonl.gz").MaxBy(path => (Path.GetFileName(path)[..10], NumberOf(path)));
        if (newest is null) return null;
        using var reader = new StreamReader(new GZipStream(File.OpenRead(newest), CompressionMode.Decompress), Encoding.UTF8);
        string? last = null;
        while (reader.ReadLine() is { } line) last = line;
        return last?.Split('"') is [_, "id", _, var id, ..] ? id : null;
    }

    async Task CutAsync(string last, string? file, Instant now)
    {
        var keys = community.Store.Keys;
        var (ms, number) = Parts(last);
        var commit = lease.Guard(new Commit()).TrimBefore(keys.Log, string.Create(CultureInfo.InvariantCulture, $"{ms}-{number + 1}"));
        if (file is not null) commit.AppendEntry(keys.Log, Codec.Write(new LogEntry(now, "bot", "archived audit", "audit", file)));
        if (await community.Store.Link.CommitAsync(commit) is CommitResult.Conflict) throw new StoreDownException("another host works here now");
    }

    Instant Before(Instant now)
    {
        var local = community.World.Local(now) - community.World.Community.AuditKept;
        return local.InZoneLeniently(community.World.Community.Zone).ToInstant();
    }

    static string Name(LocalDate day, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{LocalDatePattern.Iso.Format(day)}{(number == 1 ? "" : $"-{number}")}.jsonl.gz");

    static int NumberOf(string path)
    {
        var name = Path.GetFileName(path)[10..];
        return name.StartsWith('-') && int.TryParse(name.AsSpan(1, name.IndexOf('.') - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1;
    }

    static int Compare(string a, string b) => Parts(a).CompareTo(Parts(b));

    static (ulong Time, ulong Number) Parts(string id)
    {
        var dash = id.IndexOf('-');
        return (ulong.Parse(id.AsSpan(0, dash), CultureInfo.InvariantCulture), ulong.Parse(id.AsSpan(dash + 1), CultureInfo.InvariantCulture));
    }
}
