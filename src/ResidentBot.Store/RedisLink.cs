using System.Reflection;
using System.Text;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace ResidentBot.Store;

/// <summary>
/// The connection to Redis. Every call has a time limit, because this client has none of its own for asynchronous calls, and after three of them
/// in a row the connection is made anew: an old one can stay stuck long after a fail-over.
/// </summary>
public sealed class RedisLink : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    static readonly string CommitScript = Script("commit.lua");
    static readonly string AcceptScript = Script("accept.lua");

    readonly ConfigurationOptions _options;
    readonly Microsoft.Extensions.Logging.ILogger _log;
    readonly SemaphoreSlim _connecting = new(1, 1);
    readonly List<(string Channel, Action<string> Heard)> _subscriptions = [];
    volatile ConnectionMultiplexer? _connection;
    long _lastTryTicks;
    int _timeouts;

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
        var connection = _connection is { } ready ? ready : await ConnectAsync();
        try
        {
            var result = await call(connection.GetDatabase()).WaitAsync(Patience);
            Volatile.Write(ref _timeouts, 0);
            IsUp = true;
            return result;
        }
        catch (TimeoutException fault)
        {
            IsUp = false;
            if (Interlocked.Increment(ref _timeouts) >= 3) Drop(connection);
            throw new StoreDownException("Redis did not answer within 2 s", fault);
        }
        catch (RedisConnectionException fault)
        {
            IsUp = false;
            throw new StoreDownException("Redis cannot be reached", fault);
        }
        catch (RedisServerException fault) when (IsStoresFault(fault.Message))
        {
            IsUp = false;
            throw new StoreDownException("Redis refuses work: " + fault.Message.Split(' ')[0], fault);
        }
        catch (ObjectDisposedException fault)
        {
            throw new StoreDownException("the connection to Redis was renewed", fault);
        }
    }

    /// <summary>Hears what is published on a channel, also after a new connection.</summary>
    public async Task SubscribeAsync(string channel, Action<string> heard)
    {
        lock (_subscriptions) _subscriptions.Add((channel, heard));
        if (_connection is { } connection) await ListenAsync(connection, channel, heard);
    }

    /// <summary>Sends a raw command, for what the client has no method for. Keys must be typed <see cref="RedisKey"/>, or a cluster cannot route them.</summary>
    internal Task<RedisResult> ExecuteAsync(string command, params object[] arguments) =>
        CallAsync(database => database.ExecuteAsync(command, arguments));

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _connection?.Dispose();
        _connecting.Dispose();
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

    async Task<ConnectionMultiplexer> ConnectAsync()
    {
        await _connecting.WaitAsync();
        try
        {
            if (_connection is { } ready) return ready;
            if (Environment.TickCount64 - _lastTryTicks < 500) throw new StoreDownException("Redis cannot be reached");
            _lastTryTicks = Environment.TickCount64;
            var connection = await ConnectionMultiplexer.ConnectAsync(_options).WaitAsync(TimeSpan.FromSeconds(5));
            if (!connection.IsConnected)
            {
                connection.Dispose();
                throw new StoreDownException("Redis cannot be reached");
            }
            connection.ConnectionFailed += (_, e) => _log.LogWarning("The connection to Redis was lost ({Failure})", e.FailureType);
            connection.ConnectionRestored += (_, _) => _log.LogInformation("The connection to Redis is back");
            (string Channel, Action<string> Heard)[] wanted;
            lock (_subscriptions) wanted = [.. _subscriptions];
            foreach (var (channel, heard) in wanted) await ListenAsync(connection, channel, heard);
            _timeouts = 0;
            _connection = connection;
            return connection;
        }
        catch (Exception fault) when (fault is TimeoutException or RedisConnectionException or RedisServerException)
        {
            IsUp = false;
            throw new StoreDownException("Redis cannot be reached", fault);
        }
        finally
        {
            _connecting.Release();
        }
    }

    static Task ListenAsync(ConnectionMultiplexer connection, string channel, Action<string> heard) =>
        connection.GetSubscriber().SubscribeAsync(channel, (_, message) => heard(message!)).WaitAsync(Patience);

    void Drop(ConnectionMultiplexer connection)
    {
        if (Interlocked.CompareExchange(ref _connection, null, connection) != connection) return;
        _log.LogWarning("Redis has not answered three times in a row: connecting anew");
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
