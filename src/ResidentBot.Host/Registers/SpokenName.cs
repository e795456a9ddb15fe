namespace ResidentBot.Host.Registers;

/// <summary>A name as it is typed in letters: <c>wangfang</c>, <c>wang fang</c>, <c>wf</c>, <c>wang f</c>, <c>wfang</c>; in every reading of its characters.</summary>
sealed class SpokenName
{
    readonly string[][] _readings;
    readonly uint _initials;

    SpokenName(string[][] readings)
    {
        _readings = readings;
        foreach (var reading in readings.SelectMany(one => one)) _initials |= Bit(reading[0]);
    }

    /// <summary>A name's readings; null for a name without Chinese characters.</summary>
    public static SpokenName? Of(string name)
    {
        var readings = name.Select(Pinyin.Of).Where(one => one.Length > 0).ToArray();
        return readings.Length == 0 ? null : new SpokenName(readings);
    }

    /// <summary>How well letters fit: 3 for the whole name, 2 for its beginning, 1 for a later part, 0 for not at all. Letters are lower case and single-spaced.</summary>
    public int Fits(ReadOnlySpan<char> letters)
    {
        if ((_initials & Bit(letters[0])) == 0) return 0;
        var best = Fits(0, letters, isBegun: false);
        if (best > 0) return best;
        for (var i = 1; i < _readings.Length; i++)
            if (Fits(i, letters, isBegun: false) > 0) return 1;
        return 0;
    }

    // From character `at` on: 3 when letters and characters end together, 2 when the letters end first.
    int Fits(int at, ReadOnlySpan<char> letters, bool isBegun)
    {
        if (isBegun) letters = letters.TrimStart(" '");
        if (letters.IsEmpty) return at == _readings.Length ? 3 : 2;
        if (at == _readings.Length) return 0;
        var best = 0;
        foreach (var reading in _readings[at])
        {
            var shared = Math.Min(letters.CommonPrefixLength(reading), reading.Length);
            if (shared == 0) continue;
            // All letters are used up within this character: its beginning was typed.
            if (shared == letters.Length && shared < reading.Length) best = Math.Max(best, 2);
            if (shared == reading.Length) best = Math.Max(best, Fits(at + 1, letters[shared..], isBegun: true));
            if (best == 3) return 3;
            best = Math.Max(best, Shortened(at, letters, reading, shared));
        }
        return best;
    }

    // Only the first letters of a character: its initial, or as far as the next space.
    int Shortened(int at, ReadOnlySpan<char> letters, string reading, int shared)
    {
        var best = 0;
        for (var length = 1; length <= shared && length < reading.Length; length++)
        {
            var isInitial = length == 1 || (length == 2 && reading[1] == 'h');
            var isApart = length < letters.Length && letters[length] == ' ';
            if (!isInitial && !isApart) continue;
            var rest = Fits(at + 1, letters[length..], isBegun: true);
            // Letters that end with the last character's initial spell the whole name.
            best = Math.Max(best, rest);
        }
        return best;
    }

    static uint Bit(char letter) => letter is >= 'a' and <= 'z' ? 1u << (letter - 'a') : 0;
}
