using System.Text;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Tests.Redis;
using Xunit;

namespace ResidentBot.Host.Tests.Store;

public sealed class Accepting(SharedRedis redis, SharedCluster cluster)
{
    public static TheoryData<Deployment> Everywhere => [.. OpenStore.Everywhere];

    [Theory, MemberData(nameof(Everywhere))]
    public async Task A_repeated_message_never_refuses_its_group(Deployment where)
    {
        await using var open = await OpenStore.OnAsync(where, redis, cluster);
        Assert.Equal((IEnumerable<bool>)[true, true], await open.Store.AcceptAsync([OpenStore.Arrival("a"), OpenStore.Arrival("b")]));
        Assert.Equal((IEnumerable<bool>)[true, false, false, true], await open.Store.AcceptAsync(
            [OpenStore.Arrival("c"), OpenStore.Arrival("a"), OpenStore.Arrival("c"), OpenStore.Arrival("d")]));
        var stored = (await open.Store.ReadAsync(open.Keys.Inbox, "", 10)).Select(entry => Codec.Read<Arrival>(entry.Data).ProviderId);
        Assert.Equal(["a", "b", "c", "d"], stored);
    }

    [Theory, MemberData(nameof(Everywhere))]
    public async Task Of_the_same_message_at_the_same_time_one_is_stored(Deployment where)
    {
        await using var open = await OpenStore.OnAsync(where, redis, cluster);
        var other = open.NewStore();
        var ids = Enumerable.Range(0, 10).Select(i => $"m{i}").ToList();
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(i =>
            (i % 2 == 0 ? open.Store : other).AcceptAsync([.. ids.Select(id => OpenStore.Arrival(id))])));
        await other.Link.DisposeAsync();
        for (var i = 0; i < ids.Count; i++) Assert.Single(answers, answer => answer[i]);
        Assert.Equal(ids.Count, await open.Store.CountAsync(open.Keys.Inbox));
    }

    [Theory, MemberData(nameof(Everywhere))]
    public async Task A_document_of_a_newer_program_is_refused_and_not_guessed(Deployment where)
    {
        await using var open = await OpenStore.OnAsync(where, redis, cluster);
        var key = new DocumentKey(DocumentType.Ticket, "1010");
        await open.Link.CommitAsync(new ResidentBot.Store.Commit().Put(open.Keys.Document(key), 1, Encoding.UTF8.GetBytes("99 {}")));
        await Assert.ThrowsAsync<NewerSchemaException>(() => open.Store.LoadAsync([key]));
    }
}
