using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;

namespace ResidentBot.Core.Dialogs;

/// <summary>The first or last day that a question takes: <c>today</c>, <c>today + 30</c>, <c>today - 7</c>, or a day such as <c>2026-12-31</c>.</summary>
/// <param name="Day">A fixed day; null for one counted from today.</param>
/// <param name="Days">How many days after today, when there is no fixed day.</param>
public sealed partial record DayBound(LocalDate? Day, int Days)
{
    /// <summary>The day meant when it is asked.</summary>
    public LocalDate On(LocalDate today) => Day ?? today.PlusDays(Days);

    /// <summary>Reads a bound as it is written in a file; at most 9,999 days from today.</summary>
    public static bool TryParse(string text, out DayBound bound)
    {
        bound = new DayBound(null, 0);
        if (LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var day })
        {
            bound = new DayBound(day, 0);
            return true;
        }
        if (FromToday().Match(text) is not { Success: true } match) return false;
        var days = match.Groups["days"].Success ? int.Parse(match.Groups["days"].ValueSpan, CultureInfo.InvariantCulture) : 0;
        bound = new DayBound(null, match.Groups["sign"].Value == "-" ? -days : days);
        return true;
    }

    [GeneratedRegex("^today( ?(?<sign>[+-]) ?(?<days>[0-9]{1,4}))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex FromToday();
}
