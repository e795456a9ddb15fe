using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace ResidentBot.Host.Tests.Redis;

public sealed class PrivateRedisRefusals
{
    readonly string _data = TestFolders.New("data");

    [Fact]
    public async Task Without_redis_server_it_says_how_to_install_it()
    {
        var refused = await RefusedAsync(searchPath: "");
        Assert.Contains("redis-server is not installed: apt-get install redis-server", refused);
        Assert.False(Directory.Exists(Path.Combine(_data, "redis")));
    }

    [Fact]
    public async Task A_release_older_than_6_2_is_refused_in_its_own_words()
    {
        var bin = InstallStandIn("echo 'Redis server v=6.0.16 sha=00000000:0 malloc=jemalloc-5.2.1'");
        var refused = await RefusedAsync(bin + ":" + Installed);
        Assert.Contains("6.2 or newer is needed", refused);
        Assert.Contains("v=6.0.16", refused);
    }

    [Theory]
    [InlineData("Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64", "7.0.15")]
    [InlineData("Redis server v=6.2 sha=00000000:1", "6.2")]
    [InlineData("Valkey server v=8.1.1 sha=00000000:0", "8.1.1")]
    [InlineData("command not understood", null)]
    public void The_release_is_read_from_what_the_program_says(string answer, string? version) =>
        Assert.Equal(version, RedisProgram.Parse(answer)?.ToString());

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_named()
    {
        await File.WriteAllTextAsync(Path.Combine(_data, "redis"), "a file in the way", TestContext.Current.CancellationToken);
        Assert.Contains($"The folder {_data}/redis of the private redis-server cannot be written", await RefusedAsync(Installed));
    }

    [Fact]
    public async Task A_server_that_does_not_start_is_quoted_with_the_room_on_the_disk()
    {
        Directory.CreateDirectory(Path.Combine(_data, "redis"));
        await File.WriteAllTextAsync(Path.Combine(_data, "redis", "nodes.conf"), "nonsense\n", TestContext.Current.CancellationToken);
        var refused = await RefusedAsync(Installed);
        Assert.Contains($"redis-server does not start in {_data}/redis", refused);
        Assert.Contains("corrupted cluster config file", refused);
        Assert.Matches(@"Free on the disk: \d+ MB", refused);
    }

    /// <remarks>What the server prints is the sample; the words before it are for the person who reads.</remarks>
    [Theory]
    [InlineData("# Error writing to the AOF file: No space left on device", "the disk is full")]
    [InlineData("# Can't open or create append-only dir appendonlydir: Permission denied", "may not write there")]
    [InlineData("# Sorry, the cluster configuration file nodes.conf is already used by a different Redis Cluster node.", "another redis-server works on the folder")]
    [InlineData("# Warning: Could not create server TCP listening socket 127.0.0.1:11211: bind: Address already in use", "is taken by another program")]
    public async Task A_known_reason_is_said_in_plain_words(string lastLine, string meaning)
    {
        var bin = InstallStandIn($"[ \"$1\" = --version ] && echo v=7.0.15 && exit; echo \"{lastLine}\"; exit 1");
        var refused = await RefusedAsync(bin + ":" + Installed);
        Assert.Contains(meaning, refused);
        Assert.Contains(lastLine, refused);
    }

    [Fact]
    public async Task The_secrets_in_the_hosts_environment_do_not_reach_the_server()
    {
        var bin = InstallStandIn("[ \"$1\" = --version ] && echo v=7.0.15 && exit; echo variables:; env; exit 1");
        await RefusedAsync(bin + ":" + Installed);
        var printed = await File.ReadAllTextAsync(Path.Combine(_data, "redis", "redis.log"), TestContext.Current.CancellationToken);
        Assert.StartsWith("variables:", printed);
        Assert.DoesNotContain("\nPATH=", printed);
        Assert.DoesNotContain("\nHOME=", printed);
    }

    static string Installed => Environment.GetEnvironmentVariable("PATH")!;

    async Task<string> RefusedAsync(string searchPath)
    {
        var refused = await Assert.ThrowsAsync<PrivateRedisException>(
            () => PrivateRedis.StartAsync(_data, searchPath, NullLogger.Instance, TestContext.Current.CancellationToken));
        return refused.Message;
    }

    string InstallStandIn(string script)
    {
        var bin = Directory.CreateDirectory(Path.Combine(_data, "bin")).FullName;
        var program = Path.Combine(bin, "redis-server");
        File.WriteAllText(program, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return bin;
    }
}
