using ResidentBot.Core.Files;

namespace ResidentBot.Core.Understanding;

/// <summary>
/// The words of who somebody is, from <c>identity.yml</c>:
/// <code>
/// words: { kin: [我妈, 邻居] }
/// for_another: [帮|替 &lt;kin&gt;]      # anywhere in a text: the matter is somebody else's
/// unwilling: ["0", 不想说]          # the whole reply: will not say who he is
/// courtesies: [谢谢]               # may stand around it
/// introductions: [我叫]            # the beginning of a reply: it says who he is
/// home: [在家]                     # the whole reply: where he lives
/// </code>
/// </summary>
public sealed class IdentityWords
{
    const int Said = 0;
    const int Courtesy = 1;

    readonly Vocabulary _vocabulary = new();
    readonly PhraseTrie _forAnother = new();
    readonly PhraseTrie _unwilling = new();
    readonly PhraseTrie _introductions = new();
    readonly PhraseTrie _home = new();

    IdentityWords() { }

    /// <summary>Reads the file; null after reporting that it is no mapping, or that something could not be said.</summary>
    public static IdentityWords? Read(string path, string text, ICollection<Problem> problems)
    {
        if (YamlMap.Parse(path, text, problems) is not { } map) return null;
        var words = new IdentityWords();
        var patterns = new PatternReader(words._vocabulary, PatternReader.Sets(map.Map("words")));
        foreach (var (pattern, _) in patterns.Read(map, "for_another")) words._forAnother.Add(pattern, Said);
        var isWhole = TryRead(words._unwilling, "unwilling", "nobody could decline to say who he is");
        isWhole &= TryRead(words._introductions, "introductions", "nobody could begin to say who he is");
        isWhole &= TryRead(words._home, "home", "nobody could say that a place is his home");
        foreach (var (pattern, _) in patterns.Read(map, "courtesies"))
        {
            words._unwilling.Add(pattern, Courtesy);
            words._home.Add(pattern, Courtesy);
        }
        map.Done();
        return isWhole ? words : null;

        bool TryRead(PhraseTrie phrases, string key, string otherwise)
        {
            var found = 0;
            foreach (var (pattern, _) in patterns.Read(map, key))
            {
                phrases.Add(pattern, Said);
                found++;
            }
            if (found == 0) map.Report(key, $"`{key}` lists no words: {otherwise}");
            return found > 0;
        }
    }

    /// <summary>Whether a text says that its matter is somebody else's.</summary>
    public bool SpeaksForAnother(string text)
    {
        var tokens = new Token[text.Length];
        var count = Tokenizer.Read(text, _vocabulary, tokens);
        List<PhraseHit>? hits = null;
        for (var at = 0; at < count && hits is null; at++) _forAnother.Collect(tokens.AsSpan(0, count), at, ref hits);
        return hits is not null;
    }

    /// <summary>Whether a reply declines to say who its writer is.</summary>
    public bool IsUnwilling(string text) => IsWhole(text, _unwilling);

    /// <summary>Whether a reply says that it is where its writer lives.</summary>
    public bool IsHome(string text) => IsWhole(text, _home);

    /// <summary>Whether a text begins with words after which somebody says who he is.</summary>
    public bool Introduces(string text)
    {
        var tokens = new Token[text.Length];
        var count = Tokenizer.Read(text, _vocabulary, tokens);
        List<PhraseHit>? hits = null;
        if (count > 0) _introductions.Collect(tokens.AsSpan(0, count), 0, ref hits);
        return hits is not null;
    }

    bool IsWhole(string text, PhraseTrie phrases)
    {
        var reply = Segments.Of(text, _vocabulary, phrases);
        return reply is { Complete: true, Asks: false } && reply.Hits.Any(hit => hit.Payload == Said);
    }
}
