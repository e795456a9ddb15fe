using System.Reflection;
using System.Text;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace ResidentBot.Store;

/// <summary>
/// The connection to Redis. Every call has a time limit, because this client has none of its own for asynchronous calls, and after three faults in a
/// row and 2 s without an answer the connection is made anew: an old one can stay stuck long after a fail-over.
/// </summary>
public sealed class RedisLink : IAsyncDisposable
{
    const int FaultsBeforeRenewal = 3;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(500);
    static readonly string CommitScript = Script("commit.lua");
    static readonly string AcceptScript = Script("accept.lua");

    readonly ConfigurationOptions _options;
    readonly Microsoft.Extensions.Logging.ILogger _log;
    readonly Lock _gate = new();
    readonly List<(string Channel, Action<string> Heard)> _subscriptions = [];
    volatile ConnectionMultiplexer? _connection;
    Task<ConnectionMultiplexer>? _connecting;
    long _failedTicks = long.MinValue / 2;
    long _answeredTicks;
    int _faults;
    volatile bool _disposed;

    /// <summary>Prepares a link; connects at the first call.</summary>
    /// <param name="address"><c>host:port</c>, several joined by commas for a cluster.</param>
    /// <param name="password">Null for none.</param>
    /// <param name="log">Told of lost and regained connections.</param>
    public RedisLink(string address, string? password, Microsoft.Extensions.Logging.ILogger log)
    {
        _log = log;
        _options = ConfigurationOptions.Parse(address);
        _options.Password = password ?? _options.Password;
        _options.AbortOnConnectFail = false;
        _options.ConnectTimeout = 2000;
        _options.SyncTimeout = 2000;
        _options.ConnectRetry = 1;
        _options.KeepAlive = 10;
        _options.ConfigCheckSeconds = 5;
        _options.AllowAdmin = true;
        _options.ClientName = "residentbot";
    }

    /// <summary>Whether the last call got an answer.</summary>
    public bool IsUp { get; private set; }

    /// <summary>Runs a commit.</summary>
    public async Task<CommitResult> CommitAsync(Commit commit)
    {
        var answer = (RedisValue[]?)await EvaluateAsync(CommitScript, commit.KeyArray, commit.Arguments) ?? [];
        return (string?)answer[0] switch
        {
            "ok" => new CommitResult.Committed([.. answer.Skip(1).Select(id => (string)id!)]),
            "conflict" => new CommitResult.Conflict([.. answer.Skip(1).Select(number => commit.KeyAt((int)number))]),
            _ => new CommitResult.Done(),
        };
    }

    internal async Task<bool[]> AcceptAsync(RedisKey[] keys, RedisValue[] values)
    {
        var answer = (RedisValue[]?)await EvaluateAsync(AcceptScript, keys, values) ?? [];
        return [.. answer.Select(stored => (int)stored == 1)];
    }

    /// <summary>Runs one call with the time limit, turning every fault of Redis into <see cref="StoreDownException"/>.</summary>
    internal async Task<T> CallAsync<T>(Func<IDatabase, Task<T>> call)
    {
        var connection = _connection ?? await ConnectAsync();
        try
        {
            var result = await call(connection.GetDatabase()).WaitAsync(Patience);
            Volatile.Write(ref _faults, 0);
            Volatile.Write(ref _answeredTicks, Environment.TickCount64);
            IsUp = true;
            return result;
        }
        catch (TimeoutException fault)
        {
            throw Down(connection, "Redis did not answer within 2 s", fault);
        }
        catch (Exception fault) when (fault is RedisConnectionException or RedisCommandException or TaskCanceledException)
        {
            throw Down(connection, "Redis cannot be reached", fault);
        }
        catch (RedisServerException fault) when (IsStoresFault(fault.Message))
        {
            throw Down(connection, "Redis refuses work: " + fault.Message.Split(' ')[0], fault);
        }
        catch (ObjectDisposedException fault)
        {
            Interlocked.CompareExchange(ref _connection, null, connection);
            throw new StoreDownException("the connection to Redis was renewed", fault);
        }
    }

    /// <summary>Hears what is published on a channel, as soon as there is a connection and after each new one.</summary>
    public Task SubscribeAsync(string channel, Action<string> heard)
    {
        ConnectionMultiplexer? connection;
        lock (_gate)
        {
            _subscriptions.Add((channel, heard));
            connection = _connection;
        }
        return connection is null ? Task.CompletedTask : ListenAsync(connection, channel, heard);
    }

