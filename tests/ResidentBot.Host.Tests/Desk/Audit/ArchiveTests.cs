using System.IO.Compression;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Communities;
using ResidentBot.Host.Configuration;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using ResidentBot.Host.Turns;
using ResidentBot.Store;
using Xunit;

namespace ResidentBot.Host.Tests.Desk.Audit;

/// <summary>The audit log is cut by rule, and never before what is cut off lies safe in a file.</summary>
public sealed class ArchiveTests(SharedRedis redis)
{
    static readonly DateTimeOffset Start = new(2026, 11, 22, 4, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task What_is_old_enough_goes_into_the_days_file_and_then_leaves_the_log()
    {
        await using var log = await OpenAsync("old");
        await log.WriteAsync(-800, -400, -366, -364, -1);
        await log.Archive.TodayAsync();
        Assert.Equal(["-364", "-1", "2026-11-22.jsonl.gz: 3"], await log.LeftAsync());
        Assert.Equal(["-800", "-400", "-366"], log.Kept("2026-11-22.jsonl.gz"));
        // Once a day, and the next day only what has become old since.
        await log.Archive.TodayAsync();
        log.Clock.Advance(TimeSpan.FromDays(2));
        await log.Archive.TodayAsync();
        Assert.Equal(["-364"], log.Kept("2026-11-24.jsonl.gz"));
        Assert.Equal(["-1", "2026-11-22.jsonl.gz: 3", "2026-11-24.jsonl.gz: 1"], await log.LeftAsync());
        log.Clock.Advance(TimeSpan.FromDays(1));
        await log.Archive.TodayAsync();
        Assert.Equal(2, log.Files.Length);
    }

    [Fact]
    public async Task After_a_crash_between_the_file_and_the_cut_nothing_is_lost_and_nothing_twice_in_the_files()
    {
        await using var log = await OpenAsync("crash");
        await log.WriteAsync(-800, -400);
        var first = await log.EntriesAsync();
        // The lease is gone at the cut: just as if the host had died there.
        await Assert.ThrowsAsync<StoreDownException>(log.Slept.TodayAsync);
        Assert.Equal(["-800", "-400"], log.Kept("2026-11-22.jsonl.gz"));
        Assert.Equal(first, await log.EntriesAsync());
        await log.WriteAsync(-380);
        await log.Archive.TodayAsync();
        Assert.Equal(["-800", "-400"], log.Kept("2026-11-22.jsonl.gz"));
        Assert.Equal(["-380"], log.Kept("2026-11-22-2.jsonl.gz"));
        Assert.Equal(["2026-11-22-2.jsonl.gz: 1"], await log.LeftAsync());
    }

    [Fact]
    public async Task A_file_is_never_written_over_and_half_a_file_never_counts()
    {
        await using var log = await OpenAsync("over");
        Directory.CreateDirectory(log.Folder);
        await File.WriteAllTextAsync(Path.Combine(log.Folder, ".half"), "torn");
        await using (var packed = new GZipStream(File.Create(Path.Combine(log.Folder, "2026-11-22.jsonl.gz")), CompressionLevel.Fastest))
            packed.Write("{\"id\":\"5-0\",\"entry\":{}}\n"u8);
        var before = await File.ReadAllBytesAsync(Path.Combine(log.Folder, "2026-11-22.jsonl.gz"));
        await log.WriteAsync(-500);
        await log.Archive.TodayAsync();
        Assert.Equal(before, await File.ReadAllBytesAsync(Path.Combine(log.Folder, "2026-11-22.jsonl.gz")));
        Assert.Equal(["-500"], log.Kept("2026-11-22-2.jsonl.gz"));
    }

    async Task<OpenLog> OpenAsync(string about)
    {
        var files = TestCommunity.Write(about, new TestFiles { More = "audit: {keep: 1y}" });
        var world = Assert.Single(CheckedFiles.Read(files.Config, TestCommunity.Dialogs, _ => null).Communities).World;
        var link = new RedisLink(redis.Address, null, NullLogger.Instance);
        var clock = new ManualClock(Start);
        var community = new RunningCommunity(new CommunityStore(link, files.Id), world, clock);
        var slept = (await Lease.TryTakeAsync(community.Store, "slept"))!;
        await slept.ReleaseAsync();
        return new OpenLog(link, community, (await Lease.TryTakeAsync(community.Store, "host"))!, slept, clock, files.Config);
    }

    sealed class OpenLog(RedisLink link, RunningCommunity community, Lease lease, Lease slept, ManualClock clock, string root) : IAsyncDisposable
    {
        public ManualClock Clock => clock;

        public string Folder { get; } = Path.Combine(root, "audit", community.Id);

        public AuditArchive Archive { get; } = new(community, lease, clock, root, NullLogger.Instance);

        public string[] Files => Directory.GetFiles(Folder, "*.jsonl.gz");

        /// <summary>That of a host which slept through the end of its lease.</summary>
        public AuditArchive Slept { get; } = new(community, slept, clock, root, NullLogger.Instance);

        public async Task WriteAsync(params int[] days)
        {
            var commit = new Commit();
            foreach (var day in days)
                commit.AppendEntry(community.Store.Keys.Log, Codec.Write(new LogEntry(Instant.FromDateTimeOffset(Start.AddDays(day)), "lin", "claimed", "1018", $"{day}")));
            await community.Store.Link.CommitAsync(commit);
        }

        public async Task<List<string>> EntriesAsync() => [.. (await community.Store.ReadAsync(community.Store.Keys.Log, "", 1000)).Select(entry => entry.Id)];

        public async Task<List<string>> LeftAsync() =>
            [.. (await community.Store.ReadAsync(community.Store.Keys.Log, "", 1000)).Select(entry => Codec.Read<LogEntry>(entry.Data).Why!)];

        public List<string> Kept(string file)
        {
            using var reader = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(Folder, file)), CompressionMode.Decompress));
            return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("entry").GetProperty("why").GetString()!)];
        }

        public async ValueTask DisposeAsync() => await link.DisposeAsync();
    }
}
