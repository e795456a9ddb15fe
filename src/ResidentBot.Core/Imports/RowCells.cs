using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace ResidentBot.Core.Imports;

/// <summary>The cells of one row by their columns. Every getter reports what is wrong with its cell and goes on, so that one run finds all mistakes.</summary>
sealed class RowCells(string file, SheetRow row, Column?[] columns, List<Mistake> mistakes)
{
    const int Longest = 2000;
    static readonly ImmutableArray<LocalDatePattern> Dates =
    [
        .. ((string[])["uuuu-M-d", "uuuu/M/d", "uuuu.M.d", "uuuuMMdd", "uuuu年M月d日"]).Select(LocalDatePattern.CreateWithInvariantCulture),
    ];

    static readonly char[] Separators = [';', '；', '\n'];
    readonly ImmutableArray<string>.Builder _cleared = ImmutableArray.CreateBuilder<string>();

    /// <summary>The line of the file.</summary>
    public int Line => row.Line;

    /// <summary>The columns that the cells asked for clear.</summary>
    public ImmutableArray<string> Cleared => _cleared.ToImmutable();

    /// <summary>Reports a mistake.</summary>
    public void Report(string field, string code, string value = "", string other = "") => mistakes.Add(new Mistake(file, row.Line, field, code, value, other));

    /// <summary>Reports cells beyond the header.</summary>
    public void CheckWidth()
    {
        var width = row.Cells.Count;
        while (width > 0 && string.IsNullOrWhiteSpace(row.Cells[width - 1])) width--;
        if (width > columns.Length) Report("", "too_many_cells", width.ToString(CultureInfo.InvariantCulture), columns.Length.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>A text; null when nothing is written.</summary>
    public string? Text(string column, int longest = 80, bool mayClear = false, bool lines = false)
    {
        var cell = Find(column);
        if (!cell.IsTold) return null;
        if (cell.Clears)
        {
            if (mayClear) _cleared.Add(column);
            else Report(column, "cannot_clear");
            return null;
        }
        if (cell.Text.Any(c => char.IsControl(c) && !(lines && c is '\n' or '\r'))) Report(column, "control");
        else if (cell.Text.Length > longest) Report(column, "too_long", cell.Text.Length.ToString(CultureInfo.InvariantCulture), longest.ToString(CultureInfo.InvariantCulture));
        else return cell.Text;
        return null;
    }

    /// <summary>Whether anything is written.</summary>
    public bool IsTold(string column) => Find(column).IsTold;

    /// <summary>A text that must be there; "" after reporting otherwise.</summary>
    public string Required(string column, int longest = 80)
    {
        if (!Find(column).IsTold) Report(column, "missing");
        return Text(column, longest) ?? "";
    }

    /// <summary>An id; null when nothing is written.</summary>
    public string? Id(string column)
    {
        if (Text(column, 200) is not { } text) return null;
        if (ImportIds.IsId(text)) return text;
        Report(column, "bad_id", text);
        return null;
    }

    /// <summary>A date; null when nothing is written.</summary>
    public LocalDate? Date(string column, bool mayClear = false) => Text(column, mayClear: mayClear) is { } text ? Date(column, text) : null;

    /// <summary>A date within a cell.</summary>
    public LocalDate? Date(string column, string text)
    {
        foreach (var pattern in Dates)
            if (pattern.Parse(text).TryGetValue(default, out var date)) return date;
        Report(column, "bad_date", text);
        return null;
    }

    /// <summary>Yes or no; null when nothing is written.</summary>
    public bool? Flag(string column)
    {
        if (Text(column) is not { } text) return null;
        switch (text.ToLowerInvariant())
        {
            case "yes" or "y" or "true" or "1" or "是" or "有" or "对":
                return true;
            case "no" or "n" or "false" or "0" or "否" or "无" or "不":
                return false;
        }
        Report(column, "bad_flag", text);
        return null;
    }

    /// <summary>A word of a closed list; null when nothing is written.</summary>
    public T? Word<T>(string column, ImmutableArray<(string Word, T Value)> words) where T : struct => Text(column) is { } text ? Word(column, text, words) : null;

    /// <summary>A word within a cell.</summary>
    public T? Word<T>(string column, string text, ImmutableArray<(string Word, T Value)> words) where T : struct
    {
        foreach (var (word, value) in words)
            if (string.Equals(word, text, StringComparison.OrdinalIgnoreCase)) return value;
        Report(column, "bad_word", text, string.Join(", ", words.Select(one => one.Word)));
        return null;
    }

    /// <summary>The items of a list; empty when nothing is written.</summary>
    public ImmutableArray<string> List(string column) => Text(column, Longest, mayClear: true, lines: true) is { } text
        ? [.. text.Split(Separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)] : [];

    Cell Find(string column)
    {
        for (var i = 0; i < columns.Length; i++)
            if (columns[i]?.Id == column) return i < row.Cells.Count ? Cell.Read(row.Cells[i]) : Cell.Nothing;
        return Cell.Nothing;
    }
}
