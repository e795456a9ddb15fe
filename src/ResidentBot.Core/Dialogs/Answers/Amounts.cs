using System.Globalization;
using System.Text.RegularExpressions;
using ResidentBot.Core.Understanding;

namespace ResidentBot.Core.Dialogs.Answers;

/// <summary>
/// Reads one amount of money, exactly: 1200块, 一千二, 3.5万, 两百五, 三块五, 12.50, two hundred, 3k. A whole number of months or days beside it (一个月1200) is
/// no amount; two amounts are no answer. At most two decimals, less than a billion.
/// </summary>
static partial class Amounts
{
    const decimal Most = 1_000_000_000;

    static readonly (string Word, int Value)[] Tens =
        [("twenty", 20), ("thirty", 30), ("forty", 40), ("fifty", 50), ("sixty", 60), ("seventy", 70), ("eighty", 80), ("ninety", 90)];

    /// <summary>The amount, or null.</summary>
    public static decimal? Read(string text)
    {
        var plain = Grouping().Replace(English(Rates().Replace(Numerals.ToSimple(Plain.Form(text)), " ")), "");
        var values = Amount().Matches(plain).Select(Value).ToArray();
        return values is [{ } only] && only is >= 0 and < Most && decimal.Round(only, 2) == only ? only : null;
    }

    /// <summary>As it is kept: no decimals, or two.</summary>
    public static string Kept(decimal amount) => amount.ToString(decimal.Truncate(amount) == amount ? "0" : "0.00", CultureInfo.InvariantCulture);

    static decimal? Value(Match match)
    {
        if (match.Groups["jiao"].Success) return Run(match.Groups["jiao"].Value) * 0.1m;
        if (Run(match.Groups["yuan"].Value) is not { } value) return null;
        if (match.Groups["k"].Success) value *= 1000;
        if (match.Groups["minus"].Success) return -value;
        var small = match.Groups["small"].Value;
        return small.Length == 0 ? value : Run(small) is { } cents ? value + cents * (small.Length == 1 ? 0.1m : 0.01m) : null;
    }

    // 3.5万, 一万二 12,000, 两万五千, 1千2, 一千二.
    static decimal? Run(string run)
    {
        foreach (var (sign, unit) in new[] { ('万', 10_000m), ('千', 1000m), ('百', 100m) })
        {
            var at = run.IndexOf(sign);
            if (at < 0 || sign != '万' && !char.IsAsciiDigit(run[0])) continue;
            var (left, right) = (Run(run[..at]), run[(at + 1)..]);
            if (right.Length == 0) return left * unit;
            return right.Length == 1 && right != "零" ? left * unit + Run(right) * unit / 10 : left * unit + Run(right.TrimStart('零'));
        }
        if (decimal.TryParse(run, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var digits)) return digits;
        return decimal.TryParse(Numerals.ToDigits(run), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    // "two hundred and fifty" becomes 250: English words are put together before digits are looked for.
    static string English(string text)
    {
        foreach (var (word, value) in Tens)
            text = Regex.Replace(text, $@"\b{word}(?:[ -](one|two|three|four|five|six|seven|eight|nine))?\b", match =>
                (value + (match.Groups[1].Success ? int.Parse(Numerals.ToDigits(match.Groups[1].Value), CultureInfo.InvariantCulture) : 0)).ToString(CultureInfo.InvariantCulture));
        text = EnglishWord().Replace(text, word => Numerals.ToDigits(word.Value));
        foreach (var (word, value) in new[] { ("hundred", 100m), ("thousand", 1000m) })
            text = Regex.Replace(text, $@"(?:\b(?<n>[0-9]+(?:\.[0-9]+)?|a) )?\b{word}s?\b(?: and\b)?(?: (?<rest>[0-9]{{1,{(value == 100 ? 2 : 3)}}})\b)?", match =>
                ((match.Groups["n"].Success && match.Groups["n"].Value != "a" ? decimal.Parse(match.Groups["n"].ValueSpan, CultureInfo.InvariantCulture) : 1) * value
                    + (match.Groups["rest"].Success ? decimal.Parse(match.Groups["rest"].ValueSpan, CultureInfo.InvariantCulture) : 0)).ToString("0.##", CultureInfo.InvariantCulture));
        return text;
    }

    [GeneratedRegex(@"(每|(?<![0-9一二三四五六七八九十])[一1]) ?个?(月|天|号|日|小时|年|周|星期|次|顿|季度|晚)(?!底|初)|\b(a|per|each|every|one|1) (month|day|week|hour|year|night)\b", RegexOptions.ExplicitCapture)]
    private static partial Regex Rates();

    [GeneratedRegex(@"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")]
    private static partial Regex Grouping();

    [GeneratedRegex(@"\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)\b", RegexOptions.ExplicitCapture)]
    private static partial Regex EnglishWord();

    [GeneratedRegex(
        @"(?<jiao>[0-9一二三四五六七八九])(毛|角)|(?<minus>-)?(?<yuan>[0-9]+(\.[0-9]+)?[万千百]?[零一二三四五六七八九十百千万0-9]*|[零一二三四五六七八九十百千万]+)(?<k>k\b)?( ?(块|元|圆)钱?(?<small>[0-9]{1,2}(?![0-9])|[一二三四五六七八九])?(毛|角|分)?)?",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Amount();
}
