using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using ResidentBot.Core.Understanding;

namespace ResidentBot.Core.Dialogs.Answers;

/// <summary>
/// Reads the part of day or the hour said beside a day: 下午, 上午9点半, at 3 pm. An hour from 1 to 6 without a part of day is in the afternoon: nobody is
/// visited at three in the night.
/// </summary>
static partial class TimesOfDay
{
    static readonly (string Part, string[] Words)[] Parts =
    [
        ("noon", ["中午", "正午", "noon", "midday", "lunchtime"]),
        ("afternoon", ["下午", "午后", "afternoon"]),
        ("evening", ["傍晚", "晚上", "今晚", "明晚", "晚间", "夜里", "晚饭后", "evening", "tonight", "night"]),
        ("morning", ["早上", "早晨", "上午", "清早", "一早", "明早", "今早", "凌晨", "早", "morning"]),
    ];

    /// <summary>The part of day (morning, noon, afternoon, evening) and the hour as 09:00; null for what was not said. Several parts are none.</summary>
    public static (string? Part, string? Hour) Read(string text)
    {
        var plain = Plain.Form(text);
        var parts = Parts.Where(part => part.Words.Any(word => plain.Contains(word, StringComparison.Ordinal))).Select(part => part.Part).ToArray();
        var part = parts is [var only] ? only : null;
        if (parts.Length > 1 || Hours().Matches(Digits(plain)) is not [var match] || Hour(match, part, plain) is not { } hour) return (part, null);
        return (part ?? PartOf(hour), hour.ToString("HH':'mm", CultureInfo.InvariantCulture));
    }

    /// <summary>The text with digits and without hours, so that no hour is taken for a day.</summary>
    public static string Without(string plain) => Hours().Replace(Digits(plain), " ");

    // 周三9点 is no 39.
    static string Digits(string plain) => Numerals.ToDigits(Weekday().Replace(plain, "$0 "));

    /// <summary>The part of day an hour lies in.</summary>
    public static string PartOf(LocalTime hour) => hour.Hour switch
    {
        < 11 => "morning",
        < 13 => "noon",
        < 18 => "afternoon",
        _ => "evening",
    };

    static LocalTime? Hour(Match match, string? part, string plain)
    {
        var group = match.Groups["zh"].Success ? "zh" : match.Groups["clock"].Success ? "clock" : match.Groups["en"].Success ? "en" : "at";
        var hour = int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
        var minute = match.Groups["half"].Success ? 30 : match.Groups["quarter"].Success ? (match.Groups["quarter"].Value[0] == '3' ? 45 : 15)
            : match.Groups["min"].Success ? int.Parse(match.Groups["min"].ValueSpan, CultureInfo.InvariantCulture) : 0;
        if (hour > 24 || minute > 59) return null;
        var later = match.Groups["pm"].Success || part is "afternoon" or "evening" || part == "noon" && hour < 4;
        var unsaid = part is null && !match.Groups["am"].Success && hour is >= 1 and <= 6 && !plain.Contains("凌晨", StringComparison.Ordinal);
        if (hour < 12 && (later || unsaid)) hour += 12;
        if (hour == 12 && match.Groups["am"].Success) hour = 0;
        return new LocalTime(hour % 24, minute);
    }

    [GeneratedRegex("(周|星期|礼拜)[一二三四五六日天]")]
    private static partial Regex Weekday();

    [GeneratedRegex(
        @"(?<![0-9])(?<zh>[0-9]{1,2}) ?[点时](?!间)(?<half>半)?(?<quarter>[13]刻)?((?<min>[0-9]{1,2})分?)?钟?|(?<![0-9])(?<clock>[0-9]{1,2}):(?<min>[0-9]{2})(?![0-9])( ?((?<am>am|a\.m)|(?<pm>pm|p\.m))\b)?|(?<![0-9])(?<en>[0-9]{1,2}) ?((?<am>am|a\.m)|(?<pm>pm|p\.m)|o'?clock)\b|\bat (?<at>[0-9]{1,2})(?![0-9]|st|nd|rd|th)",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Hours();
}
