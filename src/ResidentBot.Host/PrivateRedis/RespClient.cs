using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace ResidentBot.Host;

/// <summary>
/// One connection that speaks just enough RESP2 to look after a server: PING, CLUSTER, INFO, SHUTDOWN. Everything about
/// communities goes through the store; this one is not safe for two calls at once.
/// </summary>
/// <remarks>Sample: <c>*1\r\n$4\r\nPING\r\n</c> is answered by <c>+PONG\r\n</c>.</remarks>
sealed class RespClient : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    readonly TcpClient _tcp = new() { NoDelay = true };
    Stream _stream = Stream.Null;

    /// <summary>Connects on loopback and signs in when a password is given.</summary>
    /// <exception cref="SocketException">Nobody listens.</exception>
    /// <exception cref="RespException">The password is refused.</exception>
    public static async Task<RespClient> ConnectAsync(int port, string? password, CancellationToken cancel)
    {
        var client = new RespClient();
        try
        {
            await client._tcp.ConnectAsync("127.0.0.1", port, cancel);
            client._stream = new BufferedStream(client._tcp.GetStream());
            if (password is not null)
                await client.CallAsync(cancel, "AUTH", password);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Sends one command; answers with a <c>string</c>, a <c>long</c>, an <c>object?[]</c> or null.</summary>
    /// <exception cref="RespException">The server answered with an error.</exception>
    /// <exception cref="TimeoutException">No answer within 5 s (machine time); the connection is of no more use.</exception>
    /// <exception cref="IOException">The connection ended.</exception>
    public async Task<object?> CallAsync(CancellationToken cancel, params IReadOnlyList<string> words)
    {
        var request = new StringBuilder().Append(CultureInfo.InvariantCulture, $"*{words.Count}\r\n");
        foreach (var word in words)
            request.Append(CultureInfo.InvariantCulture, $"${Encoding.UTF8.GetByteCount(word)}\r\n{word}\r\n");

        return await ExchangeAsync().WaitAsync(Patience, cancel);

        async Task<object?> ExchangeAsync()
        {
            await _stream.WriteAsync(Encoding.UTF8.GetBytes(request.ToString()), cancel);
            await _stream.FlushAsync(cancel);
            return await ReadAsync(cancel);
        }
    }

    public void Dispose()
    {
        _tcp.Dispose();
    }

    async Task<object?> ReadAsync(CancellationToken cancel)
    {
        var line = await ReadLineAsync(cancel);
        return line[0] switch
        {
            '+' => line[1..],
            '-' => throw new RespException(line[1..]),
            ':' => long.Parse(line.AsSpan(1)),
            '$' => int.Parse(line.AsSpan(1)) is var length and >= 0 ? await ReadBulkAsync(length, cancel) : null,
            '*' => int.Parse(line.AsSpan(1)) is var count and >= 0 ? await ReadManyAsync(count, cancel) : null,
            _ => throw new IOException($"Not an answer of Redis: {line}"),
        };
    }

    async Task<string> ReadBulkAsync(int length, CancellationToken cancel)
    {
        var bytes = new byte[length + 2];
        await _stream.ReadExactlyAsync(bytes, cancel);
        return Encoding.UTF8.GetString(bytes, 0, length);
    }

    async Task<object?[]> ReadManyAsync(int count, CancellationToken cancel)
    {
        var items = new object?[count];
        for (var i = 0; i < count; i++)
            items[i] = await ReadAsync(cancel);
        return items;
    }

    async Task<string> ReadLineAsync(CancellationToken cancel)
    {
        var line = new List<byte>();
        var next = new byte[1];
        while (line is not [.., (byte)'\r', (byte)'\n'])
        {
            await _stream.ReadExactlyAsync(next, cancel);
            line.Add(next[0]);
        }
        return line.Count > 2 ? Encoding.UTF8.GetString([.. line], 0, line.Count - 2) : throw new IOException("Redis sent an empty line.");
    }
}

/// <summary>An error answered by a Redis server, in its own words: <c>LOADING Redis is loading the dataset in memory</c>.</summary>
sealed class RespException(string message) : Exception(message);
