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
/// keep their order; an address that waits for a retry holds only its own. Not thread-safe: its sender locks.
/// </summary>
sealed class SendQueue
{
    const int CheckInsPerReply = 3;
    static readonly Duration QuietLook = Duration.FromMinutes(1);

    readonly Queue<Waiting>[] _lanes = [new(), new(), new(), new()];
    readonly Dictionary<Address, Queue<Waiting>> _behind = [];
    readonly HashSet<Address> _busy = [];
    readonly PriorityQueue<Waiting, Instant> _held = new();
    int _checkIns;

    /// <summary>When the first held address may be tried again; null when none is held.</summary>
    public Instant? NextHeld => _held.TryPeek(out _, out var at) ? at : null;

    /// <summary>How many wait, in any state.</summary>
    public int Count { get; private set; }

    /// <summary>Puts a message at the end of its lane.</summary>
    public void Add(Waiting waiting)
    {
        Count++;
        _lanes[(int)waiting.Message.Lane].Enqueue(waiting);
    }

    /// <summary>Takes the next message whose address is free, and makes the address busy.</summary>
    public bool TryTake(Instant now, bool noticesMayLeave, out Waiting next)
    {
        if (!noticesMayLeave) PutOffNotices(now);
        if (_held.TryPeek(out var held, out var at) && at <= now && (_lanes[(int)Lane.Emergency].Count == 0 || held.Message.Lane == Lane.Emergency))
        {
            next = _held.Dequeue();
            return true;
        }
        while (NextLane(noticesMayLeave) is { } lane)
        {
            next = lane.Dequeue();
            if (_busy.Add(next.Message.To)) return true;
            if (!_behind.TryGetValue(next.Message.To, out var behind)) _behind.Add(next.Message.To, behind = new Queue<Waiting>());
            behind.Enqueue(next);
        }
        next = null!;
        return _held.TryPeek(out _, out at) && at <= now && _held.TryDequeue(out next!, out _);
    }

    /// <summary>A message is done with: its address is free for the next one behind it, which then leaves before the lanes do.</summary>
    public void Free(Waiting done, Instant now)
    {
        Count--;
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

    // A notice whose retry is due in quiet hours waits on, and nothing behind it waits with it.
    void PutOffNotices(Instant now)
    {
        while (_held.TryPeek(out var held, out var at) && at <= now && held.Message.Lane == Lane.Notice)
        {
            _held.Dequeue();
            _held.Enqueue(held, now + QuietLook);
        }
    }

    Queue<Waiting>? NextLane(bool noticesMayLeave)
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
        return noticesMayLeave && _lanes[(int)Lane.Notice].Count > 0 ? _lanes[(int)Lane.Notice] : null;
    }
}
