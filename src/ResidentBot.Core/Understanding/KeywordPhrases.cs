using ResidentBot.Core.Files;

namespace ResidentBot.Core.Understanding;

/// <summary>Phrases that may stand anywhere in a text: <c>intent: { sure: [...], likely: [...], hint: [...] }</c>.</summary>
sealed class KeywordPhrases(Vocabulary vocabulary)
{
    const int OnStack = 512;
    const double Most = 0.98;

    static readonly (string Key, double Weight)[] Grades = [("sure", 0.9), ("likely", 0.7), ("hint", 0.4)];

    readonly PhraseTrie _phrases = new();
    readonly List<(string Intent, double Weight)> _payloads = [];
    readonly Dictionary<string, string> _seen = new(StringComparer.Ordinal);

    /// <summary>The intents some phrase names.</summary>
    public IEnumerable<string> Intents => _payloads.Select(payload => payload.Intent).Distinct();

    /// <summary>Reads a file's intents.</summary>
    public void Read(YamlMap map, PatternReader patterns)
    {
        foreach (var intent in map.Keys)
        {
            if (intent == "words") continue;
            if (!KeywordUnderstanding.Known.Contains(intent))
            {
                map.Has(intent);
                map.Report(intent, $"unknown intent `{intent}`{Spelling.Hint(intent, KeywordUnderstanding.Known)}");
                continue;
            }
            if (map.Map(intent) is not { } grades) continue;
            var before = _payloads.Count;
            foreach (var (key, weight) in Grades) ReadGrade(grades, key, intent, weight, patterns);
            if (_payloads.Count == before) map.Report(intent, $"`{intent}` lists no phrases");
            grades.Done();
        }
        map.Done();
    }

    /// <summary>Each intent some phrase of the text speaks for, once.</summary>
    public IReadOnlyList<Guess> Find(string text)
    {
        Span<Token> buffer = text.Length <= OnStack ? stackalloc Token[OnStack] : new Token[text.Length];
        ReadOnlySpan<Token> tokens = buffer[..Tokenizer.Read(text, vocabulary, buffer)];
        List<PhraseHit>? hits = null;
        for (var at = 0; at < tokens.Length; at++) _phrases.Collect(tokens, at, ref hits);
        if (hits is null) return [];
        return [.. hits.Where(hit => !hits.Exists(other => Swallows(other, hit)))
            .DistinctBy(hit => (hit.Payload, hit.Start))
            .GroupBy(hit => _payloads[hit.Payload].Intent, StringComparer.Ordinal)
            .Select(group => new Guess(group.Key, Math.Min(Most, 1 - group.Aggregate(1.0, (doubt, hit) => doubt * (1 - _payloads[hit.Payload].Weight)))))];
    }

    // "退订工作" is not also "退订".
    static bool Swallows(PhraseHit longer, PhraseHit hit) =>
        longer.Start <= hit.Start && longer.End >= hit.End && longer.End - longer.Start > hit.End - hit.Start;

    void ReadGrade(YamlMap grades, string key, string intent, double weight, PatternReader patterns)
    {
        foreach (var (pattern, index) in patterns.Read(grades, key))
        {
            if (!PatternReader.Claims(pattern, intent, _seen, grades, key, index)) continue;
            _phrases.Add(pattern, _payloads.Count);
            _payloads.Add((intent, weight));
        }
    }
}
