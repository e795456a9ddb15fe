using System.Collections.Immutable;
using ResidentBot.Core.Understanding.Examples;
using ResidentBot.Core.Understanding.Residents;

namespace ResidentBot.Core.Understanding.Corrections;

/// <summary>Why a correction should be looked at twice.</summary>
/// <param name="Kind"><c>same_text</c>: the text stands under another intent; <c>phrase</c>, <c>keyword</c>: a pattern reads it as another; <c>danger</c>: it has words of danger.</param>
/// <param name="Intent">The other intent.</param>
/// <param name="Where">The file and line, or the ticket, where the other text stands; null for patterns.</param>
public sealed record Conflict(string Kind, string Intent, string? Where = null);

/// <summary>What is learned from besides the files: accepted corrections.</summary>
public static class LearnedExamples
{
    // From this confidence on a phrase says plainly what is wanted.
    const double Plainly = 0.8;

    static readonly TalkState Nothing = new(CheckInOpen: false, OfferOpen: false, QuestionOpen: false, Messages.Language.Zh);

    /// <summary>All examples: an accepted text stands in for the same text in the files.</summary>
    public static ImmutableArray<Example> With(ExampleSet files, IEnumerable<Correction> corrections)
    {
        var accepted = corrections.Where(one => one.IsAccepted).OrderBy(one => one.Id, StringComparer.Ordinal).Select(AsExample).ToList();
        var texts = accepted.Select(one => ExampleSet.Normal(one.Text)).ToHashSet(StringComparer.Ordinal);
        return [.. files.All.Where(one => !texts.Contains(ExampleSet.Normal(one.Text))), .. accepted];
    }

    /// <summary>One line of <c>examples/&lt;intent&gt;.tsv</c>.</summary>
    public static string Line(Correction correction)
    {
        var example = AsExample(correction);
        return $"{example.Text}\t{example.Category}\t{example.Urgency}";
    }

    /// <summary>What speaks against a correction, or at least for a second look.</summary>
    public static IEnumerable<Conflict> Conflicts(UnderstandingFiles files, Correction correction, IEnumerable<Correction> others)
    {
        var normal = ExampleSet.Normal(correction.Text);
        foreach (var example in files.Examples?.All ?? [])
            if (example.Intent != correction.Intent && ExampleSet.Normal(example.Text) == normal) yield return new Conflict("same_text", example.Intent, $"{Path.GetFileName(example.File)}:{example.Line}");
        foreach (var other in others)
            if (other.Id != correction.Id && other.Intent != correction.Intent && ExampleSet.Normal(other.Text) == normal) yield return new Conflict("same_text", other.Intent, other.Id);
        if (files.Keywords.Reply(correction.Text, Nothing, out _) is [var reply, ..] && reply.Intent != correction.Intent) yield return new Conflict("keyword", reply.Intent);
        foreach (var intent in files.Keywords.Phrases(correction.Text).Where(one => one.Confidence >= Plainly && one.Intent != correction.Intent).Select(one => one.Intent).Distinct())
            yield return new Conflict("phrase", intent);
        if (correction.Intent != "emergency" && files.Emergencies.MatchWords(correction.Text) is not null) yield return new Conflict("danger", "emergency");
    }

    static Example AsExample(Correction correction) =>
        new(correction.Text, correction.Intent, correction.Category, UrgencyRules.Usual(correction.Intent), "corrections", 0);
}
