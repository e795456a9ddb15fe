using System.CommandLine;
using ResidentBot.Host.Communities;
using ResidentBot.Host.Configuration;

namespace ResidentBot.Host.Commands;

/// <summary><c>residentbot edition write</c>: writes the running edition back into the files, so that the disk has what the desk has changed.</summary>
static class EditionCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var store = new StoreOptions();
        var write = new Command("write", "Write the running edition back into the configuration folder.");
        store.AddTo(write);
        write.SetAction(async (parsed, cancel) =>
        {
            await using var register = await store.OpenAsync(parsed, cancel);
            var terminal = Terminal.Of(parsed.InvocationConfiguration.Output);
            var files = (await RunningEdition.FindAsync(register.Store))!;
            var written = 0;
            foreach (var file in files.All)
            {
                var path = PathOf(file, store.Config(parsed), store.Dialogs(parsed));
                if (File.Exists(path) && await File.ReadAllTextAsync(path, cancel) == file.Text) continue;
                // Beside it and renamed: a full disk leaves the old file whole.
                await File.WriteAllTextAsync(path + ".new", file.Text, cancel);
                File.Move(path + ".new", path, overwrite: true);
                terminal.Line(path);
                written++;
            }
            terminal.Line(written == 0 ? "the files are those of the running edition" : $"{written} files written, edition {files.Id}", "green");
            return 0;
        });
        return new Command("edition", "What the desk has changed of a community's files.") { write };
    }

    // Files are named config/oak/staff.yml and dialogs/texts.yml, wherever their folders lie.
    static string PathOf(SourceFile file, string config, string dialogs)
    {
        var slash = file.Name.IndexOf('/', StringComparison.Ordinal);
        return Path.Combine([file.Name[..slash] == "config" ? config : dialogs, .. file.Name[(slash + 1)..].Split('/')]);
    }
}
