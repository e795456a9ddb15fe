using ResidentBot.Core.Files;
using ResidentBot.Core.Understanding.Concepts;
using ResidentBot.Core.Understanding.Examples;
using ResidentBot.Core.Understanding.Learning;

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
    /// <param name="files">With their paths.</param>
    /// <param name="problems">Where mistakes go, always in the same order.</param>
    /// <param name="spread">Does pieces of work; null does one after the other.</param>
    public static UnderstandingFiles? Read(IReadOnlyList<(string Path, string Text)> files, ICollection<Problem> problems, Spread? spread = null)
    {
        var before = problems.Count;
        var (emergencies, keywords, concepts, examples) = (default(EmergencyWords), default(KeywordUnderstanding), default(ConceptBook), default(ExampleSet));
        var tables = files.Where(file => file.Path.EndsWith(".tsv", StringComparison.Ordinal)).ToList();
        Action<List<Problem>>[] parts =
        [
            own => emergencies = Find(files, "emergency.yml", own) is { Path: not null } e ? EmergencyWords.Read(e.Path, e.Text, own) : null,
            own => keywords = KeywordUnderstanding.Read([.. files.Where(file => !file.Path.EndsWith(".tsv", StringComparison.Ordinal))], own),
            own => concepts = files.FirstOrDefault(file => Path.GetFileName(file.Path) == "concepts.yml") is { Path: not null } c ? ConceptBook.Read(c.Path, c.Text, own) : null,
            own => examples = tables.Count > 0 ? ExampleSet.Read(tables, own) : null,
        ];
        var found = Array.ConvertAll(parts, _ => new List<Problem>());
        if (spread is not null) spread(parts.Length, i => parts[i](found[i]));
        else for (var i = 0; i < parts.Length; i++) parts[i](found[i]);
        foreach (var problem in found.SelectMany(one => one)) problems.Add(problem);
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
