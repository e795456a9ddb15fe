using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.Held;

/// <summary>One request of a provider that waits for what is decided, so that its answer carries the words: WeChat's, which then cost nothing of a quota, and a bot's that expects replies.</summary>
public sealed class HeldRequest
{
    readonly HeldRequests _all;
    readonly Exchange _exchange;
    readonly int _number;
    readonly Func<string, string> _write;
    bool _hasWords;

    internal HeldRequest(HeldRequests all, Arrival arrival, string bodyType, Func<string, string> write)
    {
        (_all, BodyType, _write) = (all, bodyType, write);
        (_exchange, _number) = all.Hold(arrival.ProviderId, arrival.From);
    }

    /// <summary>The media type of an answer with words.</summary>
    public string BodyType { get; }

    /// <summary>What it brought is stored, and was new or not. To be called before <see cref="AnswerAsync"/>.</summary>
    public void Stored(bool isNew) => _all.Stored(_exchange, _number, isNew);

    /// <summary>What it brought could not be stored: it is answered as a fault, and nothing else of this is to be called.</summary>
    public void Drop() => _all.Drop(_exchange);

    /// <summary>
    /// The body of its answer, as soon as something is said to whoever wrote; null when nothing is in time. <paramref name="aborted"/> ends with the connection.
    /// </summary>
    public async Task<string?> AnswerAsync(CancellationToken aborted)
    {
        var text = await _all.WaitAsync(_exchange, _number, aborted);
        _hasWords = text is not null;
        return text is null ? null : _write(text);
    }

    /// <summary>To be called at the end, whether the answer went out or not. Returns what can no longer be said, some seconds later: those messages failed.</summary>
    /// <param name="left">Whether the answer went out.</param>
    /// <param name="at">Now.</param>
    public async Task<ImmutableArray<DeliveryReport>> EndAsync(bool left, Instant at)
    {
        var lost = await _all.EndAsync(_exchange, left && _hasWords);
        return [.. lost.Select(message => new DeliveryReport
        {
            MessageId = message.Id,
            Account = message.Account,
            To = message.To,
            State = DeliveryState.Failed,
            Error = SendError.WindowClosed,
            Concerns = message.Concerns,
            Lane = message.Lane,
            At = at,
        })];
    }
}
