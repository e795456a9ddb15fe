using System.Collections.Immutable;
using ResidentBot.Core.Files;

namespace ResidentBot.Host.Configuration;

/// <summary>Reads the folders from disk: <c>config/&lt;community&gt;/*.yml</c> and its <c>gateways/*.yml</c>, <c>dialogs/*.yml</c> and <c>dialogs/&lt;community&gt;/*.yml</c>.</summary>
public static class CommunityFiles
{
    /// <summary>
    /// Every subfolder of the configuration that has a <c>community.yml</c>, by name. A folder that cannot be read, or that has files but no
    /// <c>community.yml</c>, is reported.
    /// </summary>
    public static ImmutableArray<EditionFiles> ReadAll(string config, string dialogs, ICollection<Problem> problems)
    {
        if (!Directory.Exists(config))
        {
            problems.Add(new Problem(config, 0, 0, "there is no such folder"));
            return [];
        }
        ImmutableArray<SourceFile> common =
            [.. ReadFolder(dialogs, "dialogs", problems), .. ReadUnderstanding(dialogs, problems)];
        var communities = ImmutableArray.CreateBuilder<EditionFiles>();
        foreach (var folder in Directory.EnumerateDirectories(config).Order(StringComparer.Ordinal))
        {
            var id = Path.GetFileName(folder);
            ImmutableArray<SourceFile> files =
                [.. ReadFolder(folder, $"config/{id}", problems), .. ReadFolder(Path.Combine(folder, "gateways"), $"config/{id}/gateways", problems)];
            if (files.Any(file => file.Name.EndsWith("/community.yml", StringComparison.Ordinal)))
                communities.Add(new EditionFiles(id, folder, files, common, ReadFolder(Path.Combine(dialogs, id), $"dialogs/{id}", problems)));
            else if (!files.IsEmpty)
                problems.Add(new Problem(folder, 0, 0, "these files belong to no community: `community.yml` is missing"));
        }
        if (communities.Count == 0 && problems.Count == 0) problems.Add(new Problem(config, 0, 0, "no subfolder has a `community.yml`"));
        return communities.ToImmutable();
    }

    /// <summary>The files of understanding: <c>dialogs/understanding/*.yml</c> and <c>dialogs/understanding/examples/*.tsv</c>.</summary>
    public static ImmutableArray<SourceFile> ReadUnderstanding(string dialogs, ICollection<Problem> problems)
    {
        const string name = "dialogs/understanding";
        var folder = Path.Combine(dialogs, "understanding");
        return [.. ReadFolder(folder, name, problems), .. ReadFolder(Path.Combine(folder, "examples"), $"{name}/examples", problems, "*.tsv")];
    }

    // `*.yaml` is read as well, so that the reader can refuse the name: a file nobody reads must not go unnoticed.
    static ImmutableArray<SourceFile> ReadFolder(string folder, string name, ICollection<Problem> problems, string kind = "*.y*ml")
    {
        if (!Directory.Exists(folder)) return [];
        var files = ImmutableArray.CreateBuilder<SourceFile>();
        foreach (var path in Directory.EnumerateFiles(folder, kind).Order(StringComparer.Ordinal))
        {
            try
            {
                files.Add(new SourceFile($"{name}/{Path.GetFileName(path)}", path, File.ReadAllText(path)));
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                problems.Add(new Problem(path, 0, 0, $"cannot be read: {fault.Message}"));
            }
        }
        return files.ToImmutable();
    }
}
