using ResidentBot.Host.Tests.Configuration;
using ResidentBot.Host.Tests.Harness;
using Xunit;

namespace ResidentBot.Host.Tests.Commands;

public sealed class CommandLineTests
{
    static readonly string[] Shipped = ["--config", Path.Combine(TestCommunity.Repository(), "config"), "--dialogs", TestCommunity.Dialogs];

    [Theory]
    [InlineData(0, "--help")]
    [InlineData(0, "serve", "--help")]
    [InlineData(0, "chat", "--help")]
    [InlineData(2)]
    [InlineData(2, "surf")]
    [InlineData(2, "check", "--colour")]
    [InlineData(2, "serve", "--redis", "nowhere")]
    [InlineData(2, "serve", "--urls", "8080")]
    [InlineData(0, "understand", "--help")]
    [InlineData(2, "understand", "--folds", "1")]
    [InlineData(2, "chat", "--channel", "pigeon")]
    [InlineData(2, "chat", "--from", "tomorrow")]
    [InlineData(2, "check", "--config", "/nowhere")]
    [InlineData(2, "serve", "--config", "/nowhere")]
    public async Task The_exit_code_tells_a_wrong_command_line_from_a_right_one(int code, params string[] arguments) =>
        Assert.Equal(code, (await CommandRun.OfAsync(arguments)).ExitCode);

    [Fact]
    public async Task Help_names_every_command()
    {
        var help = (await CommandRun.OfAsync("--help")).Output;

        Assert.All((string[])["serve", "check", "chat", "init", "understand"], command => Assert.Contains(command, help, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Check_counts_what_a_right_community_has()
    {
        var run = await CommandRun.OfAsync(["check", .. Shipped]);

        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"^oak: 橡园社区 Oak Garden: \d+ dialogs, \d+ residents, 7 queues, \d+ accounts", run.Output);
    }

    [Fact]
    public async Task What_is_not_written_to_a_terminal_has_no_colours()
    {
        var check = await CommandRun.OfAsync(["check", .. Shipped]);
        var chat = await CommandRun.ReadingAsync("你好\n", ["chat", .. Shipped]);

        Assert.DoesNotContain('\u001b', check.Output + chat.Output);
    }
}

public sealed class ChatCommandTests
{
    static readonly string[] Shipped = ["--config", Path.Combine(TestCommunity.Repository(), "config"), "--dialogs", TestCommunity.Dialogs];

    static Task<CommandRun> ChatAsync(string input, params string[] options) => CommandRun.ReadingAsync(input, ["chat", .. Shipped, .. options]);

    [Fact]
    public async Task A_talk_through_a_pipe_ends_with_its_input()
    {
        var run = await ChatAsync("人工\n");

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("> 人工\n! ticket ", run.Output, StringComparison.Ordinal);
        Assert.Contains("\n< ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Buttons_are_numbers_where_a_channel_has_none()
    {
        Assert.Contains(" | ", (await ChatAsync("你好\n")).Output, StringComparison.Ordinal);
        Assert.Contains("\n  1 ", (await ChatAsync("你好\n", "--channel", "sms")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/fly\n", "/fly")]
    [InlineData("/tap 1\n", "offered")]
    [InlineData("/advance soon\n", "30m")]
    [InlineData("/location here\n", "31.2,121.5")]
    [InlineData("/staff claim\n", "no open ticket")]
    [InlineData("/save\n", "a file")]
    public async Task A_command_that_makes_no_sense_is_explained_and_the_talk_goes_on(string input, string explanation)
    {
        var run = await ChatAsync(input + "人工\n");

        Assert.Contains(explanation, run.Output, StringComparison.Ordinal);
        Assert.Contains("! ticket ", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--as", "nobody")]
    [InlineData("--community", "elm")]
    [InlineData("--as", "wu-min", "--channel", "sms")]
    public async Task Who_is_not_there_cannot_talk(params string[] options) => Assert.Equal(2, (await ChatAsync("", options)).ExitCode);

    [Fact]
    public async Task A_saved_talk_can_be_read_again()
    {
        using var folder = new TemporaryFolder();

        await ChatAsync($"人工\n/save {folder["talk.yml"]}\n", "--from", "2026-03-04 09:00", "--language", "zh");

        var problems = new List<Core.Files.Problem>();
        var saved = Host.Commands.Chat.SavedTalk.Read("talk.yml", await File.ReadAllTextAsync(folder["talk.yml"], TestContext.Current.CancellationToken), problems);
        Assert.Empty(problems);
        Assert.Equal(["人工"], saved!.Inputs);
        Assert.Equal("2026-03-04 09:00", Host.Commands.Chat.TalkSetting.Time.Format(saved.Setting.From));
    }
}
