using System.Diagnostics;
using System.Net;
using NodaTime;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Tests.Desk.Rights;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using ResidentBot.Store;
using Xunit;

namespace ResidentBot.Host.Tests.Desk.Audit;

/// <summary>Who did and who looked at what can be found again.</summary>
public sealed class AuditTests(SharedRedis redis, ITestOutputHelper output)
{
    static readonly Instant Noon = Instant.FromUtc(2026, 3, 4, 4, 0);

    [Fact]
    public async Task Whoever_looks_at_what_is_sensitive_leaves_a_line()
    {
        await using var seen = await Seen.StartAsync(redis, "looks");
        using var supervisor = await seen.SignInAsync(Role.Supervisor);
        var (child, ordinary) = (seen.Numbers["talk-child-b1"], seen.Numbers["talk-ordinary-b1"]);
        // Pages follow the news by asking again: that is one look.
        for (var i = 0; i < 3; i++) await supervisor.PageAsync($"{seen.Desk}/tickets?ticket={child}");
        await supervisor.PageAsync($"{seen.Desk}/tickets?ticket={ordinary}");
        await supervisor.PageAsync($"{seen.Desk}/residents?person=adult");
        await supervisor.PageAsync($"{seen.Desk}/residents?person=distant");
        (await supervisor.SendAsync($"{seen.Desk}/residents?person=adult", "form[action*='/reveal']", ("reason", "回电话"))).Dispose();
        (await supervisor.SendAsync($"{seen.Desk}/tickets?ticket={ordinary}", "form[data-form=claim]")).Dispose();
        (await supervisor.SendAsync($"{seen.Desk}/tickets?ticket={ordinary}", "form[data-form=reply]", ("text", "您好"))).Dispose();
        using var auditor = await seen.SignInAsync(Role.Auditor);
        var page = await auditor.PageAsync($"{seen.Desk}/audit");
        var lines = page.QuerySelectorAll(".audit-lines tbody tr").Select(row => $"{row.Children[2].TextContent} {row.Children[3].TextContent}").ToList();
        Assert.Single(lines, $"查看保密工单 {child}");
        Assert.DoesNotContain($"查看保密工单 {ordinary}", lines);
        Assert.Single(lines, "查看敏感资料 adult");
        Assert.DoesNotContain("查看敏感资料 distant", lines);
        Assert.Single(lines, "查看敏感信息 adult");
        Assert.Single(lines, $"接手 {ordinary}");
        Assert.Single(lines, $"回复居民 {ordinary}");
        Assert.Equal(2, lines.Count(line => line.StartsWith("登录 ", StringComparison.Ordinal)));
        Assert.DoesNotContain("您好", page.Body!.TextContent);
    }

