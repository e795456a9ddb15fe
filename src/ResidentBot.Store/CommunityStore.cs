using System.Globalization;
using NodaTime;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Imports;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;
using StackExchange.Redis;

namespace ResidentBot.Store;

/// <summary>What a community's keys hold, read and accepted; every change but an acceptance goes through <see cref="RedisLink.CommitAsync"/>.</summary>
public sealed class CommunityStore(RedisLink link, string community)
{
    /// <summary>How long the rows, before-images and report of an import are kept after they were last written: so long it can be undone.</summary>
    public static readonly TimeSpan ImportsKept = TimeSpan.FromDays(30);

    static readonly TimeSpan SeenFor = TimeSpan.FromHours(72);

    /// <summary>The keys.</summary>
    public Keys Keys { get; } = new(community);

    /// <summary>The connection.</summary>
    public RedisLink Link { get; } = link;

    /// <summary>Stores arrivals, each one once. Says which were new.</summary>
    public Task<bool[]> AcceptAsync(IReadOnlyList<Arrival> arrivals) => AcceptAsync(
        Keys.Inbox, arrivals.Count, i => Keys.Seen(arrivals[i].Account, arrivals[i].ProviderId), i => Codec.Write(arrivals[i]));

    /// <summary>Stores delivery reports, each state of each message once. Messages and their states have different keys.</summary>
    public Task<bool[]> AcceptAsync(IReadOnlyList<DeliveryReport> reports) => AcceptAsync(
        Keys.Reports,
        reports.Count,
        i => Keys.Seen(reports[i].Account, $"report:{reports[i].MessageId}:{reports[i].ProviderId}:{reports[i].State}"),
        i => Codec.Write(reports[i]));

    /// <summary>Loads documents; absent ones have version 0. Throws <see cref="NewerSchemaException"/>.</summary>
    public async Task<Stored[]> LoadAsync(IReadOnlyList<DocumentKey> keys)
    {
        RedisValue[] fields = ["v", "d"];
        var loads = await Link.CallAsync(database =>
            Task.WhenAll(keys.Select(key => database.HashGetAsync(Keys.Document(key), fields, CommandFlags.DemandMaster))));
        var stored = new Stored[keys.Count];
        for (var i = 0; i < stored.Length; i++)
            stored[i] = loads[i][0].IsNull ? default : new Stored((long)loads[i][0], Codec.Read(keys[i], (byte[])loads[i][1]!));
        return stored;
    }

    /// <summary>Loads one document; null when there is none.</summary>
    public async Task<T?> FindAsync<T>(string id) where T : class =>
        (T?)(await LoadAsync([new DocumentKey(DocumentKey.TypeOf<T>(), id)]))[0].Value;

    /// <summary>Decides an event, loading whatever documents the decision asks for. Throws what <see cref="Deciding.Decide"/> and the loads throw.</summary>
    public async Task<Decision> DecideAsync(Documents documents, TurnEvent happened, World world)
    {
        while (true)
        {
            switch (Deciding.Decide(documents, happened, world))
            {
                case Attempt.Decided decided:
                    return decided.Decision;
                case Attempt.Need need:
                    var loaded = await LoadAsync(need.Keys);
                    for (var i = 0; i < loaded.Length; i++) documents.Know(need.Keys[i], loaded[i]);
                    break;
            }
        }
    }

    /// <summary>Loads several documents of one type, leaving out the absent.</summary>
    public async Task<List<T>> FindAllAsync<T>(IEnumerable<string> ids) where T : class
    {
        var keys = ids.Select(id => new DocumentKey(DocumentKey.TypeOf<T>(), id)).ToList();
        return keys.Count == 0 ? [] : [.. (await LoadAsync(keys)).Select(stored => (T?)stored.Value).OfType<T>()];
    }

    /// <summary>Reads a stream's entries after an id, oldest first.</summary>
    public async Task<List<StreamEntry>> ReadAsync(string stream, string after, int count)
    {
        var answer = await Link.ExecuteAsync("XRANGE", (RedisKey)stream, after.Length == 0 ? "-" : "(" + after, "+", "COUNT", count);
        return [.. ((RedisResult[])answer!).Select(Entry)];
    }

