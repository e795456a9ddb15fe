using NodaTime;

namespace ResidentBot.Core.Messages;

/// <summary>How long a message may wait, and when it is tried again.</summary>
public static class SendTimes
{
    /// <summary>The longest pause between two tries, before chance.</summary>
    public static readonly Duration LongestPause = Duration.FromSeconds(60);

    /// <summary>
    /// Until when a message may leave: as it was decided, else as long as its lane makes sense. An answer half a day late answers nothing, and a notice of
    /// yesterday is none; whoever sees to it is told instead.
    /// </summary>
    public static Instant Last(Outgoing message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return message.NotAfter ?? message.At + (message.Lane == Lane.Notice ? Duration.FromHours(24) : Duration.FromHours(12));
    }

    /// <summary>The pause before the next try: 1, 2, 4 ... 60 s, each a quarter shorter to a quarter longer, so that many do not come back at once.</summary>
    /// <param name="tries">How often it was tried again already, from 0.</param>
    /// <param name="chance">0 up to 1.</param>
    public static Duration Pause(int tries, double chance)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tries);
        return Duration.FromSeconds(Math.Min(LongestPause.TotalSeconds, Math.Pow(2, tries)) * (0.75 + chance / 2));
    }
}
