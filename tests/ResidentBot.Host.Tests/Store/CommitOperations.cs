using System.Text;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using ResidentBot.Store;
using Xunit;

namespace ResidentBot.Host.Tests.Store;

public sealed class CommitOperations(SharedRedis redis, SharedCluster cluster)
{
    public static TheoryData<Deployment> Everywhere => [.. OpenStore.Everywhere];

    [Theory, MemberData(nameof(Everywhere))]
    public async Task Every_write_is_written(Deployment where)
    {
        await using var open = await OpenStore.OnAsync(where, redis, cluster);
        string Key(string name) => open.Keys.List(name);
        var heard = new List<string>();
        await open.Link.CommitAsync(new Commit().Set(Key("gone"), "old"));
        await open.Link.SubscribeAsync(open.Keys.Wake, heard.Add);

        var result = await open.Link.CommitAsync(new Commit()
            .CheckVersion(Key("doc"), 0).CheckEquals(Key("string"), "").CheckMember(Key("zset"), "a", present: false)
            .Once(Key("once"), TimeSpan.FromMinutes(1))
            .Put(Key("doc"), 1, "1 {}"u8.ToArray())
            .Place(Key("zset"), "a", 1.5).Place(Key("zset"), "b", -2e20).Place(Key("zset"), "c", 1e-7).Unplace(Key("zset"), "b")
            .AddMember(Key("set"), "x").AddMember(Key("set"), "y").RemoveMember(Key("set"), "y")
            .Increment(Key("hash"), "n", 5).Increment(Key("hash"), "n", -2)
            .Set(Key("string"), "v").Set(Key("short"), "v", TimeSpan.FromMinutes(1))
            .Append(Key("list"), [Bytes("一"), Bytes("二")]).Append(Key("list"), [Bytes("三")])
            .AppendEntry(Key("stream"), Bytes("first")).AppendEntry(Key("stream"), Bytes("second"))
            .Delete(Key("gone"))
            .Publish(Key("doc"), open.Keys.Wake, "now"));

        var entries = Assert.IsType<CommitResult.Committed>(result).Entries;
        Assert.Equal(["first", "second"], (await open.Store.ReadAsync(Key("stream"), "", 10)).Select(entry => Encoding.UTF8.GetString(entry.Data)));
        Assert.Equal(entries, (await open.Store.ReadAsync(Key("stream"), "", 10)).Select(entry => entry.Id));
        Assert.Equal(["v", "1", "d", "1 {}"], Assert.IsType<object?[]>(await open.RawAsync("HGETALL", Key("doc"))));
        Assert.Equal([("c", 1e-7), ("a", 1.5)], await open.Store.ListAsync("zset"));
        Assert.Equal(["x"], Assert.IsType<object?[]>(await open.RawAsync("SMEMBERS", Key("set"))));
        Assert.Equal("3", await open.RawAsync("HGET", Key("hash"), "n"));
        Assert.Equal(-1L, await open.RawAsync("PTTL", Key("string")));
        Assert.InRange((long)(await open.RawAsync("PTTL", Key("short")))!, 1, 60_000);
        Assert.Equal(["一", "二", "三"], Assert.IsType<object?[]>(await open.RawAsync("LRANGE", Key("list"), "0", "-1")));
        Assert.Null(await open.Store.GetAsync(Key("gone")));
        await RunningHost.UntilAsync("the published word", () => Task.FromResult(heard.Contains("now")));
    }

    [Theory, MemberData(nameof(Everywhere))]
    public async Task Stream_entries_are_dropped_by_id_or_up_to_an_id(Deployment where)
    {
        await using var open = await OpenStore.OnAsync(where, redis, cluster);
        var commit = new Commit();
        for (var i = 0; i < 6; i++) commit.AppendEntry(open.Keys.Inbox, Bytes($"{i}"));
        var ids = ((CommitResult.Committed)await open.Link.CommitAsync(commit)).Entries;
        await open.Link.CommitAsync(new Commit().TrimBefore(open.Keys.Inbox, ids[2]).DropEntry(open.Keys.Inbox, ids[4]));
        Assert.Equal([ids[2], ids[3], ids[5]], (await open.Store.ReadAsync(open.Keys.Inbox, "", 10)).Select(entry => entry.Id));
    }

