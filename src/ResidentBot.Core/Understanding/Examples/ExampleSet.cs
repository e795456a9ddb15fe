using System.Collections.Immutable;
using System.Text;
using ResidentBot.Core.Files;
using ResidentBot.Core.Understanding.Features;

namespace ResidentBot.Core.Understanding.Examples;

/// <summary>One example of what residents write.</summary>
/// <param name="Text">As they would write it.</param>
/// <param name="Intent">What it wants.</param>
/// <param name="Category">What it is about; <see cref="Labels.None"/> where that does not apply.</param>
/// <param name="Urgency">How soon.</param>
/// <param name="File">Where it stands.</param>
/// <param name="Line">In that file, from 1.</param>
public sealed record Example(string Text, string Intent, string Category, string Urgency, string File, int Line);

/// <summary>The examples of all intents, from <c>examples/&lt;intent&gt;.tsv</c>: a header <c>text category urgency</c>, then one example a line, columns separated by tabs.</summary>
/// <param name="All">In the order of files and lines.</param>
public sealed record ExampleSet(ImmutableArray<Example> All)
{
    const string Header = "text\tcategory\turgency";
    const int TextColumn = 1;

    /// <summary>Reads the files and reports every mistake; null when there is no example at all.</summary>
    public static ExampleSet? Read(IReadOnlyList<(string Path, string Text)> files, ICollection<Problem> problems)
    {
        var examples = ImmutableArray.CreateBuilder<Example>();
        var seen = new Dictionary<string, Example>(StringComparer.Ordinal);
        foreach (var (path, text) in files)
        {
            var intent = Path.GetFileNameWithoutExtension(path);
            if (!Labels.Intents.Contains(intent)) problems.Add(new Problem(path, 0, 0, $"unknown intent `{intent}`{Spelling.Hint(intent, Labels.Intents)}: the file's name must be one of {string.Join(", ", Labels.Intents)}"));
            else ReadFile(path, text, intent, examples, seen, problems);
        }
        foreach (var missing in Labels.Intents.Except(files.Select(file => Path.GetFileNameWithoutExtension(file.Path))))
            problems.Add(new Problem($"dialogs/understanding/examples/{missing}.tsv", 0, 0, "this file is missing: every intent needs examples"));
        return examples.Count == 0 ? null : new ExampleSet(examples.ToImmutable());
    }

    /// <summary>What must not stand twice: the text as it is learned from.</summary>
    public static string Normal(string text)
    {
        var units = Units.Of(text, literalNumbers: true);
        if (units.All is [{ Kind: UnitKind.Mark, Length: 1 } only] && units.Letters(only)[0] == '.') return text;
        var normal = new StringBuilder();
        foreach (var unit in units.All) normal.Append(units.Letters(unit)).Append(' ');
        return normal.ToString();
    }

    static void ReadFile(string path, string text, string intent, ImmutableArray<Example>.Builder examples, Dictionary<string, Example> seen, ICollection<Problem> problems)
    {
        var lines = text.Split('\n');
        if (lines[0].TrimEnd('\r') != Header) problems.Add(new Problem(path, 1, 1, "the first line must be `text category urgency`, separated by tabs"));
        var before = examples.Count;
        for (var i = 1; i < lines.Length; i++)
        {
            var line = lines[i].TrimEnd('\r');
            if (line.Length == 0 && i == lines.Length - 1) break;
            if (ReadLine(path, i + 1, line, intent, problems) is not { } example) continue;
            var normal = Normal(example.Text);
            if (!seen.TryAdd(normal, example)) Report(TextColumn, Repeated(example, seen[normal]));
            else examples.Add(example);

            void Report(int column, string message) => problems.Add(new Problem(path, i + 1, column, message));
        }
        if (examples.Count == before) problems.Add(new Problem(path, 0, 0, "the file has no example"));
    }

    static string Repeated(Example example, Example other) => example.Intent == other.Intent
        ? $"`{example.Text}` stands here already, in line {other.Line}"
        : $"`{example.Text}` already stands under `{other.Intent}`, in line {other.Line}: a text can mean one thing only";

    static Example? ReadLine(string path, int number, string line, string intent, ICollection<Problem> problems)
    {
        var cells = line.Split('\t');
        if (cells.Length != 3) return Wrong(1, $"expected 3 columns `text category urgency` separated by tabs, found {cells.Length}");
        var (text, category, urgency) = (cells[0], cells[1], cells[2]);
        if (text.Trim().Length == 0) return Wrong(1, "the text is empty");
        if (text != text.Trim()) return Wrong(1, "the text begins or ends with a blank");
        var column = text.Length + 2;
        if (!Labels.HasCategory(intent) && category != Labels.None) return Wrong(column, $"`{intent}` has no category: write `-`, not `{category}`");
        if (Labels.HasCategory(intent) && !Labels.Categories.Contains(category))
            return Wrong(column, $"unknown category `{category}`{Spelling.Hint(category, Labels.Categories)}: expected one of {string.Join(", ", Labels.Categories)}");
        column += category.Length + 1;
        if (!Labels.Urgencies.Contains(urgency)) return Wrong(column, $"unknown urgency `{urgency}`{Spelling.Hint(urgency, Labels.Urgencies)}: expected one of {string.Join(", ", Labels.Urgencies)}");
        return new Example(text, intent, category, urgency, path, number);

        Example? Wrong(int at, string message)
        {
            problems.Add(new Problem(path, number, at, message));
            return null;
        }
    }
}
