using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using ResidentBot.Host.Tests.Store;
using Xunit;

namespace ResidentBot.Host.Tests;

/// <summary>A message in, an answer or a ticket out, a person's answer back.</summary>
public sealed class MainPath(SharedRedis redis, SharedCluster cluster)
{
    static readonly TestFiles Registered = new()
    {
        Residents = """
            households:
              - {id: h1, place: b1, unit: 1栋301, persons: [{id: lei, name: 雷明, addresses: web:r1}]}
            """,
    };

    [Theory]
    [InlineData(Deployment.OneNode)]
    [InlineData(Deployment.ThreeNodes)]
    public async Task A_leaking_tap_becomes_a_ticket_and_a_person_answers(Deployment where)
    {
        var address = where == Deployment.OneNode ? redis.Address : string.Join(',', (await cluster.Cluster).Masters.Select(master => master.Address));
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("main", Registered), address);
        var resident = new Address("web:r1");
        string[] words = ["厨房水管漏水了", "跳过", "1栋2单元301", "1"];
        foreach (var word in words)
        {
            await host.WriteAsync(resident, word, "web");
            await host.SettleAsync();
        }
        var said = await host.SaidAsync(resident);
        Assert.Contains("1010", said[^1], StringComparison.Ordinal);
        await host.WriteAsync(resident, "人工", "web");
        await host.SettleAsync();
        var talk = await host.Community.Store.FindAsync<Conversation>(resident.Value);
        Assert.NotNull(talk!.Ticket);

        var claimed = await host.ActAsync(new StaffAction.Claim("sam", "小山", talk.Ticket));
        Assert.Null(claimed.Refusal);
        var lost = await host.ActAsync(new StaffAction.Claim("kim", "小金", talk.Ticket));
        Assert.Equal(new Refusal("ticket_taken", "小山"), lost.Refusal);
        await host.ActAsync(new StaffAction.Reply("sam", "小山", talk.Ticket, "师傅下午三点到"));
        await host.ActAsync(new StaffAction.Close("sam", "小山", talk.Ticket, "answered", null));
        await host.SettleAsync();
        Assert.Contains("师傅下午三点到", await host.SaidAsync(resident));
        var ended = await host.Community.Store.FindAsync<Ticket>(talk.Ticket);
        Assert.Equal(TicketState.Closed, ended!.State);
    }

    [Fact]
    public async Task A_host_takes_up_the_edition_of_the_host_started_last()
    {
        var files = TestCommunity.Write("edition");
        await using var first = await RunningHost.StartAsync(files, redis.Address);
        var community = Path.Combine(files.Config, files.Id, "community.yml");
        await File.WriteAllTextAsync(community, (await File.ReadAllTextAsync(community)).Replace("Oak Garden", "Elm Court", StringComparison.Ordinal));
        await using var second = await RunningHost.StartAsync(files, redis.Address);
        await RunningHost.UntilAsync("the first host runs the second one's edition", () => Task.FromResult(first.Community.World.Community.Name.En == "Elm Court"));
        Assert.Equal(second.Community.World.Book.Edition, first.Community.World.Book.Edition);
    }
}
