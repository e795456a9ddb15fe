using ResidentBot.Host.Tests.Configuration;
using ResidentBot.Host.Tests.Harness;
using Xunit;

namespace ResidentBot.Host.Tests.Commands;

public sealed class UnderstandCommandTests
{
    static readonly string[] Shipped = ["understand", "--tsv", "--dialogs", TestCommunity.Dialogs];

    [Fact]
    public async Task Every_line_is_answered_by_one_line_in_its_order()
    {
        string[] lines = ["退订", "我爸晕倒了", "", "厨房水管漏水", "1", "ＳＴＯＰ"];

        var run = await CommandRun.ReadingAsync(string.Join('\n', lines) + "\n", Shipped);

        Assert.Equal(0, run.ExitCode);
        var rows = run.Output.TrimEnd('\n').Split('\n').Select(line => line.Split('\t')).ToList();
        Assert.Equal(lines.Length, rows.Count);
        Assert.All(rows, row => Assert.Equal(6, row.Length));
        Assert.All(rows, row => Assert.InRange(double.Parse(row[1]), 0, 1));
        Assert.All(rows, row => Assert.Contains(row[4], (string[])["yes", "no"]));
        Assert.All(rows, row => Assert.Contains(row[5], (string[])["bot", "staff", "page"]));
        Assert.Equal(["opt_out", "0.990", "-", "none", "no", "bot"], rows[0]);
        Assert.Equal(("yes", "page"), (rows[1][4], rows[1][5]));
        Assert.Equal(("service_request", "plumbing"), (rows[3][0], rows[3][2]));
        Assert.Equal("checkin_ok", rows[4][0]);
        Assert.Equal("opt_out", rows[5][0]);
    }

    [Fact]
    public async Task A_file_of_labelled_texts_is_learned_and_measured()
    {
        using var folder = new TemporaryFolder();
        string[] words = ["light", "music", "rain"];
        var rows = words.SelectMany(word => Enumerable.Range(0, 8).Select(i => $"{(i < 6 ? "train" : "test")}\t{word}\t{word} number {i} please"));
        await File.WriteAllTextAsync(folder["set.tsv"], "split\tlabel\ttext\n" + string.Join('\n', rows) + "\n", TestContext.Current.CancellationToken);

        var run = await CommandRun.OfAsync("understand", "--train", folder["set.tsv"], "--test", folder["set.tsv"]);

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("accuracy_in: 100.00\n", run.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.All((string[])["train_ms", "p99_us", "weights_mb"], name => Assert.Matches($"(?m)^{name}: [0-9.]+$", run.Output));
    }

    [Fact]
    public async Task A_line_that_is_no_row_is_named()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["set.tsv"], "split\tlabel\ttext\ntrain light on\n", TestContext.Current.CancellationToken);

        var run = await CommandRun.OfAsync("understand", "--train", folder["set.tsv"]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("set.tsv:2:1: expected 3 columns", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_examples_there_is_nothing_to_understand_with()
    {
        using var folder = new TemporaryFolder();

        var run = await CommandRun.OfAsync("understand", "--dialogs", folder.Path);

        Assert.Equal(2, run.ExitCode);
    }
}
