using System.CommandLine;
using System.CommandLine.Invocation;
using Microsoft.AspNetCore.Connections;
using ResidentBot.Store;

namespace ResidentBot.Host.Commands;

/// <summary>
/// All commands, and what their exit codes mean: 0 done, 1 cannot run (a port in use, no redis-server), 2 something is wrong with what was written:
/// the files or the command line.
/// </summary>
/// <param name="input">Asked for only where it is read: merely looking at a terminal's input changes its mode.</param>
/// <param name="output">What a command is asked for.</param>
/// <param name="error">Why it cannot be had.</param>
sealed class CommandLine(Func<TextReader> input, TextWriter output, TextWriter error)
{
    /// <summary>It cannot run here and now.</summary>
    public const int CannotRun = 1;

    /// <summary>Files or the command line are wrong.</summary>
    public const int Mistaken = 2;

    // Longer than the slowest provider answers: what is being sent is waited for.
    static readonly TimeSpan Drain = TimeSpan.FromSeconds(30);

    /// <summary>Runs one command to its end and returns its exit code.</summary>
    public async Task<int> RunAsync(params string[] arguments)
    {
        var root = new RootCommand("The message desk of a housing community.")
        {
            ServeCommand.Create(),
            CheckCommand.Create(),
            WebhookCommand.Create(),
            ChatCommand.Create(input),
            InitCommand.Create(),
            Understanding.UnderstandCommand.Create(input),
            ImportCommand.Create(input),
            ExportCommand.Create(),
            SampleCommand.Create(),
            EditionCommand.Create(),
        };
        var parsed = root.Parse(arguments);
        var invocation = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = Drain,
        };
        try
        {
            var code = await parsed.InvokeAsync(invocation);
            return parsed.Action is ParseErrorAction ? Mistaken : code;
        }
        catch (ConfigurationException fault)
        {
            Terminal.Of(error).Problems(fault.Problems);
            return Mistaken;
        }
        catch (Exception fault) when (Explain(fault) is { } explanation)
        {
            Terminal.Of(error).Line(explanation, "red");
            return CannotRun;
        }
    }

    // Null for a fault of our own: that one keeps its stack.
    static string? Explain(Exception fault) => fault switch
    {
        PrivateRedisException or StoreDownException => fault.Message,
        IOException { InnerException: AddressInUseException } => $"{fault.Message} Stop the program that has it, or listen elsewhere: --urls http://127.0.0.1:8081",
        IOException or UnauthorizedAccessException => fault.Message,
        OperationCanceledException => "stopped",
        _ => null,
    };
}
