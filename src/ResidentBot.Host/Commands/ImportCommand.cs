using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using ResidentBot.Core.Imports;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Desk.Shared;
using ResidentBot.Host.Registers;

namespace ResidentBot.Host.Commands;

/// <summary><c>residentbot import FILE</c>: checks a file against the register, says what it would change, and enters it; or takes an import back.</summary>
static class ImportCommand
{
    const int ChangesShown = 20;

    /// <summary>The command with its options.</summary>
    public static Command Create(Func<TextReader> input)
    {
        var file = new Argument<string?>("FILE") { Description = "A CSV or XLSX file, or a folder with residents, staff and tree", Arity = ArgumentArity.ZeroOrOne };
        var kind = new Option<ImportKind?>("--kind") { Description = "What the file is about [default: told by its columns]", HelpName = "residents|staff|tree" };
        var dry = new Option<bool>("--dry-run") { Description = "Only say what would be done" };
        var skip = new Option<bool>("--skip-refused") { Description = "Enter the good rows of a file with mistakes; without it nothing is entered" };
        var undo = new Option<string?>("--undo") { Description = "Take an import back", HelpName = "ID" };
        var reason = new Option<string?>("--reason") { Description = "Why it is taken back", HelpName = "TEXT" };
        var by = new Option<string>("--by") { Description = "Who does it, for the log", HelpName = "NAME", DefaultValueFactory = _ => Environment.UserName };
        var yes = new Option<bool>("--yes") { Description = "Do not ask before entering" };
        var store = new StoreOptions();
        var command = new Command("import", "Bring residents, staff or the address tree in from files, or take an import back.") { file, kind, dry, skip, undo, reason, by, yes };
        store.AddTo(command);
        command.Validators.Add(given =>
        {
            if (given.GetValue(file) is null == given.GetValue(undo) is null) given.AddError("import takes a FILE, or --undo ID.");
            if (given.GetValue(undo) is not null && string.IsNullOrWhiteSpace(given.GetValue(reason))) given.AddError("--undo needs a --reason.");
        });
        command.SetAction(async (parsed, cancel) =>
        {
            await using var register = await store.OpenAsync(parsed, cancel);
            var run = new ImportRun(register, Terminal.Of(parsed.InvocationConfiguration.Output), parsed.GetValue(by)!, cancel);
            if (parsed.GetValue(undo) is { } id) return await run.UndoAsync(id, parsed.GetValue(reason)!);
            var runs = await run.LookAsync(Files(parsed.GetValue(file)!), parsed.GetValue(kind), parsed.GetValue(skip));
            if (runs is null) return CommandLine.Mistaken;
            if (parsed.GetValue(dry) || !run.HasWork(runs)) return 0;
            if (!parsed.GetValue(yes) && !run.Ask(input)) return CommandLine.CannotRun;
            return await run.EnterAsync(runs, parsed.GetValue(skip));
        });
        return command;
    }

    static List<string> Files(string path)
    {
        if (!Directory.Exists(path)) return [path];
        var files = Directory.EnumerateFiles(path).Where(file => Path.GetExtension(file) is ".csv" or ".xlsx").Order(StringComparer.Ordinal).ToList();
        return files.Count > 0 ? files : throw new FileNotFoundException($"{path} has no .csv and no .xlsx file");
    }

    sealed class ImportRun(OpenedRegister register, Terminal terminal, string by, CancellationToken cancel)
    {
        readonly Registers.Imports _imports = new(register.Store, register.ActAsync);

        // Null when something is wrong and nothing is to be entered.
        public async Task<List<DryRun>?> LookAsync(List<string> files, ImportKind? kind, bool skip)
        {
            var now = SystemClock.Instance.GetCurrentInstant();
            var dry = await DryRuns.OfAsync(register.Store, register.World, Environment.GetEnvironmentVariable, now);
            var sheets = new List<(Sheet? Sheet, Mistake? Mistake)>();
            foreach (var file in files) sheets.Add(Read(file));
            var runs = new List<DryRun>();
            // Places name staff, and residents live at places.
            foreach (var (sheet, mistake) in sheets.OrderBy(one => one.Sheet is null ? 0 : Order(kind ?? Columns.Guess(one.Sheet))))
                runs.Add(sheet is null ? dry.Unreadable(mistake!, kind, NewId(), by) : await dry.RunAsync(sheet, kind, NewId(), by));
            foreach (var run in runs) Show(run);
            return runs.Any(run => run.Import.IsBlocked || (run.Import.Planned.Refused > 0 && !skip)) ? null : runs;
        }

