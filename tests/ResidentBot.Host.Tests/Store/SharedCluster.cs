using ResidentBot.Host.Tests.Redis;
using ResidentBot.Host.Tests.Store;
using Xunit;

[assembly: AssemblyFixture(typeof(SharedCluster))]

namespace ResidentBot.Host.Tests.Store;

/// <summary>Where a store test runs.</summary>
public enum Deployment
{
    /// <summary>One server in cluster mode.</summary>
    OneNode,

    /// <summary>A Redis Cluster of three masters.</summary>
    ThreeNodes,
}

/// <summary>The cluster that all tests of this assembly share; started by the first that asks for it.</summary>
public sealed class SharedCluster : IAsyncLifetime
{
    readonly Lazy<Task<RedisCluster>> _cluster = new(() => RedisCluster.StartAsync());

    /// <summary>The running cluster.</summary>
    public Task<RedisCluster> Cluster => _cluster.Value;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_cluster.IsValueCreated) await (await _cluster.Value).DisposeAsync();
    }
}
