using ResidentBot.Core.Imports;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Communities;
using ResidentBot.Host.Configuration;
using ResidentBot.Store;

namespace ResidentBot.Host.Registers;

/// <summary>Keeps, starts and takes back imports: what the desk's pages and the command have in common.</summary>
/// <param name="store">What is stored.</param>
/// <param name="act">Takes the turn of an action under a click's id.</param>
sealed class Imports(CommunityStore store, Func<string, StaffAction, Task<Decision>> act)
{
    /// <summary>Those of a running community.</summary>
    public Imports(RunningCommunity community) : this(community.Store, community.ActAsync)
    {
    }

    /// <summary>Keeps a dry run, so that it can be started. The same click keeps it once.</summary>
    public async Task<Decision> StageAsync(string click, DryRun run, string name)
    {
        if (await store.FindAsync<Import>(run.Import.Id) is not null) return new Decision();
        // Lines first, then the document that names them: an import that is seen is whole. Lines of one that never came expire.
        await store.DropKeptAsync(run.Import.Id);
        await store.KeepAsync(run.Import.Id, ImportList.Rows, run.Rows.Select(row => Codec.Write(row)));
        await store.KeepAsync(run.Import.Id, ImportList.Report, run.Report.Select(line => Codec.Write(line)));
        if (run.Files is not null) await store.Link.CommitAsync(new Commit().Keep(store.Keys, run.Files));
        return await act(click, new StaffAction.StageImport(run.Import.By, name, run.Import));
    }

    /// <summary>Starts one that is kept.</summary>
    public async Task<Decision> StartAsync(string click, string id, bool skipRefused, string by, string name)
    {
        if (await store.FindAsync<Import>(id) is { Edition: { } edition } && await store.GetAsync(store.Keys.Edition) != edition.Before) return Refused("edition_later");
        return await act(click, new StaffAction.StartImport(by, name, id, skipRefused));
    }

    /// <summary>Takes one back.</summary>
    public async Task<Decision> UndoAsync(string click, string id, string reason, string by, string name)
    {
        if (await store.FindAsync<Import>(id) is { Edition: { } edition, State: ImportState.Done } import)
        {
            if (await store.GetAsync(store.Keys.Edition) != edition.After) return Refused("edition_later");
            if (import.Kind == ImportKind.Tree && await IsLivedInAsync(edition)) return Refused("tree_lived_in");
        }
        return await act(click, new StaffAction.UndoImport(by, name, id, reason));
    }

    // A household whose place is gone would be nobody's.
    async Task<bool> IsLivedInAsync(EditionSwitch edition)
    {
        if (await RunningEdition.FindAsync(store, edition.Before) is not { } before || await RunningEdition.FindAsync(store, edition.After) is not { } after) return false;
        var gone = Ids(after).Except(Ids(before)).ToList();
        return (await store.FindAllAsync<Dwellings>(gone)).Any(dwellings => !dwellings.Households.IsEmpty);

        static IEnumerable<string> Ids(EditionFiles files) =>
            RosterRows.Of(ImportKind.Tree, files.Config.First(file => Path.GetFileName(file.Name) == "places.yml").Text).Select(row => row[0]);
    }

    static Decision Refused(string text) => new() { Refusal = new Refusal(text) };
}
