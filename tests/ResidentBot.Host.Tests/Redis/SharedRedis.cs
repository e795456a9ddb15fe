using ResidentBot.Host.Tests.Redis;
using Xunit;

[assembly: AssemblyFixture(typeof(SharedRedis))]

namespace ResidentBot.Host.Tests.Redis;

/// <summary>
/// The server that all tests of this assembly share: one node in cluster mode, without a file. Take it as a constructor's argument, and
/// give each test a community name of its own. A test that kills or freezes a server starts one for itself.
/// </summary>
public sealed class SharedRedis : IAsyncLifetime
{
    RedisServer? _server;

    /// <summary>The running server.</summary>
    public RedisServer Server => _server ?? throw new InvalidOperationException("The shared redis-server has not started.");

    /// <summary>Where clients connect: <c>127.0.0.1:port</c>. It has no password.</summary>
    public string Address => Server.Address;

    /// <summary>A name that no other test has: <c>parking-3f2a9c10</c>.</summary>
    public static string NewCommunity(string about) => $"{about}-{Guid.NewGuid():N}"[..(about.Length + 9)];

    public async ValueTask InitializeAsync()
    {
        _server = await RedisServer.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
