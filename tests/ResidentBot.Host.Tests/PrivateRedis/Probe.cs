using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace ResidentBot.Host.Tests.Redis;

/// <summary>What the tests ask a private server, and the host's side of it, from outside.</summary>
static class Probe
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static Task<PrivateRedis> StartAsync(string data, TimeSpan? patience = null) =>
        PrivateRedis.StartAsync(data, Environment.GetEnvironmentVariable("PATH")!, NullLogger.Instance, Cancel, patience);

    public static Task<object?> CallAsync(PrivateRedis redis, params string[] words) => CallAsync(PortOf(redis), redis.Password, words);

    public static async Task<object?> CallAsync(int port, string? password, params string[] words)
    {
        using var client = await RespClient.ConnectAsync(port, password, Cancel);
        return await client.CallAsync(Cancel, words);
    }

    public static int PortOf(PrivateRedis redis) => int.Parse(redis.Address.Split(':')[1]);
}
