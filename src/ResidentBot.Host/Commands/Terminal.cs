using ResidentBot.Core.Files;
using Spectre.Console;

namespace ResidentBot.Host.Commands;

/// <summary>Lines for people: coloured in a terminal, plain in a pipe, a file, or with <c>NO_COLOR</c> set.</summary>
sealed class Terminal
{
    readonly TextWriter _plain;
    readonly IAnsiConsole? _coloured;

    Terminal(TextWriter plain, IAnsiConsole? coloured) => (_plain, _coloured) = (plain, coloured);

    /// <summary>Writes to a command's output or error stream.</summary>
    public static Terminal Of(TextWriter writer)
    {
        var isTerminal = (writer == Console.Out && !Console.IsOutputRedirected) || (writer == Console.Error && !Console.IsErrorRedirected);
        if (!isTerminal || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 }) return new Terminal(writer, null);
        var coloured = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        // The terminal itself breaks long lines: a path broken by us could not be clicked or copied.
        coloured.Profile.Width = 10_000;
        return new Terminal(writer, coloured);
    }

    /// <summary>One line, or several.</summary>
    /// <param name="text">Without markup.</param>
    /// <param name="style">As Spectre.Console names it, such as <c>bold red</c>.</param>
    public void Line(string text = "", string style = "default")
    {
        Part(text, style);
        _plain.WriteLine();
    }

    /// <summary>A part of a line.</summary>
    public void Part(string text, string style = "default")
    {
        if (_coloured is null || text.Length == 0) _plain.Write(text);
        else _coloured.Write(new Text(text, Style.Parse(style)));
    }

    /// <summary>A table; in a pipe its cells are separated by tabs.</summary>
    public void Table(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        if (_coloured is null)
        {
            foreach (var row in rows) _plain.WriteLine(string.Join('\t', row));
            return;
        }
        var table = new Table { Border = TableBorder.Simple };
        foreach (var column in header) table.AddColumn(new TableColumn(new Text(column, Style.Parse("grey"))));
        foreach (var row in rows) table.AddRow(row.Select(cell => new Text(cell)));
        _coloured.Write(table);
    }

    /// <summary>Shows how far some work is while it goes on; in a pipe nothing.</summary>
    /// <param name="title">What is done.</param>
    /// <param name="total">How much there is.</param>
    /// <param name="work">Told where to say how much is done.</param>
    public async Task<T> ProgressAsync<T>(string title, int total, Func<Action<int>, Task<T>> work)
    {
        if (_coloured is null) return await work(_ => { });
        return await _coloured.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn()).StartAsync(async shown =>
        {
            var task = shown.AddTask(Markup.Escape(title), maxValue: Math.Max(1, total));
            return await work(done => task.Value = done);
        });
    }

    /// <summary>Mistakes in files, as editors and build logs understand them.</summary>
    public void Problems(IReadOnlyList<Problem> problems)
    {
        foreach (var problem in problems)
        {
            Part($"{problem.File}:{problem.Line}:{problem.Column}: ", "bold");
            Line(problem.Message);
        }
        Line(problems.Count == 1 ? "1 problem" : $"{problems.Count} problems", "red");
    }
}
