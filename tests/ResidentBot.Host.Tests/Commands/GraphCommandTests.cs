using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using Xunit;

namespace ResidentBot.Host.Tests.Commands;

/// <summary><c>check --graph</c>: one picture a dialog, or a clear word why not.</summary>
public sealed class GraphCommandTests
{
    static readonly string[] Shipped = ["--config", Path.Combine(TestCommunity.Repository(), "config"), "--dialogs", TestCommunity.Dialogs];

    [Theory]
    [InlineData("svg", ".svg", "<svg ")]
    [InlineData("mermaid", ".mmd", "---\ntitle: ")]
    public async Task Each_dialog_has_one_picture(string format, string extension, string begins)
    {
        var folder = TestFolders.New("graph");
        var run = await CommandRun.OfAsync(["check", "--graph", folder, "--format", format, .. Shipped]);

        Assert.Equal(0, run.ExitCode);
        var dialogs = Directory.GetFiles(TestCommunity.Dialogs, "*.yml").Select(Path.GetFileNameWithoutExtension).Where(name => name != "texts");
        Assert.Equal(dialogs.Order(), Directory.GetFiles(Path.Combine(folder, "oak"), "*" + extension).Select(Path.GetFileNameWithoutExtension).Order());
        Assert.All(Directory.GetFiles(Path.Combine(folder, "oak")), file => Assert.StartsWith(begins, File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_named()
    {
        var file = Path.Combine(TestFolders.New("graph"), "taken");
        await File.WriteAllTextAsync(file, "");
        var run = await CommandRun.OfAsync(["check", "--graph", file, .. Shipped]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"--graph {file}: expected a folder that can be written", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_format_is_a_wrong_command_line() =>
        Assert.Equal(2, (await CommandRun.OfAsync(["check", "--graph", "x", "--format", "png", .. Shipped])).ExitCode);
}
