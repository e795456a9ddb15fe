namespace ResidentBot.Core.Tests.Communities;

/// <summary>Folders of this repository, read as the product reads them but named from its root.</summary>
static class Files
{
    public static string Root { get; } = FindRoot();

    public static List<(string Path, string Text)> In(string folder, string kind = "*.yml") =>
        [.. Directory.EnumerateFiles(Path.Combine(Root, folder), kind).Order(StringComparer.Ordinal)
            .Select(path => (Path.GetRelativePath(Root, path), File.ReadAllText(path)))];

    static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ResidentBot.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("the tests run from outside the repository");
    }
}
