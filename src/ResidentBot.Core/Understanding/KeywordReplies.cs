using ResidentBot.Core.Files;

namespace ResidentBot.Core.Understanding;

/// <summary>Replies that are the whole text, such as <c>STOP</c>: one table for always, one for each state. Courtesies around them do not count.</summary>
sealed class KeywordReplies(Vocabulary vocabulary)
{
    const int Courtesy = -1;

    readonly PhraseTrie _phrases = new();
    readonly List<string> _intents = [];
    readonly Dictionary<string, string> _seen = new(StringComparer.Ordinal);

    /// <summary>The intents some reply names.</summary>
    public IReadOnlyList<string> Intents => _intents;

    /// <summary>Reads <c>intent: [reply, ...]</c>.</summary>
    public void Read(YamlMap map, PatternReader patterns)
    {
        foreach (var intent in map.Keys)
        {
            var texts = map.TextList(intent);
            if (!KeywordUnderstanding.Known.Contains(intent))
            {
                map.Report(intent, $"unknown intent `{intent}`{Spelling.Hint(intent, KeywordUnderstanding.Known)}");
                continue;
            }
            if (texts.Count == 0) map.Report(intent, $"`{intent}` lists no replies");
            _intents.Add(intent);
            foreach (var (pattern, index) in patterns.Read(map, intent))
            {
                if (PatternReader.Claims(pattern, intent, _seen, map, intent, index)) _phrases.Add(pattern, _intents.Count - 1);
            }
        }
        map.Done();
    }

    /// <summary>Words that may stand around a reply.</summary>
    public void ReadCourtesies(YamlMap map, string key, PatternReader patterns)
    {
        foreach (var (pattern, _) in patterns.Read(map, key)) _phrases.Add(pattern, Courtesy);
    }

    /// <summary>The intent a text is the keyword of; null when it is none, or two.</summary>
    public string? Find(string text)
    {
        var segments = Segments.Of(text, vocabulary, _phrases);
        if (!segments.Complete || segments.Asks) return null;
        var intents = segments.Hits.Where(hit => hit.Payload != Courtesy).Select(hit => _intents[hit.Payload]).Distinct().Take(2).ToList();
        return intents.Count == 1 ? intents[0] : null;
    }
}
