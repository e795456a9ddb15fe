namespace ResidentBot.Core.Understanding.Features;

/// <summary>What a unit of a text is.</summary>
enum UnitKind
{
    Character,
    Word,
    Number,
    Mark,
}

/// <summary>One unit of a normalised text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Where its letters begin.</param>
/// <param name="Length">How many letters it has.</param>
readonly record struct Unit(UnitKind Kind, int Start, int Length);

/// <summary>
/// A text as it is learned from: half-width, lower case, Simplified, no letter more than twice in a row, <c>?</c>, <c>!</c> and emoji kept as marks, other
/// punctuation gone, long numbers as classes (a flat, a telephone), emergency numbers and digits as they are.
/// </summary>
sealed class Units
{
    static readonly string[] KeptNumbers = ["110", "119", "120", "911", "999", "112", "122"];

    readonly List<Unit> _units = [];
    readonly char[] _letters;
    int _length;

    Units(int length) => _letters = new char[(length * 2) + 8];

    /// <summary>The units in reading order.</summary>
    public List<Unit> All => _units;

    /// <summary>A unit's letters.</summary>
    public ReadOnlySpan<char> Letters(Unit unit) => _letters.AsSpan(unit.Start, unit.Length);

    /// <summary>Reads a text.</summary>
    /// <param name="text">As it was written.</param>
    /// <param name="literalNumbers">Every number stays as it is.</param>
    public static Units Of(string text, bool literalNumbers = false)
    {
        var units = new Units(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var c = Letter(text[at]);
            if (IsDigit(c)) at = units.Number(text, at, literalNumbers);
            else if (IsWordLetter(c)) at = units.Word(text, at);
            else if (char.IsHighSurrogate(text[at]) && at + 1 < text.Length) at = units.Emoji(text, at);
            else at = units.Single(c, at);
        }
        // Dots alone also say something.
        if (units._units.Count == 0 && text.Length > 0) units.Mark(".");
        return units;
    }

    int Word(string text, int at)
    {
        var start = _length;
        for (; at < text.Length; at++)
        {
            var c = Letter(text[at]);
            if (c == '\'' || Plain.Invisible(c)) continue;
            if (!IsWordLetter(c)) break;
            if (_length - start >= 2 && _letters[_length - 1] == c && _letters[_length - 2] == c) continue;
            _letters[_length++] = c;
        }
        _units.Add(new Unit(UnitKind.Word, start, _length - start));
        return at;
    }

    int Number(string text, int at, bool literal)
    {
        var (start, digits) = (_length, 0);
        for (; at < text.Length; at++)
        {
            var c = Letter(text[at]);
            if (Plain.Invisible(c)) continue;
            if (!IsDigit(c)) break;
            _letters[_length++] = c;
            digits++;
        }
        if (!literal && digits > 1 && !Array.Exists(KeptNumbers, kept => _letters.AsSpan(start, digits).SequenceEqual(kept)))
        {
            _length = start;
            _letters[_length++] = '#';
            _letters[_length++] = (char)('0' + (digits >= 7 ? 7 : digits >= 5 ? 5 : digits));
        }
        _units.Add(new Unit(UnitKind.Number, start, _length - start));
        return at;
    }

    int Emoji(string text, int at)
    {
        var point = char.IsLowSurrogate(text[at + 1]) ? char.ConvertToUtf32(text[at], text[at + 1]) : 0;
        if (point is not (0 or (>= 0x1f3fb and <= 0x1f3ff))) Mark([text[at], text[at + 1]]);
        return at + 2;
    }

    int Single(char c, int at)
    {
        if (char.IsLetter(c))
        {
            var count = _units.Count;
            if (count > 1 && Is(_units[count - 1], [c]) && Is(_units[count - 2], [c])) return at + 1;
            Add(UnitKind.Character, [c]);
        }
        else if (c is '?' or '!' || (c is >= '\u2190' and < '\u2e80' && !Plain.Invisible(c) && !char.IsPunctuation(c) && !char.IsWhiteSpace(c)))
        {
            Mark([c]);
        }
        return at + 1;
    }

    void Mark(ReadOnlySpan<char> letters)
    {
        if (_units.Count == 0 || !Is(_units[^1], letters)) Add(UnitKind.Mark, letters);
    }

    void Add(UnitKind kind, ReadOnlySpan<char> letters)
    {
        letters.CopyTo(_letters.AsSpan(_length));
        _units.Add(new Unit(kind, _length, letters.Length));
        _length += letters.Length;
    }

    bool Is(Unit unit, ReadOnlySpan<char> letters) => Letters(unit).SequenceEqual(letters);

    // Letters of scripts that put blanks between words.
    static bool IsWordLetter(char c) => c < 0x2e80 && char.IsLetter(c);

    static bool IsDigit(char c) => c is >= '0' and <= '9';

    static char Letter(char c) => c < 0x80 ? char.ToLowerInvariant(c) : c switch
    {
        >= '\u2460' and <= '\u2468' => (char)('1' + (c - '\u2460')),
        '\uff1f' => '?',
        '\uff01' => '!',
        _ => Simplified.Of(char.ToLowerInvariant(Plain.HalfWidth(c))),
    };
}
