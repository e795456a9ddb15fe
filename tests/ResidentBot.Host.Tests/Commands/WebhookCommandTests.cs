using System.Globalization;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.StandIns;
using Xunit;

namespace ResidentBot.Host.Tests.Commands;

/// <summary><c>residentbot webhook</c>: one look that says whether a bot's updates reach us, and never its token.</summary>
public sealed class WebhookCommandTests
{
    static int _variables;

    [Fact]
    public async Task A_webhook_is_set_looked_at_and_taken_back()
    {
        await using var telegram = await TelegramStandIn.StartAsync();
        var (folder, id) = Write(telegram, "webhook");
        var before = await RunAsync(telegram, folder);
        Assert.Equal(2, before.ExitCode);
        Assert.Contains("no webhook is set, so nothing arrives", before.Output, StringComparison.Ordinal);

        var set = await RunAsync(telegram, folder, "--set");
        Assert.Equal(0, set.ExitCode);
        Assert.Equal($"https://desk.example.org/in/hooks/{id}/telegram", telegram.Webhook!.Url.AbsoluteUri);
        Assert.Contains($"bot            @{TelegramStandIn.UserName}", set.Output, StringComparison.Ordinal);
        Assert.Contains("fine: updates reach us as the files say", (await RunAsync(telegram, folder, "--community", id, "--account", "telegram")).Output, StringComparison.Ordinal);

        Assert.Contains("the host sets it again", (await RunAsync(telegram, folder, "--delete")).Output, StringComparison.Ordinal);
        Assert.Null(telegram.Webhook);
    }

    [Fact]
    public async Task What_Telegram_cannot_deliver_is_told_with_its_reason()
    {
        await using var telegram = await TelegramStandIn.StartAsync();
        var (folder, _) = Write(telegram, "webhook");
        await RunAsync(telegram, folder, "--set");
        telegram.FailDeliveries("Wrong response from the webhook: 503 Service Unavailable");
        Assert.Equal(0, (await RunAsync(telegram, folder)).ExitCode);
        telegram.Push(telegram.MessageUpdate(77, "你好"));
        var run = await RunAsync(telegram, folder);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("waiting        1", run.Output, StringComparison.Ordinal);
        Assert.Contains("Telegram cannot deliver to us: Wrong response from the webhook: 503", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_webhook_of_former_days_is_told_where_the_files_say_poll()
    {
        await using var telegram = await TelegramStandIn.StartAsync();
        var (folder, _) = Write(telegram, "webhook");
        await RunAsync(telegram, folder, "--set");
        var (polling, _) = Write(telegram, "poll");
        Assert.Contains("polling brings nothing", (await RunAsync(telegram, polling)).Output, StringComparison.Ordinal);
        Assert.Contains("`mode: poll`", (await RunAsync(telegram, polling, "--set")).Error, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync(telegram, polling, "--delete")).ExitCode);
        Assert.Equal(0, (await RunAsync(telegram, polling)).ExitCode);
    }

    [Fact]
    public async Task A_wrong_token_or_account_is_named_and_nothing_is_changed()
    {
        await using var telegram = await TelegramStandIn.StartAsync();
        await using var other = await TelegramStandIn.StartAsync("1:other");
        var (folder, _) = Write(telegram, "webhook", other.Token);
        var wrong = await RunAsync(telegram, folder, "--set");
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("Telegram knows no bot of this token", wrong.Error, StringComparison.Ordinal);
        Assert.Null(telegram.Webhook);
        Assert.Contains("no such Telegram account", (await RunAsync(telegram, folder, "--account", "sms")).Error, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync(telegram, folder, "--set", "--delete")).ExitCode);
    }

    static async Task<CommandRun> RunAsync(TelegramStandIn telegram, string folder, params string[] more)
    {
        var run = await CommandRun.OfAsync(["webhook", "--config", folder, "--dialogs", TestCommunity.Dialogs, .. more]);
        foreach (var secret in (string[])[telegram.Token, "AAE-", "1:other"]) Assert.DoesNotContain(secret, run.Output + run.Error, StringComparison.Ordinal);
        return run;
    }

    // Variables of a process are everybody's: each community has its own.
    static (string Folder, string Id) Write(TelegramStandIn telegram, string mode, string? token = null)
    {
        var variable = string.Create(CultureInfo.InvariantCulture, $"WEBHOOK_TEST_{Interlocked.Increment(ref _variables)}");
        Environment.SetEnvironmentVariable(variable, token ?? telegram.Token);
        Environment.SetEnvironmentVariable(variable + "_S", "secret_1");
        var files = TestCommunity.Write("webhook", new TestFiles
        {
            Host = "public_url: https://desk.example.org/in\n",
            Accounts = $$"""
                accounts:
                  - {id: telegram, channel: telegram, purposes: [service, welfare, jobs], token_env: {{variable}}, secret_env: {{variable}}_S, mode: {{mode}}, api: "{{telegram.Root}}"}
                """,
            Staff = "staff: [{id: floor, name: 陈大姐, addresses: telegram:901}, {id: head, name: 王组长, addresses: telegram:902}, "
                + "{id: area, name: 周明, addresses: telegram:903}, {id: duty, name: 值班室, addresses: telegram:904}]",
            Residents = "households: [{id: h1, place: b1, unit: 1栋101, persons: [{id: nobody, name: 无名, addresses: telegram:900}]}]",
        });
        return (files.Config, files.Id);
    }
}
