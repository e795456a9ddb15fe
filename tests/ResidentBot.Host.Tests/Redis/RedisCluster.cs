using System.Diagnostics;
using System.Globalization;

namespace ResidentBot.Host.Tests.Redis;

/// <summary>
/// A throw-away Redis Cluster on loopback: three masters with a third of the slots each and, if asked for, one replica for each
/// master. A lost master is not replaced by itself: a test says when, with <see cref="FailOverAsync"/>.
/// </summary>
public sealed class RedisCluster : IAsyncDisposable
{
    const int Size = 3;
    const int Slots = 16_384;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    RedisCluster(IReadOnlyList<RedisServer> masters, IReadOnlyList<RedisServer> replicas)
    {
        (Masters, Replicas) = (masters, replicas);
    }

    /// <summary>The three masters as the cluster began; number i has the slots from i * 16384 / 3 on.</summary>
    public IReadOnlyList<RedisServer> Masters { get; }

    /// <summary>Empty, or the replica of each master, in the masters' order.</summary>
    public IReadOnlyList<RedisServer> Replicas { get; }

    /// <summary>Where clients connect: the addresses of all members.</summary>
    public IReadOnlyList<string> Addresses => [.. Members.Select(member => member.Address)];

    IEnumerable<RedisServer> Members => [.. Masters, .. Replicas];

    /// <summary>Starts the members, joins them and waits until each of them says that the cluster is whole.</summary>
    /// <param name="withReplicas">One replica for each master.</param>
    /// <param name="appendFsync">As in <see cref="RedisServerOptions"/>; needed where a killed member shall come back with its data.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<RedisCluster> StartAsync(bool withReplicas = false, string? appendFsync = null, CancellationToken cancel = default)
    {
        var options = new RedisServerOptions(OwnsAllSlots: false, AppendFsync: appendFsync);
        var members = await Task.WhenAll(Enumerable.Range(0, withReplicas ? 2 * Size : Size).Select(_ => RedisServer.StartAsync(options, cancel)));
        var cluster = new RedisCluster(members[..Size], members[Size..]);
        try
        {
            await cluster.JoinAsync(cancel);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// The replica of master <paramref name="index"/> takes its slots, whether the master lives, is dead or is frozen; returns when all
    /// other living members know. An old master that is thawed later follows it as a replica.
    /// </summary>
    public async Task FailOverAsync(int index, CancellationToken cancel = default)
    {
        var replica = Replicas[index];
        await replica.CallAsync("CLUSTER", "FAILOVER", "TAKEOVER");
        var id = await IdAsync(replica);
        foreach (var member in Members.Where(member => member != Masters[index]))
            await UntilAsync(async () => await NodesAsync(member) is var nodes && nodes.Any(node => node.StartsWith(id) && IsMaster(node)), cancel);
    }

    /// <summary>Waits until this member says that every slot is served.</summary>
    public static Task UntilWholeAsync(RedisServer member, CancellationToken cancel = default) =>
        UntilAsync(async () => ((string)(await member.CallAsync("CLUSTER", "INFO"))!).Contains("cluster_state:ok"), cancel);

    public async ValueTask DisposeAsync()
    {
        foreach (var member in Members)
            await member.DisposeAsync();
    }

    /// <remarks>Epochs differ from the start, so that two masters need not settle by chance whose claim is the newer one.</remarks>
    async Task JoinAsync(CancellationToken cancel)
    {
        foreach (var (epoch, member) in Members.Index())
        {
            await member.CallAsync("CLUSTER", "SET-CONFIG-EPOCH", Text(epoch + 1));
            await member.CallAsync("CONFIG", "SET", "cluster-replica-no-failover", "yes");
        }
        foreach (var (index, master) in Masters.Index())
            await master.CallAsync("CLUSTER", "ADDSLOTSRANGE", Text(index * Slots / Size), Text((index + 1) * Slots / Size - 1));
        // Everyone meets everyone: gossip alone would take seconds.
        foreach (var (index, member) in Members.Index())
        {
            foreach (var other in Members.Skip(index + 1))
                await member.CallAsync("CLUSTER", "MEET", "127.0.0.1", Text(other.Port));
        }
        foreach (var member in Members)
            await UntilAsync(async () => (await NodesAsync(member)).Count(node => !node.Contains("handshake")) == Members.Count(), cancel);
        foreach (var (index, replica) in Replicas.Index())
            await FollowAsync(replica, Masters[index], cancel);
        foreach (var member in Members)
            await UntilWholeAsync(member, cancel);
    }

    static async Task FollowAsync(RedisServer replica, RedisServer master, CancellationToken cancel)
    {
        await replica.CallAsync("CLUSTER", "REPLICATE", await IdAsync(master));
        await UntilAsync(async () => ((string)(await replica.CallAsync("INFO", "replication"))!).Contains("master_link_status:up"), cancel);
    }

    static async Task<string> IdAsync(RedisServer member) => (string)(await member.CallAsync("CLUSTER", "MYID"))!;

    /// <remarks>One line for each member: <c>07c3... 127.0.0.1:30004@40004 myself,master - 0 1426238317239 4 connected 0-5460</c>.</remarks>
    static async Task<string[]> NodesAsync(RedisServer member) =>
        ((string)(await member.CallAsync("CLUSTER", "NODES"))!).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    static bool IsMaster(string node) => node.Split(' ')[2].Split(',').Contains("master");

    static async Task UntilAsync(Func<Task<bool>> reached, CancellationToken cancel)
    {
        var waited = Stopwatch.StartNew();
        while (!await reached())
        {
            if (waited.Elapsed > Patience)
                throw new TimeoutException("The cluster did not become whole.");
            await Task.Delay(Pause, cancel);
        }
    }

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
