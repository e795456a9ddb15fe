using System.Diagnostics;

namespace ResidentBot.Host;

/// <summary>A private server that takes writes.</summary>
/// <param name="Process">The redis-server.</param>
/// <param name="Port">Its port on loopback.</param>
sealed record RunningRedis(Process Process, int Port);

/// <summary>The ways to a running server on a folder that this host holds. There is never a second server on it.</summary>
/// <param name="program">The installed server.</param>
/// <param name="folder">The folder it works in.</param>
/// <param name="patience">The longest time without progress (machine time) before a start or a take-over counts as failed.</param>
/// <param name="log">Told of starts and take-overs.</param>
sealed class RedisLaunch(RedisProgram program, RedisFolder folder, TimeSpan patience, ILogger log)
{
    const int PortsTried = 5;

    /// <summary>Takes over the server that a killed host left behind, or starts one on the port of the last time, or on another if that is taken.</summary>
    /// <exception cref="PrivateRedisException">It does not start; the message says why.</exception>
    public async Task<RunningRedis> BeginAsync(CancellationToken cancel)
    {
        if (await TakeOverAsync(cancel) is { } orphan)
            return orphan;
        for (var attempt = 1; ; attempt++)
        {
            var port = attempt == 1 && folder.Port is { } last && RedisPort.IsFree(last) ? last : RedisPort.Choose();
            try
            {
                return await StartAsync(port, cancel);
            }
            catch (PrivateRedisException taken) when (taken.PortTaken && attempt < PortsTried)
            {
                log.LogWarning("Port {Port} was taken while redis-server started; it tries another", port);
            }
        }
    }

    /// <summary>Starts a server on this very port and waits until it takes writes. One that does not is not left behind.</summary>
    /// <exception cref="PrivateRedisException">It does not start; the message says why.</exception>
    public async Task<RunningRedis> StartAsync(int port, CancellationToken cancel)
    {
        Process? server = null;
        try
        {
            folder.Configure(port);
            server = program.Launch(folder.Path);
            await RedisReadiness.WaitAsync(server, port, folder.Password, patience, cancel);
            log.LogInformation("Private redis-server runs: 127.0.0.1:{Port}, process {Pid}, folder {Folder}", port, server.Id, folder.Path);
            return new RunningRedis(server, port);
        }
        catch (Exception failed)
        {
            await EndAsync(server);
            if (failed is OperationCanceledException)
                throw;
            throw Explain(failed, port);
        }
    }

    async Task<RunningRedis?> TakeOverAsync(CancellationToken cancel)
    {
        if (folder.FindServer() is not { } server)
            return null;
        try
        {
            var port = folder.Port ?? throw new IOException("Its port is not known.");
            await RedisReadiness.WaitAsync(server, port, folder.Password, patience, cancel);
            log.LogWarning("Took over the redis-server of a host that was killed: 127.0.0.1:{Port}, process {Pid}, folder {Folder}", port, server.Id, folder.Path);
            return new RunningRedis(server, port);
        }
        catch (Exception failed) when (failed is IOException or TimeoutException or RespException)
        {
            log.LogWarning("The redis-server of a host that was killed (process {Pid}) is of no use and is ended: {Why}", server.Id, failed.Message);
            await EndAsync(server);
            return null;
        }
    }

    /// <remarks>A hard end loses nothing: with <c>appendfsync always</c> what was answered is on the disk.</remarks>
    static async Task EndAsync(Process? server)
    {
        if (server is null)
            return;
        server.Kill();
        await server.WaitForEndAsync(CancellationToken.None);
    }

    PrivateRedisException Explain(Exception failed, int port)
    {
        var evidence = folder.Evidence();
        var said = $"{failed.Message} {evidence}";
        var taken = said.Contains("Address already in use");
        var why = true switch
        {
            _ when taken => $"port {port} (or {port + 10_000}) is taken by another program.",
            _ when said.Contains("No space left on device") => "the disk is full. Make room, then start again.",
            _ when said.Contains("Permission denied") => "it may not write there. Give the folder and all in it to this user.",
            _ when said.Contains("already used by a different Redis Cluster node") => "another redis-server works on the folder. End it, then start again.",
            _ => failed.Message,
        };
        return new PrivateRedisException($"redis-server does not start in {folder.Path}: {why}\n{evidence}", failed) { PortTaken = taken };
    }
}
