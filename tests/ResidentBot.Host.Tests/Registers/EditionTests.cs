using ResidentBot.Host.Tests.Commands;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using Xunit;

namespace ResidentBot.Host.Tests.Registers;

/// <summary>What the desk has changed of the files survives a restart; what people change on disk wins, file by file.</summary>
public sealed class EditionTests(SharedRedis redis)
{
    [Fact]
    public async Task The_desks_version_survives_a_restart_and_a_file_changed_on_disk_wins()
    {
        var cancel = TestContext.Current.CancellationToken;
        var town = ImportTown.Write("editions");
        var staffFile = Path.Combine(town.Config, town.Id, "staff.yml");
        var written = await File.ReadAllTextAsync(staffFile, cancel);
        await using (var host = await RunningHost.StartAsync(town, redis.Address))
            await ImportTown.StartAsync(host.Community, Path.Combine(ImportTown.Sample(town, 30, 90), "staff.csv"));

        await using (var host = await RunningHost.StartAsync(town, redis.Address)) Assert.Contains("g001", host.Community.World.Community.Staff.Keys);

        await File.AppendAllTextAsync(Path.Combine(town.Config, town.Id, "community.yml"), "\nlanguage: en\n", cancel);
        await using (var host = await RunningHost.StartAsync(town, redis.Address))
        {
            Assert.Contains("g001", host.Community.World.Community.Staff.Keys);
            Assert.Equal(Core.Messages.Language.En, host.Community.World.Community.Language);
        }

        await File.WriteAllTextAsync(staffFile, written.Replace("陈大姐", "陈大哥", StringComparison.Ordinal), cancel);
        await using (var host = await RunningHost.StartAsync(town, redis.Address))
        {
            Assert.DoesNotContain("g001", host.Community.World.Community.Staff.Keys);
            Assert.Equal("陈大哥", host.Community.World.Community.Staff["floor"].Name);
        }
    }

    [Fact]
    public async Task A_file_on_disk_that_does_not_go_with_the_desks_version_leaves_what_runs()
    {
        var cancel = TestContext.Current.CancellationToken;
        var town = ImportTown.Write("clash");
        var folder = ImportTown.Sample(town, 30, 90);
        await using (var host = await RunningHost.StartAsync(town, redis.Address))
        {
            await ImportTown.StartAsync(host.Community, Path.Combine(folder, "staff.csv"));
            await RunningHost.UntilAsync("staff", () => Task.FromResult(host.Community.World.Community.Staff.ContainsKey("g001")));
            await ImportTown.StartAsync(host.Community, Path.Combine(folder, "tree.csv"));
        }
        await File.AppendAllTextAsync(Path.Combine(town.Config, town.Id, "staff.yml"), "\n# touched\n", cancel);

        // The places of the desk name staff that the file on disk does not have.
        await using var again = await RunningHost.StartAsync(town, redis.Address);
        Assert.Contains("b01-1", again.Community.World.Community.Places.Keys);
        Assert.Contains("g001", again.Community.World.Community.Staff.Keys);
    }

    [Fact]
    public async Task The_running_edition_can_be_written_back_to_the_files()
    {
        var town = ImportTown.Write("write-back");
        await using (var host = await RunningHost.StartAsync(town, redis.Address))
            await ImportTown.StartAsync(host.Community, Path.Combine(ImportTown.Sample(town, 30, 90), "staff.csv"));
        string[] options = ["--config", town.Config, "--dialogs", TestCommunity.Dialogs, "--redis", redis.Address, "--community", town.Id];

        var run = await CommandRun.OfAsync(["edition", "write", .. options]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("g001", await File.ReadAllTextAsync(Path.Combine(town.Config, town.Id, "staff.yml"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(0, (await CommandRun.OfAsync("check", "--config", town.Config, "--dialogs", TestCommunity.Dialogs)).ExitCode);
        Assert.Contains("the files are those", (await CommandRun.OfAsync(["edition", "write", .. options])).Output, StringComparison.Ordinal);
    }
}