    /// <summary>Sends a raw command, for what the client has no method for. Keys must be typed <see cref="RedisKey"/>, or a cluster cannot route them.</summary>
    internal Task<RedisResult> ExecuteAsync(string command, params object[] arguments) =>
        CallAsync(database => database.ExecuteAsync(command, arguments));

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _disposed = true;
        _connection?.Dispose();
        return ValueTask.CompletedTask;
    }

    async Task<RedisResult> EvaluateAsync(string script, RedisKey[] keys, RedisValue[] values)
    {
        try
        {
            return await OnceAsync();
        }
        catch (RedisServerException fault) when (fault.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
        {
            return await OnceAsync();
        }

        async Task<RedisResult> OnceAsync()
        {
            try
            {
                return await CallAsync(database => database.ScriptEvaluateAsync(script, keys, values, CommandFlags.DemandMaster));
            }
            catch (RedisServerException fault) when (fault.Message.StartsWith("COMMIT", StringComparison.Ordinal)
                || fault.Message.StartsWith("ACCEPT", StringComparison.Ordinal))
            {
                throw new CommitRefusedException(fault.Message);
            }
        }
    }

    // All callers wait for one attempt and share its end; after a failed one there is a pause, in which nobody waits at all.
    Task<ConnectionMultiplexer> ConnectAsync()
    {
        lock (_gate)
        {
            if (_connection is { } ready) return Task.FromResult(ready);
            if (_connecting is { } trying) return trying;
            if (_disposed || Environment.TickCount64 - _failedTicks < BetweenTries.TotalMilliseconds) throw new StoreDownException("Redis cannot be reached");
            return _connecting = Task.Run(OpenAsync);
        }
    }

    async Task<ConnectionMultiplexer> OpenAsync()
    {
        var opening = ConnectionMultiplexer.ConnectAsync(_options);
        try
        {
            var connection = await opening.WaitAsync(TimeSpan.FromSeconds(5));
            if (!connection.IsConnected) throw new TimeoutException("no server answers");
            // Else one completion at a time runs on one thread, and a batch that decides behind its answer holds up everybody else's.
            connection.PreserveAsyncOrder = false;
            connection.ConnectionFailed += (_, e) => _log.LogWarning("The connection to Redis was lost ({Failure})", e.FailureType);
            connection.ConnectionRestored += (_, _) => _log.LogInformation("The connection to Redis is back");
            (string Channel, Action<string> Heard)[] wanted;
            lock (_gate)
            {
                wanted = [.. _subscriptions];
                _faults = 0;
                _answeredTicks = Environment.TickCount64;
                (_connection, _connecting) = (connection, null);
            }
            foreach (var (channel, heard) in wanted) await ListenAsync(connection, channel, heard);
            return connection;
        }
        catch (Exception fault)
        {
            lock (_gate) (_connecting, _failedTicks) = (null, Environment.TickCount64);
            IsUp = false;
            _ = opening.ContinueWith(late => late.Result.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            throw new StoreDownException("Redis cannot be reached", fault);
        }
    }

    // A subscription that went unanswered is made by the client itself as soon as it can; until then the sweeps are the net.
    async Task ListenAsync(ConnectionMultiplexer connection, string channel, Action<string> heard)
    {
        try
        {
            await connection.GetSubscriber().SubscribeAsync(channel, (_, message) => heard(message!)).WaitAsync(Patience);
        }
        catch (Exception fault) when (fault is TimeoutException or RedisException or ObjectDisposedException or TaskCanceledException)
        {
            _log.LogWarning("Redis did not confirm a subscription: {Fault}", fault.GetType().Name);
        }
    }

    StoreDownException Down(ConnectionMultiplexer connection, string what, Exception fault)
    {
        IsUp = false;
        var faults = Interlocked.Increment(ref _faults);
        var silent = TimeSpan.FromMilliseconds(Environment.TickCount64 - Volatile.Read(ref _answeredTicks));
        if (faults >= FaultsBeforeRenewal && silent >= Patience) Drop(connection);
        return new StoreDownException(what, fault);
    }

    void Drop(ConnectionMultiplexer connection)
    {
        if (Interlocked.CompareExchange(ref _connection, null, connection) != connection) return;
        _log.LogWarning("Redis has given no good answer for a while: connecting anew");
        // Closing waits for answers that may never come; nobody else should.
        _ = Task.Run(() => connection.Close(allowCommandsToComplete: false));
    }

    static bool IsStoresFault(string message) => message.Split(' ', 2)[0] is
        "READONLY" or "CLUSTERDOWN" or "LOADING" or "MISCONF" or "OOM" or "MASTERDOWN" or "TRYAGAIN" or "NOREPLICAS" or "BUSY" or "NOAUTH" or "WRONGPASS" or "MOVED" or "ASK"
        || message.Contains("CLUSTERDOWN", StringComparison.Ordinal) || message.Contains("READONLY", StringComparison.Ordinal)
        || message.Contains("LOADING", StringComparison.Ordinal) || message.Contains("MISCONF", StringComparison.Ordinal)
        || message.StartsWith("Endpoint ", StringComparison.Ordinal);

    static string Script(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
