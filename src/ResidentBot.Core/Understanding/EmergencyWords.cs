using ResidentBot.Core.Files;

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
    const int OnStack = 512;
    const int LongestIdiom = 12;

    readonly EmergencyFile _file;

    EmergencyWords(EmergencyFile file) => _file = file;

    /// <summary>The kinds of danger known, in the order of the file.</summary>
    public IReadOnlyList<string> Families => [.. _file.Families.Select(family => family.Name)];

    /// <summary>Reads <c>emergency.yml</c>; null after reporting problems that leave no family.</summary>
    public static EmergencyWords? Read(string path, string text, ICollection<Problem> problems) =>
        EmergencyFile.Read(path, text, problems) is { } file ? new EmergencyWords(file) : null;

    /// <summary>The first danger a text speaks of; null for none.</summary>
    public EmergencyMatch? Match(string text)
    {
        Span<Token> buffer = text.Length <= OnStack ? stackalloc Token[OnStack] : new Token[text.Length];
        var tokens = buffer[..Tokenizer.Read(text, _file.Vocabulary, buffer)];
        List<PhraseHit>? hits = null;
        for (var at = 0; at < tokens.Length; at++)
        {
            _file.Triggers.Collect(tokens, at, ref hits);
            if (hits is not { Count: > 0 }) continue;
            foreach (var hit in hits)
                if (Stands(hit, tokens)) return new EmergencyMatch(_file.Families[hit.Payload].Name, text[tokens[hit.Start].Start..tokens[hit.End - 1].End]);
            hits.Clear();
        }
        return null;
    }

    bool Stands(PhraseHit hit, ReadOnlySpan<Token> tokens)
    {
        var family = _file.Families[hit.Payload];
        if (IsIdiom(family.Own, hit, tokens)) return false;
        if (family.AlwaysStands) return true;
        return !IsIdiom(_file.Common, hit, tokens) && !Cancelled(family.Own, hit, tokens) && !Cancelled(_file.Common, hit, tokens);
    }

    static bool IsIdiom(EmergencyExceptions exceptions, PhraseHit hit, ReadOnlySpan<Token> tokens)
    {
        List<PhraseHit>? idioms = null;
        for (var at = Math.Max(0, hit.Start - LongestIdiom); at <= hit.Start; at++) exceptions.Idioms.Collect(tokens, at, ref idioms);
        return idioms?.Exists(idiom => idiom.End >= hit.End) ?? false;
    }

    bool Cancelled(EmergencyExceptions exceptions, PhraseHit hit, ReadOnlySpan<Token> tokens)
    {
        List<PhraseHit>? found = null;
        exceptions.After.Collect(tokens, hit.End, ref found);
        if (found is not null) return true;
        // A denial counts before the trigger and in its gap, not where it is itself part of the trigger: "not .. breathing".
        return CancelledBefore(exceptions, hit.Start, 0, tokens) || (hit.Inner != hit.Gap && CancelledBefore(exceptions, hit.Inner, hit.Gap, tokens));
    }

    bool CancelledBefore(EmergencyExceptions exceptions, int at, int least, ReadOnlySpan<Token> tokens)
    {
        List<PhraseHit>? found = null;
        exceptions.Before.Collect(tokens, at, ref found);
        if (found is null || !found.Exists(hit => hit.Start >= least)) return false;
        List<PhraseHit>? kept = null;
        _file.Kept.Collect(tokens, at, ref kept);
        return kept is null;
    }
}
