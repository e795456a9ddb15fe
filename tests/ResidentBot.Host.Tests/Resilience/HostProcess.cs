using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using ResidentBot.Host.Tests.Harness;

namespace ResidentBot.Host.Tests.Resilience;

/// <summary>The real program in a process of its own, for tests that kill it.</summary>
sealed partial class HostProcess : IAsyncDisposable
{
    static readonly string Program = Path.Combine(AppContext.BaseDirectory, "residentbot.dll");
    readonly Process _process;
    readonly StringBuilder _output = new();
    bool _isOver;

    HostProcess(Process process) => _process = process;

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>What it wrote so far, for the words of a failed test.</summary>
    public string Output
    {
        get { lock (_output) return _output.ToString(); }
    }

    /// <summary>Starts it and waits until it listens.</summary>
    public static async Task<HostProcess> StartAsync(TestCommunity files, string redis, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("dotnet",
        [
            Program, "serve", "--config", files.Config, "--dialogs", TestCommunity.Dialogs, "--data", Path.Combine(files.Config, "data"),
            "--media", Path.Combine(files.Config, "media"), "--redis", redis, "--urls", "http://127.0.0.1:0",
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            // Whatever a broken test leaves behind is swept up with its folder.
            WorkingDirectory = files.Config,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var host = new HostProcess(Process.Start(start)!);
        var listens = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        host._process.OutputDataReceived += (_, line) => host.Read(line.Data, listens);
        host._process.ErrorDataReceived += (_, line) => host.Read(line.Data, listens);
        host._process.BeginOutputReadLine();
        host._process.BeginErrorReadLine();
        try
        {
            host.Address = await listens.Task.WaitAsync(TimeSpan.FromSeconds(60));
            return host;
        }
        catch (TimeoutException fault)
        {
            throw new TimeoutException($"the host does not listen: {host.Output}", fault);
        }
        finally
        {
            if (host.Address is null) await host.DisposeAsync();
        }
    }

    /// <summary>What it holds of this machine's memory, in bytes.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Ends it as the kernel does when memory runs out: nothing is stored, nothing is given back.</summary>
    public void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        if (_isOver) return;
        _isOver = true;
        Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    // The greeting of a host that is ready: "  Chat page    http://127.0.0.1:8080/chat".
    [GeneratedRegex(@"^\s+Chat page\s+(http://\S+)/chat$")]
    private static partial Regex ChatPage();

    void Read(string? line, TaskCompletionSource<Uri> listens)
    {
        if (line is null)
        {
            listens.TrySetException(new InvalidOperationException($"the host ended: {Output}"));
            return;
        }
        lock (_output) _output.AppendLine(line);
        if (ChatPage().Match(line) is { Success: true } chat) listens.TrySetResult(new Uri(chat.Groups[1].Value));
    }
}
