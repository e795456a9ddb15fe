using ResidentBot.Core.Messages;

namespace ResidentBot.Channels;

/// <summary>
/// How many parts of a message its provider has taken, so that a message which is tried again goes on behind them: words are not said again because the picture behind
/// them was late. In memory alone: a host that starts afresh says all of it.
/// </summary>
sealed class TakenParts
{
    const int Most = 500;

    readonly Dictionary<string, int> _taken = new(StringComparer.Ordinal);

    /// <summary>Sends the parts that were not taken yet, one after another; the first that fails is the outcome.</summary>
    public async Task<SendOutcome> SendAsync(string message, IReadOnlyList<Func<Task<SendOutcome>>> parts)
    {
        SendOutcome outcome = new SendOutcome.Failed(SendError.Refused);
        for (var i = Of(message); i < parts.Count; i++)
        {
            outcome = await parts[i]();
            if (outcome is SendOutcome.Failed) return outcome;
            if (i < parts.Count - 1) Keep(message, i + 1);
        }
        lock (_taken) _taken.Remove(message);
        return outcome;
    }

    int Of(string message)
    {
        lock (_taken) return _taken.GetValueOrDefault(message);
    }

    void Keep(string message, int parts)
    {
        lock (_taken)
        {
            if (_taken.Count >= Most) _taken.Clear();
            _taken[message] = parts;
        }
    }
}
