using System.Diagnostics;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using Xunit;

namespace ResidentBot.Host.Tests.WebChat;

/// <summary>The reference client drives our server, from another origin, by polling and by socket.</summary>
public sealed class DirectLineJs(SharedRedis redis)
{
    const string Origin = "http://www.example.org";

    static readonly string Folder = Path.Combine(TestCommunity.Repository(), "tests/ResidentBot.Host.Tests/WebChat/directline");
    static readonly Lazy<Task> Installed = new(InstallAsync);

    [Theory]
    [InlineData("polling")]
    [InlineData("socket")]
    public async Task The_reference_client_chats(string way)
    {
        await Installed.Value;
        await using var host = await ChatHost.StartAsync(redis, Origin);
        var token = await ChatHost.GenerateAsync(host);

        var (status, said) = await RunAsync("node", "drive.mjs", $"{host.App.Address}v3/directline", token.Token, Origin, way);

        Assert.True(status == 0 && said.TrimEnd().EndsWith("\"ok\"", StringComparison.Ordinal), said);
    }

    static async Task InstallAsync()
    {
        if (Directory.Exists(Path.Combine(Folder, "node_modules"))) return;
        var (status, said) = await RunAsync("npm", "install", "--ignore-scripts", "--no-audit", "--no-fund");
        Assert.True(status == 0, said);
    }

    static async Task<(int Status, string Said)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, said + await error);
    }
}
