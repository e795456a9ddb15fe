using System.CommandLine;
using NodaTime;
using ResidentBot.Core.Imports;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Registers;
using ResidentBot.Store;

namespace ResidentBot.Host.Commands;

/// <summary><c>residentbot export residents -o FILE</c>: writes the whole register, the staff or the tree as a file that can be imported again.</summary>
static class ExportCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var kind = new Argument<ImportKind>("WHAT") { Description = "residents, staff or tree", HelpName = "residents|staff|tree" };
        var output = new Option<string>("--output", "-o") { Description = "The file to write: .csv or .xlsx", HelpName = "FILE", Required = true };
        var language = new Option<Language>("--language") { Description = "Of the column names", HelpName = "zh|en", DefaultValueFactory = _ => Language.En };
        var store = new StoreOptions();
        var command = new Command("export", "Write residents, staff or the address tree as a file that can be imported again.") { kind, output, language };
        store.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            await using var register = await store.OpenAsync(parsed, cancel);
            var (what, file, now) = (parsed.GetValue(kind), parsed.GetValue(output)!, SystemClock.Instance.GetCurrentInstant());
            var (bytes, rows) = await new Exports(register.Store, register.World, now).WriteAsync(what, file, parsed.GetValue(language), new Grant(Role.Supervisor, []));
            var name = what.ToString().ToLowerInvariant();
            // Noted before it is handed out.
            await register.Store.Link.CommitAsync(new Commit().AppendEntry(
                register.Store.Keys.Log, Codec.Write(new LogEntry(now, Environment.UserName, "exported", name, $"{rows} rows, at the command line"))));
            await File.WriteAllBytesAsync(file, bytes, cancel);
            Terminal.Of(parsed.InvocationConfiguration.Output).Line($"{file}: {rows} {name}", "green");
            return 0;
        });
        return command;
    }
}
