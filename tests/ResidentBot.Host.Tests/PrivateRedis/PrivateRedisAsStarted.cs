using Xunit;
using static ResidentBot.Host.Tests.Redis.Probe;

namespace ResidentBot.Host.Tests.Redis;

/// <summary>One private server for the tests that only look at it.</summary>
public sealed class StartedPrivateRedis : IAsyncLifetime
{
    public string Data { get; } = TestFolders.New("data");

    public PrivateRedis Redis { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Redis = await StartAsync(Data);
    }

    public async ValueTask DisposeAsync()
    {
        await Redis.DisposeAsync();
    }
}

public sealed class PrivateRedisAsStarted(StartedPrivateRedis started) : IClassFixture<StartedPrivateRedis>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    PrivateRedis Redis => started.Redis;

    [Fact]
    public async Task It_takes_writes_at_once_and_keeps_every_one_of_them()
    {
        Assert.Equal("OK", await CallAsync(Redis, "SET", "{oak}:doc", "厨房水管漏水了"));
        Assert.Equal("厨房水管漏水了", await CallAsync(Redis, "GET", "{oak}:doc"));
        Assert.Equal("always", await SettingAsync(Redis, "appendfsync"));
        Assert.Equal("yes", await SettingAsync(Redis, "appendonly"));
        Assert.Equal("noeviction", await SettingAsync(Redis, "maxmemory-policy"));
        Assert.Equal("127.0.0.1", await SettingAsync(Redis, "bind"));
    }

    [Fact]
    public async Task A_command_over_two_communities_fails_on_the_first_day()
    {
        var refused = await Assert.ThrowsAsync<RespException>(() => CallAsync(Redis, "MSET", "{oak}:doc", "1", "{elm}:doc", "2"));
        Assert.StartsWith("CROSSSLOT", refused.Message);
    }

    [Fact]
    public async Task A_second_host_on_the_folder_is_told_who_has_it()
    {
        var refused = await Assert.ThrowsAsync<PrivateRedisException>(() => StartAsync(started.Data));
        Assert.Contains(Path.Combine(started.Data, "redis"), refused.Message);
        Assert.Contains($"process {Environment.ProcessId})", refused.Message);
        Assert.Equal("PONG", await CallAsync(Redis, "PING"));
    }

    [Fact]
    public async Task The_password_is_for_the_owner_alone_and_on_no_command_line()
    {
        var folder = Path.Combine(started.Data, "redis");
        const UnixFileMode ownerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.All(Directory.GetFiles(folder), file => Assert.Equal((file, ownerAlone), (file, File.GetUnixFileMode(file))));
        Assert.Equal(ownerAlone | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        Assert.Equal(Redis.Password, await File.ReadAllTextAsync(Path.Combine(folder, "password"), Cancel));
        Assert.Equal(64, Redis.Password.Length);
        Assert.DoesNotContain(Redis.Password, await File.ReadAllTextAsync($"/proc/{Redis.ProcessId}/cmdline", Cancel));
        var refused = await Assert.ThrowsAsync<RespException>(() => CallAsync(PortOf(Redis), password: null, "GET", "{oak}:doc"));
        Assert.StartsWith("NOAUTH", refused.Message);
    }

    [Fact]
    public async Task Ctrl_C_in_the_hosts_terminal_does_not_reach_it()
    {
        Assert.Equal(Redis.ProcessId, SessionOf(Redis.ProcessId));
        Assert.NotEqual(SessionOf(Environment.ProcessId), SessionOf(Redis.ProcessId));
    }

    static async Task<object?> SettingAsync(PrivateRedis redis, string name) => ((object?[])(await CallAsync(redis, "CONFIG", "GET", name))!)[1];

    static int SessionOf(int process) => int.Parse(File.ReadAllText($"/proc/{process}/stat").Split(") ")[1].Split(' ')[3]);
}
