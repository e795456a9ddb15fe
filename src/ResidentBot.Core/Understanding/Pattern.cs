namespace ResidentBot.Core.Understanding;

/// <summary>One place of a pattern: alternatives, or a gap.</summary>
abstract record PatternPlace
{
    PatternPlace() { }

    /// <summary>One of these word sequences stands here.</summary>
    public sealed record Words(IReadOnlyList<int[]> Alternatives) : PatternPlace
    {
        Words? _heard;

        /// <summary>The same by their sound: syllables in the place of Chinese characters, each in all its readings.</summary>
        public Words Heard => _heard ??= new Words([.. Alternatives.SelectMany(HeardAs)]);

        static IEnumerable<int[]> HeardAs(int[] ids)
        {
            const int mostReadings = 8;
            List<int[]> heard = [[]];
            foreach (var id in ids)
            {
                int[] readings = id is >= '\u4e00' and <= '\u9fff' ? [.. Sounds.Syllables.AllHeard((char)id).Select(one => TokenIds.FirstSyllable + one)] : [];
                if (readings.Length == 0) readings = [id];
                heard = [.. heard.SelectMany(before => readings.Select(reading => (int[])[.. before, reading])).Take(mostReadings)];
            }
            return heard;
        }
    }

    /// <summary>Up to so many words or characters of the same sentence stand here.</summary>
    public sealed record Gap(int Most) : PatternPlace;

    /// <summary>Where the trigger stands that an exception speaks of.</summary>
    public sealed record Trigger : PatternPlace;
}

/// <summary>
/// A phrase as people write it in the word files, places separated by spaces: <c>a|b</c> one of several, <c>a?</c> may be absent, <c>..</c> up to four
/// words or characters (<c>..8</c> up to eight), <c>&lt;who&gt;</c> any word of a named list, <c>can_not</c> two Latin words in one place,
/// <c>^</c> and <c>$</c> the beginning and end of a clause, <c> / </c> between two phrases on one line, <c>@</c> the trigger (in exceptions). Sample: <c>&lt;who&gt; .. 昏倒|晕倒 了?</c>.
/// </summary>
/// <param name="Places">In reading order; never empty.</param>
/// <param name="Text">As it was written.</param>
sealed record Pattern(IReadOnlyList<PatternPlace> Places, string Text)
{
    /// <summary>What must not stand in two lists: each alternative of a plain phrase, else the whole pattern.</summary>
    public IEnumerable<string> Phrases => Places is [PatternPlace.Words words] ? words.Alternatives.Select(one => string.Join(' ', one)) : [Text];

    /// <summary>The same pattern by its sound.</summary>
    public Pattern Heard() => this with { Places = [.. Places.Select(place => place is PatternPlace.Words words ? words.Heard : place)] };

    const int UsualGap = 4;
    const int WidestGap = 20;

    /// <summary>Reads a pattern; a text instead says what is wrong with it.</summary>
    /// <param name="text">The pattern.</param>
    /// <param name="sets">The named lists.</param>
    /// <param name="vocabulary">Where its words are learned.</param>
    /// <param name="known">The places read so far: the same words are the same place.</param>
    public static (Pattern? Pattern, string Wrong) Parse(
        string text, IReadOnlyDictionary<string, IReadOnlyList<string>> sets, Vocabulary vocabulary, Dictionary<string, PatternPlace> known)
    {
        var places = new List<PatternPlace>();
        foreach (var part in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var (place, wrong) = known.TryGetValue(part, out var same) ? (same, "")
                : part == "@" ? (new PatternPlace.Trigger(), "")
                : part.StartsWith("..", StringComparison.Ordinal) ? ParseGap(part)
                : ParseWords(part, sets, vocabulary);
            if (place is null) return (null, wrong);
            known[part] = place;
            places.Add(place);
        }
        if (places.Count == 0) return (null, "an empty pattern fits everything: write words or delete the line");
        if (places[0] is PatternPlace.Gap || places[^1] is PatternPlace.Gap) return (null, "`..` needs words on both sides");
        return (new Pattern(places, text), "");
    }

    static (PatternPlace?, string) ParseGap(string part)
    {
        if (part == "..") return (new PatternPlace.Gap(UsualGap), "");
        return int.TryParse(part.AsSpan(2), out var most) && most is > 0 and <= WidestGap
            ? (new PatternPlace.Gap(most), "")
            : (null, $"`{part}` must be `..` or `..` and a number up to {WidestGap}");
    }

    static (PatternPlace?, string) ParseWords(string part, IReadOnlyDictionary<string, IReadOnlyList<string>> sets, Vocabulary vocabulary)
    {
        var alternatives = new List<int[]>();
        var optional = part.EndsWith('?');
        foreach (var word in (optional ? part[..^1] : part).Split('|'))
        {
            if (word is "^" or "$")
            {
                alternatives.Add([word == "^" ? TokenIds.ClauseStart : TokenIds.ClauseEnd]);
            }
            else if (word.StartsWith('<') && word.EndsWith('>'))
            {
                if (!sets.TryGetValue(word[1..^1], out var set)) return (null, $"unknown word list `{word}`{Files.Spelling.Hint(word[1..^1], sets.Keys)}");
                alternatives.AddRange(set.Select(one => Tokenizer.Learn(one, vocabulary)));
            }
            else
            {
                alternatives.Add(Tokenizer.Learn(word, vocabulary));
            }
        }
        if (alternatives.Exists(one => one.Length == 0)) return (null, $"`{part}` holds an empty alternative");
        if (optional) alternatives.Add([]);
        return (new PatternPlace.Words(alternatives), "");
    }
}
