using System.Diagnostics;
using System.Net.Sockets;

namespace ResidentBot.Host.Tests.Redis;

/// <summary>How a throw-away server is set up.</summary>
/// <param name="Cluster">Cluster mode; outside it mistakes across slots pass silently.</param>
/// <param name="OwnsAllSlots">In cluster mode: one node with every slot. False for a member that a <see cref="RedisCluster"/> joins.</param>
/// <param name="AppendFsync">"always", "everysec" or "no"; null keeps no file, and a killed server comes back empty.</param>
/// <param name="Password">The password of the default user; null for none.</param>
public sealed record RedisServerOptions(bool Cluster = true, bool OwnsAllSlots = true, string? AppendFsync = null, string? Password = null);

/// <summary>A throw-away redis-server on loopback, in a temporary folder, that can be killed, restarted, frozen and thawed.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    const int PortsTried = 5;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    readonly RedisProgram _program;
    readonly RedisServerOptions _options;
    Process? _process;

    RedisServer(RedisProgram program, RedisServerOptions options, int port)
    {
        (_program, _options, Port) = (program, options, port);
        Folder = TestFolders.New("server");
        File.WriteAllText(Path.Combine(Folder, "redis.conf"), Configuration());
    }

    /// <summary>Its port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Where clients connect: <c>127.0.0.1:port</c>.</summary>
    public string Address => $"127.0.0.1:{Port}";

    /// <summary>The password given in the options.</summary>
    public string? Password => _options.Password;

    /// <summary>Its files, with <c>redis.log</c>.</summary>
    public string Folder { get; }

    /// <summary>The process id; another one after each restart.</summary>
    public int ProcessId => _process!.Id;

    /// <summary>Starts a server and waits until it takes writes (about 2 s in cluster mode, at once outside it).</summary>
    public static async Task<RedisServer> StartAsync(RedisServerOptions? options = null, CancellationToken cancel = default)
    {
        var program = await RedisProgram.FindAsync(Environment.GetEnvironmentVariable("PATH")!, cancel);
        for (var attempt = 1; ; attempt++)
        {
            var server = new RedisServer(program, options ?? new(), RedisPort.Choose());
            try
            {
                await server.LaunchAsync(cancel);
                return server;
            }
            catch (IOException) when (attempt < PortsTried)
            {
                // Another test took the port between the choice and the start.
                await server.DisposeAsync();
            }
            catch
            {
                await server.DisposeAsync();
                throw;
            }
        }
    }

    /// <summary>Ends it as a power cut would, frozen or not.</summary>
    public async Task KillAsync()
    {
        if (_process is null)
            return;
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Kills it if it runs, then starts it on the same port and folder and waits until it takes writes.</summary>
    public async Task RestartAsync(CancellationToken cancel = default)
    {
        await KillAsync();
        await LaunchAsync(cancel);
    }

    /// <summary>It stands still: connections stay open and nothing is answered.</summary>
    public void Freeze()
    {
        Signals.Freeze(ProcessId);
    }

    /// <summary>It goes on after <see cref="Freeze"/> and works off what came meanwhile.</summary>
    public void Thaw()
    {
        Signals.Thaw(ProcessId);
    }

    /// <summary>One command over a connection of its own; answers with a <c>string</c>, a <c>long</c>, an <c>object?[]</c> or null.</summary>
    public async Task<object?> CallAsync(params string[] words)
    {
        using var redis = await RespClient.ConnectAsync(Port, Password, CancellationToken.None);
        return await redis.CallAsync(CancellationToken.None, words);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(Folder, recursive: true);
    }

    async Task LaunchAsync(CancellationToken cancel)
    {
        _process = _program.Launch(Folder);
        if (_options is { Cluster: true, OwnsAllSlots: true })
            await RedisReadiness.WaitAsync(_process, Port, Password, Patience, cancel);
        else
            await UntilItAnswersAsync(_process, cancel);
    }

    async Task UntilItAnswersAsync(Process process, CancellationToken cancel)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await CallAsync("PING");
                return;
            }
            catch (Exception notYet) when (notYet is SocketException or IOException or RespException && waited.Elapsed < Patience)
            {
                if (process.HasExited)
                    throw new IOException($"redis-server ended: {await File.ReadAllTextAsync(Path.Combine(Folder, "redis.log"), cancel)}", notYet);
                await Task.Delay(Pause, cancel);
            }
        }
    }

    string Configuration()
    {
        string[] lines =
        [
            "bind 127.0.0.1",
            $"port {Port}",
            "logfile redis.log",
            "save \"\"",
            "maxmemory-policy noeviction",
            "repl-diskless-sync-delay 0",
            .. _options.Cluster ? (string[])["cluster-enabled yes", "cluster-announce-ip 127.0.0.1", "cluster-node-timeout 5000"] : [],
            .. _options.AppendFsync is { } fsync ? (string[])["appendonly yes", $"appendfsync {fsync}"] : [],
            .. Password is { } password ? (string[])[$"requirepass {password}", $"masterauth {password}"] : [],
        ];
        return string.Join('\n', lines) + '\n';
    }
}
