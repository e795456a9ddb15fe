using ResidentBot.Core.Files;
using ResidentBot.Core.Understanding.Concepts;
using ResidentBot.Core.Understanding.Examples;

namespace ResidentBot.Core.Understanding.Residents;

/// <summary>What people wrote for understanding: keywords, words of danger, concepts, examples.</summary>
public sealed class UnderstandingFiles
{
    UnderstandingFiles(EmergencyWords emergencies, KeywordUnderstanding keywords) => (Emergencies, Keywords) = (emergencies, keywords);

    /// <summary>The words of danger.</summary>
    public EmergencyWords Emergencies { get; }

    /// <summary>The table of whole replies, and phrases.</summary>
    public KeywordUnderstanding Keywords { get; }

    /// <summary>The examples; null when none are kept, and the keywords speak alone.</summary>
    public ExampleSet? Examples { get; private init; }

    /// <summary>What words mean; null when no such file is kept.</summary>
    internal ConceptBook? Concepts { get; private init; }

    /// <summary>What makes a request more urgent.</summary>
    internal UrgencyRules Urgency { get; private init; } = new();

    /// <summary>What is allowed but rarely meant.</summary>
    public IEnumerable<Problem> Notes() => [.. Concepts?.Notes ?? [], .. FalseAlarms(Examples, Emergencies)];

    /// <summary>Reads the files of <c>dialogs/understanding</c> with their paths; null after reporting a mistake.</summary>
    public static UnderstandingFiles? Read(IReadOnlyList<(string Path, string Text)> files, ICollection<Problem> problems)
    {
        var before = problems.Count;
        var emergencies = Find(files, "emergency.yml", problems) is { Path: not null } e ? EmergencyWords.Read(e.Path, e.Text, problems) : null;
        var keywords = KeywordUnderstanding.Read([.. files.Where(file => !file.Path.EndsWith(".tsv", StringComparison.Ordinal))], problems);
        var concepts = files.FirstOrDefault(file => Path.GetFileName(file.Path) == "concepts.yml") is { Path: not null } c ? ConceptBook.Read(c.Path, c.Text, problems) : null;
        var tables = files.Where(file => file.Path.EndsWith(".tsv", StringComparison.Ordinal)).ToList();
        var examples = tables.Count > 0 ? ExampleSet.Read(tables, problems) : null;
        var urgency = files.FirstOrDefault(file => Path.GetFileName(file.Path) == "urgency.yml") is { Path: not null } u && concepts is not null
            ? UrgencyRules.Read(u.Path, u.Text, concepts, problems) : new UrgencyRules();
        if (problems.Count > before || emergencies is null || keywords is null) return null;
        return new UnderstandingFiles(emergencies, keywords)
        {
            Concepts = concepts,
            Examples = examples,
            Urgency = urgency,
        };
    }

    static IEnumerable<Problem> FalseAlarms(ExampleSet? examples, EmergencyWords emergencies)
    {
        foreach (var example in examples?.All ?? [])
            if (example.Intent != "emergency" && emergencies.MatchWords(example.Text) is { } match)
                yield return new Problem(example.File, example.Line, 1, $"`{match.Phrase}` calls an emergency (`{match.Family}`), but this is an example of `{example.Intent}`");
    }

    static (string Path, string Text) Find(IReadOnlyList<(string Path, string Text)> files, string name, ICollection<Problem> problems)
    {
        var found = files.FirstOrDefault(file => Path.GetFileName(file.Path) == name);
        if (found.Path is null) problems.Add(new Problem($"dialogs/understanding/{name}", 0, 0, "this file is missing"));
        return found;
    }
}
