namespace ResidentBot.Core.Imports;

/// <summary>A table as it was read from a file, nothing in it understood yet.</summary>
/// <param name="File">The file's name, for mistakes.</param>
/// <param name="Header">The first line that is not empty.</param>
/// <param name="Rows">All others that are not empty.</param>
public sealed record Sheet(string File, SheetRow Header, IReadOnlyList<SheetRow> Rows);

/// <summary>One row.</summary>
/// <param name="Line">The line of the file it begins on, from 1.</param>
/// <param name="Cells">As written.</param>
public sealed record SheetRow(int Line, IReadOnlyList<string> Cells);

/// <summary>What a cell says: nothing, "clear it", or a text.</summary>
/// <param name="Text">The text; "" for the other two.</param>
/// <param name="Clears">Whether it is the sign for "clear it".</param>
public readonly record struct Cell(string Text, bool Clears)
{
    const string ClearSign = "-";
    const string Dangerous = "=+-@'\t\r";

    /// <summary>An empty cell.</summary>
    public static Cell Nothing { get; } = new("", false);

    /// <summary>Whether it says anything.</summary>
    public bool IsTold => Clears || Text.Length > 0;

    /// <summary>
    /// Reads a cell. An apostrophe before a sign that a spreadsheet program takes for a formula is ours, and is taken off again.
    /// </summary>
    public static Cell Read(string raw)
    {
        var text = raw.Trim();
        if (text.Length == 0) return Nothing;
        if (text == ClearSign) return new Cell("", true);
        return new Cell(text.Length > 1 && text[0] == '\'' && Dangerous.Contains(text[1], StringComparison.Ordinal) ? text[1..] : text, false);
    }

    /// <summary>Writes a text so that no spreadsheet program takes it for a formula; <see cref="Read"/> gives the same text back.</summary>
    public static string Write(string text) => text.Length > 0 && Dangerous.Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
}
