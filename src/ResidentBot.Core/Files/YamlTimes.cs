using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace ResidentBot.Core.Files;

/// <summary>Reads spans (<c>90s</c>, <c>30m</c>, <c>2h</c>, <c>3d</c>), times of day (<c>08:00</c>) and days (<c>2026-12-01</c>) out of a mapping.</summary>
public static class YamlTimes
{
    static readonly LocalTimePattern TimeOfDay = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    /// <summary>A span longer than nothing, or null when absent or malformed.</summary>
    public static Duration? Duration(this YamlMap map, string key)
    {
        if (map.Text(key) is not { } text) return null;
        if (Span(text) is { } span) return span;
        map.Report(key, $"`{key}` must be a span such as `90s`, `30m`, `2h` or `3d`, not `{text}`");
        return null;
    }

    /// <summary>A span that must be there; null after reporting otherwise.</summary>
    public static Duration? RequiredDuration(this YamlMap map, string key) => map.Require(key) ? map.Duration(key) : null;

    /// <summary>A local time of day, or null when absent or malformed.</summary>
    public static LocalTime? Time(this YamlMap map, string key)
    {
        if (map.Text(key) is not { } text) return null;
        if (TimeOfDay.Parse(text) is { Success: true, Value: var time }) return time;
        map.Report(key, $"`{key}` must be a time of day from `00:00` to `23:59`, not `{text}`");
        return null;
    }

    /// <summary>A local time of day that must be there; null after reporting otherwise.</summary>
    public static LocalTime? RequiredTime(this YamlMap map, string key) => map.Require(key) ? map.Time(key) : null;

    /// <summary>A day that must be there; null after reporting otherwise.</summary>
    public static LocalDate? RequiredDate(this YamlMap map, string key)
    {
        if (!map.Require(key) || map.Text(key) is not { } text) return null;
        if (LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var date }) return date;
        map.Report(key, $"`{key}` must be a day such as `2026-12-01`, not `{text}`");
        return null;
    }

    static Duration? Span(string text)
    {
        if (text.Length is < 2 or > 6) return null;
        if (!int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count == 0) return null;
        return text[^1] switch
        {
            's' => NodaTime.Duration.FromSeconds(count),
            'm' => NodaTime.Duration.FromMinutes(count),
            'h' => NodaTime.Duration.FromHours(count),
            'd' => NodaTime.Duration.FromDays(count),
            _ => null,
        };
    }
}
