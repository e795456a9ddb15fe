using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ResidentBot.Host.Tests.Resilience;

/// <summary>What the host does with the outside that changes something there.</summary>
enum Exchange
{
    /// <summary>A message goes into the inbox.</summary>
    Accept,

    /// <summary>A batch of decisions is committed.</summary>
    Turn,

    /// <summary>A message goes to the provider.</summary>
    Send,

    /// <summary>The outcomes of sends are committed.</summary>
    Outcome,
}

/// <summary>
/// A loopback proxy between a host and Redis, or a host and its provider, that counts the exchanges that change something and calls for the kill at one of
/// them: before the request goes on, or when it has had its effect but before its answer goes back. Reads are not counted: a kill at a read leaves the
/// outside as a kill at the next change does. What is forwarded to a killed host is lost with it.
/// </summary>
sealed class KillingProxy : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stop = new();
    readonly Func<KillPlan> _plan;
    readonly int _target;

    /// <summary>Connections follow the plan that is valid when they are made.</summary>
    public KillingProxy(Func<KillPlan> plan, int target)
    {
        (_plan, _target) = (plan, target);
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public ValueTask DisposeAsync()
    {
        _stop.Cancel();
        _listener.Stop();
        return ValueTask.CompletedTask;
    }

    async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    async Task ServeAsync(TcpClient host)
    {
        using (host)
        using (var server = new TcpClient { NoDelay = true })
        {
            try
            {
                var plan = _plan();
                host.NoDelay = true;
                await server.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
                await Task.WhenAny(RequestsAsync(plan, host.GetStream(), server.GetStream()), AnswersAsync(plan, server.GetStream(), host.GetStream()));
            }
            catch (Exception over) when (over is OperationCanceledException or IOException or SocketException)
            {
                // One end is gone: the other is closed too.
            }
        }
    }

    async Task RequestsAsync(KillPlan plan, NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[1 << 20];
        while (await from.ReadAsync(buffer, _stop.Token) is var count and > 0)
        {
            var chunk = buffer.AsMemory(0, count);
            if (Classify(Encoding.UTF8.GetString(chunk.Span)) is not { } exchange)
            {
                await to.WriteAsync(chunk, _stop.Token);
                continue;
            }
            if (!plan.MayPass(exchange)) return;
            await to.WriteAsync(chunk, _stop.Token);
            // Not awaited: the rest of a request may be in the next chunk.
            _ = plan.PassedAsync(exchange);
        }
    }

    async Task AnswersAsync(KillPlan plan, NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[1 << 20];
        while (await from.ReadAsync(buffer, _stop.Token) is var count and > 0)
        {
            if (!await plan.MayAnswerAsync()) return;
            await to.WriteAsync(buffer.AsMemory(0, count), _stop.Token);
        }
    }

    // A commit of a turn moves the cursor, one of outcomes their mark; a lease's touches neither.
    static Exchange? Classify(string request)
    {
        if (request.Contains("/sendMessage ", StringComparison.Ordinal)) return Exchange.Send;
        if (!request.Contains("EVALSHA", StringComparison.Ordinal)) return null;
        if (request.Contains("}:cursor", StringComparison.Ordinal)) return Exchange.Turn;
        if (request.Contains("}:outcomes", StringComparison.Ordinal)) return Exchange.Outcome;
        return request.Contains("}:seen:", StringComparison.Ordinal) ? Exchange.Accept : null;
    }
}

/// <summary>On which side of an exchange the kill falls.</summary>
public enum Side
{
    /// <summary>The request never gets out.</summary>
    Before,

    /// <summary>The request has its effect, and the host never learns of it.</summary>
    After,
}

/// <summary>When to kill one host; shared by its proxies. <paramref name="hadEffect"/> ends when the last exchange of a kind surely had its effect.</summary>
sealed class KillPlan(Func<KillPlan, Exchange, Task> hadEffect)
{
    readonly Lock _gate = new();
    readonly TaskCompletionSource _pause = new(TaskCreationOptions.RunContinuationsAsynchronously);
    Action? _kill;
    int _at;
    int _count;
    Side _side;
    bool _killing;

    /// <summary>How many sends went on to the provider.</summary>
    public int Sends { get; private set; }

    /// <summary>At which exchange the kill fell; null while it did not.</summary>
    public Exchange? Fell { get; private set; }

    /// <summary>Ends when the host whose kill fell is dead, so that nobody kills what is no longer there.</summary>
    public Task IsDead => _pause.Task;

    /// <summary>Kills at the <paramref name="at"/>-th exchange from now, counted from 1.</summary>
    public void Arm(int at, Side side, Action kill)
    {
        lock (_gate) (_at, _side, _kill, _count) = (at, side, kill, 0);
    }

    public bool MayPass(Exchange exchange)
    {
        lock (_gate)
        {
            if (_killing) return false;
            if (++_count != _at) return true;
            (_killing, Fell) = (true, exchange);
            if (_side == Side.After) return true;
        }
        _kill!();
        _pause.TrySetResult();
        return false;
    }

    public async Task PassedAsync(Exchange exchange)
    {
        bool last;
        lock (_gate)
        {
            if (exchange == Exchange.Send) Sends++;
            last = _killing && Fell == exchange && _side == Side.After;
        }
        if (!last) return;
        await hadEffect(this, exchange);
        _kill!();
        _pause.TrySetResult();
    }

    /// <summary>Holds all answers back from the moment of the kill on.</summary>
    public async Task<bool> MayAnswerAsync()
    {
        lock (_gate)
            if (!_killing) return true;
        await _pause.Task;
        return false;
    }
}
