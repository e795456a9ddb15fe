using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;

namespace ResidentBot.Host.Tests.Commands;

/// <summary>The built program as an operator starts it: <c>residentbot serve</c> on the shipped files, in a process and a folder of its own.</summary>
sealed partial class ServeProcess : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    readonly Process _process;
    readonly Task<string> _errors;

    ServeProcess(Process process, string data)
    {
        (_process, Data) = (process, data);
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Where its private Redis works.</summary>
    public string Data { get; }

    /// <summary>What it printed until it was listening, or until its end.</summary>
    public string Printed { get; private set; } = "";

    /// <summary>Where its chat page is; null when it ended instead.</summary>
    public Uri? Chat { get; private set; }

    /// <summary>Starts it and reads what it prints up to its last line, or to its end.</summary>
    public static async Task<ServeProcess> StartAsync(string urls)
    {
        var data = TestFolders.New("serve");
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "residentbot"))
        {
            WorkingDirectory = data,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        string[] arguments =
        [
            "serve", "--config", Path.Combine(TestCommunity.Repository(), "config"), "--dialogs", TestCommunity.Dialogs,
            "--data", Path.Combine(data, "data"), "--media", Path.Combine(data, "media"), "--urls", urls,
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var secret in start.Environment.Keys.Where(name => name.StartsWith("TWILIO_", StringComparison.Ordinal) || name.StartsWith("TELEGRAM_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(secret);
        var serving = new ServeProcess(Process.Start(start)!, data);
        await serving.ReadAsync();
        return serving;
    }

    /// <summary>Waits until readiness is green.</summary>
    public async Task ReadyAsync()
    {
        using var http = new HttpClient { BaseAddress = Chat };
        await RunningHost.UntilAsync("/health/ready answers 200", async () => (await http.GetAsync(new Uri("/health/ready", UriKind.Relative))).StatusCode == HttpStatusCode.OK);
    }

    /// <summary>Sends a signal by its name and waits for the end.</summary>
    public async Task<int> EndAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        return await EndedAsync();
    }

    /// <summary>Waits for the end.</summary>
    public async Task<int> EndedAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    /// <summary>What it printed as errors; after its end.</summary>
    public Task<string> ErrorsAsync() => _errors;

    /// <summary>Processes that still work in its folder.</summary>
    public IEnumerable<string> LeftBehind() => Directory.EnumerateDirectories("/proc")
        .Where(folder => int.TryParse(Path.GetFileName(folder), out var id) && id != _process.Id && WorksIn(folder))
        .Select(folder => File.ReadAllText($"{folder}/comm").Trim());

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            Printed += line + "\n";
            if (ChatPage().Match(line) is { Success: true } chat) Chat = new Uri(chat.Groups[1].Value);
            if (line.Contains(" init DIR", StringComparison.Ordinal)) break;
        }
        // Its pipe must not fill up.
        if (Chat is not null) _ = _process.StandardOutput.ReadToEndAsync();
    }

    bool WorksIn(string process)
    {
        try
        {
            return File.ResolveLinkTarget($"{process}/cwd", returnFinalTarget: false)?.FullName.StartsWith(Data, StringComparison.Ordinal) == true;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"Chat page\s+(http://\S+)/chat")]
    private static partial Regex ChatPage();
}
