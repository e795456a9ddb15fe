using ResidentBot.Core.Files;
using ResidentBot.Core.Understanding.Sounds;

namespace ResidentBot.Core.Understanding.Concepts;

/// <summary>A concept found in a text.</summary>
/// <param name="Concept">Its number in the book.</param>
/// <param name="Start">Index of its first token.</param>
/// <param name="End">Index after its last token.</param>
readonly record struct ConceptHit(int Concept, int Start, int End)
{
    /// <summary>How many tokens it spans.</summary>
    public int Length => End - Start;
}

/// <summary>
/// Words and phrases that mean the same, in any language, from <c>concepts.yml</c>: <c>leak: [漏水, 滴水, leaking]</c>. Chinese ones are also known by their sound,
/// long Latin ones with one letter wrong.
/// </summary>
sealed class ConceptBook
{
    /// <summary>The concept that turns the next one round.</summary>
    public const string Not = "not";

    const int ShortestMisspelled = 7;
    const int OnStack = 384;

    readonly Vocabulary _vocabulary = new();
    readonly PhraseTrie _words = new();
    readonly PhraseTrie _sounds = new();
    readonly PhraseTrie _lone = new();
    readonly List<string> _names = [];

    ConceptBook() { }

    /// <summary>The concepts, by number.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The number of <see cref="Not"/>; -1 without it.</summary>
    public int Negation { get; private set; } = -1;

    /// <summary>How many words and phrases there are.</summary>
    public int Entries { get; private set; }

    /// <summary>Words that stand under two concepts: allowed, but rarely meant.</summary>
    public List<Problem> Notes { get; } = [];

    /// <summary>Reads the file; null after reporting that it is no mapping or names no concept.</summary>
    public static ConceptBook? Read(string path, string text, ICollection<Problem> problems)
    {
        if (YamlMap.Parse(path, text, problems) is not { } map) return null;
        var book = new ConceptBook();
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in map.Keys) book.ReadConcept(map, name, owners, problems);
        map.Done();
        if (book._names.Count > 0) return book;
        problems.Add(new Problem(path, 0, 0, "the file names no concept: expected lines such as `leak: [漏水, leaking]`"));
        return null;
    }

    void ReadConcept(YamlMap map, string name, Dictionary<string, string> owners, ICollection<Problem> problems)
    {
        var entries = map.TextList(name);
        if (entries.Count == 0) map.Report(name, $"`{name}` lists no words");
        var number = _names.Count;
        _names.Add(name);
        if (name == Not) Negation = number;
        for (var index = 0; index < entries.Count; index++)
        {
            var ids = Tokenizer.Learn(entries[index], _vocabulary);
            if (ids.Length == 0)
            {
                map.ReportItem(name, index, "an empty entry: write a word or delete it");
                continue;
            }
            var key = string.Join(' ', ids);
            if (owners.TryGetValue(key, out var owner))
            {
                var (line, column) = map.ItemPlace(name, index);
                var problem = new Problem(map.File, line, column, owner == name ? $"`{entries[index]}` stands here twice" : $"`{entries[index]}` already stands under `{owner}`");
                (owner == name ? problems : Notes).Add(problem);
                if (owner == name) continue;
            }
            owners[key] = name;
            Add(entries[index], ids, number);
        }
    }

    void Add(string entry, int[] ids, int number)
    {
        Entries++;
        _words.Add(new Pattern([new PatternPlace.Words([ids])], entry), number);
        foreach (var word in entry.Split(' ', '-'))
            if (word.Length >= ShortestMisspelled && word.All(char.IsAsciiLetterLower)) _vocabulary.AddMisspelled(word);
        if (!Array.TrueForAll(ids, id => id is >= '\u4e00' and <= '\u9fff' && Syllables.Heard((char)id) > 0)) return;
        (ids.Length > 1 ? _sounds : _lone).Add(
            new Pattern([.. ids.Select(id => new PatternPlace.Words([.. Syllables.AllHeard((char)id).Select(heard => new[] { TokenIds.FirstSyllable + heard })]))], entry), number);
    }

    /// <summary>Every concept a text speaks of, by where it begins, the longest first, also those within longer ones.</summary>
    /// <param name="text">As it was written.</param>
    /// <param name="breaks">For each token whether a clause ends there.</param>
    public List<ConceptHit> Find(string text, out bool[] breaks)
    {
        Span<Token> buffer = text.Length <= OnStack ? stackalloc Token[OnStack] : new Token[text.Length];
        ReadOnlySpan<Token> tokens = buffer[..Tokenizer.Read(text, _vocabulary, buffer)];
        List<PhraseHit>? found = null;
        if (Spoken.IsPinyin(text)) return FindSpoken(text, tokens, out breaks);
        for (var at = 0; at < tokens.Length; at++) _words.Collect(tokens, at, ref found);
        var written = found?.Count ?? 0;
        Span<Token> heard = text.Length <= OnStack ? stackalloc Token[OnStack] : new Token[text.Length];
        ReadOnlySpan<Token> sounds = heard[..Spoken.Read(text, tokens, heard)];
        for (var at = 0; at < sounds.Length; at++) _sounds.Collect(sounds, at, ref found);
        breaks = Breaks(tokens);
        return Sorted(found, written);
    }

    List<ConceptHit> FindSpoken(string text, ReadOnlySpan<Token> tokens, out bool[] breaks)
    {
        ReadOnlySpan<Token> sounds = new Token[text.Length] is var heard ? heard.AsSpan(0, Spoken.Read(text, tokens, heard)) : [];
        List<PhraseHit>? found = null;
        for (var at = 0; at < sounds.Length; at++)
        {
            _sounds.Collect(sounds, at, ref found);
            _lone.Collect(sounds, at, ref found);
            _words.Collect(sounds, at, ref found);
        }
        breaks = Breaks(sounds);
        return Sorted(found, found?.Count ?? 0);
    }

    // What is only heard counts where nothing as long is written.
    static List<ConceptHit> Sorted(List<PhraseHit>? found, int written)
    {
        var hits = new List<ConceptHit>();
        for (var i = 0; i < (found?.Count ?? 0); i++)
        {
            var hit = new ConceptHit(found![i].Payload, found[i].Start, found[i].End);
            if (hits.Contains(hit)) continue;
            var covered = false;
            for (var other = 0; i >= written && other < written && !covered; other++)
                covered = found[other].End - found[other].Start >= hit.Length && found[other].Start < hit.End && hit.Start < found[other].End;
            if (!covered) hits.Add(hit);
        }
        hits.Sort((a, b) => a.Start != b.Start ? a.Start - b.Start : a.Length != b.Length ? b.Length - a.Length : a.Concept - b.Concept);
        return hits;
    }

    static bool[] Breaks(ReadOnlySpan<Token> tokens)
    {
        var breaks = new bool[tokens.Length];
        for (var i = 0; i < tokens.Length; i++) breaks[i] = TokenIds.IsBreak(tokens[i].Id);
        return breaks;
    }
}
