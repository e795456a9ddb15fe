using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using ResidentBot.Core.Files;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Commands.Chat;
using ResidentBot.Host.Desk.Rehearsals;
using ResidentBot.Host.Tests.Commands;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using Xunit;

namespace ResidentBot.Host.Tests.Desk;

/// <summary>The rehearsal at the desk: each colleague's own, kept in memory, without a trace in the store.</summary>
public sealed class RehearsalTests(SharedRedis redis)
{
    static readonly TestFiles Files = new()
    {
        Residents = """
            households:
              - {id: h1, place: b1, unit: 1栋101, persons: [{id: an, name: 安奶奶, lives_alone: true, addresses: sms:+12025550101}]}
              - {id: h2, place: b1, unit: 1栋102, persons: [{id: bai, name: 白爷爷, lives_alone: true, addresses: sms:+12025550102}]}
            """,
    };

    [Fact]
    public async Task Two_colleagues_do_not_see_each_others_rehearsal()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("rehearse", Files), redis.Address);
        using var one = await DeskClient.SignedInAsync(host.App, "甲", Role.Supervisor);
        using var other = await DeskClient.SignedInAsync(host.App, "乙", Role.Supervisor);
        var path = Path(host);
        await SendAsync(one, path, "form[data-form=begin]", ("who", "an sms"), ("from", "2026-03-04T09:00"));
        await SendAsync(one, path, "form[data-form=write-an]", ("text", "只有我看得见"));

        Assert.Contains("只有我看得见", (await one.PageAsync(path)).Body!.TextContent, StringComparison.Ordinal);
        Assert.NotNull((await other.PageAsync(path)).QuerySelector("form[data-form=begin]"));
        await SendAsync(other, path, "form[data-form=begin]", ("who", "bai sms"), ("from", "2026-03-04T09:00"));
        Assert.DoesNotContain("只有我看得见", (await other.PageAsync(path)).Body!.TextContent, StringComparison.Ordinal);
        using var file = await other.GetAsync($"{path}/talk.yml");
        Assert.DoesNotContain("只有我看得见", await file.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await SendAsync(other, path, "form[data-form=end]");
        Assert.Contains("只有我看得见", (await one.PageAsync(path)).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rehearsal_leaves_nothing_in_the_store_and_a_file_that_can_be_replayed()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("rehearse", Files), redis.Address);
        using var client = await DeskClient.SignedInAsync(host.App, "甲", Role.Supervisor);
        var (path, store) = (Path(host), host.Community.Store);
        await host.SettleAsync();
        async Task<string[]> TracesAsync() => [await store.LastIdAsync(store.Keys.Inbox), await store.LastIdAsync(store.Keys.Feed), $"{await store.CountListAsync(Lists.Queue("welfare"))}", $"{await store.CountListAsync(Lists.Talks)}"];
        var before = await TracesAsync();

        await SendAsync(client, path, "form[data-form=begin]", ("who", "an sms"), ("from", "2026-03-04T09:00"));
        await SendAsync(client, path, "form[data-form=come]", ("who", "worker floor sms"));
        await SendAsync(client, path, "form[data-form=write-an]", ("text", "救命"));
        await SendAsync(client, path, "form[data-form=write-floor]", ("text", "1"));
        await SendAsync(client, path, "form[data-form=clock]", ("to", "15m"));

        var page = await client.PageAsync(path);
        Assert.Contains("紧急！安奶奶：救命", page.QuerySelector("[data-live=tickets]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("陈大姐", page.QuerySelector("[data-live=tickets]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(before, await TracesAsync());
        using var file = await client.GetAsync($"{path}/talk.yml");
        var problems = new List<Problem>();
        var saved = SavedTalk.Read("talk.yml", await file.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), problems)!;
        Assert.Empty(problems);
        Assert.Equal(["/be worker floor sms", "救命", "1", "/advance 15m"], saved.Inputs);
        Assert.Equal(saved.Talk.TrimEnd(), saved.Replay(host.Community.World).Talk!.TrimEnd());
    }

    [Fact]
    public async Task A_form_sent_twice_is_done_once_and_no_words_are_a_command()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("rehearse", Files), redis.Address);
        using var client = await DeskClient.SignedInAsync(host.App, "甲", Role.Supervisor);
        var path = Path(host);
        await SendAsync(client, path, "form[data-form=begin]", ("who", "an sms"), ("from", "2026-03-04T09:00"));
        var form = (IHtmlFormElement)(await client.PageAsync(path)).QuerySelector("form[data-form=write-an]")!;
        for (var i = 0; i < 2; i++) (await client.SendAsync(path, form, ("text", "/advance 30d"))).Dispose();

        var page = await client.PageAsync(path);
        Assert.Equal("09:00", page.QuerySelector(".clock-time time")!.TextContent);
        Assert.Equal("advance 30d", Assert.Single(page.QuerySelectorAll(".phone .bubble.out .words")).TextContent);
    }

    [Fact]
    public async Task What_has_ended_meanwhile_is_said_kindly_and_begins_anew()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("rehearse", Files), redis.Address);
        var (name, password) = await DeskClient.NewAccountAsync(host.App, "甲", Role.Supervisor);
        using var client = new DeskClient(host.App.Address);
        (await client.SignInAsync(name, password)).Dispose();
        var path = Path(host);
        await SendAsync(client, path, "form[data-form=begin]", ("who", "an sms"), ("from", "2026-03-04T09:00"));
        var form = (IHtmlFormElement)(await client.PageAsync(path)).QuerySelector("form[data-form=write-an]")!;
        host.App.Services.GetRequiredService<HeldRehearsals>().End(host.Community.Id, name);

        using var late = await client.SendAsync(path, form, ("text", "你好"));

        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        var page = await DeskClient.ReadAsync(late);
        Assert.Contains("演练已经结束了", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("form[data-form=begin]"));
    }

    [Theory]
    [InlineData("nobody sms", "2026-03-04T09:00")]
    [InlineData("worker floor sms", "2026-03-04T09:00")]
    [InlineData("an sms", "1999-03-04T09:00")]
    public async Task Only_who_is_offered_can_be_played_within_a_year(string who, string from)
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("rehearse", Files), redis.Address);
        using var client = await DeskClient.SignedInAsync(host.App, "甲", Role.Supervisor);
        using var answer = await client.SendAsync(Path(host), "form[data-form=begin]", ("who", who), ("from", from));
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
    }

    [Fact]
    public async Task Who_has_a_part_of_the_community_does_not_rehearse_the_whole()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("rehearse", Files), redis.Address);
        using var client = await DeskClient.SignedInAsync(host.App, "甲", Role.Supervisor, new Scope(host.Community.Id, "b1"));
        using var answer = await client.GetAsync(Path(host));
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Null((await client.PageAsync($"/desk/{host.Community.Id}/tickets")).QuerySelector("nav a[href$='/rehearsal']"));
    }

    [Fact]
    public void An_hour_without_use_ends_a_rehearsal_and_there_are_not_too_many()
    {
        var clock = new ManualClock(DateTimeOffset.UnixEpoch);
        var all = new HeldRehearsals(clock);
        for (var i = 0; i < HeldRehearsals.Most; i++) Assert.True(all.TryBegin("oak", $"a{i}", ShippedWorld.Record("web", null)));
        Assert.False(all.TryBegin("oak", "one too many", ShippedWorld.Record("web", null)));
        Assert.True(all.TryBegin("oak", "a0", ShippedWorld.Record("web", null)));
        clock.Advance(TimeSpan.FromMinutes(59));
        all.Find("oak", "a0")!.UsedAt = Instant.FromDateTimeOffset(clock.GetUtcNow());
        Assert.NotNull(all.Find("oak", "a1"));
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.NotNull(all.Find("oak", "a0"));
        Assert.Null(all.Find("oak", "a1"));
        Assert.True(all.TryBegin("oak", "one too many", ShippedWorld.Record("web", null)));
    }

    [Fact]
    public void A_rehearsal_that_has_grown_too_long_goes_no_further()
    {
        var held = new HeldRehearsal(ShippedWorld.Record("web", null), Instant.FromUnixTimeSeconds(0));
        for (var day = 0; day < 61; day++) Assert.Null(held.Do(null, "/advance 1d"));
        Assert.Equal("rehearsal_long", held.Do(null, "/advance 1d")!.Text);
    }

    static string Path(RunningHost host) => $"/desk/{host.Community.Id}/rehearsal";

    static async Task SendAsync(DeskClient client, string page, string form, params (string, string)[] typed)
    {
        using var answer = await client.SendAsync(page, form, typed);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }
}
