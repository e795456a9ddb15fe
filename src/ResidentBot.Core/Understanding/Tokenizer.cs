namespace ResidentBot.Core.Understanding;

/// <summary>
/// Cuts a text into tokens on the fly: half-width, lower case, Simplified, without spaces, hyphens, apostrophes and skin tones.
/// Reads and writes no string: this runs for every message.
/// </summary>
static class Tokenizer
{
    const int LongestWord = 40;

    /// <summary>The ids of a pattern's words; the vocabulary learns them.</summary>
    public static int[] Learn(string words, Vocabulary vocabulary)
    {
        var tokens = new Token[words.Length];
        var count = Read(words, vocabulary, tokens, learn: true);
        return [.. tokens.Take(count).Select(token => token.Id)];
    }

    /// <summary>Fills <paramref name="tokens"/>, which must be as long as the text; returns how many were written.</summary>
    public static int Read(ReadOnlySpan<char> text, Vocabulary vocabulary, Span<Token> tokens) => Read(text, vocabulary, tokens, learn: false);

    static int Read(ReadOnlySpan<char> text, Vocabulary vocabulary, Span<Token> tokens, bool learn)
    {
        Span<char> word = stackalloc char[LongestWord];
        var count = 0;
        var at = 0;
        while (at < text.Length)
        {
            var start = at;
            var c = Letter(text[at]);
            if (IsLatin(c))
            {
                var length = ReadWord(text, ref at, word);
                tokens[count++] = new Token(WordId(word, length, vocabulary, learn), start, at);
                continue;
            }
            at += char.IsHighSurrogate(c) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) ? 2 : 1;
            var id = at - start == 2 ? Emoji(text[start], text[start + 1]) : Single(c);
            if (id != Nothing && (!TokenIds.IsBreak(id) || Keeps(tokens[..count], id))) tokens[count++] = new Token(id, start, at);
        }
        return count;
    }

    const int Nothing = -1;

    static int WordId(ReadOnlySpan<char> word, int length, Vocabulary vocabulary, bool learn)
    {
        if (length > LongestWord) return TokenIds.Unknown;
        return learn ? vocabulary.Add(word[..length].ToString()) : vocabulary.Find(word[..length]);
    }

    // Of breaks in a row only the first stays, and none opens a text.
    static bool Keeps(ReadOnlySpan<Token> before, int id) =>
        id == TokenIds.Question ? before.Length == 0 || before[^1].Id != id : before.Length > 0 && !TokenIds.IsBreak(before[^1].Id);

    static int ReadWord(ReadOnlySpan<char> text, ref int at, Span<char> word)
    {
        var length = 0;
        var digits = char.IsAsciiDigit(Plain.HalfWidth(text[at]));
        for (; at < text.Length; at++)
        {
            var c = Letter(text[at]);
            if (c == '\'' || Plain.Invisible(c)) continue;
            if (!IsLatin(c) || char.IsAsciiDigit(c) != digits) break;
            if (length < LongestWord) word[length] = c;
            length++;
        }
        return length;
    }

    // Skin tones change nothing that is said.
    static int Emoji(char high, char low) => char.ConvertToUtf32(high, low) is var point and not (>= 0x1f3fb and <= 0x1f3ff) ? point : Nothing;

    static int Single(char c)
    {
        if (Plain.Invisible(c) || c is '-' or '\'' or '_' or '\u00b7') return Nothing;
        if (c is '?') return TokenIds.Question;
        if (c is '.' or '!' or '\u3002' or ';' or '\u2026' or '\n' or '\r') return TokenIds.Stop;
        if (char.IsWhiteSpace(c)) return Nothing;
        return c < 0x2000 || char.IsPunctuation(c) ? TokenIds.Comma : c;
    }

    static bool IsLatin(char c) => c < 0x250 && char.IsLetterOrDigit(c);

    static char Letter(char c) => c < 0x80 ? char.ToLowerInvariant(c) : Simplified.Of(char.ToLowerInvariant(Plain.HalfWidth(c)));
}
