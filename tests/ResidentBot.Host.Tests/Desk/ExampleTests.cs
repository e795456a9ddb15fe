using System.Net;
using Microsoft.Playwright;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Turns;
using ResidentBot.Core.Understanding;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using Xunit;

namespace ResidentBot.Host.Tests.Desk;

/// <summary>From a tap at the desk to an understanding that has learned, while residents go on writing.</summary>
public sealed class ExampleTests(SharedRedis redis)
{
    const string Words = "我要找人工服务，电话13800138000";
    const string Masked = "我要找人工服务，电话0000000";
    static readonly Address Resident = new("web:r1");
    static readonly TalkState Fresh = new(CheckInOpen: false, OfferOpen: false, QuestionOpen: false, Language.Zh);

    [Fact]
    public async Task A_tap_on_what_was_meant_becomes_an_example_that_is_accepted_learned_and_downloaded()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("meant"), redis.Address);
        var ticket = await TicketPageAsync(host);
        using var agent = await DeskClient.SignedInAsync(host.App, "小山");
        var shown = await agent.PageAsync(ticket);
        Assert.Equal(Words, shown.QuerySelector("#understood blockquote")!.TextContent);
        Assert.Contains("找工作人员", shown.QuerySelector("#understood .guesses")!.TextContent, StringComparison.Ordinal);
        using (var tapped = await agent.SendAsync(ticket, "form[data-form=meant-other]", ("intent", "request_status"))) Assert.Equal(HttpStatusCode.SeeOther, tapped.StatusCode);
        Assert.Contains("已标明：问进度", (await agent.PageAsync(ticket)).QuerySelector("#understood")!.TextContent, StringComparison.Ordinal);

        using var head = await DeskClient.SignedInAsync(host.App, "主管", Role.Supervisor);
        var examples = $"/desk/{host.Community.Id}/examples";
        var tile = Assert.Single((await head.PageAsync(examples)).QuerySelectorAll(".example"));
        Assert.Equal(Masked, tile.QuerySelector("blockquote")!.TextContent);
        Assert.Contains("小山", tile.TextContent, StringComparison.Ordinal);
        var before = Share(host);
        using (var accepted = await head.SendAsync(examples, "form[data-form^=accept-]")) Assert.Equal(HttpStatusCode.SeeOther, accepted.StatusCode);
        await LearnedAsync(host);
        Assert.True(Share(host) > before, "the accepted example changes nothing");
        Assert.Single((await head.PageAsync(examples)).QuerySelectorAll(".example.accepted"));
        using var file = await head.GetAsync($"{examples}/request_status.tsv");
        Assert.Equal($"text\tcategory\turgency\n{Masked}\t-\tlow\n", await file.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task What_was_accepted_is_learned_again_after_a_restart_and_unlearned_when_it_is_taken_out()
    {
        var files = TestCommunity.Write("again");
        string number;
        await using (var host = await RunningHost.StartAsync(files, redis.Address))
        {
            number = (await TicketPageAsync(host)).Split('=')[^1];
            await AcceptAsync(host, number);
        }
        await using var restarted = await RunningHost.StartAsync(files, redis.Address);
        await LearnedAsync(restarted);
        await restarted.ActAsync(new StaffAction.ReviewCorrection("head", "主管", number, false, "", ""));
        await RunningHost.UntilAsync("the example is unlearned", () => Task.FromResult(restarted.Community.World.UnderstandingEdition == restarted.Community.World.Book.Edition));
    }

    [Fact]
    public async Task No_message_is_lost_or_held_up_while_the_understanding_is_exchanged()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("swap"), redis.Address);
        await AcceptAsync(host, (await TicketPageAsync(host)).Split('=')[^1]);
        var written = new List<Address>();
        var first = host.Community.World.UnderstandingEdition;
        while (host.Community.World.UnderstandingEdition == first && written.Count < 3000)
        {
            var from = new Address($"web:s{written.Count}");
            written.Add(from);
            await host.WriteAsync(from, "你好", "web");
        }
        await LearnedAsync(host);
        await host.SettleAsync(60);
        foreach (var from in written)
        {
            var thread = await host.Community.Store.ThreadAsync(from);
            Assert.Single(thread, line => line.Kind == ThreadKind.In);
            Assert.Contains(thread, line => line.Kind == ThreadKind.Out);
        }
    }

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task The_pages_fit_their_screen(int width, ColorScheme scheme)
    {
        await using var walk = await Walk.StartAsync();
        var ticket = await UnclearAsync(walk.Community);
        var (page, errors) = await walk.OpenAsync(width, 844, scheme);
        await page.SignInAsync(walk.App, "小山", Role.Supervisor);
        await page.GotoAsync($"/desk/oak/tickets?ticket={ticket}");
        await page.Locator("#understood .other-meaning summary").ClickAsync();
        await page.Locator("#understood").ScrollIntoViewIfNeededAsync();
        await Walk.KeepAsync(page, $"understood-{width}");
        await page.Locator("form[data-form=meant-other] button").ClickAsync();
        await Assertions.Expect(page.Locator("#understood .chip.good")).ToBeVisibleAsync();
        await page.GotoAsync("/desk/oak/examples");
        await Walk.KeepWholeAsync(page, $"examples-{width}");
        Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - window.innerWidth"));
        await page.Locator(".example .decide .primary").ClickAsync();
        await Assertions.Expect(page.Locator(".example.accepted")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[role=status].panel")).ToHaveCountAsync(0);
        await Walk.KeepWholeAsync(page, $"examples-accepted-{width}");
        Assert.Empty(errors);
    }

    // Words that nobody can place, until they reach a person.
    static async Task<string> UnclearAsync(Communities.RunningCommunity community)
    {
        var from = new Address("sms:+12025550101");
        for (var i = 0; i < 6; i++)
        {
            var length = await community.Store.ThreadLengthAsync(from);
            await community.AcceptAsync([new Arrival { Account = "sms-welfare", From = from, ProviderId = $"m{i}", At = NodaTime.SystemClock.Instance.GetCurrentInstant(), Text = "那个东西又那样了，你们看一下嘛" }]);
            await RunningHost.UntilAsync("a turn", async () => await community.Store.ThreadLengthAsync(from) > length);
            if ((await community.Store.FindAsync<Conversation>(from.Value))?.Ticket is { } ticket) return ticket;
        }
        throw new InvalidOperationException("no message reached a person");
    }

    static double Share(RunningHost host) => host.Community.World.Understand(Masked, Fresh).First(guess => guess.Intent == "request_status").Confidence;

    static async Task AcceptAsync(RunningHost host, string ticket)
    {
        Assert.Null((await host.ActAsync(new StaffAction.Correct("sam", "小山", ticket, "request_status", "-", Begin: false))).Refusal);
        Assert.Null((await host.ActAsync(new StaffAction.ReviewCorrection("head", "主管", ticket, true, "request_status", "-"))).Refusal);
    }

    static Task LearnedAsync(RunningHost host) =>
        RunningHost.UntilAsync("the example is learned", () => Task.FromResult(host.Community.World.UnderstandingEdition.Contains('+')), 90);

    static async Task<string> TicketPageAsync(RunningHost host)
    {
        await host.WriteAsync(Resident, Words, "web");
        await host.SettleAsync();
        var talk = await host.Community.Store.FindAsync<Conversation>(Resident.Value);
        Assert.NotNull((await host.Community.Store.FindAsync<Core.Tickets.Ticket>(talk!.Ticket!))!.Heard);
        return $"/desk/{host.Community.Id}/tickets?ticket={talk.Ticket}";
    }
}
