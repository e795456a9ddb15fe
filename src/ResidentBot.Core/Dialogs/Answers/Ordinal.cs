using System.Globalization;
using System.Text.RegularExpressions;

namespace ResidentBot.Core.Dialogs.Answers;

/// <summary>Which of a list is meant: <c>1</c>, <c>１.</c>, <c>第一个</c>, <c>选1</c>, <c>the first one</c>, <c>option 1</c>. Texts are in plain form.</summary>
static partial class Ordinal
{
    static readonly string[] English = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"];

    /// <summary>The position, from 1, when the text says nothing else; null otherwise.</summary>
    public static int? Only(string plain)
    {
        var text = EnglishWord().Replace(plain, word => Array.IndexOf(English, word.Value) is var at and >= 0 ? $"{at + 1}th" : word.Value);
        // "the first one" holds no number one.
        text = Numerals.ToDigits(TrailingOne().Replace(text, ""));
        return Whole().Match(text) is { Success: true } match ? int.Parse(match.Groups["n"].ValueSpan, CultureInfo.InvariantCulture) : null;
    }

    /// <summary>A position, a sign and more words: <c>1、水管</c>. Without a sign between them (<c>1 水管</c>) <c>Sure</c> is false.</summary>
    public static (int Position, string Words, bool Sure)? Leading(string plain)
    {
        if (Prefix().Match(plain) is not { Success: true } match) return null;
        var position = int.Parse(match.Groups["n"].ValueSpan, CultureInfo.InvariantCulture);
        return (position, match.Groups["rest"].Value.Trim(), match.Groups["sign"].Length > 0);
    }

    [GeneratedRegex("[a-z]+")]
    private static partial Regex EnglishWord();

    [GeneratedRegex("(?<=th) (one|option|choice)(?=,? ?please$|$)")]
    private static partial Regex TrailingOne();

    [GeneratedRegex(
        "^(我|我要|我想|就|请)?(选择?|要|按|回复?|答案?是?|是)?(option|choice|number|no\\.?|reply|press|i choose|choose|select|the|#)? ?(the )?第? ?(?<n>[0-9]{1,2})(st|nd|rd|th)?[ .、,)）]*(个|项|号|条|种|个选项)?(吧|啊|呀|呢|的|谢谢|,? ?please|,? ?thanks)?$")]
    private static partial Regex Whole();

    [GeneratedRegex("^(?<n>[1-9]) ?(?<sign>[.、,，):：）])? ?(?<rest>[^0-9].*)$", RegexOptions.Singleline)]
    private static partial Regex Prefix();
}
