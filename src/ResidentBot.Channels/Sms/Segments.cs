using System.Globalization;
using System.Text;

namespace ResidentBot.Channels.Sms;

/// <summary>How a text goes over the air.</summary>
public enum SmsEncoding
{
    /// <summary>7 bits a unit: 160 units alone, 153 in each of several segments.</summary>
    Gsm7,

    /// <summary>16 bits a unit: 70 units alone, 67 in each of several segments.</summary>
    Ucs2,
}

/// <summary>What a text costs as an SMS.</summary>
/// <param name="Encoding">GSM-7 only when every character is in its alphabet.</param>
/// <param name="Units">Septets of GSM-7 (extension characters take two), or UTF-16 units.</param>
/// <param name="Parts">What is paid and paced: at least 1, also for an empty text.</param>
/// <param name="Offending">The first character that GSM-7 lacks and that turned the whole text to UCS-2; null when none did.</param>
public sealed record SegmentCount(SmsEncoding Encoding, int Units, int Parts, Rune? Offending);

/// <summary>Counts the segments of a text as carriers bill and pace them.</summary>
public static class Segments
{
    /// <summary>
    /// Counts. An emoji, a flag or a letter with its accents is never cut between two segments, so it can cost one; only a cluster
    /// that no segment could hold is cut.
    /// </summary>
    public static SegmentCount Count(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var units = 0;
        foreach (var c in text)
        {
            var septets = Gsm7.Units(c);
            if (septets == 0) return CountUcs2(text);
            units += septets;
        }
        return new SegmentCount(SmsEncoding.Gsm7, units, units <= 160 ? 1 : Fill(Septets(text), 153), null);
    }

    static SegmentCount CountUcs2(string text) => new(
        SmsEncoding.Ucs2, text.Length, text.Length <= 70 ? 1 : Fill(Clusters(text), 67), FirstOutside(text));

    static Rune FirstOutside(string text)
    {
        foreach (var rune in text.EnumerateRunes())
            if (!rune.IsBmp || Gsm7.Units((char)rune.Value) == 0) return rune;
        throw new ArgumentException("every character is in GSM-7", nameof(text));
    }

    static int Fill(IEnumerable<int> pieces, int room)
    {
        var (parts, used) = (1, 0);
        foreach (var piece in pieces)
        {
            if (used > 0 && used + piece > room) (parts, used) = (parts + 1, 0);
            used += piece;
        }
        return parts;
    }

    static IEnumerable<int> Septets(string text) => text.Select(Gsm7.Units);

    /// <summary>Units of each piece that must stay together; a line break's two characters may part.</summary>
    static IEnumerable<int> Clusters(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var length = text[at] == '\r' ? 1 : StringInfo.GetNextTextElementLength(text, at);
            at += length;
            for (; length > 67; length -= 67) yield return 67;
            yield return length;
        }
    }
}
