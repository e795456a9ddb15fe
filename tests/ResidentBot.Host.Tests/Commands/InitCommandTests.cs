using ResidentBot.Host.Tests.Configuration;
using ResidentBot.Host.Tests.Harness;
using Xunit;

namespace ResidentBot.Host.Tests.Commands;

public sealed class InitCommandTests
{
    static Task<CommandRun> CheckAsync(TemporaryFolder folder) => CommandRun.OfAsync("check", "--config", folder["config"], "--dialogs", TestCommunity.Dialogs);

    [Fact]
    public async Task What_init_writes_passes_check_as_it_is()
    {
        using var folder = new TemporaryFolder();

        Assert.Equal(0, (await CommandRun.OfAsync("init", folder["config"])).ExitCode);

        var check = await CheckAsync(folder);
        Assert.Equal("home: 我们的社区 Our community: 9 dialogs, 0 residents, 5 queues, 1 account\n", check.Output.ReplaceLineEndings("\n"));
        Assert.Equal(0, check.ExitCode);
    }

    [Fact]
    public async Task Names_stand_in_the_files_however_they_are_written()
    {
        using var folder = new TemporaryFolder();

        await CommandRun.OfAsync("init", folder["config"], "--id", "maple", "--name-zh", "“枫”林: #1", "--name-en", "Maple \"Court\"", "--zone", "Europe/London", "--phone", "+44 20 7946 0000");

        Assert.StartsWith("maple: “枫”林: #1 Maple \"Court\": ", (await CheckAsync(folder)).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sms:+447700900107", new[] { "TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_NUMBER" })]
    [InlineData("telegram:77", new[] { "TELEGRAM_TOKEN" })]
    public async Task The_channel_of_the_person_on_duty_waits_only_for_its_secrets(string address, string[] variables)
    {
        using var folder = new TemporaryFolder();

        await CommandRun.OfAsync("init", folder["config"], "--duty-address", address);

        var problems = (await CheckAsync(folder)).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[..^1];
        Assert.Equal(variables, problems.Select(problem => problem.Split('`')[1]));
    }

    [Theory]
    [InlineData("--id", "Maple Court")]
    [InlineData("--zone", "Europe/Londn")]
    [InlineData("--duty-address", "sms:555")]
    public async Task A_wrong_option_writes_nothing(string option, string value)
    {
        using var folder = new TemporaryFolder();

        Assert.Equal(2, (await CommandRun.OfAsync("init", folder["config"], option, value)).ExitCode);
        Assert.False(Directory.Exists(folder["config"]));
    }

    [Fact]
    public async Task Nothing_is_ever_overwritten()
    {
        using var folder = new TemporaryFolder().Write("config/home/community.yml", "mine").Write("config/host.yml", "urls: http://127.0.0.1:9");

        Assert.Equal(2, (await CommandRun.OfAsync("init", folder["config"])).ExitCode);
        Assert.Equal(0, (await CommandRun.OfAsync("init", folder["config"], "--id", "maple")).ExitCode);

        Assert.Equal("mine", await File.ReadAllTextAsync(folder["config/home/community.yml"], TestContext.Current.CancellationToken));
        Assert.Equal("urls: http://127.0.0.1:9", await File.ReadAllTextAsync(folder["config/host.yml"], TestContext.Current.CancellationToken));
        Assert.False(File.Exists(folder["config/home/staff.yml"]));
    }
}
