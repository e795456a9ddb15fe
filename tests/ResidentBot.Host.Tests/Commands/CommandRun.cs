using ResidentBot.Host.Commands;

namespace ResidentBot.Host.Tests.Commands;

/// <summary>One command of the real command line, run in this process, and what it printed.</summary>
sealed record CommandRun(int ExitCode, string Output, string Error)
{
    public static Task<CommandRun> OfAsync(params string[] arguments) => ReadingAsync("", arguments);

    /// <summary>Runs a command that reads these lines.</summary>
    public static async Task<CommandRun> ReadingAsync(string input, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await new CommandLine(() => new StringReader(input), output, error).RunAsync(arguments);
        return new CommandRun(code, output.ToString(), error.ToString());
    }
}
