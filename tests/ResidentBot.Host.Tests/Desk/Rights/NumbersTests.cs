using System.Net;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using Xunit;

namespace ResidentBot.Host.Tests.Desk.Rights;

/// <summary>Whoever may see a talk need not see the number: it stands in no page and in no news.</summary>
public sealed class NumbersTests(SharedRedis redis)
{
    const string Number = "+12025550101";
    const string Stranger = "+12025550188";

    static readonly TestFiles Files = new()
    {
        Residents = $"households: [{{id: h1, place: b1, unit: 1栋101, persons: [{{id: yang, name: 杨桂珍, lives_alone: true, addresses: 'sms:{Number}'}}]}}]",
    };

    [Fact]
    public async Task No_page_and_no_news_carry_a_number_that_was_not_asked_for()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("numbers", Files), redis.Address);
        foreach (var number in (string[])[Number, Stranger]) await host.WriteAsync(new Address($"sms:{number}"), "人工", "sms");
        await host.SettleAsync();
        var tickets = await host.Community.Store.ListAsync(Lists.Queue("handoff"), 0, 9);
        Assert.Equal(2, tickets.Count);
        foreach (var role in (Role[])[Role.Agent, Role.GridWorker, Role.Supervisor, Role.Counsellor, Role.Administrator])
        {
            using var client = await DeskClient.SignedInAsync(host.App, $"{role}", role);
            foreach (var page in tickets.Select(ticket => $"tickets?ticket={ticket.Member}").Append("tickets").Append("residents").Append("residents?person=yang").Append("checkins"))
            {
                using var answer = await client.GetAsync($"/desk/{host.Community.Id}/{page}");
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                var html = await answer.Content.ReadAsStringAsync();
                Assert.All((string[])[Number[1..], Stranger[1..]], digits => Assert.DoesNotContain(digits, html, StringComparison.Ordinal));
            }
            var news = await NewsAsync(host, client);
            Assert.Contains("thread:", news, StringComparison.Ordinal);
            Assert.All((string[])[Number[1..], Stranger[1..]], digits => Assert.DoesNotContain(digits, news, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_page_and_the_news_of_its_talk_bear_one_mark_on_every_host_and_no_other_community_s()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("marks", Files), redis.Address);
        await using var other = await RunningHost.StartAsync(TestCommunity.Write("marks-too", Files), redis.Address);
        await host.WriteAsync(new Address($"sms:{Number}"), "人工", "sms");
        await host.SettleAsync();
        var ticket = Assert.Single(await host.Community.Store.ListAsync(Lists.Queue("handoff"), 0, 9)).Member;
        using var client = await DeskClient.SignedInAsync(host.App);
        var mark = (await client.PageAsync($"/desk/{host.Community.Id}/tickets?ticket={ticket}")).QuerySelector("[data-thread]")!.GetAttribute("data-thread")!;

        Assert.Contains($"\"thread:{mark}\"", await NewsAsync(host, client), StringComparison.Ordinal);
        var again = new Communities.RunningCommunity(host.Community.Store, host.Community.World, TimeProvider.System);
        Assert.Equal(mark, (await again.MarksAsync()).Of(new Address($"sms:{Number}")));
        Assert.NotEqual(mark, (await other.Community.MarksAsync()).Of(new Address($"sms:{Number}")));
    }

    // Everything told since the beginning, up to the news that nobody can have told but we.
    static async Task<string> NewsAsync(RunningHost host, DeskClient client)
    {
        using var stream = await client.StreamAsync($"/desk/{host.Community.Id}/events?since=0-0");
        using var reader = new StreamReader(await stream.Content.ReadAsStreamAsync());
        var told = "";
        while (!told.Contains("thread:", StringComparison.Ordinal) && await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60)) is { } line) told += line + "\n";
        return told;
    }
}
