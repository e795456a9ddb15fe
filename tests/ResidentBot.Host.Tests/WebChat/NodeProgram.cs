using System.Diagnostics;
using Xunit;

namespace ResidentBot.Host.Tests.WebChat;

/// <summary>Runs a program of Node's in a folder.</summary>
static class NodeProgram
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Runs it and wants it to succeed.</summary>
    public static async Task SucceedAsync(string folder, string program, params string[] arguments)
    {
        var (status, said) = await RunAsync(folder, null, program, arguments);
        Assert.True(status == 0, said);
    }

    /// <summary>
    /// Runs it; its exit code and all it said. <paramref name="heard"/> is told each line as it comes, and what it answers is written back as a line.
    /// </summary>
    public static async Task<(int Status, string Said)> RunAsync(string folder, Func<string, Task<string?>>? heard, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        await using var ended = patience.Token.Register(() => process.Kill(entireProcessTree: true));
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var said = new List<string>();
        while (await process.StandardOutput.ReadLineAsync(CancellationToken.None) is { } line)
        {
            said.Add(line);
            if (heard is not null && await heard(line) is { } answer) await process.StandardInput.WriteLineAsync(answer);
        }
        await process.WaitForExitAsync(CancellationToken.None);
        return (process.ExitCode, string.Join('\n', said) + "\n" + await error);
    }
}
