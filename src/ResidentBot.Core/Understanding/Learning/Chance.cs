namespace ResidentBot.Core.Understanding.Learning;

/// <summary>Numbers that look drawn by lot and are the same for the same seed, on every machine.</summary>
sealed class Chance(ulong seed)
{
    ulong _state = (seed * 0x9e3779b97f4a7c15) + 0x1234567;

    /// <summary>A number from 0 up to, not including, a bound.</summary>
    public int Next(int bound) => (int)((Bits() >> 33) % (ulong)bound);

    /// <summary>64 bits.</summary>
    public ulong Bits()
    {
        _state ^= _state << 13;
        _state ^= _state >> 7;
        _state ^= _state << 17;
        return _state;
    }

    /// <summary>Puts a list into another order.</summary>
    public void Shuffle(Span<int> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var other = Next(i + 1);
            (items[i], items[other]) = (items[other], items[i]);
        }
    }
}