    /// <summary>A stream's last entries, newest first.</summary>
    public async Task<List<StreamEntry>> LastAsync(string stream, int count)
    {
        const int chunk = 5_000;
        var entries = new List<StreamEntry>();
        for (var before = "+"; entries.Count < count;)
        {
            var most = Math.Min(chunk, count - entries.Count);
            var answer = (RedisResult[])(await Link.ExecuteAsync("XREVRANGE", (RedisKey)stream, before, "-", "COUNT", most))!;
            entries.AddRange(answer.Select(Entry));
            if (answer.Length < most) break;
            before = "(" + entries[^1].Id;
        }
        return entries;
    }

    /// <summary>Reads a stream's entries before an id, newest first; from the newest one when it is null.</summary>
    public async Task<List<StreamEntry>> ReadBackAsync(string stream, string? before, int count)
    {
        var answer = await Link.ExecuteAsync("XREVRANGE", (RedisKey)stream, before is null ? "+" : "(" + before, "-", "COUNT", count);
        return [.. ((RedisResult[])answer!).Select(Entry)];
    }

    /// <summary>The id of a stream's newest entry; "" when it never had one.</summary>
    public async Task<string> LastIdAsync(string stream)
    {
        var newest = (RedisResult[])(await Link.ExecuteAsync("XREVRANGE", (RedisKey)stream, "+", "-", "COUNT", 1))!;
        return newest.Length == 0 ? "" : (string)((RedisResult[])newest[0]!)[0]!;
    }

    /// <summary>How many entries a stream holds.</summary>
    public async Task<long> CountAsync(string stream) => (long)await Link.ExecuteAsync("XLEN", (RedisKey)stream);

    /// <summary>Timers due at an instant, the earliest first.</summary>
    public async Task<List<(Core.Turns.Timer Timer, Instant Due)>> DueTimersAsync(Instant now, int count)
    {
        var due = await Link.CallAsync(database => database.SortedSetRangeByScoreWithScoresAsync(
            Keys.Timers, double.NegativeInfinity, now.ToUnixTimeMilliseconds(), take: count, flags: CommandFlags.DemandMaster));
        return [.. due.Select(one => (Core.Turns.Timer.Parse(one.Element!)!, Instant.FromUnixTimeMilliseconds((long)one.Score))).Where(one => one.Item1 is not null)];
    }

    /// <summary>When the next timer is due; null when none is set.</summary>
    public async Task<Instant?> NextTimerAsync()
    {
        var next = await Link.CallAsync(database => database.SortedSetRangeByRankWithScoresAsync(Keys.Timers, 0, 0, flags: CommandFlags.DemandMaster));
        return next.Length == 0 ? null : Instant.FromUnixTimeMilliseconds((long)next[0].Score);
    }

    /// <summary>Members of a list by rank, with their scores.</summary>
    public async Task<List<(string Member, double Score)>> ListAsync(string list, long from = 0, long to = -1, bool newestFirst = false)
    {
        var entries = await Link.CallAsync(database => database.SortedSetRangeByRankWithScoresAsync(
            Keys.List(list), from, to, newestFirst ? Order.Descending : Order.Ascending, CommandFlags.DemandMaster));
        return [.. entries.Select(entry => ((string)entry.Element!, entry.Score))];
    }

    /// <summary>Members of a list in the order of their names after a name, for lists whose scores are all 0.</summary>
    public async Task<List<string>> NamesAfterAsync(string list, string? after, int count)
    {
        var names = await Link.CallAsync(database => database.SortedSetRangeByValueAsync(
            Keys.List(list), after ?? default(RedisValue), default, Exclude.Start, 0, count, CommandFlags.DemandMaster));
        return [.. names.Select(name => (string)name!)];
    }

    /// <summary>How many members a list has.</summary>
    public Task<long> CountListAsync(string list) => Link.CallAsync(database =>
        database.SortedSetLengthAsync(Keys.List(list), double.NegativeInfinity, double.PositiveInfinity, Exclude.None, CommandFlags.DemandMaster));

