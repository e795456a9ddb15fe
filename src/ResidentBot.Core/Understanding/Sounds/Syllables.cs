namespace ResidentBot.Core.Understanding.Sounds;

/// <summary>
/// How characters sound: their toneless syllable, in which what many people do not tell apart is the same (zh z, ch c, sh s, n l, -ng -n). One reading
/// for each character is enough to compare two texts, for both go through this table; what people type in Latin letters is compared with all readings.
/// </summary>
static class Syllables
{
    const char First = '\u4e00';
    const char Last = '\u9fff';
    const int Longest = 6;

    static readonly Dictionary<string, int> Exact = new(StringComparer.Ordinal);
    static readonly Dictionary<string, int> FuzzyIds = new(StringComparer.Ordinal);
    static readonly List<int> FuzzyOf = [0];
    static readonly ushort[] Readings = new ushort[Last - First + 1];
    static readonly Dictionary<char, List<int>> Others = [];
    static readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> ExactBySpan = Build();

    /// <summary>The syllable of a character as people hear it; 0 for anything that is no known character.</summary>
    public static int Heard(char c) => c is >= First and <= Last ? FuzzyOf[Readings[c - First]] : 0;

    /// <summary>The syllable of a character to the letter; 0 for anything that is no known character.</summary>
    public static int Spelled(char c) => c is >= First and <= Last ? Readings[c - First] : 0;

    /// <summary>Every common reading of a character, as people hear it.</summary>
    public static IEnumerable<int> AllHeard(char c)
    {
        var first = Heard(c);
        if (first == 0) return [];
        return Others.TryGetValue(c, out var others) ? others.Prepend(first).Distinct() : [first];
    }

    /// <summary>Cuts a word in lower case into the fewest syllables; returns how many were written, 0 when it is none.</summary>
    public static int Cut(ReadOnlySpan<char> word, Span<int> heard)
    {
        const int tooMany = 99;
        if (word.Length is 0 or > 30) return 0;
        Span<byte> fewest = stackalloc byte[word.Length + 1];
        Span<byte> step = stackalloc byte[word.Length + 1];
        for (var at = word.Length - 1; at >= 0; at--)
        {
            fewest[at] = tooMany;
            for (var length = Math.Min(Longest, word.Length - at); length > 0; length--)
                if (fewest[at + length] + 1 < fewest[at] && ExactBySpan.ContainsKey(word.Slice(at, length))) (fewest[at], step[at]) = ((byte)(fewest[at + length] + 1), (byte)length);
        }
        if (fewest[0] >= tooMany || fewest[0] > heard.Length) return 0;
        var count = 0;
        for (var at = 0; at < word.Length; at += step[at]) heard[count++] = FuzzyOf[ExactBySpan[word.Slice(at, step[at])]];
        return count;
    }

    static Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Build()
    {
        var also = false;
        foreach (var line in Tables.Lines("pinyin.txt"))
        {
            if (line == "also")
            {
                also = true;
                continue;
            }
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            var id = Add(line[..space]);
            foreach (var c in line.AsSpan(space + 1))
            {
                if (!also) Readings[c - First] = (ushort)id;
                else if (Others.TryGetValue(c, out var others)) others.Add(FuzzyOf[id]);
                else Others[c] = [FuzzyOf[id]];
            }
        }
        // Phones without the umlaut's key.
        foreach (var (typed, meant) in new[] { ("lu", "lu"), ("lue", "lve"), ("nue", "nve") }) Exact.TryAdd(typed, Exact[meant]);
        // Grunts are no syllables when words are cut.
        foreach (var name in new[] { "m", "n", "ng", "hm" }) Exact.Remove(name);
        return Exact.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    static int Add(string name)
    {
        if (Exact.TryGetValue(name, out var known)) return known;
        var fuzzy = Fuzzy(name);
        if (!FuzzyIds.TryGetValue(fuzzy, out var heard)) FuzzyIds[fuzzy] = heard = FuzzyIds.Count + 1;
        FuzzyOf.Add(heard);
        return Exact[name] = FuzzyOf.Count - 1;
    }

    static string Fuzzy(string name)
    {
        if (name.Length > 2 && name[1] == 'h' && name[0] is 'z' or 'c' or 's' && name[1] == 'h') name = name[0] + name[2..];
        if (name.Length > 1 && name[0] == 'n' && name[1] != 'g') name = 'l' + name[1..];
        if (name.EndsWith("ang", StringComparison.Ordinal) || name.EndsWith("eng", StringComparison.Ordinal) || name.EndsWith("ing", StringComparison.Ordinal)) name = name[..^1];
        return name.Replace('v', 'u');
    }
}
