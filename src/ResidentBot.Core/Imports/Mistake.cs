using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Imports;

/// <summary>Why a row, or a whole file, is refused.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Line">The line; 0 for the file as a whole.</param>
/// <param name="Field">The column; "" for the whole row.</param>
/// <param name="Code">Which mistake; see <see cref="MistakeTexts"/>.</param>
/// <param name="Value">What was found.</param>
/// <param name="Other">What else the sentence needs.</param>
public sealed record Mistake(string File, int Line, string Field, string Code, string Value = "", string Other = "")
{
    /// <summary>What is wrong, for people.</summary>
    public string Why(Language language) => Fill(MistakeTexts.All[Code].Why[language]);

    /// <summary>What should stand there instead.</summary>
    public string Expected(Language language) => Fill(MistakeTexts.All[Code].Expected[language]);

    /// <summary><c>file:line: field: why; expected ...</c></summary>
    public string Say(Language language)
    {
        var sentence = MistakeTexts.Sentence[language]
            .Replace("{expected}", Expected(language), StringComparison.Ordinal)
            .Replace("{why}", Why(language), StringComparison.Ordinal);
        return $"{File}:{Line}: {(Field.Length == 0 ? "" : Field + ": ")}{sentence}";
    }

    /// <inheritdoc/>
    public override string ToString() => Say(Language.En);

    string Fill(string text) => text.Replace("{value}", Value, StringComparison.Ordinal).Replace("{other}", Other, StringComparison.Ordinal);
}
