using System.Text;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using ResidentBot.Host.Tests.Store;
using ResidentBot.Host.Turns;
using ResidentBot.Store;
using Xunit;

namespace ResidentBot.Host.Tests.Resilience;

/// <summary>Events that cannot be decided reach a person, and cost no other event anything.</summary>
public sealed class DeadEvents(SharedRedis redis)
{
    static readonly Address Bad = new("web:bad");
    static readonly Address Good = new("web:good");

    static DocumentKey Talk(Address address) => new(DocumentType.Conversation, address.Value);

    [Fact]
    public async Task A_turn_that_breaks_becomes_a_ticket_with_the_event()
    {
        var files = TestCommunity.Write("broken");
        await using var store = OpenStore.OnCommunity(redis, files.Id);
        await SpoilAsync(store, new DocumentKey(DocumentType.Ticket, "7777"));
        var talk = new Conversation { Address = Bad, Account = "web", Language = Language.Zh, Ticket = "7777" };
        await store.Link.CommitAsync(new Commit().Put(store.Keys.Document(Talk(Bad)), 1, Codec.Write(Talk(Bad), talk)));
        await using var host = await RunningHost.StartAsync(files, redis.Address);
        await host.WriteAsync(Bad, "还在吗", "web");
        await host.WriteAsync(Good, "你好", "web");
        await host.SettleAsync();

        var ticket = (await store.Store.FindAsync<Ticket>(TicketNumber.Of(1)))!;
        Assert.Equal(("broken", Bad), (ticket.Cause, ticket.Address));
        Assert.Contains(await store.Store.ThreadAsync(Bad), line => line is { Kind: ThreadKind.In, Text: "还在吗" });
        Assert.Contains(await host.SaidAsync(Bad), said => said.Contains(ticket.Number, StringComparison.Ordinal));
        Assert.NotEmpty(await host.SaidAsync(Good));
        Assert.Equal(0, await store.Store.CountAsync(store.Keys.Dead));
    }

    [Fact]
    public async Task A_timer_that_breaks_becomes_one_ticket_and_is_not_due_again()
    {
        var files = TestCommunity.Write("timer");
        await using var store = OpenStore.OnCommunity(redis, files.Id);
        await SpoilAsync(store, new DocumentKey(DocumentType.Ticket, "7777"));
        await store.Link.CommitAsync(new Commit().Place(store.Keys.Timers, "climb|7777|1", 1));
        await using var host = await RunningHost.StartAsync(files, redis.Address);
        await RunningHost.UntilAsync("the ticket", async () => await store.Store.FindAsync<Ticket>(TicketNumber.Of(1)) is { Cause: "broken" });
        await host.WriteAsync(Good, "你好", "web");
        await host.SettleAsync();
        Assert.Null(await store.Store.FindAsync<Ticket>(TicketNumber.Of(2)));
    }

    [Fact]
    public async Task What_breaks_even_the_fixed_decision_waits_among_the_dead_and_can_be_tried_again()
    {
        var (host, store, id) = await BuryAsync();
        await using var _ = host;
        await using var __ = store;
        var dead = new DeadEntries(store.Store, TimeProvider.System);
        await store.RawAsync("DEL", store.Keys.Document(Talk(Bad)));
        Assert.True(await dead.RetryAsync(id));
        Assert.False(await dead.RetryAsync(id));
        await host.SettleAsync();
        Assert.Single(await store.Store.ThreadAsync(Bad), line => line.Kind == ThreadKind.In);
        Assert.NotEmpty(await host.SaidAsync(Bad));
        Assert.Empty(await dead.ListAsync());
    }

    [Fact]
    public async Task A_dead_event_is_not_tried_again_when_its_talk_has_moved_on()
    {
        var (host, store, id) = await BuryAsync();
        await using var _ = host;
        await using var __ = store;
        await store.RawAsync("DEL", store.Keys.Document(Talk(Bad)));
        await host.WriteAsync(Bad, "没事了", "web");
        await host.SettleAsync();
        var dead = new DeadEntries(store.Store, TimeProvider.System);
        Assert.False(await dead.RetryAsync(id));
        Assert.Single(await dead.ListAsync());
        await dead.DropAsync(id);
        Assert.Empty(await dead.ListAsync());
    }

    [Fact]
    public async Task An_event_in_hand_at_two_deaths_is_not_decided_a_third_time()
    {
        var files = TestCommunity.Write("inhand");
        await using var store = OpenStore.OnCommunity(redis, files.Id);
        await store.Store.AcceptAsync([OpenStore.Arrival("1", Bad.Value), OpenStore.Arrival("2", Good.Value)]);
        var first = (await store.Store.ReadAsync(store.Keys.Inbox, "", 1))[0].Id;
        await store.RawAsync("HSET", store.Keys.InHand, "host:dead1", "1", "host:dead2", "1", $"dead2|{first}", "1");

        await using (var host = await RunningHost.StartAsync(files, redis.Address))
        {
            await host.SettleAsync();
            var dead = Assert.Single(await new DeadEntries(store.Store, TimeProvider.System).ListAsync());
            Assert.Equal((first, "arrived"), (dead.Entry.Event, dead.Entry.Kind));
            Assert.Empty(await store.Store.ThreadAsync(Bad));
            Assert.NotEmpty(await host.SaidAsync(Good));
            await RunningHost.UntilAsync("care is over", async () => (await store.Store.HashAsync(store.Keys.InHand)).Keys.Single().StartsWith("host:", StringComparison.Ordinal));
        }
        Assert.Empty(await store.Store.HashAsync(store.Keys.InHand));
    }

    async Task<(RunningHost Host, OpenStore Store, string Dead)> BuryAsync()
    {
        var files = TestCommunity.Write("dead");
        var store = OpenStore.OnCommunity(redis, files.Id);
        await SpoilAsync(store, Talk(Bad));
        var host = await RunningHost.StartAsync(files, redis.Address);
        await host.WriteAsync(Bad, "你好", "web");
        await host.WriteAsync(Good, "你好", "web");
        await host.SettleAsync();
        Assert.NotEmpty(await host.SaidAsync(Good));
        var dead = Assert.Single(await new DeadEntries(store.Store, TimeProvider.System).ListAsync());
        Assert.Equal("arrived", dead.Entry.Kind);
        Assert.DoesNotContain("你好", dead.Entry.Fault, StringComparison.Ordinal);
        return (host, store, dead.Id);
    }

    static Task SpoilAsync(OpenStore store, DocumentKey key) =>
        store.Link.CommitAsync(new Commit().Put(store.Keys.Document(key), 1, Encoding.UTF8.GetBytes("1 {spoilt")));
}
