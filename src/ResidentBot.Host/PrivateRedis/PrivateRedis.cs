using System.Diagnostics;

namespace ResidentBot.Host;

/// <summary>
/// The redis-server that a host without a configured Redis runs for itself under <c>data/redis</c>: loopback only, cluster mode (a
/// mistake across slots fails on the first day), every answered write on the disk, a random password in a file for the owner alone.
/// <para>
/// It runs in its own process session, so that Ctrl-C in the terminal does not reach it before the host has drained. A server that
/// dies is started again on the same port. A host holds its folder by a lock; the server of a killed host is taken over.
/// </para>
/// </summary>
/// <remarks>Under systemd, use <c>KillMode=mixed</c>: by default a stop signals every process of the unit at once, this server too.</remarks>
public sealed class PrivateRedis : IAsyncDisposable
{
    static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);
    static readonly TimeSpan Steady = TimeSpan.FromMinutes(1);
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    static readonly TimeSpan ShutdownPatience = TimeSpan.FromSeconds(10);

    readonly RedisFolder _folder;
    readonly RedisLaunch _launch;
    readonly ILogger _log;
    readonly CancellationTokenSource _stopping = new();
    readonly Task _supervision;
    readonly Lazy<Task> _stop;
    RunningRedis _running;
    volatile bool _ready = true;

    PrivateRedis(RedisFolder folder, RedisLaunch launch, RunningRedis running, ILogger log)
    {
        (_folder, _launch, _running, _log) = (folder, launch, running, log);
        Address = $"127.0.0.1:{running.Port}";
        _supervision = Task.Run(SuperviseAsync);
        _stop = new(StopOnceAsync);
    }

    /// <summary>Where it listens: <c>127.0.0.1:port</c>. It stays the same over restarts of the server.</summary>
    public string Address { get; }

    /// <summary>The password of the default user. Not for logs.</summary>
    public string Password => _folder.Password;

    /// <summary>Whether the server took writes when last looked at: false from its death until it has started again.</summary>
    public bool IsReady => _ready;

    /// <summary>The process id of redis-server.</summary>
    public int ProcessId => Volatile.Read(ref _running).Process.Id;

    /// <summary>Told the new value of <see cref="IsReady"/> when it changes, on a thread of the pool. It must not throw.</summary>
    public event Action<bool>? ReadyChanged;

    /// <summary>Takes the folder, then takes over or starts its server, and waits until it takes writes (about 2 s after a start).</summary>
    /// <param name="dataFolder">The host's data folder; the server gets <c>redis</c> in it.</param>
    /// <param name="log">Told of starts, deaths and take-overs.</param>
    /// <param name="cancel">Gives up and ends a server started meanwhile.</param>
    /// <exception cref="PrivateRedisException">
    /// redis-server is not installed or too old, another host has the folder, it cannot be written, the disk is full, the server does not start.
    /// </exception>
    public static Task<PrivateRedis> StartAsync(string dataFolder, ILogger log, CancellationToken cancel) =>
        StartAsync(dataFolder, Environment.GetEnvironmentVariable("PATH") ?? "", log, cancel);

    /// <inheritdoc cref="StartAsync(string, ILogger, CancellationToken)"/>
    internal static async Task<PrivateRedis> StartAsync(string dataFolder, string searchPath, ILogger log, CancellationToken cancel, TimeSpan? patience = null)
    {
        var program = await RedisProgram.FindAsync(searchPath, cancel);
        var folder = RedisFolder.Hold(Path.Combine(dataFolder, "redis"));
        try
        {
            var launch = new RedisLaunch(program, folder, patience ?? Patience, log);
            return new PrivateRedis(folder, launch, await launch.BeginAsync(cancel), log);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Shuts the server down, waits for its end and lets the folder go. Call it last, after the host has drained; again is harmless.</summary>
    /// <param name="cancel">Ends the waiting, not the shutdown.</param>
    public Task StopAsync(CancellationToken cancel = default) => _stop.Value.WaitAsync(cancel);

    /// <inheritdoc cref="StopAsync"/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
    }

    async Task SuperviseAsync()
    {
        try
        {
            var pause = FirstPause;
            while (true)
            {
                var since = Stopwatch.GetTimestamp();
                await _running.Process.WaitForEndAsync(_stopping.Token);
                TellReady(false);
                _log.LogError("redis-server (process {Pid}) ended by itself; it is started again. {Evidence}", _running.Process.Id, _folder.Evidence());
                pause = await RestartAsync(Stopwatch.GetElapsedTime(since) > Steady ? FirstPause : pause);
                TellReady(true);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    /// <returns>The pause before the next restart, should that come soon: a server that keeps dying is not started in a tight loop.</returns>
    async Task<TimeSpan> RestartAsync(TimeSpan pause)
    {
        while (true)
        {
            await Task.Delay(pause, _stopping.Token);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            try
            {
                Volatile.Write(ref _running, await _launch.StartAsync(_running.Port, _stopping.Token));
                return pause;
            }
            catch (Exception failed) when (failed is not OperationCanceledException)
            {
                _log.LogError("Next try in {Pause} s. {Why}", pause.TotalSeconds, failed.Message);
            }
        }
    }

    async Task StopOnceAsync()
    {
        await _stopping.CancelAsync();
        await _supervision;
        await ShutDownAsync(_running);
        TellReady(false);
        _folder.Dispose();
        _stopping.Dispose();
    }

    async Task ShutDownAsync(RunningRedis running)
    {
        if (running.Process.HasExited)
            return;
        try
        {
            using var redis = await RespClient.ConnectAsync(running.Port, Password, CancellationToken.None);
            await redis.CallAsync(CancellationToken.None, "SHUTDOWN");
        }
        catch (Exception ended) when (ended is not RespException)
        {
            // It answers SHUTDOWN by closing the connection.
        }
        catch (RespException refused)
        {
            _log.LogWarning("redis-server refuses to shut down: {Why}", refused.Message);
        }
        await WaitOrKillAsync(running.Process);
    }

    async Task WaitOrKillAsync(Process server)
    {
        try
        {
            await server.WaitForEndAsync(CancellationToken.None).WaitAsync(ShutdownPatience);
        }
        catch (TimeoutException)
        {
            _log.LogWarning("redis-server (process {Pid}) did not end within {Patience} s and is killed; what it answered is on the disk", server.Id, ShutdownPatience.TotalSeconds);
            server.Kill();
            await server.WaitForEndAsync(CancellationToken.None);
        }
    }

    void TellReady(bool ready)
    {
        if (_ready == ready)
            return;
        _ready = ready;
        ReadyChanged?.Invoke(ready);
    }
}
