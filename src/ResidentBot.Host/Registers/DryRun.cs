using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Core.Files;
using ResidentBot.Core.Imports;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Communities;
using ResidentBot.Host.Configuration;
using ResidentBot.Store;

namespace ResidentBot.Host.Registers;

/// <summary>What an import would do, held beside the register; nothing has been written.</summary>
/// <param name="Import">As it would be staged.</param>
/// <param name="Report">Mistakes first, then the first additions and changes.</param>
/// <param name="Rows">The good rows; empty for staff and tree.</param>
/// <param name="Files">The edition it would make; null for residents.</param>
sealed record DryRun(Import Import, ImmutableArray<ReportLine> Report, ImmutableArray<PersonRow> Rows, EditionFiles? Files)
{
    /// <summary>How many changes a report names.</summary>
    public const int MostChanges = 100;

    /// <summary>All mistakes.</summary>
    public IEnumerable<Mistake> Mistakes => Report.Select(line => line.Mistake).OfType<Mistake>();
}

/// <summary>Holds files beside a community. The edition moves on from one file to the next, so that a tree may name staff of a file before it.</summary>
/// <param name="store">Whose register.</param>
/// <param name="world">The edition it is run by.</param>
/// <param name="files">The running edition's files.</param>
/// <param name="environment">Where secrets are read from.</param>
/// <param name="now">People's time.</param>
sealed class DryRuns(CommunityStore store, World world, EditionFiles files, Func<string, string?> environment, Instant now)
{
    World _world = world;
    EditionFiles _files = files;

    /// <summary>Prepares them for a community as it runs.</summary>
    public static async Task<DryRuns> OfAsync(CommunityStore store, World world, Func<string, string?> environment, Instant now) =>
        new(store, world, await RunningEdition.FindAsync(store) ?? throw new StoreDownException("no edition is run yet: start the host once"), environment, now);

    /// <summary>Reads a table and holds it beside what is there.</summary>
    public async Task<DryRun> RunAsync(Sheet sheet, ImportKind? kind, string id, string by)
    {
        var about = kind ?? Columns.Guess(sheet);
        var import = new Import { Id = id, File = sheet.File, By = by, At = now, State = ImportState.Staged, Kind = about };
        return about == ImportKind.Residents ? await ResidentsAsync(sheet, import) : Roster(sheet, import);
    }

    /// <summary>The dry run of a file that could not be read at all.</summary>
    public DryRun Unreadable(Mistake mistake, ImportKind? kind, string id, string by) => new(
        new Import { Id = id, File = mistake.File, By = by, At = now, State = ImportState.Staged, Kind = kind ?? ImportKind.Residents, IsBlocked = true, Planned = ImportCounts.None with { Refused = 1 } },
        [new ReportLine("mistake", mistake.Line, "") { Mistake = mistake }],
        [],
        null);

    async Task<DryRun> ResidentsAsync(Sheet sheet, Import import)
    {
        var read = ResidentSheet.Read(sheet, _world.Community, _world.Local(now).Date);
        var mistakes = read.Mistakes.Select(mistake => new ReportLine("mistake", mistake.Line, "") { Mistake = mistake }).ToList();
        var changes = new List<ReportLine>();
        var good = ImmutableArray.CreateBuilder<PersonRow>(read.Rows.Length);
        var counts = ImportCounts.None with { Refused = read.Refused };
        foreach (var chunk in read.Rows.Chunk(Import.ChunkSize))
        {
            var plans = await PlanAsync(chunk, import);
            for (var i = 0; i < chunk.Length; i++)
            {
                counts += Count(plans[i]);
                if (plans[i] is RowPlan.Refused refused) mistakes.AddRange(refused.Mistakes.Select(mistake => new ReportLine("mistake", mistake.Line, chunk[i].Name) { Mistake = mistake }));
                else good.Add(chunk[i]);
                if (changes.Count < DryRun.MostChanges && Line(chunk[i], plans[i]) is { } line) changes.Add(line);
            }
        }
        return new DryRun(
            import with { Planned = counts, Total = good.Count, IsBlocked = read.IsBlocked }, [.. mistakes.OrderBy(line => line.Line), .. changes], good.ToImmutable(), null);
    }

    // Nothing is written: each plan is held beside the register as it is, not beside the rows above it.
    async Task<RowPlan[]> PlanAsync(PersonRow[] rows, Import import)
    {
        var documents = new Documents();
        IReadOnlyList<DocumentKey> needs = [.. rows.SelectMany(PersonPlan.Keys).Distinct()];
        while (true)
        {
            var loaded = await store.LoadAsync(needs);
            for (var i = 0; i < loaded.Length; i++) documents.Know(needs[i], loaded[i]);
            var turn = new Turn(documents, _world, import.Id, now);
            RowPlan[] plans = [.. rows.Select(row => PersonPlan.Of(turn, row, import.File, import.By))];
            if (turn.Needs.Count == 0) return plans;
            needs = [.. turn.Needs.Distinct()];
        }
    }

    static ImportCounts Count(RowPlan plan) => plan switch
    {
        RowPlan.Added => ImportCounts.None with { Added = 1 },
        RowPlan.Changed => ImportCounts.None with { Changed = 1 },
        RowPlan.Same => ImportCounts.None with { Same = 1 },
        _ => ImportCounts.None with { Refused = 1 },
    };

    static ReportLine? Line(PersonRow row, RowPlan plan) => plan switch
    {
        RowPlan.Added => new ReportLine("added", row.Line, row.Name),
        RowPlan.Changed changed => new ReportLine("changed", row.Line, row.Name) { Changes = changed.Fields },
        _ => null,
    };

    DryRun Roster(Sheet sheet, Import import)
    {
        var name = import.Kind == ImportKind.Staff ? "staff.yml" : "places.yml";
        var file = _files.Config.First(one => Path.GetFileName(one.Name) == name);
        var merged = RosterSheet.Read(sheet, import.Kind, file.Text);
        import = import with { Planned = merged.Counts, Total = merged.Counts.All - merged.Counts.Refused, IsBlocked = merged.IsBlocked };
        // What changes nothing would only lose the file's comments.
        var edition = merged.Counts is { Added: 0, Changed: 0 } ? _files : _files.With(one => one.Name == file.Name ? merged.Text : one.Text);
        var problems = new List<Problem>();
        var after = merged.IsBlocked ? null : RunningEdition.Read(edition, environment, problems);
        if (after is null)
        {
            List<ReportLine> found = [.. problems.Select(problem => Found(sheet.File, problem, problem.File == file.Path ? merged.Lines : ImmutableDictionary<int, int>.Empty))];
            import = import with { IsBlocked = true, Planned = import.Planned with { Refused = import.Planned.Refused + found.Count } };
            return new DryRun(import, [.. merged.Report.Where(line => line.Mistake is not null), .. found], [], null);
        }
        import = import with { Edition = new EditionSwitch(_files.Id, edition.Id) };
        (_world, _files) = (after, edition);
        return new DryRun(import, [.. merged.Report.Where(line => line.Mistake is not null), .. merged.Report.Where(line => line.Mistake is null).Take(DryRun.MostChanges)], [], edition);
    }

    // A mistake in the community's file is shown at the row it comes from.
    static ReportLine Found(string file, Problem problem, ImmutableDictionary<int, int> lines)
    {
        var known = lines.TryGetValue(problem.Line, out var line);
        var words = known ? problem.Message : $"{Path.GetFileName(problem.File)}: {problem.Message}";
        return new ReportLine("mistake", line, "") { Mistake = new Mistake(file, line, "", "edition", words) };
    }
}
