using System.Text;

namespace ResidentBot.Core.Understanding;

/// <summary>The plain form in which texts are compared: half-width, lower case, Simplified, single spaces, no punctuation at either end.</summary>
public static class Plain
{
    /// <summary>Brings a text into its plain form; the raw text stays what staff see.</summary>
    public static string Form(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            var half = HalfWidth(c);
            if (Invisible(half)) continue;
            if (char.IsWhiteSpace(half))
            {
                if (plain.Length > 0 && plain[^1] != ' ') plain.Append(' ');
            }
            else
            {
                plain.Append(Simplified.Of(char.ToLowerInvariant(half)));
            }
        }
        return Trim(plain.ToString());
    }

    /// <summary>Full-width letters, digits and signs (U+FF01-U+FF5E) and the ideographic space as ASCII; curly quotes as straight ones.</summary>
    public static char HalfWidth(char c) => c switch
    {
        >= '\uff01' and <= '\uff5e' => (char)(c - 0xfee0),
        '\u3000' => ' ',
        '\u2018' or '\u2019' => '\'',
        '\u201c' or '\u201d' => '"',
        _ => c,
    };

    /// <summary>Zero-width marks, the variation selector and the keycap sign (<c>1️⃣</c> is a 1): they carry no meaning.</summary>
    internal static bool Invisible(char c) => c is '\u200b' or '\u200d' or '\ufeff' or '\ufe0f' or '\u20e3';

    static string Trim(string text)
    {
        var first = 0;
        var last = text.Length - 1;
        while (first <= last && Loose(text[first])) first++;
        while (last >= first && Loose(text[last])) last--;
        return text[first..(last + 1)];
    }

    static bool Loose(char c) => c is ' ' or '.' or ',' or '!' or '?' or ';' or ':' or '"' or '\'' or '(' or ')' or '~'
        or '。' or '，' or '、' or '！' or '？' or '；' or '：' or '…' or '「' or '」' or '《' or '》';
}
