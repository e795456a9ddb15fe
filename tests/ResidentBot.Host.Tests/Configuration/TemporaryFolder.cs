namespace ResidentBot.Host.Tests.Configuration;

/// <summary>A folder that lives as long as one test.</summary>
sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("residentbot-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public TemporaryFolder Write(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], text);
        return this;
    }

    /// <summary>The configuration this repository ships.</summary>
    public TemporaryFolder CopyShipped(string to)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(root!.FullName, "ResidentBot.sln"))) root = root.Parent;
        var shipped = System.IO.Path.Combine(root.FullName, "config");
        foreach (var file in Directory.EnumerateFiles(shipped, "*.yml", SearchOption.AllDirectories))
            Write(System.IO.Path.Combine(to, System.IO.Path.GetRelativePath(shipped, file)), File.ReadAllText(file));
        return this;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
