using ResidentBot.Core.Imports;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using ResidentBot.Host.Tests.Resilience;
using Xunit;

namespace ResidentBot.Host.Tests.Registers;

/// <summary>Imports on real hosts: through kills and lost connections each row is entered once, and all of it can be taken back.</summary>
public sealed class ImportRunTests(SharedRedis shared)
{
    const int Persons = 4000;

    static readonly Dictionary<string, string> Nothing = [];

    [Fact]
    public async Task An_import_whose_host_is_killed_is_finished_by_another_each_row_once()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var redis = await RedisServer.StartAsync(new RedisServerOptions(AppendFsync: "always"), cancel);
        var town = ImportTown.Write("killed-import");
        var folder = ImportTown.Sample(town, 1100, Persons);
        await using var first = await HostProcess.StartAsync(town, redis.Address, Nothing);
        // The second host stands by: the first one holds the lease.
        await using var second = await RunningHost.StartAsync(town, redis.Address);
        var store = second.Community.Store;
        foreach (var file in (string[])["staff.csv", "tree.csv"]) await ImportTown.StartAsync(await FollowedAsync(second), Path.Combine(folder, file));
        var before = await ImportTown.RegisterAsync(await FollowedAsync(second, "b01-1"));
        var id = await ImportTown.StartAsync(second.Community, Path.Combine(folder, "residents.csv"));
        await RunningHost.UntilAsync("some chunks are entered", async () => (await store.FindAsync<Import>(id))!.Entered > 0);
        first.Kill();
        await redis.CallAsync("CLIENT", "KILL", "TYPE", "normal");
        var import = await ImportTown.EndAsync(second.Community, id);

        Assert.Equal(new ImportCounts(Persons, 0, 0, 0), import.Done);
        Assert.Equal(Persons + 1, await store.CountListAsync(Lists.Persons));
        var households = await store.FindAllAsync<Household>((await store.ListAsync(Lists.Households)).Select(one => one.Member));
        Assert.Equal(Persons + 1, households.Sum(household => household.Persons.Distinct().Count()));
        Assert.Equal(Persons + 1, households.Sum(household => household.Persons.Length));

        var undo = await new Host.Registers.Imports(second.Community).UndoAsync("undo", id, "wrong file", "sam", "小山");
        Assert.Null(undo.Refusal);
        await ImportTown.EndAsync(second.Community, id, ImportState.Undone);
        Assert.Equal(before, await ImportTown.RegisterAsync(second.Community));
    }

    [Fact]
    public async Task People_are_answered_while_an_import_runs()
    {
        var town = ImportTown.Write("busy-import");
        var folder = ImportTown.Sample(town, 1100, Persons);
        await using var host = await RunningHost.StartAsync(town, shared.Address);
        foreach (var file in (string[])["staff.csv", "tree.csv"]) await ImportTown.StartAsync(await FollowedAsync(host), Path.Combine(folder, file));
        var id = await ImportTown.StartAsync(await FollowedAsync(host, "b01-1"), Path.Combine(folder, "residents.csv"));
        var web = new Core.Messages.Address("web:asks");
        await host.WriteAsync(web, "你好", "web");
        await RunningHost.UntilAsync("an answer", async () => (await host.SaidAsync(web)).Count > 0);

        Assert.NotEqual(ImportState.Done, (await host.Community.Store.FindAsync<Import>(id))!.State);
        await ImportTown.EndAsync(host.Community, id);
    }

    [Fact]
    public async Task Staff_and_tree_become_an_edition_that_both_hosts_run_and_that_can_be_undone_until_there_is_a_later_one()
    {
        var town = ImportTown.Write("edition-import");
        var folder = ImportTown.Sample(town, 30, 90);
        await using var one = await RunningHost.StartAsync(town, shared.Address);
        await using var other = await RunningHost.StartAsync(town, shared.Address);
        var staff = await ImportTown.StartAsync(one.Community, Path.Combine(folder, "staff.csv"));
        await FollowedAsync(one, staff: "g001");
        await FollowedAsync(other, staff: "g001");
        var tree = await ImportTown.StartAsync(one.Community, Path.Combine(folder, "tree.csv"));
        await FollowedAsync(other, "b01-1");
        var imports = new Host.Registers.Imports(other.Community);

        Assert.Equal("edition_later", (await imports.UndoAsync("u1", staff, "wrong", "sam", "小山")).Refusal!.Text);
        await ImportTown.EndAsync(one.Community, await ImportTown.StartAsync(await FollowedAsync(one, "b01-1"), Path.Combine(folder, "residents.csv")));
        Assert.Equal("tree_lived_in", (await imports.UndoAsync("u2", tree, "wrong", "sam", "小山")).Refusal!.Text);
    }

    [Fact]
    public async Task An_undone_staff_file_is_the_edition_before()
    {
        var town = ImportTown.Write("edition-undone");
        var folder = ImportTown.Sample(town, 30, 90);
        await using var host = await RunningHost.StartAsync(town, shared.Address);
        var staff = await ImportTown.StartAsync(host.Community, Path.Combine(folder, "staff.csv"));
        await FollowedAsync(host, staff: "g001");

        Assert.Null((await new Host.Registers.Imports(host.Community).UndoAsync("u1", staff, "wrong", "sam", "小山")).Refusal);
        await RunningHost.UntilAsync("the edition before is run", () => Task.FromResult(!host.Community.World.Community.Staff.ContainsKey("g001")));
    }

    static async Task<Host.Communities.RunningCommunity> FollowedAsync(RunningHost host, string? place = null, string? staff = null)
    {
        await RunningHost.UntilAsync("the edition is run", () => Task.FromResult((place is null || host.Community.World.Community.Places.ContainsKey(place))
            && (staff is null || host.Community.World.Community.Staff.ContainsKey(staff))));
        return host.Community;
    }
}
