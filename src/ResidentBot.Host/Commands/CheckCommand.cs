using System.CommandLine;
using ResidentBot.Core.Files;
using ResidentBot.Core.Understanding.Residents;
using ResidentBot.Host.Configuration;

namespace ResidentBot.Host.Commands;

/// <summary><c>residentbot check</c>: reads every file and prints all that is wrong, without starting anything.</summary>
static class CheckCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var folders = new FolderOptions();
        var command = new Command("check", "Read every file and print each mistake as file:line:column: what is wrong. Exit code 2 when there is one.");
        var notes = new Option<bool>("--notes") { Description = "Also what is allowed but rarely meant: words of danger in examples of something else, words under two concepts" };
        command.Options.Add(notes);
        folders.AddTo(command);
        command.SetAction(parsed =>
        {
            var terminal = Terminal.Of(parsed.InvocationConfiguration.Output);
            var read = CheckedFiles.Read(folders.Config(parsed), folders.Dialogs(parsed), Environment.GetEnvironmentVariable);
            if (!read.Problems.IsEmpty)
            {
                terminal.Problems(read.Problems);
                return CommandLine.Mistaken;
            }
            foreach (var (_, world) in read.Communities) Report(terminal, world);
            if (!parsed.GetValue(notes)) return 0;
            foreach (var note in Notes(folders.Dialogs(parsed))) terminal.Line($"{note.File}:{note.Line}:{note.Column}: note: {note.Message}");
            return 0;
        });
        return command;
    }

    static IEnumerable<Problem> Notes(string dialogs) =>
        UnderstandingFiles.Read([.. CommunityFiles.ReadUnderstanding(dialogs, []).Select(file => (file.Path, file.Text))], [])?.Notes() ?? [];

    static void Report(Terminal terminal, Core.Turns.World world)
    {
        var community = world.Community;
        var residents = community.Residents.Sum(household => household.Persons.Length);
        var off = community.Accounts.Values.Count(account => !account.Enabled);
        terminal.Part($"{community.Id}: ", "bold");
        terminal.Line($"{community.Name.Zh} {community.Name.En}: {Count(world.Book.Dialogs.Count, "dialog")}, {Count(residents, "resident")}, "
            + $"{Count(community.Queues.Count, "queue")}, {Count(community.Accounts.Count, "account")}{(off == 0 ? "" : $" ({off} switched off)")}");
    }

    static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
