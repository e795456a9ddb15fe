using ResidentBot.Core.Files;
using ResidentBot.Core.Understanding.Sounds;

namespace ResidentBot.Core.Understanding;

/// <summary>A text speaks of danger to life, body or home.</summary>
/// <param name="Family">What kind of danger, as the file names it: <c>fire</c>.</param>
/// <param name="Phrase">The words that say so, as the resident wrote them.</param>
public sealed record EmergencyMatch(string Family, string Phrase);

/// <summary>
/// The emergency layer: it reads every message before anything else may act on it. When unsure it says yes, for a false alarm costs a phone call.
/// An exception (denied, solved, an idiom) cancels only the trigger it touches; every other trigger stands.
/// </summary>
public sealed class EmergencyWords
{
    /// <summary>The family of a text that no pattern fits but that looks like an emergency to whoever learned from examples.</summary>
    public const string Likely = "likely";

    const int OnStack = 256;
    const int LongestIdiom = 12;
    const int FewestHeard = 4;

    readonly EmergencyFile _file;
    readonly Func<string, bool, bool>? _likely;

    EmergencyWords(EmergencyFile file, Func<string, bool, bool>? likely = null) => (_file, _likely) = (file, likely);

    /// <summary>The kinds of danger known, in the order of the file.</summary>
    public IReadOnlyList<string> Families => [.. _file.Families.Select(family => family.Name)];

    /// <summary>Reads <c>emergency.yml</c>; null after reporting problems that leave no family.</summary>
    public static EmergencyWords? Read(string path, string text, ICollection<Problem> problems) =>
        EmergencyFile.Read(path, text, problems) is { } file ? new EmergencyWords(file) : null;

    /// <summary>The same words, and where they are silent this: a text that looks like an emergency is one. It is told whether a question of ours is open.</summary>
    public EmergencyWords Or(Func<string, bool, bool> likely) => new(_file, likely);

    /// <summary>The first danger a text speaks of; null for none.</summary>
    /// <param name="text">As it was written.</param>
    /// <param name="asked">A question of ours is open: "in the kitchen" is an answer then. Words of danger call all the same.</param>
    public EmergencyMatch? Match(string text, bool asked = false) => MatchWords(text) ?? (_likely is not null && _likely(text, asked) ? new EmergencyMatch(Likely, text) : null);

    /// <summary>The first danger by the words of the file alone, as written or by their sound.</summary>
    internal EmergencyMatch? MatchWords(string text)
    {
        Span<Token> buffer = text.Length <= OnStack ? stackalloc Token[OnStack] : new Token[text.Length];
        ReadOnlySpan<Token> tokens = buffer[..Tokenizer.Read(text, _file.Vocabulary, buffer)];
        return Find(text, tokens, _file.Written, fewestHeard: 0) ?? MatchSounds(text, tokens);
    }

    EmergencyMatch? MatchSounds(string text, ReadOnlySpan<Token> tokens)
    {
        Span<Token> heard = text.Length <= OnStack ? stackalloc Token[OnStack] : new Token[text.Length];
        var fewest = Spoken.IsPinyin(text) ? FewestHeard - 1 : FewestHeard;
        ReadOnlySpan<Token> sounds = heard[..Spoken.Read(text, tokens, heard)];
        return HasSyllables(sounds, fewest) ? Find(text, sounds, _file.Heard, fewest) : null;
    }

    EmergencyMatch? Find(string text, ReadOnlySpan<Token> tokens, EmergencyPhrases phrases, int fewestHeard)
    {
        List<PhraseHit>? hits = null;
        for (var at = 0; at < tokens.Length; at++)
        {
            phrases.Triggers.Collect(tokens, at, ref hits);
            if (hits is not { Count: > 0 }) continue;
            foreach (var hit in hits)
                if ((fewestHeard == 0 || IsHeard(hit, tokens, fewestHeard)) && Stands(hit, tokens, phrases))
                    return new EmergencyMatch(_file.Families[hit.Payload].Name, text[tokens[hit.Start].Start..tokens[hit.End - 1].End]);
            hits.Clear();
        }
        return null;
    }

    // Few syllables may mean anything: only a longer phrase is heard.
    static bool IsHeard(PhraseHit hit, ReadOnlySpan<Token> tokens, int fewest)
    {
        if (hit.End - hit.Start < fewest) return false;
        for (var at = hit.Start; at < hit.End; at++)
            if (!IsSyllable(tokens[at])) return false;
        return true;
    }

    static bool HasSyllables(ReadOnlySpan<Token> tokens, int fewest)
    {
        foreach (var token in tokens)
            if (IsSyllable(token) && --fewest == 0) return true;
        return false;
    }

    static bool IsSyllable(Token token) => token.Id is > TokenIds.FirstSyllable and < TokenIds.FirstWord;

    bool Stands(PhraseHit hit, ReadOnlySpan<Token> tokens, EmergencyPhrases phrases)
    {
        var own = phrases.Own[hit.Payload];
        if (IsIdiom(own, hit, tokens)) return false;
        if (_file.Families[hit.Payload].AlwaysStands) return true;
        return !IsIdiom(phrases.Common, hit, tokens) && !Cancelled(own, hit, tokens, phrases) && !Cancelled(phrases.Common, hit, tokens, phrases);
    }

    static bool IsIdiom(EmergencyExceptions exceptions, PhraseHit hit, ReadOnlySpan<Token> tokens)
    {
        List<PhraseHit>? idioms = null;
        for (var at = Math.Max(0, hit.Start - LongestIdiom); at <= hit.Start; at++) exceptions.Idioms.Collect(tokens, at, ref idioms);
        return idioms?.Exists(idiom => idiom.End >= hit.End) ?? false;
    }

    static bool Cancelled(EmergencyExceptions exceptions, PhraseHit hit, ReadOnlySpan<Token> tokens, EmergencyPhrases phrases)
    {
        List<PhraseHit>? found = null;
        exceptions.After.Collect(tokens, hit.End, ref found);
        if (found is not null) return true;
        // A denial counts before the trigger and in its gap, not where it is itself part of the trigger: "not .. breathing".
        return CancelledBefore(exceptions, hit.Start, 0, tokens, phrases) || (hit.Inner != hit.Gap && CancelledBefore(exceptions, hit.Inner, hit.Gap, tokens, phrases));
    }

    static bool CancelledBefore(EmergencyExceptions exceptions, int at, int least, ReadOnlySpan<Token> tokens, EmergencyPhrases phrases)
    {
        List<PhraseHit>? found = null;
        exceptions.Before.Collect(tokens, at, ref found);
        if (found is null || !found.Exists(hit => hit.Start >= least)) return false;
        List<PhraseHit>? kept = null;
        phrases.Kept.Collect(tokens, at, ref kept);
        return kept is null;
    }
}
