using Xunit;

namespace ResidentBot.Host.Tests.Redis;

public sealed class ThrowAwayServers(SharedRedis shared)
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_shared_server_takes_writes_and_refuses_two_slots_in_one_command()
    {
        var community = SharedRedis.NewCommunity("shared");
        Assert.Equal("OK", await shared.Server.CallAsync("SET", $"{{{community}}}:doc", "水管"));
        Assert.Equal("水管", await shared.Server.CallAsync("GET", $"{{{community}}}:doc"));
        var refused = await Assert.ThrowsAsync<RespException>(() => shared.Server.CallAsync("MGET", "{a}", "{b}"));
        Assert.StartsWith("CROSSSLOT", refused.Message);
    }

    [Fact]
    public async Task A_killed_server_comes_back_on_its_port_with_its_data()
    {
        await using var server = await RedisServer.StartAsync(new(Cluster: false, AppendFsync: "always", Password: "secret"), Cancel);
        await server.CallAsync("SET", "k", "v");
        var first = server.ProcessId;
        await server.KillAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => server.CallAsync("PING"));
        await server.RestartAsync(Cancel);
        Assert.Equal("v", await server.CallAsync("GET", "k"));
        Assert.NotEqual(first, server.ProcessId);
    }

    [Fact]
    public async Task A_frozen_server_answers_only_after_it_is_thawed()
    {
        await using var server = await RedisServer.StartAsync(new(Cluster: false), Cancel);
        server.Freeze();
        var answer = server.CallAsync("PING");
        await Assert.ThrowsAsync<TimeoutException>(() => answer.WaitAsync(TimeSpan.FromMilliseconds(100), Cancel));
        server.Thaw();
        Assert.Equal("PONG", await answer);
    }

    [Fact]
    public async Task A_cluster_spreads_its_slots_and_a_replica_takes_over_from_a_dead_master()
    {
        await using var cluster = await RedisCluster.StartAsync(withReplicas: true, cancel: Cancel);
        // "{b}" is in slot 3300, which the first master has.
        await cluster.Masters[0].CallAsync("SET", "{b}", "kept");
        Assert.Equal(1L, await cluster.Masters[0].CallAsync("WAIT", "1", "5000"));
        var moved = await Assert.ThrowsAsync<RespException>(() => cluster.Masters[1].CallAsync("GET", "{b}"));
        Assert.Equal($"MOVED 3300 {cluster.Masters[0].Address}", moved.Message);

        await cluster.Masters[0].KillAsync();
        await cluster.FailOverAsync(0, Cancel);
        await RedisCluster.UntilWholeAsync(cluster.Replicas[0], Cancel);

        Assert.Equal("kept", await cluster.Replicas[0].CallAsync("GET", "{b}"));
        Assert.Equal("OK", await cluster.Replicas[0].CallAsync("SET", "{b}", "written"));
    }
}
