using ResidentBot.Core.Files;
using ResidentBot.Core.Understanding.Learning;

namespace ResidentBot.Host.Commands.Understanding;

/// <summary>A file of texts with their labels: <c>split label text</c>, separated by tabs, under a header of these names.</summary>
/// <param name="Rows">Texts and labels by split.</param>
sealed record LabelledFile(ILookup<string, LabelledText> Rows)
{
    const string Header = "split\tlabel\ttext";

    /// <summary>Reads a file; every line that is no row is reported.</summary>
    public static LabelledFile Read(string path)
    {
        var problems = new List<Problem>();
        var lines = File.ReadAllLines(path);
        if (lines.Length == 0 || lines[0] != Header) problems.Add(new Problem(path, 1, 1, "the first line must be `split label text`, separated by tabs"));
        var rows = new List<(string Split, LabelledText Row)>();
        for (var i = 1; i < lines.Length; i++)
        {
            var cells = lines[i].Split('\t');
            if (cells.Length == 3 && cells[0].Length > 0 && cells[1].Length > 0) rows.Add((cells[0], new LabelledText(cells[2], cells[1])));
            else problems.Add(new Problem(path, i + 1, 1, $"expected 3 columns `split label text`, found {cells.Length}"));
        }
        return problems.Count > 0 ? throw new ConfigurationException([.. problems]) : new LabelledFile(rows.ToLookup(row => row.Split, row => row.Row));
    }

    /// <summary>The rows of a split; all rows when the file has no such split.</summary>
    public IReadOnlyList<LabelledText> Split(string name) => Rows.Contains(name) ? [.. Rows[name]] : [.. Rows.SelectMany(rows => rows)];
}
