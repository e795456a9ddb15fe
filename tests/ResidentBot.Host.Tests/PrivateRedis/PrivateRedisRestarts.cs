using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Xunit;
using static ResidentBot.Host.Tests.Redis.Probe;

namespace ResidentBot.Host.Tests.Redis;

public sealed class PrivateRedisRestarts
{
    readonly string _data = TestFolders.New("data");

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stop_and_a_start_keep_data_port_and_password()
    {
        var first = await StartAsync(_data);
        await CallAsync(first, "SET", "{oak}:doc", "kept");
        await first.StopAsync(Cancel);
        await first.StopAsync(Cancel);
        Assert.False(first.IsReady);

        await using var second = await StartAsync(_data);
        Assert.Equal((first.Address, first.Password), (second.Address, second.Password));
        Assert.NotEqual(first.ProcessId, second.ProcessId);
        Assert.Equal("kept", await CallAsync(second, "GET", "{oak}:doc"));
    }

    [Fact]
    public async Task A_taken_port_is_left_to_its_owner()
    {
        var first = await StartAsync(_data);
        await first.StopAsync(Cancel);
        using var other = new TcpListener(IPAddress.Loopback, PortOf(first));
        other.Start();
        await using var second = await StartAsync(_data);
        Assert.NotEqual(first.Address, second.Address);
    }

    [Fact]
    public async Task A_server_that_dies_is_started_again_with_its_data()
    {
        await using var redis = await StartAsync(_data);
        await CallAsync(redis, "SET", "{oak}:doc", "kept");
        var down = new TaskCompletionSource();
        var up = new TaskCompletionSource();
        redis.ReadyChanged += ready => (ready ? up : down).TrySetResult();
        var died = redis.ProcessId;

        Process.GetProcessById(died).Kill();
        await down.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancel);
        await up.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancel);

        Assert.True(redis.IsReady);
        Assert.NotEqual(died, redis.ProcessId);
        Assert.Equal("kept", await CallAsync(redis, "GET", "{oak}:doc"));
    }
}
