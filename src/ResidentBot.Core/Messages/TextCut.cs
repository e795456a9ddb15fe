namespace ResidentBot.Core.Messages;

/// <summary>The one rule by which a text is cut at a number of UTF-16 units: never between the two halves of a character.</summary>
public static class TextCut
{
    /// <summary>The first so many units, or one less where that would halve a character. Half a character that came so stays as it is.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="most">From 1 unit.</param>
    public static string Head(string text, int most)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= most ? text : text[..Whole(text, most)];
    }

    /// <summary>The last place between two characters at or before <paramref name="at"/>, which is from 1 to one less than the text is long.</summary>
    public static int Whole(ReadOnlySpan<char> text, int at) => char.IsHighSurrogate(text[at - 1]) && char.IsLowSurrogate(text[at]) ? at - 1 : at;
}
