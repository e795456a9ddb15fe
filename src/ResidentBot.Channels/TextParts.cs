using ResidentBot.Core.Messages;

namespace ResidentBot.Channels;

/// <summary>Cuts texts that are longer than one message may be.</summary>
static class TextParts
{
    /// <summary>The longest text we read from anybody, in UTF-16 units: that of a Telegram message (core.telegram.org/bots/api#sendmessage).</summary>
    public const int MaxLength = 4096;

    /// <summary>
    /// The text in parts of at most so many units: each ends at a sentence, else at a space, else anywhere but inside a character.
    /// Space at a cut is dropped, because a part of nothing but space would be refused.
    /// </summary>
    public static List<string> Split(string text, int most = MaxLength)
    {
        var parts = new List<string>();
        var rest = text.AsSpan();
        while (rest.Length > most)
        {
            var cut = Cut(rest, most);
            var part = rest[..cut].TrimEnd();
            if (!part.IsEmpty) parts.Add(part.ToString());
            rest = rest[cut..].TrimStart();
        }
        if (!rest.IsEmpty) parts.Add(rest.ToString());
        return parts;
    }

    /// <summary>The first so many units, or one less where that would halve a character.</summary>
    public static string Head(string text, int most = MaxLength) => TextCut.Head(text, most);

    /// <summary>Never in the first half: one early full stop should not make a part of three words.</summary>
    static int Cut(ReadOnlySpan<char> text, int most)
    {
        for (var at = most; at > most / 2; at--)
            if (EndsSentence(text, at)) return at;
        for (var at = most; at > most / 2; at--)
            if (char.IsWhiteSpace(text[at])) return at;
        return TextCut.Whole(text, most);
    }

    /// <summary>A Latin full stop ends a sentence only before a space: 3.5 does not.</summary>
    static bool EndsSentence(ReadOnlySpan<char> text, int at) => text[at - 1] switch
    {
        '\n' or '。' or '！' or '？' or '；' => true,
        '.' or '!' or '?' => char.IsWhiteSpace(text[at]),
        _ => false,
    };
}