    /// <summary>Lines of a thread by position, from 0; negative positions count from the end.</summary>
    public async Task<List<ThreadEntry>> ThreadAsync(Address address, long from = 0, long to = -1)
    {
        var lines = await Link.CallAsync(database => database.ListRangeAsync(Keys.Thread(address), from, to, CommandFlags.DemandMaster));
        return [.. lines.Select(line => Codec.Read<ThreadEntry>((byte[])line!))];
    }

    /// <summary>Keeps lines beside an import, some thousand at a time. Throws <see cref="StoreDownException"/>.</summary>
    public async Task KeepAsync(string import, ImportList list, IEnumerable<byte[]> lines)
    {
        var key = Keys.Import(import, list);
        foreach (var chunk in lines.Chunk(1000)) await Link.CommitAsync(new Commit().Append(key, chunk).Expire(key, ImportsKept));
    }

    /// <summary>Drops what was kept beside an import that never came to be.</summary>
    public Task DropKeptAsync(string import) =>
        Link.CommitAsync(new Commit().Delete(Keys.Import(import, ImportList.Rows)).Delete(Keys.Import(import, ImportList.Report)));

    /// <summary>Lines kept beside an import, by position from 0; negative positions count from the end.</summary>
    public async Task<List<T>> KeptAsync<T>(string import, ImportList list, long from = 0, long to = -1)
    {
        var lines = await Link.CallAsync(database => database.ListRangeAsync(Keys.Import(import, list), from, to, CommandFlags.DemandMaster));
        return [.. lines.Select(line => Codec.Read<T>((byte[])line!))];
    }

    /// <summary>How many lines a thread has.</summary>
    public Task<long> ThreadLengthAsync(Address address) =>
        Link.CallAsync(database => database.ListLengthAsync(Keys.Thread(address), CommandFlags.DemandMaster));

    /// <summary>A string key; null when absent.</summary>
    public async Task<string?> GetAsync(string key) =>
        await Link.CallAsync(database => database.StringGetAsync(key, CommandFlags.DemandMaster));

    /// <summary>Sets a string that no decision rests on, such as a pull cursor or an open page.</summary>
    public Task SetAsync(string key, string value, TimeSpan? keep = null) =>
        Link.CallAsync(database => database.StringSetAsync(key, value, keep, When.Always, CommandFlags.DemandMaster));

    /// <summary>All fields of a hash.</summary>
    public async Task<Dictionary<string, string>> HashAsync(string key)
    {
        var fields = await Link.CallAsync(database => database.HashGetAllAsync(key, CommandFlags.DemandMaster));
        return fields.ToDictionary(field => (string)field.Name!, field => (string)field.Value!, StringComparer.Ordinal);
    }

    /// <summary>Raises a counter that expires by itself, such as visits in an hour; returns the new value.</summary>
    public async Task<long> RaiseAsync(string key, string field, TimeSpan keep)
    {
        var count = await Link.CallAsync(database => database.HashIncrementAsync(key, field, 1, CommandFlags.DemandMaster));
        if (count == 1) await Link.CallAsync(database => database.KeyExpireAsync(key, keep, CommandFlags.DemandMaster));
        return count;
    }

    /// <summary>Tells all hosts that somebody at the desk is writing to an address whose page fetches its talk. Nothing is stored.</summary>
    public Task TellTypingAsync(Address address) => Link.CallAsync(database => database.PublishAsync(Keys.Typing, address.Value));

    /// <summary>Wakes whoever works for the community.</summary>
    public Task WakeAsync(string why) => Link.CallAsync(database => database.PublishAsync(Keys.Wake, why));

    static StreamEntry Entry(RedisResult entry)
    {
        var parts = (RedisResult[])entry!;
        var fields = (RedisValue[])parts[1]!;
        return new StreamEntry((string)parts[0]!, (byte[])fields[1]!);
    }

    async Task<bool[]> AcceptAsync(string stream, int count, Func<int, string> seen, Func<int, byte[]> data)
    {
        if (count == 0) return [];
        var keys = new RedisKey[count + 1];
        var values = new RedisValue[count + 2];
        keys[0] = stream;
        values[0] = ((long)SeenFor.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        values[1] = Keys.Wake;
        for (var i = 0; i < count; i++)
        {
            keys[i + 1] = seen(i);
            values[i + 2] = data(i);
        }
        return await Link.AcceptAsync(keys, values);
    }
}
