using ResidentBot.Core.Imports;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Communities;
using ResidentBot.Host.Registers;
using ResidentBot.Host.Samples;
using ResidentBot.Host.Tests.Harness;
using Xunit;

namespace ResidentBot.Host.Tests.Registers;

/// <summary>A test's community with a tree deep enough for sample files.</summary>
static class ImportTown
{
    public static TestCommunity Write(string about)
    {
        var town = TestCommunity.Write(about);
        File.WriteAllText(Path.Combine(town.Config, town.Id, "places.yml"), """
            # A comment.
            levels:
              - {id: community, name: {zh: 社区, en: Community}}
              - {id: area, name: {zh: 片区, en: Area}}
              - {id: building, name: {zh: 楼栋, en: Building}}
              - {id: stairwell, name: {zh: 单元, en: Stairwell}}
            places:
              - {id: oak, level: community, name: 橡园社区, responsible: duty}
              - {id: b1, parent: oak, level: building, name: 1 栋, responsible: floor}
            """);
        return town;
    }

    /// <summary>A folder with the files of a sample.</summary>
    public static string Sample(TestCommunity town, int households, int persons, bool xlsx = false)
    {
        var folder = Directory.CreateDirectory(Path.Combine(town.Config, $"sample-{households}{(xlsx ? "-xlsx" : "")}")).FullName;
        foreach (var (name, bytes) in new SampleCommunity(households, persons, 1, "oak").Write(xlsx)) File.WriteAllBytes(Path.Combine(folder, name), bytes);
        return folder;
    }

    /// <summary>Stages one file of a folder and starts it.</summary>
    public static async Task<string> StartAsync(RunningCommunity community, string file)
    {
        var id = Guid.NewGuid().ToString("n")[..12];
        var dry = await DryRuns.OfAsync(community.Store, community.World, _ => null, NodaTime.SystemClock.Instance.GetCurrentInstant());
        var run = await dry.RunAsync(SheetReader.Read(file), null, id, "sam");
        Assert.Empty(run.Mistakes);
        var imports = new Host.Registers.Imports(community);
        Assert.Null((await imports.StageAsync(Guid.NewGuid().ToString("n"), run, "小山")).Refusal);
        Assert.Null((await imports.StartAsync(Guid.NewGuid().ToString("n"), id, false, "sam", "小山")).Refusal);
        return id;
    }

    public static async Task<Import> EndAsync(RunningCommunity community, string id, ImportState state = ImportState.Done)
    {
        Import? import = null;
        await RunningHost.UntilAsync($"the import is {state}", async () => (import = await LookAsync(community, id))?.State == state, 60);
        return import!;
    }

    // A connection that the test itself has cut is not there for us either.
    static async Task<Import?> LookAsync(RunningCommunity community, string id)
    {
        try
        {
            return await community.Store.FindAsync<Import>(id);
        }
        catch (ResidentBot.Store.StoreDownException)
        {
            return null;
        }
    }

    /// <summary>Every document and list of the register, as text.</summary>
    public static async Task<List<string>> RegisterAsync(RunningCommunity community)
    {
        var store = community.Store;
        var lines = new List<string>();
        foreach (var list in (string[])[Lists.Persons, Lists.Households, Lists.Enrolled, Lists.JobSeekers])
            lines.AddRange((await store.ListAsync(list)).Select(one => $"{list} {one.Member}"));
        var persons = await store.FindAllAsync<Person>((await store.ListAsync(Lists.Persons)).Select(one => one.Member));
        lines.AddRange(persons.Select(Text));
        lines.AddRange((await store.FindAllAsync<Household>(persons.Select(person => person.Household).Distinct())).Select(Text));
        lines.AddRange((await store.FindAllAsync<Core.Conversations.Conversation>(persons.SelectMany(person => person.Addresses).Select(address => address.Value).Distinct())).Select(Text));
        return lines;

        static string Text<T>(T one) => System.Text.Encoding.UTF8.GetString(Codec.Write(one));
    }
}
