using NodaTime;
using ResidentBot.Core.Messages;

namespace ResidentBot.Host.Sending;

/// <summary>A message waiting to leave.</summary>
/// <param name="Id">Its entry in the outbox stream.</param>
/// <param name="Message">What to send.</param>
sealed record Waiting(string Id, Outgoing Message)
{
    /// <summary>How often it was tried since this host took it in hand.</summary>
    public int Tries { get; set; }
}

/// <summary>
/// The order in which one account's messages leave: emergencies first, check-ins and replies 3:1 while both wait, notices last. Messages to one address
/// keep their order, but for notices that quiet hours hold; an address that waits for a retry holds only its own. Not thread-safe: its sender locks.
/// </summary>
/// <param name="addressRate">Messages a second that one address takes; null for no limit.</param>
sealed class SendQueue(double? addressRate = null)
{
    const int CheckInsPerReply = 3;
    readonly Queue<Waiting>[] _lanes = [new(), new(), new(), new()];
    readonly Dictionary<Address, Queue<Waiting>> _behind = [];
    readonly HashSet<Address> _busy = [];
    readonly PriorityQueue<Waiting, Instant> _held = new();
    readonly PriorityQueue<Waiting, Instant> _quiet = new();
    readonly AddressPaces _paces = new(addressRate);
    int _checkIns;

    /// <summary>When the first held address may be tried again, or the first quiet hours end; null when nothing is held.</summary>
    public Instant? NextHeld => (_held.TryPeek(out _, out var at), _quiet.TryPeek(out _, out var end)) switch
    {
        (true, true) => Instant.Min(at, end),
        (true, false) => at,
        (false, true) => end,
        _ => null,
    };

    /// <summary>How many wait, in any state.</summary>
    public int Count { get; private set; }

    /// <summary>Puts a message at the end of its lane.</summary>
    public void Add(Waiting waiting)
    {
        Count++;
        _lanes[(int)waiting.Message.Lane].Enqueue(waiting);
    }

    /// <summary>
    /// Takes the next message whose address is free, and makes the address busy. <paramref name="quietEnd"/> tells until when a notice must wait; null when
    /// it need not. What waits for that holds nobody up, its own address neither.
    /// </summary>
    public bool TryTake(Instant now, Func<Outgoing, Instant?> quietEnd, out Waiting next)
    {
        while (_quiet.TryPeek(out _, out var end) && end <= now) _lanes[(int)Lane.Notice].Enqueue(_quiet.Dequeue());
        while (_held.TryPeek(out var held, out var at) && at <= now && (_lanes[(int)Lane.Emergency].Count == 0 || held.Message.Lane == Lane.Emergency))
        {
            next = _held.Dequeue();
            if (IsQuiet(next, quietEnd, out var until)) PutOff(next, until, now);
            else if (MayLeave(next, now)) return true;
        }
        while (NextLane() is { } lane)
        {
            next = lane.Dequeue();
            if (IsQuiet(next, quietEnd, out var until))
            {
                _quiet.Enqueue(next, until);
                continue;
            }
            if (_busy.Add(next.Message.To))
            {
                if (MayLeave(next, now)) return true;
                continue;
            }
            if (!_behind.TryGetValue(next.Message.To, out var behind)) _behind.Add(next.Message.To, behind = new Queue<Waiting>());
            behind.Enqueue(next);
        }
        while (_held.TryPeek(out _, out var at) && at <= now)
        {
            next = _held.Dequeue();
            if (IsQuiet(next, quietEnd, out var until)) PutOff(next, until, now);
            else if (MayLeave(next, now)) return true;
        }
        next = null!;
        return false;
    }

    /// <summary>A message is done with: its address is free for the next one behind it, which then leaves before the lanes do.</summary>
    public void Free(Waiting done, Instant now)
    {
        Count--;
        Release(done, now);
    }

    /// <summary>A message taken must wait for the end of quiet hours: its address is free for others meanwhile.</summary>
    public void PutOff(Waiting waiting, Instant until, Instant now)
    {
        _quiet.Enqueue(waiting, until);
        Release(waiting, now);
    }

    void Release(Waiting done, Instant now)
    {
        if (_behind.TryGetValue(done.Message.To, out var behind) && behind.TryDequeue(out var next))
        {
            if (behind.Count == 0) _behind.Remove(done.Message.To);
            _held.Enqueue(next, now);
            return;
        }
        _busy.Remove(done.Message.To);
    }

    /// <summary>A message must be tried again later: only its address waits.</summary>
    public void Hold(Waiting waiting, Instant until) => _held.Enqueue(waiting, until);

    /// <summary>A held message need not wait any longer; false when it is not held.</summary>
    public bool TryRelease(string message, Instant now)
    {
        var held = _held.UnorderedItems.Select(item => item.Element).FirstOrDefault(waiting => waiting.Message.Id == message);
        if (held is null || !_held.Remove(held, out _, out _)) return false;
        _held.Enqueue(held, now);
        return true;
    }

    // Too fast for its address: it waits like a message to be tried again, its address busy.
    bool MayLeave(Waiting next, Instant now)
    {
        if (_paces.TryLeave(next.Message, now, out var again)) return true;
        _held.Enqueue(next, again);
        return false;
    }

    static bool IsQuiet(Waiting waiting, Func<Outgoing, Instant?> quietEnd, out Instant until)
    {
        until = waiting.Message.Lane == Lane.Notice && quietEnd(waiting.Message) is { } end ? end : default;
        return until != default;
    }

    Queue<Waiting>? NextLane()
    {
        if (_lanes[(int)Lane.Emergency].Count > 0) return _lanes[(int)Lane.Emergency];
        var (checkIns, replies) = (_lanes[(int)Lane.CheckIn], _lanes[(int)Lane.Reply]);
        if (checkIns.Count > 0 && (replies.Count == 0 || _checkIns < CheckInsPerReply))
        {
            _checkIns++;
            return checkIns;
        }
        _checkIns = 0;
        if (replies.Count > 0) return replies;
        return _lanes[(int)Lane.Notice].Count > 0 ? _lanes[(int)Lane.Notice] : null;
    }
}
