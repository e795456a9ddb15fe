using NodaTime;

namespace ResidentBot.Core.Dialogs.Reading;

/// <summary>Waiting times as people write them: <c>30m</c>, <c>2h</c>, <c>1d</c>.</summary>
static class Durations
{
    /// <summary>Reads a waiting time of 1 minute to 30 days.</summary>
    public static bool TryParse(string text, out Duration duration)
    {
        duration = Duration.Zero;
        if (text.Length < 2 || !int.TryParse(text[..^1], System.Globalization.NumberStyles.None, null, out var count) || count > 100_000) return false;
        duration = text[^1] switch
        {
            'm' => Duration.FromMinutes(count),
            'h' => Duration.FromHours(count),
            'd' => Duration.FromDays(count),
            _ => Duration.Zero,
        };
        return duration > Duration.Zero && duration <= Duration.FromDays(30);
    }
}
