using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace ResidentBot.Core.Dialogs.Answers;

/// <summary>Days counted from today or named by their month: 三天后, in two weeks, 月底, 下个月5号, the weekend. Texts have digits for numerals.</summary>
static partial class Spans
{
    /// <summary>Every such day, with the words that name it.</summary>
    public static IEnumerable<(string Words, LocalDate Day)> Read(string digits, LocalDate today)
    {
        if (Counted().Match(digits) is { Success: true } counted && Count(counted) is { } count) yield return (counted.Value, After(counted, count, today));
        if (OfMonth().Match(digits) is { Success: true } month && Month(month, today) is { } day) yield return (month.Value, day);
        if (Weekend().Match(digits) is { Success: true } weekend) yield return (weekend.Value, Saturday(weekend.Groups["next"].Success, today));
    }

    static int? Count(Match match)
    {
        var text = match.Groups["n"].Value;
        if (text is "a" or "an" or "") return 1;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= 999 ? count : null;
    }

    static LocalDate After(Match match, int count, LocalDate today)
    {
        if (match.Groups["ago"].Success) count = -count;
        return match.Groups["unit"].Value switch
        {
            "天" or "day" => today.PlusDays(count),
            "月" or "month" => today.PlusMonths(count),
            _ => today.PlusWeeks(count),
        };
    }

    static LocalDate? Month(Match match, LocalDate today)
    {
        if (match.Groups["year"].Success) return new LocalDate(today.Year, 12, 31);
        var first = new LocalDate(today.Year, today.Month, 1).PlusMonths(match.Groups["next"].Success ? 1 : 0);
        if (match.Groups["m"].Success)
        {
            var month = int.Parse(match.Groups["m"].ValueSpan, CultureInfo.InvariantCulture);
            if (month is < 1 or > 12) return null;
            first = new LocalDate(today.Year + (month < today.Month ? 1 : 0), month, 1);
        }
        var last = first.PlusMonths(1).PlusDays(-1);
        if (match.Groups["end"].Success) return last;
        if (match.Groups["start"].Success) return first < today ? first.PlusMonths(1) : first;
        var day = int.Parse(match.Groups["d"].ValueSpan, CultureInfo.InvariantCulture);
        return day >= 1 && day <= last.Day ? first.PlusDays(day - 1) : null;
    }

    // On a Sunday the weekend has begun already.
    static LocalDate Saturday(bool next, LocalDate today)
    {
        var saturday = today.PlusDays(6 - (int)today.DayOfWeek);
        return next ? saturday.PlusWeeks(1) : saturday < today ? today : saturday;
    }

    [GeneratedRegex(
        @"(再?过 ?)?(?<n>[0-9]{1,3}) ?(个?(?<unit>天|周|星期|礼拜)|个(?<unit>月))(以后|之后|后)|再?过 ?(?<n>[0-9]{1,3}) ?(个?(?<unit>天|周|星期|礼拜)|个(?<unit>月))|(?<n>[0-9]{1,3}) ?(个?(?<unit>天|周|星期|礼拜)|个(?<unit>月))(?<ago>以前|之前|前)|\bin (?<n>[0-9]{1,3}|an?) (?<unit>day|week|month)s?\b|\b(?<n>[0-9]{1,3}|an?) (?<unit>day|week|month)s? (from (now|today)|later|(?<ago>ago))\b",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Counted();

    [GeneratedRegex(
        @"(?<next>下个?月)((?<end>底|末)|(?<start>初)|的?(?<d>[0-9]{1,2})号?)|(这个?月|本月|当月)((?<end>底|末)|的?(?<d>[0-9]{1,2})号?)|(?<![0-9])(?<m>[0-9]{1,2})月份?((?<end>底|末)|(?<start>初))|(?<year>年底)|月((?<end>底|末)|(?<start>初))|\b(the )?(?<end>end) of ((the|this) month|(?<next>next month))\b",
        RegexOptions.ExplicitCapture)]
    private static partial Regex OfMonth();

    [GeneratedRegex(@"(?<next>下个?)?(这个?|本)?周末|\b(?<next>next )?(this |the |at the )?weekend\b", RegexOptions.ExplicitCapture)]
    private static partial Regex Weekend();
}
