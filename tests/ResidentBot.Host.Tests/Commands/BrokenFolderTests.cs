using ResidentBot.Host.Tests.Harness;
using Xunit;

namespace ResidentBot.Host.Tests.Commands;

public sealed class BrokenFolderTests
{
    static readonly string Broken = Path.Combine(TestCommunity.Repository(), "tests/ResidentBot.Host.Tests/Commands/Broken");

    [Fact]
    public async Task Every_mistake_of_every_file_is_reported_where_it_stands_in_one_run_of_check()
    {
        using var folder = new Configuration.TemporaryFolder();
        Copy(Broken, folder.Path);
        File.Copy(Path.Combine(TestCommunity.Dialogs, "texts.yml"), folder["dialogs/texts.yml"]);

        var run = await CommandRun.OfAsync("check", "--config", folder["config"], "--dialogs", folder["dialogs"]);

        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Error);
        var reported = run.Output.Replace(folder.Path + "/", "", StringComparison.Ordinal);
        var expected = Path.Combine(Broken, "check.expected");
        if (Environment.GetEnvironmentVariable("ACCEPT_TRANSCRIPTS") == "1") await File.WriteAllTextAsync(expected, reported, TestContext.Current.CancellationToken);
        Assert.Equal(await File.ReadAllTextAsync(expected, TestContext.Current.CancellationToken), reported);
    }

    static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*.yml", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
