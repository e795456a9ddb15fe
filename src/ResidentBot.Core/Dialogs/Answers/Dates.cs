using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Understanding;

namespace ResidentBot.Core.Dialogs.Answers;

/// <summary>
/// Reads one day. Without a year the next such day is meant, without a month likewise; 周三 is the next one from today on, 下周三 and "next Wednesday"
/// that of the coming week, which begins on Monday; a weekend is its Saturday. Two different days are no answer.
/// </summary>
static partial class Dates
{
    static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    static readonly string[] Days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    static readonly (string Word, int Days)[] Relative =
    [
        ("大后天", 3), ("the day after tomorrow", 2), ("day after tomorrow", 2), ("后天", 2), ("后日", 2), ("明天", 1), ("明日", 1), ("明早", 1), ("明晚", 1), ("tomorrow", 1),
        ("大前天", -3), ("the day before yesterday", -2), ("day before yesterday", -2), ("前天", -2), ("昨天", -1), ("昨日", -1), ("昨晚", -1), ("yesterday", -1), ("last night", -1),
        ("今天", 0), ("今日", 0), ("今早", 0), ("今晚", 0), ("today", 0), ("tonight", 0), ("this morning", 0), ("this afternoon", 0), ("this evening", 0),
    ];

    /// <summary>The day meant, or null.</summary>
    /// <param name="text">As it was written.</param>
    /// <param name="today">The day on which.</param>
    /// <param name="past">Whether a day without its year, month or week is the last such one instead of the next.</param>
    public static LocalDate? Read(string text, LocalDate today, bool past = false)
    {
        var plain = Plain.Form(text);
        var found = new HashSet<LocalDate>();
        foreach (var (word, days) in Relative)
        {
            if (!plain.Contains(word, StringComparison.Ordinal)) continue;
            found.Add(today.PlusDays(days));
            plain = plain.Replace(word, " ", StringComparison.Ordinal);
        }
        var digits = TimesOfDay.Without(plain.Replace('日', '号'));
        foreach (var (part, days) in Spans.Read(digits, today))
        {
            found.Add(days);
            digits = digits.Replace(part, " ", StringComparison.Ordinal);
        }
        foreach (var day in Weekdays(plain, today, past)) found.Add(day);
        if (OfCalendar(digits, today, past) is { } date) found.Add(date);
        return found.Count == 1 ? found.Single() : null;
    }

    /// <summary><c>3月5日（周四）</c>, <c>Thu 5 March</c>.</summary>
    public static string Show(LocalDate date, Language language) => language == Language.En
        ? LocalDatePattern.CreateWithInvariantCulture("ddd d MMMM").Format(date)
        : $"{date.Month}月{date.Day}日（周{"一二三四五六日"[(int)date.DayOfWeek - 1]}）";

    static IEnumerable<LocalDate> Weekdays(string plain, LocalDate today, bool past)
    {
        foreach (Match match in ChineseDay().Matches(plain))
        {
            var day = "一二三四五六日".IndexOf(match.Groups["day"].Value switch { "天" => "日", "1" => "一", "2" => "二", "3" => "三", "4" => "四", "5" => "五", "6" => "六", "7" => "日", var other => other }, StringComparison.Ordinal);
            yield return Of(day, match.Groups["which"].Value switch { "下下" => 2, "下" => 1, "这" or "本" => 0, "上" => -1, "上上" => -2, _ => null }, today, past);
        }
        foreach (Match match in EnglishDay().Matches(plain))
            yield return Of(Array.IndexOf(Days, match.Groups["day"].Value[..3]), match.Groups["which"].Value switch { "next" => 1, "last" => -1, _ => null }, today, past);
    }

    static LocalDate Of(int day, int? week, LocalDate today, bool past)
    {
        var monday = today.PlusDays(1 - (int)today.DayOfWeek);
        var date = monday.PlusDays(day + 7 * (week ?? 0));
        if (week is not null) return date;
        return past && date > today ? date.PlusDays(-7) : !past && date < today ? date.PlusDays(7) : date;
    }

    static LocalDate? OfCalendar(string digits, LocalDate today, bool past)
    {
        if (Full().Match(digits) is { Success: true } full) return Date(Number(full, "y"), Number(full, "m"), Number(full, "d"));
        if (MonthDay().Match(digits) is { Success: true } short_) return Coming(Number(short_, "m"), Number(short_, "d"), today, past);
        if (EnglishDate().Match(digits) is { Success: true } english)
        {
            var month = Array.IndexOf(Months, english.Groups["m"].Value[..3]) + 1;
            return english.Groups["y"].Success ? Date(Number(english, "y"), month, Number(english, "d")) : Coming(month, Number(english, "d"), today, past);
        }
        return DayOnly().Match(digits) is { Success: true } only ? ComingDay(Number(only, "d"), today, past) : null;
    }

    static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    static LocalDate? Date(int year, int month, int day) =>
        year is >= 1900 and <= 2200 && month is >= 1 and <= 12 && day >= 1 && day <= CalendarSystem.Iso.GetDaysInMonth(year, month) ? new LocalDate(year, month, day) : null;

    // 29 February is up to eight years away.
    static LocalDate? Coming(int month, int day, LocalDate today, bool past) =>
        Nearest(Enumerable.Range(0, 9).Select(years => Date(today.Year + (past ? -years : years), month, day)), today, past);

    static LocalDate? ComingDay(int day, LocalDate today, bool past) => Nearest(
        Enumerable.Range(0, 3).Select(months => new LocalDate(today.Year, today.Month, 1).PlusMonths(past ? -months : months)).Select(month => Date(month.Year, month.Month, day)),
        today,
        past);

    static LocalDate? Nearest(IEnumerable<LocalDate?> days, LocalDate today, bool past) => days.FirstOrDefault(day => past ? day <= today : day >= today);

    [GeneratedRegex("(?<which>下下|下|这|本|上上|上)?个?(周|星期|礼拜)(?<day>[一二三四五六日天1-7])")]
    private static partial Regex ChineseDay();

    [GeneratedRegex(@"\b((?<which>next|this|on|last) )?(?<day>mon(day)?|tue(s|sday)?|wed(nesday)?|thu(r|rs|rsday)?|fri(day)?|sat(urday)?|sun(day)?)\b")]
    private static partial Regex EnglishDay();

    [GeneratedRegex("(?<![0-9])(?<y>(19|20|21)[0-9]{2}) ?(-|/|\\.|年)? ?(?<m>[0-9]{1,2}) ?(-|/|\\.|月)? ?(?<d>[0-9]{1,2})(?![0-9])")]
    private static partial Regex Full();

    [GeneratedRegex("(?<![0-9])(?<m>[0-9]{1,2}) ?(月|/|-|\\.) ?(?<d>[0-9]{1,2})(?![0-9])")]
    private static partial Regex MonthDay();

    [GeneratedRegex(@"\b(?<m>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* (the )?(?<d>[0-9]{1,2})(st|nd|rd|th)?(,? (?<y>(19|20|21)[0-9]{2}))?\b|\b(?<d>[0-9]{1,2})(st|nd|rd|th)? (of )?(?<m>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(,? (?<y>(19|20|21)[0-9]{2}))?\b")]
    private static partial Regex EnglishDate();

    [GeneratedRegex(@"(?<![0-9])(?<d>[0-9]{1,2})( ?号|(st|nd|rd|th)\b)")]
    private static partial Regex DayOnly();
}
