using System.Diagnostics;
using Xunit;
using static ResidentBot.Host.Tests.Redis.Probe;

namespace ResidentBot.Host.Tests.Redis;

public sealed class PrivateRedisTakeOver
{
    readonly string _data = TestFolders.New("data");

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_server_of_a_killed_host_is_taken_over_or_if_it_stands_still_replaced(bool frozen)
    {
        await KillAHostAsync();
        var orphan = OrphanOf(_data);
        await CallAsync(orphan.Port, orphan.Password, "SET", "{oak}:doc", "kept");
        if (frozen)
            Signals.Freeze(orphan.Process);

        await using var redis = await StartAsync(_data, frozen ? TimeSpan.FromSeconds(5) : null);
        Assert.Equal(frozen, orphan.Process != redis.ProcessId);
        Assert.Equal("kept", await CallAsync(redis, "GET", "{oak}:doc"));
        await redis.StopAsync(Cancel);
        Assert.Null(ServerIn(_data));
    }

    [Fact]
    public async Task A_server_taken_over_is_supervised_like_an_own_one()
    {
        await KillAHostAsync();
        await using var redis = await StartAsync(_data);
        var up = new TaskCompletionSource();
        redis.ReadyChanged += ready => _ = ready && up.TrySetResult();
        Process.GetProcessById(redis.ProcessId).Kill();
        await up.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancel);
        Assert.Equal("PONG", await CallAsync(redis, "PING"));
    }

    async Task KillAHostAsync()
    {
        using var host = await KillableHost.StartAsync(_data, Cancel);
        host.Kill();
        await host.WaitForExitAsync(Cancel);
    }

    static Process? ServerIn(string data)
    {
        using var folder = RedisFolder.Hold(Path.Combine(data, "redis"));
        return folder.FindServer();
    }

    static (int Process, int Port, string Password) OrphanOf(string data)
    {
        using var folder = RedisFolder.Hold(Path.Combine(data, "redis"));
        return (folder.FindServer()!.Id, folder.Port!.Value, folder.Password);
    }
}
