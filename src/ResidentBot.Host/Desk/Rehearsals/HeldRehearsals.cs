using NodaTime;

namespace ResidentBot.Host.Desk.Rehearsals;

/// <summary>
/// The rehearsals of all colleagues, one for each account and community, in this host's memory alone: a restart ends them, and so does an hour in which
/// nobody used them.
/// </summary>
sealed class HeldRehearsals(TimeProvider time)
{
    /// <summary>How many there can be at a time.</summary>
    public const int Most = 40;

    /// <summary>How long one may lie unused.</summary>
    public static readonly Duration Idle = Duration.FromHours(1);

    readonly Lock _gate = new();
    readonly Dictionary<(string Community, string Account), HeldRehearsal> _all = [];

    Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>Somebody's rehearsal; null when there is none, or no longer. To look at it is no use of it: a page left open looks by itself.</summary>
    public HeldRehearsal? Find(string community, string account)
    {
        lock (_gate)
        {
            Sweep();
            return _all.GetValueOrDefault((community, account));
        }
    }

    /// <summary>Begins one in place of the one before; false when there are too many.</summary>
    public bool TryBegin(string community, string account, Commands.Chat.TalkRecord record)
    {
        lock (_gate)
        {
            Sweep();
            if (_all.Count >= Most && !_all.ContainsKey((community, account))) return false;
            _all[(community, account)] = new HeldRehearsal(record, Now);
            return true;
        }
    }

    /// <summary>Ends somebody's rehearsal.</summary>
    public void End(string community, string account)
    {
        lock (_gate) _all.Remove((community, account));
    }

    void Sweep()
    {
        foreach (var (key, held) in _all)
            if (Now - held.UsedAt > Idle) _all.Remove(key);
    }
}
