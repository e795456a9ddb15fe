using System.Net;
using AngleSharp.Html.Dom;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using Xunit;

namespace ResidentBot.Host.Tests.Desk;

/// <summary>Tickets at the desk, without a script in the browser.</summary>
public sealed class PageTests(SharedRedis redis)
{
    static readonly Address Resident = new("web:r1");

    [Fact]
    public async Task Of_twenty_who_claim_at_once_one_wins_and_the_others_read_the_winners_name()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("claim"), redis.Address);
        var page = await TicketPageAsync(host);
        var titles = Enumerable.Range(1, 20).Select(i => $"同事{i}号").ToList();
        var clients = await Task.WhenAll(titles.Select(title => DeskClient.SignedInAsync(host.App, title)));
        var forms = await Task.WhenAll(clients.Select(async client => (IHtmlFormElement)(await client.PageAsync(page)).QuerySelector("form[data-form=claim]")!));
        var answers = await Task.WhenAll(clients.Select((client, i) => client.SendAsync(page, forms[i])));
        var winner = titles[Array.FindIndex(answers, answer => answer.StatusCode == HttpStatusCode.SeeOther)];
        var losers = answers.Where(answer => answer.StatusCode == HttpStatusCode.Conflict).ToList();
        Assert.Equal(19, losers.Count);
        foreach (var loser in losers)
            Assert.Contains($"{winner} 已经先接手", (await DeskClient.ReadAsync(loser)).QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
        foreach (var client in clients) client.Dispose();
    }

    [Fact]
    public async Task A_reply_goes_out_once_however_often_its_form_is_sent()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("reply"), redis.Address);
        var page = await TicketPageAsync(host);
        using var client = await DeskClient.SignedInAsync(host.App, "小山");
        var form = (IHtmlFormElement)(await client.PageAsync(page)).QuerySelector("form[data-form=reply]")!;
        for (var i = 0; i < 3; i++)
        {
            using var answer = await client.SendAsync(page, form, ("text", "师傅 <三点> 到"));
            Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        }
        var lines = await host.Community.Store.ThreadAsync(Resident);
        var line = Assert.Single(lines, one => one is { Kind: ThreadKind.Out, Text: "师傅 <三点> 到" });
        Assert.Equal("小山", line.By);
        var shown = await client.PageAsync(page);
        Assert.Equal("师傅 <三点> 到", shown.QuerySelector($".bubble[data-line='{line.Id}'] .words")!.TextContent);
    }

    [Fact]
    public async Task A_note_stays_inside_and_a_close_takes_the_ticket_off_its_queue()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("close"), redis.Address);
        var page = await TicketPageAsync(host);
        using var client = await DeskClient.SignedInAsync(host.App);
        (await client.SendAsync(page, "form[data-form=claim]")).Dispose();
        (await client.SendAsync(page, "form[data-form=note]", ("text", "腿脚不便"))).Dispose();
        (await client.SendAsync(page, "form[data-form=close]", ("code", "answered"), ("text", "已说明"))).Dispose();
        Assert.DoesNotContain("腿脚不便", await host.SaidAsync(Resident));
        var list = await client.PageAsync($"/desk/{host.Community.Id}/tickets?list=handoff");
        Assert.Empty(list.QuerySelectorAll(".row-link"));
        var ended = await client.PageAsync($"/desk/{host.Community.Id}/tickets?list=ended");
        Assert.Contains("已答复", Assert.Single(ended.QuerySelectorAll(".row-link")).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_its_proof_is_refused()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("forged"), redis.Address);
        var page = await TicketPageAsync(host);
        using var client = await DeskClient.SignedInAsync(host.App);
        var number = page[(page.LastIndexOf('=') + 1)..];
        using var answer = await client.PostAsync(
            $"/desk/{host.Community.Id}/tickets/{number}/claim", [KeyValuePair.Create("click", Guid.NewGuid().ToString("N"))]);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("Waiting", (await client.PageAsync(page)).QuerySelector(".title")!.GetAttribute("data-state"));
    }

    [Theory]
    [InlineData("/desk/sign-in")]
    [InlineData("/desk/password")]
    [InlineData("/desk/{community}/tickets")]
    public async Task Every_page_forbids_foreign_scripts_and_frames(string path)
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("policy"), redis.Address);
        using var client = await DeskClient.SignedInAsync(host.App);
        using var answer = await client.GetAsync(path.Replace("{community}", host.Community.Id, StringComparison.Ordinal));
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        var page = await DeskClient.ReadAsync(answer);
        Assert.Empty(page.QuerySelectorAll("[style], style, script:not([src])"));
    }

    [Fact]
    public async Task With_Redis_away_pages_say_so_and_work_again_by_themselves()
    {
        await using var server = await RedisServer.StartAsync(new RedisServerOptions(Cluster: false, AppendFsync: "always"));
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("outage"), server.Address);
        await host.SettleAsync();
        using var client = await DeskClient.SignedInAsync(host.App);
        var path = $"/desk/{host.Community.Id}/tickets";
        await client.PageAsync(path);
        await server.KillAsync();
        using var away = await client.GetAsync(path);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, away.StatusCode);
        Assert.Contains("数据暂时连不上", await away.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await server.RestartAsync();
        await RunningHost.UntilAsync("the page is back", async () =>
        {
            using var back = await client.GetAsync(path);
            return back.StatusCode == HttpStatusCode.OK;
        });
    }

    [Fact]
    public async Task A_mistyped_number_is_told_from_a_missing_one()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("find"), redis.Address);
        using var client = await DeskClient.SignedInAsync(host.App);
        using var mistyped = await client.GetAsync($"/desk/{host.Community.Id}/tickets?find=1011");
        Assert.Contains("请核对数字", await mistyped.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var missing = await client.GetAsync($"/desk/{host.Community.Id}/tickets?find=1010");
        Assert.Contains("没有 1010 号工单", await missing.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_pages_speak_the_language_of_the_account()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("english"), redis.Address);
        using var client = await DeskClient.SignedInAsync(host.App);
        var path = $"/desk/{host.Community.Id}/tickets";
        Assert.Equal("zh-CN", (await client.PageAsync(path)).DocumentElement.GetAttribute("lang"));
        using var changed = await client.SendAsync(path, "form[action='/desk/language']", ("language", "en"));
        Assert.Equal(path, changed.Headers.Location!.ToString());
        foreach (var page in (string[])["tickets", "residents", "checkins", "posts"])
        {
            var english = await client.PageAsync($"/desk/{host.Community.Id}/{page}");
            Assert.Equal("en", english.DocumentElement.GetAttribute("lang"));
            Assert.Contains("Sign out", english.Body!.TextContent, StringComparison.Ordinal);
        }
    }

    static async Task<string> TicketPageAsync(RunningHost host)
    {
        await host.WriteAsync(Resident, "人工", "web");
        await host.SettleAsync();
        var talk = await host.Community.Store.FindAsync<Conversation>(Resident.Value);
        return $"/desk/{host.Community.Id}/tickets?ticket={talk!.Ticket}";
    }
}
