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
            if (NameOf(path) == name && !IsGateway(path)) return YamlMap.Parse(path, text, problems);
        return null;
    }

    /// <summary>A file that must be there; null after reporting otherwise.</summary>
    public YamlMap? Required(string name)
    {
        if (!files.Any(file => NameOf(file.Path) == name && !IsGateway(file.Path))) problems.Add(new Problem($"{label.TrimEnd('/', '\\')}/{name}", 0, 0, "this file is missing"));
        return Optional(name);
    }

    /// <summary>The readable files of <c>gateways/</c> by their names without <c>.yml</c>, in the order of names.</summary>
    public IEnumerable<(string Name, YamlMap File)> Gateways()
    {
        foreach (var (path, text) in files.Where(file => IsGateway(file.Path)))
            if (!path.EndsWith(".yml", StringComparison.Ordinal)) problems.Add(new Problem(path, 0, 0, $"nobody reads a file `{NameOf(path)}`: a gateway's ends in .yml"));
            else if (YamlMap.Parse(path, text, problems) is { } map) yield return (NameOf(path)[..^".yml".Length], map);
    }

    /// <summary>Reports the files that nobody reads: a mistyped name must not pass for an absent file.</summary>
    public void CheckNames()
    {
        foreach (var (path, _) in files)
            if (NameOf(path) is var name && !IsGateway(path) && !Names.Contains(name))
                problems.Add(new Problem(path, 0, 0, $"nobody reads a file `{name}`{Spelling.Hint(name, Names)}"));
    }

    static bool IsGateway(string path) => path.Split('/', '\\') is [.., "gateways", _];

    static string NameOf(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..];
}
