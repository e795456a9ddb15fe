using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using ResidentBot.Store;
using Xunit;

namespace ResidentBot.Host.Tests.Store;

public sealed class Leasing(SharedRedis redis, SharedCluster cluster)
{
    public static TheoryData<Deployment> Everywhere => [.. OpenStore.Everywhere];

    [Theory, MemberData(nameof(Everywhere))]
    public async Task One_host_holds_it_until_it_gives_it_back(Deployment where)
    {
        await using var open = await OpenStore.OnAsync(where, redis, cluster, "lease");
        var tries = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Lease.TryTakeAsync(open.Store, $"host{i}")));
        var held = Assert.Single(tries, lease => lease is not null)!;
        await Task.Yield();
        await open.RawAsync("PEXPIRE", open.Keys.Lease, "1000");
        Assert.True(await held.RenewAsync());
        Assert.InRange((long)(await open.RawAsync("PTTL", open.Keys.Lease))!, 1001, (long)Lease.Length.TotalMilliseconds);
        Assert.InRange(held.Left, Lease.NeededToSend, Lease.Length);
        await held.ReleaseAsync();
        Assert.NotNull(await Lease.TryTakeAsync(open.Store, "next"));
        Assert.False(await held.RenewAsync());
    }

    [Theory, MemberData(nameof(Everywhere))]
    public async Task A_host_that_slept_through_its_end_can_write_no_more(Deployment where)
    {
        await using var open = await OpenStore.OnAsync(where, redis, cluster, "lease");
        var slept = (await Lease.TryTakeAsync(open.Store, "slept"))!;
        await open.RawAsync("PEXPIRE", open.Keys.Lease, "1");
        Lease? next = null;
        await RunningHost.UntilAsync("the lease runs out", async () => (next = await Lease.TryTakeAsync(open.Store, "next")) is not null);

        var late = Assert.IsType<CommitResult.Conflict>(await open.Link.CommitAsync(slept.Guard(new Commit()).Set(open.Keys.Cursor, "late")));
        Assert.Equal([open.Keys.Fence], late.Keys);
        await slept.ReleaseAsync();
        Assert.False(await slept.RenewAsync());
        Assert.True(await next!.RenewAsync());
        Assert.IsType<CommitResult.Committed>(await open.Link.CommitAsync(next.Guard(new Commit()).Set(open.Keys.Cursor, "mine")));
    }

    [Fact]
    public async Task A_lease_that_ran_out_unnoticed_is_not_renewed_but_still_guards_until_another_is_taken()
    {
        await using var open = await OpenStore.OnAsync(Deployment.OneNode, redis, cluster, "lease");
        var lease = (await Lease.TryTakeAsync(open.Store, "host"))!;
        await open.RawAsync("DEL", open.Keys.Lease);
        Assert.False(await lease.RenewAsync());
        Assert.IsType<CommitResult.Committed>(await open.Link.CommitAsync(lease.Guard(new Commit()).Set(open.Keys.Cursor, "x")));
    }
}
