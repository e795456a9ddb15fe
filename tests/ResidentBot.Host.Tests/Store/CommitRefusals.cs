using ResidentBot.Host.Tests.Redis;
using ResidentBot.Store;
using Xunit;

namespace ResidentBot.Host.Tests.Store;

/// <summary>Whatever is wrong with a commit's input is found before its first write.</summary>
public sealed class CommitRefusals(SharedRedis redis, SharedCluster cluster)
{
    const string Document = "1", Text = "2", Zset = "3", Set = "4", Hash = "5", List = "6", Stream = "7", Free = "8", Missing = "9";

    /// <summary>Why, and the operation at fault.</summary>
    static readonly (string Why, string[] Operation)[] Bad =
    [
        ("an unknown operation", ["q", Free]),
        ("an operation in the wrong case", ["d", Free]),
        ("an empty operation", ["", Free]),
        ("key number 0", ["D", "0"]),
        ("a key number out of range", ["D", Missing]),
        ("a key number with a fraction", ["D", "1.5"]),
        ("a key number that is none", ["D", "doc"]),
        ("no key number", ["D"]),
        ("a document without its content", ["P", Free, "1"]),
        ("a check without its version", ["v", Document]),
        ("a list's values missing", ["L", Free, "2", "one"]),
        ("a stream's value missing", ["X", Free, "1", "d"]),
        ("a publish without its message", ["U", Free, "channel"]),
        ("a list without a count", ["L", Free]),
        ("a count that is no number", ["L", Free, "many", "one"]),
        ("a count of nothing", ["L", Free, "0"]),
        ("a count with a fraction", ["L", Free, "1.5", "one", "two"]),
        ("a negative count", ["X", Free, "-1", "d", "x"]),
        ("a count over 1,000", ["L", Free, "1001", .. Enumerable.Repeat("x", 1001)]),
        ("a version check on a list", ["v", List, "0"]),
        ("an equality check on a set", ["e", Set, ""]),
        ("a document over a string", ["P", Text, "1", "{}"]),
        ("a place in a set", ["Z", Set, "1", "m"]),
        ("a place taken out of a list", ["z", List, "m"]),
        ("a member in a sorted set", ["S", Zset, "m"]),
        ("a member taken out of a string", ["s", Text, "m"]),
        ("a count in a list", ["H", List, "n", "1"]),
        ("a string over a stream", ["K", Stream, "v", "0"]),
        ("a line on a stream", ["L", Stream, "1", "x"]),
        ("an entry on a list", ["X", List, "1", "d", "x"]),
        ("a trim of a hash", ["T", Hash, "1-1"]),
        ("an entry dropped from a set", ["x", Set, "1-1"]),
        ("two types for one new key", ["S", Free, "m", "Z", Free, "1", "m"]),
        ("two types with a check between", ["P", Free, "1", "{}", "v", Free, "0", "S", Free, "m"]),
        ("a score that is no number", ["Z", Zset, "high", "m"]),
        ("a score that is not a number", ["Z", Zset, "nan", "m"]),
        ("an endless score", ["Z", Zset, "inf", "m"]),
        ("a score too large", ["Z", Zset, "1e400", "m"]),
        ("a score with a space", ["Z", Zset, " 1", "m"]),
        ("an increment that is no number", ["H", Hash, "n", "one"]),
        ("an increment with a fraction", ["H", Hash, "n", "1.5"]),
        ("an increment in hex", ["H", Hash, "n", "0x10"]),
        ("an increment with an exponent", ["H", Hash, "n", "1e3"]),
        ("an increment too large", ["H", Hash, "n", "9223372036854775808"]),
        ("an increment of a text", ["H", Hash, "text", "1"]),
        ("an increment of a fraction", ["H", Hash, "fraction", "1"]),
        ("a version that is no number", ["P", Document, "new", "{}"]),
        ("a time that is no number", ["K", Text, "v", "soon"]),
        ("a time with a fraction", ["K", Text, "v", "1.5"]),
        ("a negative time", ["K", Text, "v", "-5"]),
        ("a membership that is neither", ["m", Set, "m", "yes"]),
        ("a stream id that is none", ["x", Stream, "last"]),
        ("half a stream id", ["x", Stream, "5-"]),
        ("a trim without a number", ["T", Stream, "-"]),
        ("a stream id too large", ["x", Stream, "99999999999999999999-0"]),
    ];

    public static TheoryData<string, Deployment> Cases
    {
        get
        {
            var cases = new TheoryData<string, Deployment>();
            foreach (var where in OpenStore.Everywhere)
                foreach (var (why, _) in Bad) cases.Add(why, where);
            return cases;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task It_is_refused_with_nothing_written(string why, Deployment where)
    {
        await using var open = await OpenStore.OnAsync(where, redis, cluster, "refused");
        string[] keys = [.. ((string[])["doc", "text", "zset", "set", "hash", "list", "stream", "free"]).Select(open.Keys.List)];
        await open.Link.CommitAsync(new Commit()
            .Put(keys[0], 1, []).Set(keys[1], "held").Place(keys[2], "m", 1).AddMember(keys[3], "m")
            .Increment(keys[4], "n", 1).Append(keys[5], [[1]]).AppendEntry(keys[6], [1]));
        await open.RawAsync("HSET", keys[4], "text", "many", "fraction", "1.5");
        var before = await open.SnapshotAsync(keys);

        var operation = Bad.Single(bad => bad.Why == why).Operation;
        string[] good = ["D", Set, "K", Text, "changed", "0"];
        string[] first = why.Contains("missing") || why.Contains("without") || why.StartsWith("no ") ? [.. good, .. operation] : [.. good, .. operation, .. good];
        var refused = await Assert.ThrowsAsync<RespException>(() => open.RawCommitAsync(keys, first));

        Assert.StartsWith("COMMIT ", refused.Message);
        Assert.Equal(before, await open.SnapshotAsync(keys));
    }

    [Fact]
    public async Task The_caller_learns_of_a_refusal_as_a_fault_of_its_own()
    {
        await using var open = await OpenStore.OnAsync(Deployment.OneNode, redis, cluster);
        await open.RawAsync("SET", open.Keys.Inbox, "no stream");
        await Assert.ThrowsAsync<CommitRefusedException>(() => open.Link.CommitAsync(new Commit().AppendEntry(open.Keys.Inbox, [1])));
        await Assert.ThrowsAsync<CommitRefusedException>(() => open.Store.AcceptAsync([OpenStore.Arrival("m")]));
        Assert.Equal(0L, await open.RawAsync("EXISTS", open.Keys.Seen("web", "m")));
    }
}
