using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ResidentBot.Core.Dialogs.Answers;

/// <summary>Numbers as people write them: digits of any width, circled digits, Chinese numerals up to 9,999, small English number words. Texts are in plain form.</summary>
static partial class Numerals
{
    const string Digits = "零一二三四五六七八九";

    static readonly string[] English =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen",
        "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
    ];

    /// <summary>The text with every Chinese or circled numeral and English number word as digits.</summary>
    public static string ToDigits(string plain)
    {
        var chinese = Chinese().Replace(ToSimple(plain), run => Value(run.Value) is { } value ? value.ToString(CultureInfo.InvariantCulture) : run.Value);
        return Word().Replace(chinese, word => Array.IndexOf(English, word.Value) is var value and >= 0 ? value.ToString(CultureInfo.InvariantCulture) : word.Value);
    }

    /// <summary>The text with every numeral in its simple form: 贰 and 两 as 二, circled digits as digits.</summary>
    public static string ToSimple(string plain)
    {
        var one = new StringBuilder(plain.Length);
        foreach (var c in plain)
            if (c != '\u20e3') one.Append(Simple(c)); // the frame of a keycap emoji
        return one.ToString();
    }

    static string Simple(char c) => c switch
    {
        >= '①' and <= '⑳' => (c - '①' + 1).ToString(CultureInfo.InvariantCulture),
        >= '❶' and <= '❿' => (c - '❶' + 1).ToString(CultureInfo.InvariantCulture),
        >= '⑴' and <= '⒇' => (c - '⑴' + 1).ToString(CultureInfo.InvariantCulture),
        '壹' => "一",
        '贰' or '两' or '俩' => "二",
        '叁' => "三",
        '肆' => "四",
        '伍' => "五",
        '陆' => "六",
        '柒' => "七",
        '捌' => "八",
        '玖' => "九",
        '拾' => "十",
        '佰' => "百",
        '仟' => "千",
        '〇' => "零",
        '廿' => "二十",
        _ => c.ToString(),
    };

    // 二 2, 十五 15, 一百零五 105, 三千 3000, 一百二 120; 二五 is a run of digits, 25.
    static int? Value(string run)
    {
        if (run.All(c => Digits.Contains(c)))
            return run.Length <= 4 ? run.Aggregate(0, (value, c) => value * 10 + Digits.IndexOf(c)) : null;
        var (total, digit, unit, zero) = (0, -1, 10_000, false);
        foreach (var c in run)
        {
            if (Digits.IndexOf(c) is var value and >= 0)
            {
                if (digit > 0) return null;
                (digit, zero) = (value, zero || value == 0);
                continue;
            }
            var next = c switch { '千' => 1000, '百' => 100, _ => 10 };
            if (next >= unit || digit == 0 && next != 10) return null;
            total += (digit > 0 ? digit : 1) * next;
            (digit, unit, zero) = (-1, next, false);
        }
        if (digit <= 0) return total;
        return total + digit * (zero || unit == 10 ? 1 : unit / 10);
    }

    [GeneratedRegex("[零一二三四五六七八九十百千]+")]
    private static partial Regex Chinese();

    [GeneratedRegex("[a-z]+")]
    private static partial Regex Word();
}
