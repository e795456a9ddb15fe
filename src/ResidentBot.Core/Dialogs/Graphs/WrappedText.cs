using System.Text;
using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Dialogs.Graphs;

/// <summary>Breaks texts into lines of a width: Chinese between any two characters, English between words. Widths are those of common fonts, rather too wide than too narrow.</summary>
static class WrappedText
{
    const string NeverFirst = "，。、；：？！”’）》」』…·,.;:?!)]}%›";
    const string NeverLast = "（“‘《「『([{‹";

    /// <summary>The lines; a text with more of them ends in "…".</summary>
    /// <param name="text">May have line breaks of its own.</param>
    /// <param name="size">The size of the letters in pixels.</param>
    /// <param name="width">The room in pixels.</param>
    /// <param name="most">How many lines at most.</param>
    public static List<string> Lines(string text, double size, double width, int most)
    {
        var lines = text.Split('\n').SelectMany(line => Broken(line.Trim(), size, width)).Where(line => line.Length > 0).ToList();
        if (lines.Count <= most) return lines;
        lines.RemoveRange(most, lines.Count - most);
        var last = lines[^1];
        while (last.Length > 1 && Width(last + "…", size) > width) last = TextCut.Head(last, last.Length - 1);
        lines[^1] = last + "…";
        return lines;
    }

    /// <summary>How wide a line is in pixels.</summary>
    public static double Width(string line, double size) => line.EnumerateRunes().Sum(Share) * size;

    static double Share(Rune rune) => rune.Value switch
    {
        'i' or 'j' or 'l' or 'I' or '.' or ',' or ':' or ';' or '\'' or '|' or '!' => 0.32,
        'f' or 't' or 'r' or ' ' or '(' or ')' or '[' or ']' or '-' or '/' or '‹' or '›' => 0.42,
        'm' or 'w' or 'M' or 'W' or '%' or '@' => 0.95,
        >= 'A' and <= 'Z' => 0.74,
        < 0x80 => 0.62,
        < 0x2000 => 0.68,
        _ => 1,
    };

    static IEnumerable<string> Broken(string text, double size, double width)
    {
        var line = new StringBuilder();
        foreach (var piece in Pieces(text))
        {
            if (line.Length > 0 && Width(line + piece.TrimEnd(), size) > width)
            {
                yield return line.ToString().TrimEnd();
                line.Clear();
            }
            line.Append(line.Length == 0 ? piece.TrimStart() : piece);
            while (Width(line.ToString().TrimEnd(), size) > width && Fitting(line.ToString(), size, width) is var fits and > 0 && fits < line.Length)
            {
                yield return line.ToString(0, fits);
                line.Remove(0, fits);
            }
        }
        if (line.Length > 0) yield return line.ToString().TrimEnd();
    }

    // How much of a word that is wider than a whole line goes on this one; at least one character.
    static int Fitting(string text, double size, double width)
    {
        var (at, used) = (0, 0.0);
        foreach (var rune in text.EnumerateRunes())
        {
            used += Share(rune) * size;
            if (used > width && at > 0) break;
            at += rune.Utf16SequenceLength;
        }
        return at;
    }

    // What must stay together: an English word with its space, a Chinese character with the signs that may not begin or end a line.
    static IEnumerable<string> Pieces(string text)
    {
        var piece = new StringBuilder();
        Rune? before = null;
        foreach (var rune in text.EnumerateRunes())
        {
            if (before is { } last && MayBreak(last, rune))
            {
                yield return piece.ToString();
                piece.Clear();
            }
            piece.Append(rune);
            before = rune;
        }
        if (piece.Length > 0) yield return piece.ToString();
    }

    static bool MayBreak(Rune before, Rune after)
    {
        if (Is(NeverFirst, after) || Is(NeverLast, before) || after.Value is ' ' or 0xA0 || before.Value == 0xA0) return false;
        return before.Value is ' ' or '/' || IsWide(before) || IsWide(after) || Is(NeverLast, after) || before.Value == '›';
    }

    static bool IsWide(Rune rune) => rune.Value >= 0x2E80;

    static bool Is(string signs, Rune rune) => rune.IsBmp && signs.Contains((char)rune.Value);
}
