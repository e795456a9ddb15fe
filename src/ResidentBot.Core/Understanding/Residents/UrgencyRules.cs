using ResidentBot.Core.Files;
using ResidentBot.Core.Understanding.Concepts;
using ResidentBot.Core.Understanding.Examples;

namespace ResidentBot.Core.Understanding.Residents;

/// <summary>
/// How soon: each intent allows some urgencies, what was learned chooses among them, and the rules of <c>urgency.yml</c> raise it, never lower it:
/// <c>urgent: ["old_person|baby no_heat|no_power"]</c>.
/// </summary>
sealed class UrgencyRules
{
    readonly List<(int Urgency, int[][] Groups)> _rules = [];

    /// <summary>Reads the file; every concept it names must be in the book.</summary>
    public static UrgencyRules Read(string path, string text, ConceptBook concepts, ICollection<Problem> problems)
    {
        var rules = new UrgencyRules();
        if (YamlMap.Parse(path, text, problems) is not { } map) return rules;
        foreach (var urgency in map.Keys)
        {
            var lines = map.TextList(urgency);
            if (!Labels.Urgencies.Contains(urgency)) map.ReportKey(urgency, $"unknown urgency `{urgency}`{Spelling.Hint(urgency, Labels.Urgencies)}: expected one of {string.Join(", ", Labels.Urgencies)}");
            for (var index = 0; index < lines.Count; index++)
            {
                var names = lines[index].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(group => group.Split('|')).ToArray();
                foreach (var unknown in names.SelectMany(group => group).Where(name => !concepts.Names.Contains(name)))
                    map.ReportItem(urgency, index, $"unknown concept `{unknown}`{Spelling.Hint(unknown, concepts.Names)}");
                if (names.Length == 0) map.ReportItem(urgency, index, "an empty rule fits everything: name concepts or delete the line");
                else rules._rules.Add((Labels.Urgencies.IndexOf(urgency), [.. names.Select(group => group.Select(name => concepts.Names.ToList().IndexOf(name)).ToArray())]));
            }
        }
        map.Done();
        return rules;
    }

    /// <summary>The urgency of a text that was read by what was learned.</summary>
    /// <param name="intent">What it wants.</param>
    /// <param name="scores">For each of <see cref="Labels.Urgencies"/>.</param>
    /// <param name="concepts">The concepts it speaks of.</param>
    public string Of(string intent, float[] scores, IReadOnlyCollection<int> concepts)
    {
        var allowed = Allowed(intent);
        if (allowed.Length == 1) return allowed[0];
        var learned = allowed.MaxBy(urgency => scores[Labels.Urgencies.IndexOf(urgency)])!;
        var level = Labels.Urgencies.IndexOf(learned);
        foreach (var (urgency, groups) in _rules)
            if (urgency > level && allowed.Contains(Labels.Urgencies[urgency]) && Array.TrueForAll(groups, group => Array.Exists(group, concepts.Contains))) level = urgency;
        return Labels.Urgencies[level];
    }

    /// <summary>Whether an intent's texts are more or less urgent.</summary>
    public static bool HasChoice(string intent) => Allowed(intent).Length > 1;

    /// <summary>The usual urgency of an intent.</summary>
    public static string Usual(string intent) => Allowed(intent)[0];

    static string[] Allowed(string intent) => intent switch
    {
        "service_request" => ["normal", "low", "urgent"],
        "request_status" => ["low", "normal"],
        "checkin_help" => ["normal", "urgent"],
        "emergency" => ["emergency"],
        "human" or "feedback_negative" => ["normal"],
        "cancel" => ["low"],
        _ => ["none"],
    };
}