    [Fact]
    public async Task Refused_sign_ins_are_told_once_a_minute_and_never_what_was_typed()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("refused"), redis.Address);
        var (name, _) = await DeskClient.NewAccountAsync(host.App, "小金", Role.Agent, new Scope(host.Community.Id, null));
        using var stranger = new DeskClient(host.App.Address);
        for (var i = 0; i < 3; i++) (await stranger.SignInAsync(name, "guess")).Dispose();
        for (var i = 0; i < 3; i++) (await stranger.SignInAsync($"my-secret-pass{i}", "guess")).Dispose();
        var entries = (await LogAsync(host)).Where(entry => entry.What == "sign-in refused").ToList();
        Assert.Equal([name, "?"], entries.Select(entry => entry.About));
    }

    [Theory]
    [InlineData("", "a1 a2 b1 b2 c1")]
    [InlineData("who=lin", "a1 a2")]
    [InlineData("what=claimed", "a1 b1")]
    [InlineData("who=LIN&what=closed", "a2")]
    [InlineData("about=1018", "a1 b2")]
    [InlineData("why=%E6%B5%8B%E8%AF%95", "b1")]
    [InlineData("from=2026-03-05", "b1 b2 c1")]
    [InlineData("to=2026-03-05", "a1 a2 b1 b2")]
    [InlineData("from=2026-03-05&to=2026-03-05", "b1 b2")]
    [InlineData("who=nobody", "")]
    public async Task A_search_finds_by_who_what_about_why_and_day(string query, string expected)
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("search"), redis.Address);
        await WriteAsync(
            host,
            new LogEntry(Noon, "lin", "claimed", "1018", "a1"),
            new LogEntry(Noon, "lin", "closed", "1026", "a2"),
            // Midnight as people here read it.
            new LogEntry(Noon + Duration.FromHours(12), "chen", "claimed", "1034", "b1 测试"),
            new LogEntry(Noon + Duration.FromHours(35), "bot", "opened", "1018", "b2"),
            new LogEntry(Noon + Duration.FromHours(36), "bot", "opened", "1042", "c1"));
        using var auditor = await DeskClient.SignedInAsync(host.App, "审计", Role.Auditor, new Scope(host.Community.Id, null));
        var page = await auditor.PageAsync($"/desk/{host.Community.Id}/audit?{query}");
        var found = page.QuerySelectorAll(".audit-lines tbody tr").Select(row => row.Children[4].TextContent).Where(why => why.Length > 1 && why[1] is '1' or '2').Select(why => why[..2]);
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), found.Reverse());
    }

    [Fact]
    public async Task A_hundred_thousand_lines_are_searched_page_by_page()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("many"), redis.Address);
        for (var i = 0; i < 100; i++)
            await WriteAsync(host, [.. Enumerable.Range(0, 1000).Select(j => new LogEntry(Noon + Duration.FromSeconds(i * 1000 + j), $"who{j % 7}", "claimed", $"{i * 1000 + j}", i == 0 && j < 250 ? "rare" : null))]);
        using var auditor = await DeskClient.SignedInAsync(host.App, "审计", Role.Auditor, new Scope(host.Community.Id, null));
        var watch = Stopwatch.StartNew();
        var path = $"/desk/{host.Community.Id}/audit?why=rare";
        var abouts = new List<int>();
        for (var pages = 0; path is not null; pages++)
        {
            var page = await auditor.PageAsync(path);
            abouts.AddRange(page.QuerySelectorAll(".audit-lines tbody tr").Select(row => int.Parse(row.Children[3].TextContent)));
            path = page.QuerySelector("a[rel=next]")?.GetAttribute("href");
            Assert.True(pages < 4);
        }
        Assert.Equal(Enumerable.Range(0, 250).Reverse(), abouts);
        output.WriteLine($"three pages of what is rare: {watch.ElapsedMilliseconds} ms");
        watch.Restart();
        await auditor.PageAsync($"/desk/{host.Community.Id}/audit?who=who3");
        output.WriteLine($"the first page of what is frequent: {watch.ElapsedMilliseconds} ms");
    }

    [Fact]
    public async Task What_is_found_can_be_exported_which_is_logged_and_starts_no_formula()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("export"), redis.Address);
        await WriteAsync(host, new LogEntry(Noon, "lin", "claimed", "1018", "=HYPERLINK(\"x\")"), new LogEntry(Noon, "chen", "claimed", "1026", null));
        using var auditor = await DeskClient.SignedInAsync(host.App, "审计", Role.Auditor, new Scope(host.Community.Id, null));
        using var answer = await auditor.SendAsync($"/desk/{host.Community.Id}/audit?who=lin", "form[action$='/audit/export']");
        Assert.Equal(("text/csv", $"audit-{host.Community.Id}-"), (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.FileName![..^14]));
        var lines = (await answer.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.EndsWith("\"2026-03-04 12:00:00\",\"lin\",\"接手\",\"claimed\",\"1018\",\"'=HYPERLINK(\"\"x\"\")\"", lines[1]);
        Assert.Contains(await LogAsync(host), entry => entry is { What: "exported audit", Why: "who=lin" });
    }

    [Fact]
    public async Task A_date_that_is_none_is_said_to_be_none()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("date"), redis.Address);
        using var auditor = await DeskClient.SignedInAsync(host.App, "审计", Role.Auditor, new Scope(host.Community.Id, null));
        using var answer = await auditor.GetAsync($"/desk/{host.Community.Id}/audit?from=tomorrow");
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("2026-11-22", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_auditor_begins_at_the_log_and_has_no_other_page()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("auditor"), redis.Address);
        var (name, password) = await DeskClient.NewAccountAsync(host.App, "审计", Role.Auditor, new Scope(host.Community.Id, null));
        using var client = new DeskClient(host.App.Address);
        using var answer = await client.SignInAsync(name, password);
        Assert.Equal($"/desk/{host.Community.Id}/audit", answer.Headers.Location!.ToString());
        var page = await client.PageAsync($"/desk/{host.Community.Id}/audit");
        Assert.Equal(["审计"], page.QuerySelectorAll(".nav a").Select(entry => entry.TextContent));
        Assert.Null(page.QuerySelector(".today"));
    }

    static async Task WriteAsync(RunningHost host, params LogEntry[] entries)
    {
        var store = host.Community.Store;
        var commit = new Commit();
        foreach (var entry in entries) commit.AppendEntry(store.Keys.Log, Codec.Write(entry));
        await store.Link.CommitAsync(commit);
    }

    static async Task<List<LogEntry>> LogAsync(RunningHost host)
    {
        var store = host.Community.Store;
        return [.. (await store.ReadAsync(store.Keys.Log, "", 10_000)).Select(entry => Codec.Read<LogEntry>(entry.Data))];
    }
}
