namespace ResidentBot.Core.Understanding.Sounds;

/// <summary>The tables of characters that come with the program.</summary>
static class Tables
{
    /// <summary>A table's lines without its comments.</summary>
    public static IEnumerable<string> Lines(string name)
    {
        using var stream = typeof(Tables).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            if (!line.StartsWith('#')) yield return line;
    }
}
