using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using ResidentBot.Core.Messages;
using ResidentBot.Host.Tests.Redis;
using ResidentBot.Store;

namespace ResidentBot.Host.Tests.Store;

/// <summary>The store of a community that no other test has, on one of the deployments, with a way round the store to look at Redis itself.</summary>
sealed class OpenStore : IAsyncDisposable
{
    static readonly string CommitScript = Script("commit.lua");
    readonly RedisServer _home;

    OpenStore(RedisServer home, IReadOnlyList<RedisServer> servers, string community)
    {
        (_home, Servers) = (home, servers);
        Store = new CommunityStore(NewLink(), community);
    }

    public static IEnumerable<Deployment> Everywhere => Enum.GetValues<Deployment>();

    public CommunityStore Store { get; }

    public Keys Keys => Store.Keys;

    public RedisLink Link => Store.Link;

    public IReadOnlyList<RedisServer> Servers { get; }

    public static async Task<OpenStore> OnAsync(Deployment where, SharedRedis redis, SharedCluster cluster, string about = "store")
    {
        var community = SharedRedis.NewCommunity(about);
        if (where == Deployment.OneNode) return new OpenStore(redis.Server, [redis.Server], community);
        var masters = (await cluster.Cluster).Masters;
        return new OpenStore(masters[Slots.Of($"{{{community}}}") * masters.Count / 16_384], masters, community);
    }

    /// <summary>The store of a community that has files too, on the shared server.</summary>
    public static OpenStore OnCommunity(SharedRedis redis, string community) =>
        new(redis.Server, [redis.Server], community);

    /// <summary>Another connection, as another host has.</summary>
    public RedisLink NewLink() => new(string.Join(',', Servers.Select(server => server.Address)), null, NullLogger.Instance);

    public CommunityStore NewStore() => new(NewLink(), Keys.Community);

    /// <summary>One command to the server that has the community.</summary>
    public Task<object?> RawAsync(params string[] words) => _home.CallAsync(words);

    /// <summary>Runs the shipped script with any input, as <see cref="Commit"/> would never build it.</summary>
    public Task<object?> RawCommitAsync(IReadOnlyList<string> keys, params IEnumerable<string> arguments) =>
        RawAsync(["EVAL", CommitScript, keys.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), .. keys, .. arguments]);

    /// <summary>Everything that stands under some keys.</summary>
    public async Task<string> SnapshotAsync(IEnumerable<string> keys)
    {
        var dumps = new List<string>();
        foreach (var key in keys) dumps.Add($"{key}={await RawAsync("DUMP", key)}");
        return string.Join('\n', dumps);
    }

    public static Arrival Arrival(string id, string from = "web:r1") => new()
    {
        Account = "web",
        From = new Address(from),
        ProviderId = id,
        At = Instant.FromUtc(2026, 11, 22, 8, 0),
        Text = "水管",
    };

    public ValueTask DisposeAsync() => Link.DisposeAsync();

    static string Script(string name)
    {
        using var stream = typeof(RedisLink).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
