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
