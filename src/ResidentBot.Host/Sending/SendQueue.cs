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

    /// <summary>Whether it was found in the outbox: what an earlier host told of it is not known here.</summary>
    public bool IsFound { get; init; }

    /// <summary>Whether somebody must hear of it when it cannot leave for long: a check-in, or a call to a colleague.</summary>
    public bool MustNotWait => Is("checkin|") || Is("rung|");

    /// <summary>Whether it was told that it waits for a provider that is down.</summary>
    public bool ToldHeldUp { get; set; }

    bool Is(string concerns) => Message.Concerns?.StartsWith(concerns, StringComparison.Ordinal) == true;
}

/// <summary>
/// The order in which one account's messages leave: emergencies first, check-ins and replies 3:1 while both wait, notices last; what is tried again keeps
/// its lane. Words to one address keep their order, and so do emergencies and notices among themselves, but no notice stands before words, and no words
/// before an emergency. An address that waits for a retry holds only its own. Of messages with a picture or document a few are on their way at a time: a
/// slow upload leaves room for words. Not thread-safe: its sender locks.
/// </summary>
/// <param name="addressRate">Messages a second that one address takes; null for no limit.</param>
sealed class SendQueue(double? addressRate = null)
{
    const int CheckInsPerReply = 3;
    const int MostShowing = 4;

    // What already has its turn at its address leaves before what its lane holds.
    readonly Queue<Waiting>[] _turns = [new(), new(), new(), new()];
    readonly Queue<Waiting>[] _lanes = [new(), new(), new(), new()];
    readonly Dictionary<(Address To, Lane Kind), Queue<Waiting>> _behind = [];
    readonly HashSet<(Address To, Lane Kind)> _busy = [];
    readonly Queue<Waiting> _toShow = new();
    readonly PriorityQueue<Waiting, Instant> _held = new();
    readonly PriorityQueue<Waiting, Instant> _quiet = new();
    readonly AddressPaces _paces = new(addressRate);
    int _checkIns, _showing;

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

    /// <summary>Everything that waits to be tried, or tried again.</summary>
    public IEnumerable<Waiting> All =>
        [.. _turns.SelectMany(lane => lane), .. _lanes.SelectMany(lane => lane), .. _behind.Values.SelectMany(behind => behind), .. _held.UnorderedItems.Select(item => item.Element), .. _toShow];

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
        while (_held.TryPeek(out var held, out var at) && at <= now) _turns[(int)held.Message.Lane].Enqueue(_held.Dequeue());
        while (NextLane() is { } lane)
        {
            if (_turns[lane].TryDequeue(out next!))
            {
                if (IsQuiet(next, quietEnd, out var end))
                {
                    _quiet.Enqueue(next, end);
                    Release(next);
                }
                else if (MayLeave(next, now)) return true;
                continue;
            }
            next = _lanes[lane].Dequeue();
            if (IsQuiet(next, quietEnd, out var until))
            {
                _quiet.Enqueue(next, until);
                continue;
            }
            if (_busy.Add(Order(next)))
            {
                if (MayLeave(next, now)) return true;
                continue;
            }
            if (!_behind.TryGetValue(Order(next), out var behind)) _behind.Add(Order(next), behind = new Queue<Waiting>());
            behind.Enqueue(next);
        }
        next = null!;
        return false;
    }

    /// <summary>A message is done with: its address is free for the next one behind it, which leaves before its lane does.</summary>
    public void Free(Waiting done)
    {
        Count--;
        Land(done);
        Release(done);
    }

    /// <summary>A message taken must wait for the end of quiet hours: its address is free for others meanwhile.</summary>
    public void PutOff(Waiting waiting, Instant until)
    {
        Land(waiting);
        _quiet.Enqueue(waiting, until);
        Release(waiting);
    }

    /// <summary>A message taken must be tried again later: only its address waits.</summary>
    public void Hold(Waiting waiting, Instant until)
    {
        Land(waiting);
        _held.Enqueue(waiting, until);
    }

    /// <summary>A held message need not wait any longer; false when it is not held.</summary>
    public bool TryRelease(string message, Instant now)
    {
        var held = _held.UnorderedItems.Select(item => item.Element).FirstOrDefault(waiting => waiting.Message.Id == message);
        if (held is null || !_held.Remove(held, out _, out _)) return false;
        _held.Enqueue(held, now);
        return true;
    }

    // Too fast for its address: it waits like a message to be tried again, its address busy. So does what has no room among the uploads.
    bool MayLeave(Waiting next, Instant now)
    {
        if (next.Message.Media is not null && _showing >= MostShowing)
        {
            _toShow.Enqueue(next);
            return false;
        }
        if (!_paces.TryLeave(next.Message, now, out var again))
        {
            _held.Enqueue(next, again);
            return false;
        }
        if (next.Message.Media is not null) _showing++;
        return true;
    }

    void Land(Waiting waiting)
    {
        if (waiting.Message.Media is null) return;
        _showing--;
        // Whoever goes on may still have to wait for something else: then there is room for another.
        for (var room = MostShowing - _showing; room > 0 && _toShow.TryDequeue(out var next); room--) _turns[(int)next.Message.Lane].Enqueue(next);
    }

    void Release(Waiting done)
    {
        if (_behind.TryGetValue(Order(done), out var behind) && behind.TryDequeue(out var next))
        {
            if (behind.Count == 0) _behind.Remove(Order(done));
            _turns[(int)next.Message.Lane].Enqueue(next);
            return;
        }
        _busy.Remove(Order(done));
    }

    static (Address To, Lane Kind) Order(Waiting waiting) =>
        (waiting.Message.To, waiting.Message.Lane is Lane.Emergency or Lane.Notice ? waiting.Message.Lane : Lane.Reply);

    static bool IsQuiet(Waiting waiting, Func<Outgoing, Instant?> quietEnd, out Instant until)
    {
        until = waiting.Message.Lane == Lane.Notice && quietEnd(waiting.Message) is { } end ? end : default;
        return until != default;
    }

    int? NextLane()
    {
        if (Waits(Lane.Emergency)) return (int)Lane.Emergency;
        if (Waits(Lane.CheckIn) && (!Waits(Lane.Reply) || _checkIns < CheckInsPerReply))
        {
            _checkIns++;
            return (int)Lane.CheckIn;
        }
        _checkIns = 0;
        if (Waits(Lane.Reply)) return (int)Lane.Reply;
        return Waits(Lane.Notice) ? (int)Lane.Notice : null;
    }

    bool Waits(Lane lane) => _turns[(int)lane].Count > 0 || _lanes[(int)lane].Count > 0;
}
