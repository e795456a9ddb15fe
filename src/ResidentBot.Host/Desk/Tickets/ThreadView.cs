using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;

namespace ResidentBot.Host.Desk.Tickets;

/// <summary>One line of a thread as the desk shows it: with all that later lines told about it.</summary>
/// <param name="Entry">The line.</param>
/// <param name="State">How far a message of ours has come; null for lines that go nowhere.</param>
/// <param name="StateAt">Since when.</param>
/// <param name="Error">Why it failed, when it did.</param>
/// <param name="Media">What it holds, fetched where that has been done.</param>
public sealed record LineView(ThreadEntry Entry, DeliveryState? State, Instant StateAt, SendError? Error, ImmutableArray<Core.Messages.Media> Media)
{
    /// <summary>How many lines stand here that who asks may not read; of those only the number is told.</summary>
    public int Hidden { get; init; }

    /// <summary>The source of media that nobody can have any more.</summary>
    public const string Gone = "gone:";
}

/// <summary>Puts the lines of a thread together with their news.</summary>
static class ThreadLines
{
    /// <summary>The lines people read, oldest first.</summary>
    /// <param name="entries">As stored.</param>
    /// <param name="first">The place of the first of them in the thread.</param>
    /// <param name="shown">How many lines of the thread the resident's open page has been given; null when none is open.</param>
    /// <param name="fetched">Whether the page fetches its messages, so that nothing is ever sent and nobody reports.</param>
    /// <param name="mayRead">Whether a line may be read.</param>
    public static List<LineView> Of(IReadOnlyList<ThreadEntry> entries, long first, long? shown, bool fetched, Func<ThreadEntry, bool> mayRead)
    {
        var news = entries.Where(entry => entry.Kind == ThreadKind.News && entry.Ref is not null).ToLookup(entry => entry.Ref!, StringComparer.Ordinal);
        var lines = new List<LineView>(entries.Count);
        for (var i = 0; i < entries.Count; i++)
        {
            if (entries[i].Kind == ThreadKind.News) continue;
            if (!mayRead(entries[i]))
            {
                if (lines is [.., { Hidden: > 0 } before]) lines[^1] = before with { Hidden = before.Hidden + 1 };
                else lines.Add(new LineView(new ThreadEntry { Id = "", Kind = ThreadKind.Mark, At = entries[i].At }, null, entries[i].At, null, []) { Hidden = 1 });
                continue;
            }
            var line = Told(entries[i], [.. news[entries[i].Id]]);
            if (fetched && line.State == DeliveryState.Queued) line = line with { State = first + i < shown ? DeliveryState.Delivered : null };
            lines.Add(line);
        }
        return lines;
    }

    static LineView Told(ThreadEntry entry, List<ThreadEntry> news)
    {
        if (entry.Kind != ThreadKind.Out) return new LineView(entry, null, entry.At, null, Fetched(entry, news));
        // Reports come in any order; the furthest counts, and a failure is final.
        var furthest = news.Where(one => one.State is not null).MaxBy(one => one.State);
        return furthest is null
            ? new LineView(entry, DeliveryState.Queued, entry.At, null, entry.Media)
            : new LineView(entry, furthest.State, furthest.At, furthest.Error, entry.Media);
    }

    static ImmutableArray<Core.Messages.Media> Fetched(ThreadEntry entry, List<ThreadEntry> news)
    {
        var media = MediaNews.Known(entry, news);
        foreach (var one in news)
            if (one.State == DeliveryState.Failed && MediaNews.IndexOf(one) is { } lost && lost < media.Length)
                media = media.SetItem(lost, media[lost] with { Source = LineView.Gone });
        return media;
    }
}