    [Theory, MemberData(nameof(Everywhere))]
    public async Task A_conflict_names_exactly_the_keys_at_fault_and_writes_nothing(Deployment where)
    {
        await using var open = await OpenStore.OnAsync(where, redis, cluster);
        string Key(string name) => open.Keys.List(name);
        await open.Link.CommitAsync(new Commit().Put(Key("doc"), 3, []).Set(Key("string"), "held").Place(Key("zset"), "in", 1).AddMember(Key("set"), "in"));
        var result = await open.Link.CommitAsync(new Commit()
            .Set(Key("written"), "no")
            .CheckVersion(Key("doc"), 2).CheckVersion(Key("fresh"), 0).CheckVersion(Key("none"), 1)
            .CheckEquals(Key("string"), "other").CheckEquals(Key("absent"), "")
            .CheckMember(Key("zset"), "in", present: true).CheckMember(Key("set"), "in", present: false).CheckMember(Key("nowhere"), "in", present: true));
        var conflict = Assert.IsType<CommitResult.Conflict>(result);
        Assert.Equal([Key("doc"), Key("none"), Key("string"), Key("set"), Key("nowhere")], conflict.Keys);
        Assert.Null(await open.Store.GetAsync(Key("written")));
    }

    [Theory, MemberData(nameof(Everywhere))]
    public async Task What_was_decided_once_is_not_decided_again(Deployment where)
    {
        await using var open = await OpenStore.OnAsync(where, redis, cluster);
        var tries = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => open.Link.CommitAsync(
            new Commit().Once(open.Keys.Once("click"), TimeSpan.FromMinutes(1)).Increment(open.Keys.List("counted"), "n", 1))));
        Assert.Single(tries, result => result is CommitResult.Committed);
        Assert.Equal(19, tries.Count(result => result is CommitResult.Done));
        Assert.Equal("1", await open.RawAsync("HGET", open.Keys.List("counted"), "n"));
    }

    [Theory, MemberData(nameof(Everywhere))]
    public async Task More_than_eight_thousand_values_fit_one_commit(Deployment where)
    {
        await using var open = await OpenStore.OnAsync(where, redis, cluster);
        var commit = new Commit();
        for (var chunk = 0; chunk < 9; chunk++) commit.Append(open.Keys.List("long"), [.. Enumerable.Range(0, 1000).Select(i => Bytes($"{chunk * 1000 + i}"))]);
        for (var i = 0; i < 1000; i++) commit.AppendEntry(open.Keys.Feed, Bytes("x")).Put(open.Keys.List($"doc{i}"), 1, []);
        Assert.Equal(1000, Assert.IsType<CommitResult.Committed>(await open.Link.CommitAsync(commit)).Entries.Length);
        Assert.Equal(9000L, await open.RawAsync("LLEN", open.Keys.List("long")));
        Assert.Equal("8999", await open.RawAsync("LINDEX", open.Keys.List("long"), "-1"));
    }

    [Theory, MemberData(nameof(Everywhere))]
    public async Task Forgotten_scripts_are_loaded_again(Deployment where)
    {
        await using var open = await OpenStore.OnAsync(where, redis, cluster);
        for (var i = 0; i < 3; i++)
        {
            Assert.IsType<CommitResult.Committed>(await open.Link.CommitAsync(new Commit().Increment(open.Keys.List("counted"), "n", 1)));
            Assert.Equal((IEnumerable<bool>)[true], await open.Store.AcceptAsync([OpenStore.Arrival($"m{i}")]));
            await open.RawAsync("SCRIPT", "FLUSH");
        }
        Assert.Equal("3", await open.RawAsync("HGET", open.Keys.List("counted"), "n"));
        Assert.Equal(3, await open.Store.CountAsync(open.Keys.Inbox));
    }

    static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
