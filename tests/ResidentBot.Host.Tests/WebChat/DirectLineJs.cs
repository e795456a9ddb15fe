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
        await using var host = await ChatHost.StartAsync(redis, Origin);
        var token = await ChatHost.GenerateAsync(host, Origin);

        await DriveAsync(null, "drive.mjs", $"{host.App.Address}v3/directline", token.Token, Origin, way);
    }

    [Fact]
    public async Task The_reference_client_comes_through_a_restart_of_the_host()
    {
        var files = ChatHost.Write(Origin);
        var address = ChatHost.LastingAddress();
        var host = await ChatHost.StartAsync(files, redis.Address, urls: address);
        var token = await ChatHost.GenerateAsync(host);

        await DriveAsync(
            async line =>
            {
                if (line != "\"restart\"") return null;
                await host.DisposeAsync();
                host = await ChatHost.StartAsync(files, redis.Address, urls: address);
                return "restarted";
            },
            "restart.mjs", $"{address}/v3/directline", token.Token, Origin, "socket");
        await host.DisposeAsync();
    }

    [Fact]
    public async Task The_scripts_of_our_pages_ask_for_no_more_than_browsers_of_2017_know()
    {
        var pages = Path.Combine(TestCommunity.Repository(), "src/ResidentBot.Host/wwwroot/chat");

        await DriveAsync(null, ["old-syntax.mjs", .. Directory.GetFiles(pages, "*.js")]);
    }

    static async Task DriveAsync(Func<string, Task<string?>>? heard, params string[] arguments)
    {
        await Installed.Value;
        var (status, said) = await NodeProgram.RunAsync(Folder, heard, "node", arguments);
        Assert.True(status == 0 && said.Split('\n').Contains("\"ok\""), said);
    }

    static Task InstallAsync() => File.Exists(Path.Combine(Folder, "node_modules/.package-lock.json"))
        && File.GetLastWriteTimeUtc(Path.Combine(Folder, "node_modules/.package-lock.json")) >= File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json"))
            ? Task.CompletedTask
            : NodeProgram.SucceedAsync(Folder, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent");
}
