using NodaTime;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Registers;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using ResidentBot.Store;
using Xunit;

namespace ResidentBot.Host.Tests.Registers;

/// <summary>The index never parts from the documents.</summary>
public sealed class FreshnessTests(SharedRedis redis)
{
    static async Task<List<string>> FindAsync(RegisterIndex index, string words) =>
        [.. (await index.FindAsync(new RegisterQuery { Words = words, Today = new LocalDate(2026, 3, 4) })).Select(entry => entry.Person.Id)];

    [Fact]
    public async Task What_one_host_changes_every_host_finds_at_once()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("fresh"), redis.Address);
        await using var other = new RegisterIndex(host.Community.Store, () => host.Community.World.Community);
        Assert.Equal(["nobody"], await FindAsync(other, "wuming"));
        await host.ActAsync(new StaffAction.EditPerson("a", "小山", "nobody", new PersonEdit { Name = new("曾有名") }, ""));
        foreach (var index in (RegisterIndex[])[host.Community.Register, other])
        {
            Assert.Empty(await FindAsync(index, "wuming"));
            Assert.Equal(["nobody"], await FindAsync(index, "zengyouming"));
        }
        await host.ActAsync(new StaffAction.EnterPerson("a", "小山", new Person { Id = "p2", Name = "曾有命", Household = "h2" }, "b1", "909"));
        Assert.Equal(["nobody", "p2"], (await FindAsync(other, "zeng")).Order());
        await host.ActAsync(new StaffAction.MovePerson("a", "小山", "nobody", "h2", "", ""));
        Assert.Equal(["nobody", "p2"], (await FindAsync(other, "909")).Order());
        await host.ActAsync(new StaffAction.MergePersons("a", "小山", "nobody", "p2", "一个人"));
        Assert.Equal(["nobody"], await FindAsync(other, "zeng"));
        await host.ActAsync(new StaffAction.ErasePerson("a", "小山", "nobody", "本人要求"));
        Assert.Empty(await FindAsync(other, "zeng"));
        Assert.Equal(1, other.Builds);
    }

    [Fact]
    public async Task A_store_that_was_put_back_to_an_earlier_day_is_read_anew()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("back", new TestFiles()), redis.Address);
        var store = host.Community.Store;
        await using var index = new RegisterIndex(store, () => host.Community.World.Community);
        Assert.Equal(["nobody"], await FindAsync(index, "wuming"));
        var key = new DocumentKey(DocumentType.Person, "nobody");
        var before = (await store.FindAsync<Person>("nobody"))! with { Name = "从前" };
        await store.Link.CommitAsync(new Commit().Put(store.Keys.Document(key), 1, Codec.Write(key, before)).Delete(store.Keys.Feed));
        Assert.Equal(["nobody"], await FindAsync(index, "congqian"));
        Assert.Equal(2, index.Builds);
    }

    [Fact]
    public async Task An_index_begun_later_holds_the_same()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("later"), redis.Address);
        for (var i = 0; i < 600; i++)
            await host.ActAsync(new StaffAction.EnterPerson("a", "小山", new Person { Id = $"p{i:D3}", Name = "王芳", Household = $"h{i:D3}" }, "b1", $"{i}"));
        await using var later = new RegisterIndex(host.Community.Store, () => host.Community.World.Community);
        Assert.Equal(600, (await FindAsync(later, "wangfang")).Count);
        Assert.Equal(await FindAsync(host.Community.Register, "wangfang"), await FindAsync(later, "wangfang"));
    }
}
