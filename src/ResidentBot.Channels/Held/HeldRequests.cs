using System.Collections.Immutable;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.Held;

/// <summary>
/// The requests of an account that wait on this host for what is decided, and what was said in those just answered. A request that its provider repeats joins the one
/// it repeats, and gets the same words. All of it is machine time: people's clock does not move a request.
/// </summary>
sealed class HeldRequests(HeldRules rules)
{
    /// <summary>What is decided on the heels of the first words goes with them, where nothing can be said later.</summary>
    static readonly TimeSpan Together = TimeSpan.FromMilliseconds(250);

    /// <summary>WeChat gives up a request after 5 s and repeats it twice.</summary>
    internal static readonly TimeSpan Repeated = TimeSpan.FromSeconds(7);

    static readonly TimeSpan Remembered = TimeSpan.FromSeconds(30);

    const int Times = 3;

    readonly Lock _gate = new();
    readonly Dictionary<string, Exchange> _exchanges = new(StringComparer.Ordinal);

    /// <summary>Begins to hold a request, before what it brings is stored: the answer may be decided a moment later. Returns which request of its exchange it is.</summary>
    public (Exchange Exchange, int Number) Hold(string id, Address from)
    {
        lock (_gate)
        {
            foreach (var old in _exchanges.Values.Where(one => one.Open == 0 && Environment.TickCount64 - one.Began > Remembered.TotalMilliseconds).ToList())
                _exchanges.Remove(old.Id);
            if (!_exchanges.TryGetValue(id, out var exchange)) _exchanges.Add(id, exchange = new Exchange(id, from));
            exchange.Open++;
            return (exchange, ++exchange.Requests);
        }
    }

    /// <summary>
    /// Says a message in the oldest exchange that is open with its receiver. True when it is said: the answer left, or, where nothing can be said later, is about to;
    /// what then did not leave after all is told by <see cref="EndAsync"/>.
    /// </summary>
    public async Task<bool> TryAnswerAsync(Outgoing message, string text, CancellationToken cancellation)
    {
        Exchange? exchange;
        lock (_gate) exchange = _exchanges.Values.Where(one => one.From == message.To && one.State <= ExchangeState.Speaking).MinBy(one => one.Began);
        if (exchange is null || !await exchange.IsNew.Task.WaitAsync(cancellation)) return false;
        lock (_gate)
            if (!TrySay(exchange, message, text)) return false;
        return rules.PassiveOnly || await exchange.Left.Task.WaitAsync(cancellation);
    }

    bool TrySay(Exchange exchange, Outgoing message, string text)
    {
        var isMore = exchange.State == ExchangeState.Speaking && rules.PassiveOnly;
        if (exchange.State != ExchangeState.Waiting && !isMore) return false;
        var whole = isMore ? $"{exchange.Text}\n{text}" : text;
        if (!rules.Fits(whole)) return false;
        (exchange.Text, exchange.State, exchange.LastSaid) = (whole, ExchangeState.Speaking, Environment.TickCount64);
        exchange.Said.Add(message);
        exchange.Decided.TrySetResult();
        return true;
    }

    /// <summary>
    /// Tells whether a request brought something new. What came before is answered by the request that brought it, or not at all; but a repeat may be of a request
    /// that was stored although we could not say so, and where nothing can be said later it waits too.
    /// </summary>
    public void Stored(Exchange exchange, int number, bool isNew)
    {
        lock (_gate)
        {
            if (isNew || number > 1 || rules.PassiveOnly) exchange.IsNew.TrySetResult(true);
            else exchange.Close();
        }
    }

    /// <summary>The words for a request; null when there are none in time, or it was given up.</summary>
    public async Task<string?> WaitAsync(Exchange exchange, int number, CancellationToken aborted)
    {
        // Where nothing can be said later, only the last of the three requests is answered without words.
        var within = rules.PassiveOnly && number < Times ? Repeated : rules.AnswerWithin;
        try
        {
            if (exchange.State == ExchangeState.Closed) return null;
            await exchange.Decided.Task.WaitAsync(within, aborted);
            for (TimeSpan rest; rules.PassiveOnly && (rest = Rest(exchange)) > TimeSpan.Zero;) await Task.Delay(rest, aborted);
        }
        catch (TimeoutException)
        {
            // Words that came in this very moment are still taken.
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        lock (_gate)
        {
            if (exchange.State == ExchangeState.Speaking) exchange.State = ExchangeState.Said;
            if (exchange.State == ExchangeState.Said) return exchange.Text;
            // Another request of the same exchange may wait longer.
            if (exchange.Open == 1) exchange.Close();
            return null;
        }
    }

    TimeSpan Rest(Exchange exchange)
    {
        lock (_gate)
            return exchange.State == ExchangeState.Speaking ? Together - TimeSpan.FromMilliseconds(Environment.TickCount64 - exchange.LastSaid) : TimeSpan.Zero;
    }

    /// <summary>Ends a request that could not be stored: WeChat will repeat it.</summary>
    public void Drop(Exchange exchange)
    {
        lock (_gate)
        {
            if (--exchange.Open > 0) return;
            exchange.Close();
            _exchanges.Remove(exchange.Id);
        }
    }

    /// <summary>
    /// Ends a request, whose words left or did not. What did not leave goes by the customer service interface; where there is none, it waits for WeChat to repeat the
    /// request, and when WeChat does not, these messages are lost.
    /// </summary>
    public async Task<ImmutableArray<Outgoing>> EndAsync(Exchange exchange, bool left)
    {
        int requests;
        lock (_gate)
        {
            exchange.Open--;
            requests = exchange.Requests;
            if (left) exchange.Left.TrySetResult(true);
            if (exchange.Open > 0 || exchange.Left.Task.IsCompleted) return [];
            if (!rules.PassiveOnly) exchange.Close();
            if (exchange.State == ExchangeState.Closed) return [];
        }
        await Task.Delay(Repeated);
        lock (_gate)
        {
            if (exchange.Requests > requests || exchange.Left.Task.IsCompleted) return [];
            exchange.Close();
            return [.. exchange.Said];
        }
    }
}
