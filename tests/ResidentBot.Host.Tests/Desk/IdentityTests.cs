using System.Net;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Tickets;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using Xunit;

namespace ResidentBot.Host.Tests.Desk;

/// <summary>Who a stranger is, answered at the desk.</summary>
public sealed class IdentityTests(SharedRedis redis)
{
    static readonly Address Stranger = new("web:stranger");

    static readonly TestFiles Files = new()
    {
        Residents = """
            households:
              - {id: h1, place: b1, unit: 1栋101, persons: [{id: yang, name: 杨桂珍}]}
              - {id: h2, place: b1, unit: 1栋102, persons: [{id: wang, name: 王芳}]}
            """,
    };

    [Fact]
    public async Task A_clerk_who_finds_the_person_gives_him_the_address_and_his_open_matter()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("identity", Files), redis.Address);
        var (page, asked, matter) = await AskedAsync(host);
        using var client = await DeskClient.SignedInAsync(host.App);

        using var done = await client.SendAsync($"{page}&who={Uri.EscapeDataString("桂珍")}", "form[data-form=confirm]", ("person", "yang"));

        Assert.Equal(HttpStatusCode.SeeOther, done.StatusCode);
        var store = host.Community.Store;
        Assert.Equal([Stranger], (await store.FindAsync<Person>("yang"))!.Addresses);
        Assert.Equal((TicketState.Closed, "answered"), ((await store.FindAsync<Ticket>(asked))!.State, (await store.FindAsync<Ticket>(asked))!.Outcome!.Code));
        Assert.Equal("yang", (await store.FindAsync<Ticket>(matter))!.PersonId);
    }

    [Fact]
    public async Task A_clerk_who_says_no_leaves_the_register_as_it_is()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("identity-no", Files), redis.Address);
        var (page, asked, matter) = await AskedAsync(host);
        using var client = await DeskClient.SignedInAsync(host.App);

        using var done = await client.SendAsync(page, "form[data-form=deny]");

        Assert.Equal(HttpStatusCode.SeeOther, done.StatusCode);
        var store = host.Community.Store;
        Assert.Equal("cannot", (await store.FindAsync<Ticket>(asked))!.Outcome!.Code);
        Assert.Null((await store.FindAsync<Ticket>(matter))!.PersonId);
        Assert.All(await store.FindAllAsync<Person>(["yang", "wang"]), person => Assert.Empty(person.Addresses));
    }

    [Fact]
    public async Task Whoever_may_not_see_the_person_cannot_choose_him()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("identity-hidden", Files), redis.Address);
        var (page, asked, _) = await AskedAsync(host);
        using var client = await DeskClient.SignedInAsync(host.App);
        await host.ActAsync(new Core.Turns.StaffAction.EditPerson(
            "sam", "小山", "yang", new PersonEdit { Born = new(NodaTime.SystemClock.Instance.GetCurrentInstant().InUtc().Date.PlusYears(-9)) }, "生日"));

        Assert.Null((await client.PageAsync($"{page}&who={Uri.EscapeDataString("桂珍")}")).QuerySelector("input[value=yang]"));
        using var forged = await client.SendAsync($"{page}&who={Uri.EscapeDataString("王芳")}", "form[data-form=confirm]", ("person", "yang"));

        Assert.Equal(HttpStatusCode.NotFound, forged.StatusCode);
        Assert.Equal(TicketState.Waiting, (await host.Community.Store.FindAsync<Ticket>(asked))!.State);
    }

    // A stranger asks for a person, and says a name that nobody here has.
    static async Task<(string Page, string Asked, string Matter)> AskedAsync(RunningHost host)
    {
        foreach (var words in (string[])["人工", "我是王小明 9栋909", "9栋909"])
        {
            await host.WriteAsync(Stranger, words, "web");
            await host.SettleAsync();
        }
        var talk = await host.Community.Store.FindAsync<Core.Conversations.Conversation>(Stranger.Value);
        return ($"/desk/{host.Community.Id}/tickets?ticket={talk!.WhoTicket}", talk.WhoTicket!, talk.Ticket!);
    }
}
