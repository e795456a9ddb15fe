namespace ResidentBot.Core.Understanding;

/// <summary>One word of a text: a Latin word, a number, a single Chinese character, an emoji, or a break between clauses.</summary>
/// <param name="Id">A <see cref="TokenIds"/> value, the code point of a lone character, or the id its <see cref="Vocabulary"/> gave it.</param>
/// <param name="Start">Index of its first character in the text.</param>
/// <param name="End">Index after its last character.</param>
readonly record struct Token(int Id, int Start, int End);

/// <summary>The ids that mean something by themselves; code points and <see cref="FirstWord"/> onwards are words.</summary>
static class TokenIds
{
    /// <summary>In a pattern: here a clause begins. Never in a text.</summary>
    public const int ClauseStart = -1;

    /// <summary>In a pattern: here a clause ends. Never in a text.</summary>
    public const int ClauseEnd = -2;

    /// <summary>A word no pattern speaks of.</summary>
    public const int Unknown = 0;

    /// <summary>Comma and the like: ends a clause.</summary>
    public const int Comma = 1;

    /// <summary>Full stop, exclamation mark, new line: ends a sentence.</summary>
    public const int Stop = 2;

    /// <summary>A question mark: ends a sentence.</summary>
    public const int Question = 3;

    const int FirstEmoji = 0x1f000;

    /// <summary>The id of a syllable is this plus its <see cref="Sounds.Syllables"/> number: above all code points.</summary>
    public const int FirstSyllable = 0x110000;

    /// <summary>The id of a vocabulary's first word, above all code points.</summary>
    public const int FirstWord = 0x200000;

    /// <summary>Whether the id ends a clause.</summary>
    public static bool IsBreak(int id) => id is Comma or Stop or Question;

    /// <summary>Whether a clause begins or ends beside it: a break or an emoji.</summary>
    public static bool IsEdge(int id) => IsBreak(id) || id is >= FirstEmoji and < FirstSyllable;

    /// <summary>Whether the id ends a sentence.</summary>
    public static bool IsStop(int id) => id is Stop or Question;
}
