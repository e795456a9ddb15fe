using System.CommandLine;
using ResidentBot.Core.Files;
using ResidentBot.Core.Messages;
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
        var graph = new Option<string?>("--graph") { Description = "Write a picture of each dialog into a folder", HelpName = "DIR", Arity = ArgumentArity.ZeroOrOne };
        var format = new Option<GraphFormat>("--format") { Description = "Of the pictures", HelpName = "svg|mermaid", DefaultValueFactory = _ => GraphFormat.Svg };
        var language = new Option<Language>("--language") { Description = "Of the pictures", HelpName = "zh|en", DefaultValueFactory = _ => Language.Zh };
        command.Options.Add(notes);
        command.Options.Add(graph);
        command.Options.Add(format);
        command.Options.Add(language);
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
            var pictures = parsed.GetResult(graph) is null ? null : new GraphFiles(parsed.GetValue(graph) ?? "graphs", parsed.GetValue(format), parsed.GetValue(language));
            foreach (var (_, world) in read.Communities)
            {
                Report(terminal, world);
                if (pictures is not null) terminal.Line($"    {Count(pictures.Write(world), "picture")}");
            }
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
