using System.Net;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Roster;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using Xunit;

namespace ResidentBot.Host.Tests.Desk;

/// <summary>Who is there for whom, and leave, at the desk.</summary>
public sealed class CoverageTests(SharedRedis redis)
{
    [Fact]
    public async Task Leave_noted_at_the_desk_changes_who_is_asked_until_it_is_ended()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("leave"), redis.Address);
        using var client = await DeskClient.SignedInAsync(host.App, "小山", Role.Supervisor);
        var path = $"/desk/{host.Community.Id}/coverage";
        Assert.Contains("现在先问陈大姐", (await client.PageAsync(path)).QuerySelector(".depth-1")!.TextContent, StringComparison.Ordinal);

        using var noted = await client.SendAsync(path, "form[data-form=leave-floor]", ("from", "2020-01-01"), ("until", "2020-12-31"));
        Assert.Equal(HttpStatusCode.Conflict, noted.StatusCode);
        var today = host.Community.World.Local(NodaTime.SystemClock.Instance.GetCurrentInstant()).Date;
        var (from, until) = (today.ToString("uuuu-MM-dd", null), today.PlusDays(1).ToString("uuuu-MM-dd", null));
        using var put = await client.SendAsync(path, "form[data-form=leave-floor]", ("from", from), ("until", until));
        Assert.Equal(HttpStatusCode.SeeOther, put.StatusCode);
        var away = await client.PageAsync(path);
        Assert.Contains("现在先问值班室", away.QuerySelector(".depth-1")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("陈大姐请假到", away.QuerySelector(".depth-1")!.TextContent, StringComparison.Ordinal);

        using var ended = await client.SendAsync(path, $"form[data-form=back-floor-{from}]");
        Assert.Equal(HttpStatusCode.SeeOther, ended.StatusCode);
        Assert.Empty((await host.Community.Store.FindAsync<StaffCard>("floor"))!.Leaves);
        var log = (await host.Community.Store.ReadAsync(host.Community.Store.Keys.Log, "", 100)).Select(entry => Codec.Read<LogEntry>(entry.Data)).ToList();
        Assert.Contains(log, entry => entry is { What: "put on leave", About: "floor" });
        Assert.Contains(log, entry => entry is { What: "ended leave", About: "floor" });
    }

    [Theory]
    [InlineData(Role.Agent, false)]
    [InlineData(Role.Auditor, false)]
    [InlineData(Role.Supervisor, true)]
    [InlineData(Role.Administrator, true)]
    public async Task Only_those_who_manage_staff_see_it(Role role, bool expected)
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("coverage"), redis.Address);
        using var client = await DeskClient.SignedInAsync(host.App, role: role);
        using var answer = await client.GetAsync($"/desk/{host.Community.Id}/coverage");
        Assert.Equal(expected ? HttpStatusCode.OK : HttpStatusCode.Forbidden, answer.StatusCode);
        using var posted = await client.GetAsync($"/desk/{host.Community.Id}/tickets");
        if (posted.StatusCode == HttpStatusCode.OK)
            Assert.Equal(expected, (await DeskClient.ReadAsync(posted)).QuerySelector("nav a[href$='/coverage']") is not null);
    }
}
