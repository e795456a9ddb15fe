namespace ResidentBot.StandIns;

/// <summary>What goes wrong with a call.</summary>
abstract record TelegramFault
{
    TelegramFault() { }

    /// <summary>The call is refused and has no effect.</summary>
    public sealed record Refusal(TelegramError Error) : TelegramFault;

    /// <summary>The call is lost, or the answer to it.</summary>
    public sealed record Lost(TelegramLoss Loss) : TelegramFault;
}

/// <summary>An error as the Bot API words it.</summary>
sealed record TelegramError(int Code, string Description, int? RetryAfter = null, long? MovedTo = null)
{
    public static TelegramError Bad(string description) => new(400, "Bad Request: " + description);
}

/// <summary>Faults waiting for their calls, first come first served for each method.</summary>
sealed class TelegramFaults
{
    readonly Lock _lock = new();
    readonly List<(string Method, TelegramFault Fault)> _waiting = [];

    public void Add(string method, TelegramFault fault)
    {
        lock (_lock) _waiting.Add((method, fault));
    }

    public TelegramFault? Take(string method)
    {
        lock (_lock)
        {
            var at = _waiting.FindIndex(entry => entry.Method.Equals(method, StringComparison.OrdinalIgnoreCase));
            if (at < 0) return null;
            var fault = _waiting[at].Fault;
            _waiting.RemoveAt(at);
            return fault;
        }
    }
}
