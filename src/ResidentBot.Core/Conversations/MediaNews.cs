using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Conversations;

/// <summary>
/// What became of one piece of media of an earlier line: a <see cref="ThreadKind.News"/> line whose <see cref="ThreadEntry.Ref"/> names that line
/// and whose id ends in the index of the piece, <c>1763770000000-3.0:media:1</c>. Stored bytes stand in its media as <c>stored:</c> and their hash;
/// what cannot be had any more has no media and <see cref="DeliveryState.Failed"/>.
/// </summary>
public static class MediaNews
{
    const string Mark = ":media:";

    /// <summary>The news of media number <paramref name="index"/>, from 0, of a line; null for media nobody can have any more.</summary>
    public static ThreadEntry Of(string line, int index, Media? stored, Instant at) => new()
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"{line}{Mark}{index}"),
        Kind = ThreadKind.News,
        At = at,
        Ref = line,
        Media = stored is null ? [] : [stored],
        State = stored is null ? DeliveryState.Failed : null,
    };

    /// <summary>Which piece of its line's media a news line is about, from 0; null when it is about something else.</summary>
    public static int? IndexOf(ThreadEntry news)
    {
        if (news.Kind != ThreadKind.News || news.Id.LastIndexOf(Mark, StringComparison.Ordinal) is not (var at and >= 0)) return null;
        return int.TryParse(news.Id.AsSpan(at + Mark.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;
    }

    /// <summary>The media of a line as they are known now: fetched ones in the place of what their provider called them.</summary>
    public static ImmutableArray<Media> Known(ThreadEntry line, IEnumerable<ThreadEntry> news)
    {
        var known = line.Media;
        foreach (var one in news)
            if (one.Ref == line.Id && one.Media is [var stored] && IndexOf(one) is { } index && index < known.Length) known = known.SetItem(index, stored);
        return known;
    }
}
