using System.Collections.Immutable;
using ResidentBot.Core.Understanding;

namespace ResidentBot.Core.Dialogs.Answers;

/// <summary>Finds the offered answer that words mean; null when none or several are meant.</summary>
static class ChoiceMatch
{
    static readonly string[] Denials = ["不是", "不要", "不用", "并非", "not ", "not the ", "not a ", "isn't ", "isn't the "];

    /// <summary>For an answer to the question: the label, a listed word, a number, or words in a short text.</summary>
    public static DialogChoice? Answer(string text, ImmutableArray<DialogChoice> choices)
    {
        var plain = Plain.Form(text);
        if (plain.Length == 0) return null;
        if (Exact(plain, choices) is { } exact) return exact;
        if (Ordinal.Only(plain) is { } position) return At(position, choices);
        if (Ordinal.Leading(plain) is { } leading && At(leading.Position, choices) is { } chosen)
        {
            var meant = Exact(leading.Words, choices) ?? Contained(leading.Words, choices);
            if (ReferenceEquals(meant, chosen) || meant is null && leading.Sure) return chosen;
            if (meant is not null && leading.Sure) return null;
        }
        return IsShort(plain) ? Contained(plain, choices) : null;
    }

    /// <summary>For the words that began a talk: listed words anywhere, but no numbers.</summary>
    public static DialogChoice? Opening(string text, ImmutableArray<DialogChoice> choices)
    {
        var plain = Plain.Form(text);
        return Exact(plain, choices) ?? Contained(plain, choices);
    }

    /// <summary>The one choice one of whose words stands in the text. A word inside a longer one of another choice does not count (灯 in 电灯).</summary>
    public static DialogChoice? Contained(string plain, ImmutableArray<DialogChoice> choices)
    {
        var found = choices.SelectMany(choice => choice.Plain.SelectMany(word => Places(plain, word).Select(at => (choice, at, end: at + word.Length)))).ToArray();
        var whole = found
            .Where(hit => !found.Any(other => !ReferenceEquals(other.choice, hit.choice) && other.at <= hit.at && other.end >= hit.end && other.end - other.at > hit.end - hit.at))
            .Select(hit => hit.choice)
            .DistinctBy(choice => choice.Id)
            .ToArray();
        return whole is [var only] ? only : null;
    }

    static DialogChoice? At(int position, ImmutableArray<DialogChoice> choices) => position >= 1 && position <= choices.Length ? choices[position - 1] : null;

    static DialogChoice? Exact(string plain, ImmutableArray<DialogChoice> choices) =>
        plain.Length == 0 ? null : choices.FirstOrDefault(choice => choice.Id == plain || choice.Plain.Contains(plain, StringComparer.Ordinal));

    static bool IsShort(string plain) => plain.Length <= (plain.Any(c => c > '\x7f') ? 30 : 80);

    static IEnumerable<int> Places(string plain, string word)
    {
        for (var at = plain.IndexOf(word, StringComparison.Ordinal); at >= 0; at = plain.IndexOf(word, at + 1, StringComparison.Ordinal))
            if (IsWhole(plain, at, word) && !Denials.Any(denial => plain[..at].EndsWith(denial, StringComparison.Ordinal))) yield return at;
    }

    // English words must stand alone, but for a plural; Chinese has no gaps.
    static bool IsWhole(string plain, int at, string word)
    {
        var end = at + word.Length;
        if (char.IsAsciiLetterOrDigit(word[0]) && at > 0 && char.IsAsciiLetterOrDigit(plain[at - 1])) return false;
        if (!char.IsAsciiLetterOrDigit(word[^1]) || end == plain.Length) return true;
        if (plain[end] == 's') end++;
        return end == plain.Length || !char.IsAsciiLetterOrDigit(plain[end]);
    }
}
