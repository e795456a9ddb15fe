using ResidentBot.Core.Residents;
using ResidentBot.Core.Roster;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Samples;
using ResidentBot.Host.Tests.Commands;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using Xunit;

namespace ResidentBot.Host.Tests.Registers;

public sealed class ImportCommandTests(SharedRedis redis)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_sample_is_imported_in_one_go_and_again_changes_nothing(bool xlsx)
    {
        var (town, options) = Town("sample");
        var folder = ImportTown.Sample(town, 120, 430, xlsx);
        var dry = await CommandRun.OfAsync(["import", folder, "--dry-run", .. options]);
        Assert.Equal((0, ""), (dry.ExitCode, dry.Error));
        Assert.Contains("residents: 430 added, 0 changed, 0 same, 0 refused", dry.Output, StringComparison.Ordinal);

        var run = await CommandRun.OfAsync(["import", folder, "--yes", .. options]);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("430 added, 0 changed, 0 same, 0 refused; import ", run.Output, StringComparison.Ordinal);
        Assert.Contains("nothing to enter", (await CommandRun.OfAsync(["import", folder, "--yes", .. options])).Output, StringComparison.Ordinal);

        var exported = Path.Combine(town.Config, xlsx ? "all.xlsx" : "all.csv");
        foreach (var kind in (string[])["residents", "staff", "tree"])
        {
            Assert.Equal(0, (await CommandRun.OfAsync(["export", kind, "-o", exported, .. options])).ExitCode);
            Assert.Contains("nothing to enter", (await CommandRun.OfAsync(["import", exported, .. options])).Output, StringComparison.Ordinal);
        }

        var id = run.Output.Trim()[^12..];
        Assert.Contains("taken back, 0 kept", (await CommandRun.OfAsync(["import", "--undo", id, "--reason", "wrong file", .. options])).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sample_brings_roles_hours_and_deputies_and_leaves_no_household_without_somebody()
    {
        var town = ImportTown.Write("sample-coverage");
        var community = Path.Combine(town.Config, town.Id, "community.yml");
        await File.AppendAllTextAsync(community, "\nworker_limit: 12\n", TestContext.Current.CancellationToken);
        var folder = ImportTown.Sample(town, 4915 / 10, 1840);
        await using var host = await RunningHost.StartAsync(town, redis.Address);
        foreach (var file in (string[])["staff.csv", "tree.csv"])
        {
            await ImportTown.EndAsync(host.Community, await ImportTown.StartAsync(host.Community, Path.Combine(folder, file)));
            await host.Community.CatchUpAsync();
        }
        await ImportTown.EndAsync(host.Community, await ImportTown.StartAsync(host.Community, Path.Combine(folder, "residents.csv")));

        var world = host.Community.World;
        Assert.Equal((Core.Roles.Role.Agent, Core.Roles.Role.GridWorker), (world.Community.Staff["q01"].Role, world.Community.Staff["h01"].Role));
        Assert.NotEmpty(world.Community.Staff["h01"].Duty);
        Assert.Equal(["g002"], world.Community.Places["b01-1"].Deputies);
        var households = (await host.Community.Store.FindAllAsync<Household>((await host.Community.Store.ListAsync(Lists.Households)).Select(one => one.Member)))
            .CountBy(household => household.Place).ToDictionary(StringComparer.Ordinal);
        var report = Coverage.Of(new Attendance(world, _ => null), households, NodaTime.SystemClock.Instance.GetCurrentInstant());
        Assert.Empty(report.Gaps);
        Assert.Equal(0, report.Unplaced);
        var over = report.Loads.Where(load => load.IsOver).ToList();
        Assert.NotEmpty(over);
        Assert.All(over, load => Assert.Equal(13, load.Households));
        Assert.True(over.Count < report.Loads.Count(load => load.Member.Id.StartsWith('g')), "only some have more than their limit");
    }

    [Fact]
    public async Task A_file_with_a_mistake_is_refused_whole_unless_its_bad_rows_are_to_be_skipped()
    {
        var (town, options) = Town("mistakes");
        var file = Path.Combine(town.Config, "two.csv");
        await File.WriteAllTextAsync(file, "place,unit,name,phones\nb1,901,高伟,139\nb1,902,高芳,\n", TestContext.Current.CancellationToken);

        var refused = await CommandRun.OfAsync(["import", file, "--yes", .. options]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains($"{file}:2: phones: the phone 139 has no country; expected a phone with its country", refused.Output, StringComparison.Ordinal);
        var skipped = await CommandRun.OfAsync(["import", file, "--yes", "--skip-refused", .. options]);
        Assert.Equal(0, skipped.ExitCode);
        Assert.Contains("1 added, 0 changed, 0 same, 0 refused; import ", skipped.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_entered_without_a_yes()
    {
        var (town, options) = Town("asked");
        var file = Path.Combine(town.Config, "one.csv");
        await File.WriteAllTextAsync(file, "place,unit,name\nb1,901,高伟\n", TestContext.Current.CancellationToken);

        Assert.Equal(1, (await CommandRun.ReadingAsync("n\n", ["import", file, .. options])).ExitCode);
        Assert.Equal(0, (await CommandRun.ReadingAsync("y\n", ["import", file, .. options])).ExitCode);
    }

    [Theory]
    [InlineData("import")]
    [InlineData("import", "a.csv", "--undo", "x", "--reason", "y")]
    [InlineData("import", "--undo", "x")]
    [InlineData("export", "residents")]
    [InlineData("export", "pets", "-o", "a.csv")]
    [InlineData("sample")]
    [InlineData("sample", "-o", "x", "--households", "5", "--persons", "4")]
    [InlineData("edition")]
    public async Task A_wrong_command_line_is_told_from_a_right_one(params string[] arguments) => Assert.Equal(2, (await CommandRun.OfAsync(arguments)).ExitCode);

    [Fact]
    public void A_sample_has_the_numbers_asked_for_and_the_same_bytes_each_time()
    {
        var files = new SampleCommunity(4915, 18_401, 1, "oak").Files().ToDictionary(file => file.Name, StringComparer.Ordinal);

        Assert.Equal(18_401, files["residents"].Rows.Count);
        Assert.Equal(4915, files["residents"].Rows.Select(row => (row[0], row[1])).Distinct().Count());
        Assert.Equal((11, 29, 376), (Level("area"), Level("building"), Level("stairwell")));
        Assert.InRange(files["residents"].Rows.Count(row => row[7] == "yes"), 250, 800);
        foreach (var xlsx in (bool[])[false, true])
            Assert.Equal(new SampleCommunity(40, 150, 7, "oak").Write(xlsx).Select(file => Convert.ToHexString(file.Bytes)), new SampleCommunity(40, 150, 7, "oak").Write(xlsx).Select(file => Convert.ToHexString(file.Bytes)));

        int Level(string level) => files["tree"].Rows.Count(row => row[2] == level);
    }

    (TestCommunity Town, string[] Options) Town(string about)
    {
        var town = ImportTown.Write(about);
        return (town, ["--config", town.Config, "--dialogs", TestCommunity.Dialogs, "--redis", redis.Address, "--community", town.Id]);
    }
}
