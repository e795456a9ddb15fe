using System.Collections.Concurrent;
using System.Net;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using ResidentBot.Host.Tests.Resilience;
using ResidentBot.Store;
using Xunit;

namespace ResidentBot.Host.Tests.Channels.Hooks;

/// <summary>A hundred thousand requests that no provider sent, against the real program in a process of its own.</summary>
public sealed class HostileRequests(SharedRedis redis)
{
    const int All = 100_000;
    const int Mad = 5_000;
    const int AtOnce = 16;

    /// <summary>How much larger the program may be after all of them than after the first fifth, in bytes.</summary>
    const long Growth = 96L << 20;

    [Fact]
    public async Task No_5xx_no_change_no_secret_in_the_log_and_memory_stays_flat()
    {
        await using var scene = await HookScene.StartAsync();
        await using var host = await HostProcess.StartAsync(scene.Files, redis.Address, scene.Secrets);
        await RunningHost.UntilAsync("the webhook is set", () => Task.FromResult(scene.IsConnected), 60);
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = AtOnce, UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = host.Address };
        var forged = scene.Hooks.Select(hook => (Hook: hook, Request: hook.Forge(hook.Message(1, "水管漏水了")))).ToList();
        var before = await scene.StateAsync(redis.Server);

        await SendAsync(http, All / 5, (hostile, i) => hostile.Spoil(forged[i % forged.Count].Request));
        var warm = host.Memory;
        await SendAsync(http, All * 4 / 5, (hostile, i) => hostile.Spoil(forged[i % forged.Count].Request), seed: 1000);

        Assert.Equal(before, await scene.StateAsync(redis.Server));
        Assert.True(host.Memory - warm < Growth, $"the program grew from {warm >> 20} to {host.Memory >> 20} MB");

        // A provider that has the secret and has gone mad: what it sends may be taken, and the next message is read all the same.
        await SendAsync(http, Mad, (hostile, i) => hostile.Spoil(scene.Hooks[i % scene.Hooks.Count].Message(100_000 + i, $"{i} 水管")), seed: 2000);
        foreach (var hook in scene.Hooks)
        {
            Assert.Equal(HttpStatusCode.OK, await hook.Message(900_000, "还在吗").SendAsync(http));
            await RunningHost.UntilAsync($"{hook.Account} is read", async () => (await ThreadAsync(scene, hook.Resident)).Exists(line => line is { Kind: ThreadKind.In, Text: "还在吗" }), 60);
        }
        foreach (var (name, secret) in scene.Secrets) Assert.False(host.Output.Contains(secret, StringComparison.Ordinal), $"{name} stands in the log");
        foreach (var words in (string[])["水管", "2025550177", "13900000177", "7700900177"]) Assert.DoesNotContain(words, host.Output, StringComparison.Ordinal);
    }

    // In the given order of seeds, on several connections.
    static async Task SendAsync(HttpClient http, int count, Func<Hostile, int, HookRequest> make, int seed = 0)
    {
        var bad = new ConcurrentBag<string>();
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(lane => Task.Run(async () =>
        {
            var hostile = new Hostile(seed + lane);
            for (var i = lane; i < count; i += AtOnce)
            {
                var request = make(hostile, i);
                var status = await request.SendAsync(http);
                // What we never do is not our fault: 501 is said of the Bot Framework's invoke alone.
                if ((int)status >= 500 && status != HttpStatusCode.NotImplemented) bad.Add($"{(int)status} {request.Method} {request.Path} {System.Text.Encoding.UTF8.GetString(request.Body[..Math.Min(200, request.Body.Length)])}");
            }
        })));
        Assert.Empty(bad.Take(5));
    }

    async Task<List<ThreadEntry>> ThreadAsync(HookScene scene, Address address)
    {
        var found = (object?[])(await redis.Server.CallAsync("LRANGE", new Keys(scene.Files.Id).Thread(address), "0", "-1"))!;
        return [.. found.Select(line => Codec.Read<ThreadEntry>(System.Text.Encoding.UTF8.GetBytes((string)line!)))];
    }
}
