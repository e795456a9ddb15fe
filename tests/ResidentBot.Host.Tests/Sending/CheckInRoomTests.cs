using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Configuration;
using ResidentBot.Host.Tests.Desk;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using Xunit;

namespace ResidentBot.Host.Tests.Sending;

/// <summary>A programme that cannot ask everybody in time is refused by day, and shown when the register outgrows it.</summary>
public sealed class CheckInRoomTests(SharedRedis redis)
{
    const string TenMinutes = "remind_after: 10m, alert_after: 2h, stale_after: 2h";
    const string SmsAlone = "[{id: sms, channel: sms, purposes: [service, welfare], account_sid_env: A, auth_token_env: B, from_env: C, rate: 1}]";
    const string SmsAndTelegram = "[{id: sms, channel: sms, purposes: [service, welfare], account_sid_env: A, auth_token_env: B, from_env: C, rate: 1}, {id: telegram, channel: telegram, purposes: [service, welfare], token_env: D, rate: 25}]";

    [Theory]
    [InlineData("people: 400", SmsAlone, TenMinutes, "400 people at 2 segments each and 1 a second on account `sms` need 13 min 20 s; `remind_after` is 10 min")]
    [InlineData("people: 300", SmsAlone, TenMinutes, null)]
    [InlineData("people: 301", SmsAlone, TenMinutes, "301 people at 2 segments each and 1 a second on account `sms` need 10 min 2 s; `remind_after` is 10 min")]
    [InlineData("people: 400", SmsAndTelegram, TenMinutes, "400 people at 2 segments each and 1 a second on account `sms` need 13 min 20 s")]
    [InlineData("people: {sms: 300, telegram: 100}", SmsAndTelegram, TenMinutes, null)]
    [InlineData("people: {sms: 300, telegram: 20000}", SmsAndTelegram, TenMinutes, "20000 people at 1 segment each and 25 a second on account `telegram` need 13 min 20 s")]
    [InlineData("people: 4000", SmsAlone, "remind_after: 2h, alert_after: 3h, stale_after: 2h", "4000 people at 2 segments each and 1 a second on account `sms` need 2 h 13 min 20 s; `remind_after` is 2 h")]
    [InlineData("people: {fax: 3}", SmsAlone, TenMinutes, "fax")]
    [InlineData("people: many", SmsAlone, TenMinutes, "`people` must be a whole number")]
    public void Check_refuses_what_does_not_fit_with_line_and_numbers(string people, string accounts, string times, string? refusal)
    {
        // Long enough for two segments in Chinese.
        var files = TestCommunity.Write("room", new TestFiles
        {
            Accounts = $"accounts: {accounts}",
            CheckIns = $"queue: welfare\n{people}\nwindows:\n  - {"{"}id: morning, name: {"{"}zh: {new string('早', 40)}, en: Morning{"}"}, at: 08:00, {times}{"}"}\n",
            Residents = "households: [{id: h1, place: b1, unit: 1栋101, persons: [{id: yang, name: 杨桂珍, lives_alone: true, addresses: \"sms:+12025550101\"}]}]",
            Staff = "staff:\n" + string.Concat(new[] { "floor", "head", "area", "duty" }.Select((id, i) => $"  - {"{"}id: {id}, name: {id}, addresses: sms:+44770090010{i}{"}"}\n")),
        });
        var problems = CheckedFiles.Read(files.Config, TestCommunity.Dialogs, _ => null).Problems;
        if (refusal is null)
        {
            Assert.Empty(problems);
            return;
        }
        var problem = Assert.Single(problems);
        Assert.EndsWith("check_ins.yml", problem.File, StringComparison.Ordinal);
        Assert.Contains(refusal, problem.Message, StringComparison.Ordinal);
        if (refusal.Contains(" need ", StringComparison.Ordinal)) Assert.Equal(4, problem.Line);
    }

    [Fact]
    public async Task A_register_that_outgrows_its_programme_shows_on_the_check_ins_page()
    {
        var files = TestCommunity.Write("outgrown", new TestFiles
        {
            Accounts = $"accounts: [{"{"}id: sms, channel: sms, purposes: [service, welfare], account_sid_env: A, auth_token_env: B, from_env: C, rate: 0.01{"}"}]",
            CheckIns = $"queue: welfare\npeople: 1\nwindows:\n  - {"{"}id: morning, name: {"{"}zh: 早安, en: Morning{"}"}, at: 08:00, {TenMinutes}{"}"}\n",
            Residents = "households: [{id: h1, place: b1, unit: 1栋101, persons: [{id: yang, name: 杨桂珍, lives_alone: true, addresses: \"sms:+12025550101\"}]}]",
        });
        await using var host = await RunningHost.StartAsync(files, redis.Address);
        using var desk = await DeskClient.SignedInAsync(host.App);
        Assert.Null((await desk.PageAsync($"/desk/{files.Id}/checkins")).QuerySelector("[role=alert]"));
        for (var i = 0; i < 12; i++)
            Assert.Null((await host.ActAsync(new StaffAction.EnterPerson("sam", "小山", new Person { Id = $"p{i}", Name = $"p{i}", Household = "h1", Enrolled = true, Addresses = [new Address($"sms:+120255501{i:00}")] }, "", ""))).Refusal);
        Assert.Contains("sms", (await desk.PageAsync($"/desk/{files.Id}/checkins")).QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
    }
}
