using ResidentBot.Core.Files;

namespace ResidentBot.Core.Understanding;

/// <summary>Reads lists of patterns from the word files and reports each wrong or repeated one at its line.</summary>
sealed class PatternReader(Vocabulary vocabulary, IReadOnlyDictionary<string, IReadOnlyList<string>> sets)
{
    const int MostSyllables = 7;

    readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    readonly Dictionary<string, PatternPlace> _places = new(StringComparer.Ordinal);

    /// <summary>The named word lists that patterns may use as <c>&lt;name&gt;</c>.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Sets(YamlMap? map) =>
        map is null ? new Dictionary<string, IReadOnlyList<string>>() : map.Keys.ToDictionary(name => name, name => map.TextList(name), StringComparer.Ordinal);

    /// <summary>Whether a pattern speaks of its trigger.</summary>
    public static bool HasTrigger(Pattern pattern) => pattern.Places.Any(place => place is PatternPlace.Trigger);

    /// <summary>The patterns under a key that are right, each with its place in the list.</summary>
    public IEnumerable<(Pattern Pattern, int Index)> Read(YamlMap map, string key)
    {
        var texts = map.TextList(key);
        for (var index = 0; index < texts.Count; index++)
        {
            foreach (var text in texts[index].Split(" / "))
            {
                var (pattern, wrong) = Pattern.Parse(text, sets, vocabulary, _places);
                if (pattern is null) map.ReportItem(key, index, wrong);
                else if (!_seen.Add($"{map.Place()} {key} {text}")) map.ReportItem(key, index, $"`{text}` stands here twice");
                else yield return (pattern, index);
            }
        }
    }

    /// <summary>Notes under which name a pattern's phrases stand, and reports those that already stand under another.</summary>
    public static bool Claims(Pattern pattern, string name, Dictionary<string, string> names, YamlMap map, string key, int index)
    {
        var other = pattern.Phrases.Select(phrase => names.GetValueOrDefault(phrase, name)).FirstOrDefault(known => known != name);
        foreach (var phrase in pattern.Phrases) names.TryAdd(phrase, name);
        if (other is not null) map.ReportItem(key, index, $"`{pattern.Text}` already stands under `{other}`");
        return other is null;
    }

    /// <summary>Syllables as people type them, with and without spaces between: <c>jiu ming</c> is also <c>jiuming</c>.</summary>
    public IEnumerable<Pattern> ReadPinyin(YamlMap map, string key)
    {
        var texts = map.TextList(key);
        for (var index = 0; index < texts.Count; index++)
        {
            var syllables = texts[index].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (syllables.Length is < 1 or > MostSyllables)
            {
                map.ReportItem(key, index, $"expected 1 to {MostSyllables} syllables separated by spaces");
                continue;
            }
            for (var joins = 0; joins < 1 << (syllables.Length - 1); joins++) yield return Joined(syllables, joins);
        }
    }

    /// <summary>Words that are known even with one letter wrong.</summary>
    public void Misspelled(YamlMap map, string key)
    {
        var words = map.TextList(key);
        for (var index = 0; index < words.Count; index++)
            if (!vocabulary.AddMisspelled(words[index]))
                map.ReportItem(key, index, $"`{words[index]}` is too short: with one letter wrong it could be another word");
    }

    Pattern Joined(string[] syllables, int joins)
    {
        var text = new System.Text.StringBuilder(syllables[0]);
        for (var i = 1; i < syllables.Length; i++)
        {
            if ((joins & (1 << (i - 1))) == 0) text.Append(' ');
            text.Append(syllables[i]);
        }
        return new Pattern([new PatternPlace.Words([Tokenizer.Learn(text.ToString(), vocabulary)])], text.ToString());
    }
}
