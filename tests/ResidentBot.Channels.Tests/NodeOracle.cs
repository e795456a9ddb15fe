using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Xunit;

namespace ResidentBot.Channels.Tests;

/// <summary>Asks packages that nobody here wrote: a script of oracles/ answers each JSON line with one JSON line.</summary>
static class NodeOracle
{
    static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "oracles");
    static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    static readonly Lazy<Task> Installed = new(InstallAsync);

    internal static async Task<JsonElement[]> AskAsync<T>(string script, IReadOnlyCollection<T> questions)
    {
        await Installed.Value;
        var lines = await RunAsync("node", [script], questions.Select(q => JsonSerializer.Serialize(q, Plain)));
        Assert.Equal(questions.Count, lines.Length);
        return [.. lines.Select(line => JsonSerializer.Deserialize<JsonElement>(line))];
    }

    static async Task InstallAsync()
    {
        // The marker comes last: an install that was cut short is begun again.
        var marker = Path.Combine(Folder, "node_modules", ".installed");
        var wanted = await File.ReadAllTextAsync(Path.Combine(Folder, "package-lock.json"));
        if (File.Exists(marker) && await File.ReadAllTextAsync(marker) == wanted) return;
        await RunAsync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], []);
        await File.WriteAllTextAsync(marker, wanted);
    }

    static async Task<string[]> RunAsync(string program, string[] arguments, IEnumerable<string> input)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        foreach (var line in input) await process.StandardInput.WriteLineAsync(line);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {arguments[0]} ended with {process.ExitCode}: {await errors}");
        return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
