using NodaTime;

namespace ResidentBot.Host.Sending;

/// <summary>
/// An account's rate as its provider allows it: a bucket that fills with time and holds <paramref name="most"/>, unless said one second's worth, at
/// least one. A message may leave while the bucket holds one; what it costs beyond that is paid off before the next.
/// </summary>
sealed class Pace(double perSecond, Instant now, double most = 0)
{
    readonly double _most = Math.Max(Math.Max(1, perSecond), most);
    double _left = Math.Max(Math.Max(1, perSecond), most);
    Instant _filled = now;

    /// <summary>Whether a message may leave now; if not, when.</summary>
    public bool IsReady(Instant now, out Instant again)
    {
        if (now > _filled)
        {
            _left = Math.Min(_most, _left + (now - _filled).TotalSeconds * perSecond);
            _filled = now;
        }
        again = _left >= 1 ? now : now + Duration.FromSeconds((1 - _left) / perSecond) + Duration.FromMilliseconds(1);
        return _left >= 1;
    }

    /// <summary>Whether the bucket is full, so that a new one would be the same.</summary>
    public bool IsFull(Instant now) => _left + (now - _filled).TotalSeconds * perSecond >= _most;

    /// <summary>Pays for a message that leaves.</summary>
    public void Pay(double cost) => _left -= cost;
}