        public bool HasWork(List<DryRun> runs)
        {
            var has = runs.Any(run => run.Import.Planned is not { Added: 0, Changed: 0 });
            if (!has) terminal.Line("Everything is so already: nothing to enter.", "green");
            return has;
        }

        public bool Ask(Func<TextReader> input)
        {
            terminal.Part("Enter this? [y/N] ", "bold");
            return input().ReadLine()?.Trim() is "y" or "Y" or "yes" or "是";
        }

        public async Task<int> EnterAsync(List<DryRun> runs, bool skip)
        {
            foreach (var run in runs)
            {
                if (run.Import.Planned is { Added: 0, Changed: 0 }) continue;
                if (Refused(await _imports.StageAsync(NewId(), run, by)) || Refused(await _imports.StartAsync(NewId(), run.Import.Id, skip, by, by))) return CommandLine.CannotRun;
                var end = await FollowAsync(run.Import, run.Import.Total, import => import.Entered);
                terminal.Line($"{end.File}: {Counts(end.Done)}; import {end.Id}", end.State == ImportState.Done ? "green" : "red");
                if (end.State != ImportState.Done) return CommandLine.CannotRun;
            }
            return 0;
        }

        public async Task<int> UndoAsync(string id, string reason)
        {
            if (Refused(await _imports.UndoAsync(NewId(), id, reason, by, by))) return CommandLine.CannotRun;
            var import = (await register.Store.FindAsync<Import>(id))!;
            var end = await FollowAsync(import, import.Total, now => import.Total - now.Entered);
            foreach (var line in await register.Store.KeptAsync<ReportLine>(id, ImportList.Report))
                if (line.What == "kept") terminal.Line($"kept, changed since: {line.About}", "yellow");
            terminal.Line($"{end.File}: taken back, {end.Kept} kept", "green");
            return end.State == ImportState.Undone ? 0 : CommandLine.CannotRun;
        }

        async Task<Import> FollowAsync(Import import, int total, Func<Import, int> done) =>
            await terminal.ProgressAsync(import.File, total, async tell =>
                await new ImportDrive(register.Store, () => register.World, TimeProvider.System, NullLogger.Instance).RunAsync(import.Id, now => tell(done(now)), cancel));

        bool Refused(Decision decision)
        {
            if (decision.Refusal is not { } refusal) return false;
            terminal.Line(DeskTexts.En.Say($"refusal_{refusal.Text}", ("name", refusal.Name)), "red");
            return true;
        }

        void Show(DryRun run)
        {
            terminal.Part($"{run.Import.File}: ", "bold");
            terminal.Line($"{run.Import.Kind.ToString().ToLowerInvariant()}: {Counts(run.Import.Planned)}");
            foreach (var mistake in run.Mistakes) terminal.Line(mistake.Say(Language.En));
            var changes = run.Report.Where(line => line.Mistake is null).Take(ChangesShown).ToList();
            if (changes.Count == 0) return;
            terminal.Table(["line", "", "who", "what"], changes.Select(line => (IReadOnlyList<string>)
                [$"{line.Line}", line.What, line.About, string.Join(", ", line.Changes.Select(change => $"{change.Field}: {change.Old} → {change.New}"))]));
            var all = run.Import.Planned.Added + run.Import.Planned.Changed;
            if (all > changes.Count) terminal.Line($"... and {all - changes.Count} more", "grey");
        }

        static (Sheet? Sheet, Mistake? Mistake) Read(string file)
        {
            try
            {
                return (SheetReader.Read(file), null);
            }
            catch (SheetException fault)
            {
                return (null, fault.Mistake);
            }
        }

        static int Order(ImportKind kind) => kind switch
        {
            ImportKind.Staff => 0,
            ImportKind.Tree => 1,
            _ => 2,
        };

        static string Counts(ImportCounts counts) => $"{counts.Added} added, {counts.Changed} changed, {counts.Same} same, {counts.Refused} refused";

        static string NewId() => Guid.NewGuid().ToString("n")[..12];
    }
}
