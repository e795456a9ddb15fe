using System.Buffers;
using System.Globalization;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.Sms;

/// <summary>Cuts a text that is longer than a provider takes into several messages.</summary>
public static class Splitting
{
    static readonly SearchValues<char> SentenceEnds = SearchValues.Create("。！？!?…\n；;");

    /// <summary>
    /// Parts of at most <paramref name="most"/> UTF-16 units, in order: cut after the last sentence end of each, else at the last space, else
    /// between two characters, never inside a surrogate pair. Only white space at the cuts is lost. A text that fits is its own only part.
    /// </summary>
    /// <param name="text">What to cut.</param>
    /// <param name="most">At least 2, or a surrogate pair would fit nowhere.</param>
    public static IEnumerable<string> Split(string text, int most)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 2);
        return Cut(text, most);
    }

    static IEnumerable<string> Cut(string text, int most)
    {
        while (text.Length > most)
        {
            var end = CutAt(text, most);
            var part = text[..end].TrimEnd();
            if (part.Length > 0) yield return part;
            text = text[end..].TrimStart();
        }
        if (text.Length > 0) yield return text;
    }

    /// <summary>Where a text that is longer than <paramref name="most"/> units is cut: after 1 unit at the least.</summary>
    internal static int CutAt(string text, int most)
    {
        // A cut in the first half would make a stub of the part for the sake of one short sentence.
        for (var end = most; end > most / 2; end--)
            if (EndsSentence(text, end)) return end;
        for (var end = most; end > most / 2; end--)
            if (char.IsWhiteSpace(text[end])) return end;
        return BetweenCharacters(text, most);
    }

    static bool EndsSentence(string text, int end) =>
        SentenceEnds.Contains(text[end - 1]) || (text[end - 1] == '.' && char.IsWhiteSpace(text[end]));

    static int BetweenCharacters(string text, int most)
    {
        var end = 0;
        while (end < most)
        {
            var next = end + StringInfo.GetNextTextElementLength(text, end);
            if (next > most) break;
            end = next;
        }
        return end > 0 ? end : TextCut.Whole(text, most);
    }
}
