using System.Collections.Immutable;
using ResidentBot.Core.Files;
using ResidentBot.Core.Turns;

namespace ResidentBot.Host.Configuration;

/// <summary>A community that can be served.</summary>
/// <param name="Files">Also names the edition.</param>
/// <param name="World">What its turns are decided by.</param>
sealed record CheckedCommunity(EditionFiles Files, World World);

/// <summary>Both folders read to the end: what can be served, and all that is wrong, in the order of files, lines and columns.</summary>
/// <param name="Host">The process.</param>
/// <param name="Communities">By id; all of them when there is no problem.</param>
/// <param name="Problems">Each mistake once, however many communities share the file.</param>
sealed record CheckedFiles(HostSettings Host, ImmutableArray<CheckedCommunity> Communities, ImmutableArray<Problem> Problems)
{
    /// <summary>Reads everything. A community that is wrong hides nothing of its dialogs, nor they of it.</summary>
    public static CheckedFiles Read(string config, string dialogs, Func<string, string?> environment)
    {
        var problems = new List<Problem>();
        var loaded = LoadedConfiguration.Read(config, dialogs, environment, problems);
        var communities = ImmutableArray.CreateBuilder<CheckedCommunity>();
        foreach (var community in loaded.Communities)
        {
            if (WorldReader.Read(community, problems) is not { } world) continue;
            CheckInRoom.Check(community.Files, world, problems);
            communities.Add(new CheckedCommunity(community.Files, world));
        }
        foreach (var files in loaded.Broken) WorldReader.Check(files, problems);
        CheckDialogFolders(dialogs, [.. loaded.Communities.Select(one => one.Files), .. loaded.Broken], problems);
        return new CheckedFiles(loaded.Host, communities.ToImmutable(),
        [
            .. problems.GroupBy(problem => (problem.File, problem.Line, problem.Column, Bare(problem.Message)), (_, same) => same.MaxBy(problem => problem.Message.Length)!)
                .OrderBy(problem => problem.File, StringComparer.Ordinal)
                .ThenBy(problem => problem.Line)
                .ThenBy(problem => problem.Column)
                .ThenBy(problem => problem.Message, StringComparer.Ordinal),
        ]);
    }

    // Communities may differ in what they would have taken instead.
    static string Bare(string message) => message.Split(" (did you mean ")[0];

    // A mistyped folder name would silently leave a community with the common dialogs.
    static void CheckDialogFolders(string dialogs, IReadOnlyList<EditionFiles> communities, List<Problem> problems)
    {
        if (!Directory.Exists(dialogs))
        {
            problems.Add(new Problem(dialogs, 0, 0, "there is no such folder"));
            return;
        }
        var ids = communities.Select(files => files.Community).ToList();
        foreach (var folder in Directory.EnumerateDirectories(dialogs))
            if (Path.GetFileName(folder) is var name && name != "understanding" && !ids.Contains(name) && Directory.EnumerateFiles(folder, "*.yml").Any())
                problems.Add(new Problem(folder, 0, 0, $"these dialogs belong to nobody: there is no community `{name}`{Spelling.Hint(name, ids)}"));
    }
}
