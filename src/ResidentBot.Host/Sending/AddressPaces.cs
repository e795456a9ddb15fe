using NodaTime;
using ResidentBot.Core.Messages;

namespace ResidentBot.Host.Sending;

/// <summary>
/// How fast one address may be written to, where a provider minds: some messages at once, then so many a second. An emergency waits for nobody; what
/// waits here holds up its own address alone.
/// </summary>
/// <param name="perSecond">Messages a second to one address; null for no limit.</param>
sealed class AddressPaces(double? perSecond)
{
    /// <summary>A dialog that answers quickly, a notice beside it and a long text in parts: nobody waits for these.</summary>
    const int AtOnce = 20;

    const int MostKept = 1024;

    readonly Dictionary<Address, Pace> _paces = [];

    /// <summary>Whether a message may leave now, and then counts it; if not, when.</summary>
    public bool TryLeave(Outgoing message, Instant now, out Instant again)
    {
        again = now;
        if (perSecond is not { } rate) return true;
        if (!_paces.TryGetValue(message.To, out var pace))
        {
            if (_paces.Count >= MostKept)
                foreach (var (idle, _) in _paces.Where(one => one.Value.IsFull(now)).ToList()) _paces.Remove(idle);
            _paces.Add(message.To, pace = new Pace(rate, now, AtOnce));
        }
        if (!pace.IsReady(now, out again) && message.Lane != Lane.Emergency) return false;
        pace.Pay(1);
        return true;
    }
}
