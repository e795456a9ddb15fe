using System.Collections.Immutable;
using ResidentBot.Core.Files;

namespace ResidentBot.Core.Communities;

/// <summary>The files of one community by name; each is parsed once, when it is asked for.</summary>
sealed class CommunityFolder(string label, IReadOnlyList<(string Path, string Text)> files, ICollection<Problem> problems)
{
    static readonly ImmutableArray<string> Names =
        ["community.yml", "accounts.yml", "queues.yml", "staff.yml", "ladders.yml", "check_ins.yml", "places.yml", "labels.yml", "residents.yml"];

    /// <summary>The folder's own name, which is the community's id.</summary>
    public string Name => NameOf(label.TrimEnd('/', '\\'));

    /// <summary>A file that need not be there; null also when it is not readable, which is then reported.</summary>
    public YamlMap? Optional(string name)
    {
        foreach (var (path, text) in files)
            if (NameOf(path) == name) return YamlMap.Parse(path, text, problems);
        return null;
    }

    /// <summary>A file that must be there; null after reporting otherwise.</summary>
    public YamlMap? Required(string name)
    {
        if (!files.Any(file => NameOf(file.Path) == name)) problems.Add(new Problem($"{label.TrimEnd('/', '\\')}/{name}", 0, 0, "this file is missing"));
        return Optional(name);
    }

    /// <summary>Reports the files that nobody reads: a mistyped name must not pass for an absent file.</summary>
    public void CheckNames()
    {
        foreach (var (path, _) in files)
            if (NameOf(path) is var name && !Names.Contains(name))
                problems.Add(new Problem(path, 0, 0, $"nobody reads a file `{name}`{Spelling.Hint(name, Names)}"));
    }

    static string NameOf(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..];
}
