using System.Collections.Frozen;
using NodaTime;
using NodaTime.Text;

namespace ResidentBot.Channels.Twilio;

/// <summary>
/// Up to where the list of messages has been read: <c>2026-03-01T08:00:00Z SM0a…,SM0b…</c>, an instant and the sids at or after it that were
/// handed over already. The instant lies some minutes before the last look, because a message can show in the list late.
/// </summary>
/// <param name="From">Messages before it are done.</param>
/// <param name="Done">Messages at or after it that are done too.</param>
sealed record InboxCursor(Instant From, FrozenSet<string> Done)
{
    static readonly InstantPattern Pattern = InstantPattern.General;

    /// <summary>Reads a stored cursor; null when there is none or it is unreadable, which means to begin now.</summary>
    internal static InboxCursor? Parse(string? text)
    {
        if (text is null) return null;
        var space = text.IndexOf(' ');
        var time = Pattern.Parse(space < 0 ? text : text[..space]);
        if (!time.Success) return null;
        return new InboxCursor(time.Value, (space < 0 ? "" : text[(space + 1)..]).Split(',', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal));
    }

    /// <summary>As it is stored.</summary>
    public override string ToString() =>
        $"{Pattern.Format(From)} {string.Join(',', Done.Order(StringComparer.Ordinal))}".TrimEnd();
}
