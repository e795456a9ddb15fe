using StackExchange.Redis;

namespace ResidentBot.Store;

/// <summary>A list of operations for <c>commit.lua</c>, in the order in which they are to be written.</summary>
public sealed class Commit
{
    readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    readonly List<RedisKey> _keys = [];
    readonly List<RedisValue> _arguments = [];

    internal RedisKey[] KeyArray => [.. _keys];

    internal RedisValue[] Arguments => [.. _arguments];

    /// <summary>The key behind a number that the script named.</summary>
    internal string KeyAt(int number) => _keys[number - 1]!;

    /// <summary>Whether there is nothing to commit.</summary>
    public bool IsEmpty => _arguments.Count == 0;

    /// <summary>The document must have this version; 0 for "there is none".</summary>
    public Commit CheckVersion(string key, long version) => Add("v", key, version);

    /// <summary>The string must be this; "" for "there is none".</summary>
    public Commit CheckEquals(string key, string value) => Add("e", key, value);

    /// <summary>The event must not have been decided before; remembered for a time.</summary>
    public Commit Once(string key, TimeSpan remember) => Add("o", key).Set(key, "1", remember);

    /// <summary>The member must be in the set or sorted set, or must not be.</summary>
    public Commit CheckMember(string key, string member, bool present) => Add("m", key, member, present ? "1" : "0");

    /// <summary>Writes a document with its new version.</summary>
    public Commit Put(string key, long version, byte[] document) => Add("P", key, version, document);

    /// <summary>Deletes a key.</summary>
    public Commit Delete(string key) => Add("D", key);

    /// <summary>Adds to a sorted set, or moves within it.</summary>
    public Commit Place(string key, string member, double score) => Add("Z", key, Keys.Score(score), member);

    /// <summary>Takes out of a sorted set.</summary>
    public Commit Unplace(string key, string member) => Add("z", key, member);

    /// <summary>Adds to a set.</summary>
    public Commit AddMember(string key, string member) => Add("S", key, member);

    /// <summary>Takes out of a set.</summary>
    public Commit RemoveMember(string key, string member) => Add("s", key, member);

    /// <summary>Raises a hash's number.</summary>
    public Commit Increment(string key, string field, long by) => Add("H", key, field, by);

    /// <summary>Sets a string, for ever or for a time.</summary>
    public Commit Set(string key, RedisValue value, TimeSpan? keep = null) =>
        Add("K", key, value, (long)(keep?.TotalMilliseconds ?? 0));

    /// <summary>Appends to a list, in order; at most 1,000 values.</summary>
    public Commit Append(string key, IReadOnlyList<byte[]> values)
    {
        _arguments.Add("L");
        _arguments.Add(NumberOf(key));
        _arguments.Add(values.Count);
        foreach (var value in values) _arguments.Add(value);
        return this;
    }

    /// <summary>Lets a key expire after a time, counted from now.</summary>
    public Commit Expire(string key, TimeSpan keep) => Add("E", key, (long)keep.TotalMilliseconds);

    /// <summary>Appends to a stream; the commit returns the id.</summary>
    public Commit AppendEntry(string key, byte[] data) => Add("X", key, 1, "d", data);

    /// <summary>Drops one stream entry.</summary>
    public Commit DropEntry(string key, string id) => Add("x", key, id);

    /// <summary>Drops the stream entries before an id.</summary>
    public Commit TrimBefore(string key, string id) => Add("T", key, id);

    /// <summary>Publishes; the key only says which node.</summary>
    public Commit Publish(string key, string channel, string message) => Add("U", key, channel, message);

    Commit Add(string operation, string key, params ReadOnlySpan<RedisValue> arguments)
    {
        _arguments.Add(operation);
        _arguments.Add(NumberOf(key));
        foreach (var argument in arguments) _arguments.Add(argument);
        return this;
    }

    int NumberOf(string key)
    {
        if (_numbers.TryGetValue(key, out var number)) return number;
        _keys.Add(key);
        _numbers.Add(key, _keys.Count);
        return _keys.Count;
    }
}

/// <summary>How a commit ended.</summary>
public abstract record CommitResult
{
    CommitResult() { }

    /// <summary>Written.</summary>
    /// <param name="Entries">Ids of the appended stream entries, in order.</param>
    public sealed record Committed(string[] Entries) : CommitResult;

    /// <summary>Somebody else wrote first; nothing was written.</summary>
    /// <param name="Keys">The keys whose checks failed.</param>
    public sealed record Conflict(string[] Keys) : CommitResult;

    /// <summary>The event had been decided before; nothing was written.</summary>
    public sealed record Done : CommitResult;
}
