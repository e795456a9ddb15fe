using ResidentBot.Core.Understanding.Examples;
using ResidentBot.Core.Understanding.Sounds;

namespace ResidentBot.Core.Understanding.Residents;

/// <summary>How well examples were read by what was learned from other ones.</summary>
/// <param name="examples">What they mean.</param>
/// <param name="read">What was made of each.</param>
public sealed class Report(IReadOnlyList<Example> examples, IReadOnlyList<Understood> read)
{
    const int Bins = 10;

    /// <summary>The report, line by line.</summary>
    public IEnumerable<string> Lines()
    {
        yield return $"examples: {examples.Count}";
        yield return $"accuracy: {Percent(All.Average(i => Right(i) ? 1 : 0))}";
        yield return $"macro_f1: {Percent(Labels.Intents.Average(F1))}";
        yield return $"coverage_at_95_precision: {Percent(CoverageAt(0.95))}";
        var alone = All.Where(i => read[i].Route == TextRoute.Bot).ToList();
        yield return $"acted_on_alone: {Percent((double)alone.Count / examples.Count)}, right {Percent(Share(alone, Right))}";
        var small = All.Where(i => examples[i].Intent == "out_of_scope").ToList();
        yield return $"out_of_scope_acted_on: {Percent(Share(small, i => read[i].Route == TextRoute.Bot && !Right(i)))}";
        var danger = All.Where(i => examples[i].Intent == "emergency").ToList();
        yield return $"emergency_recall: {Percent(Share(danger, i => read[i].Emergency is not null))}";
        yield return $"emergency_by_words: {Percent(Share(danger, i => read[i].Emergency is { Family: not EmergencyWords.Likely }))}";
        yield return $"false_alarms: {Percent(Share([.. All.Except(danger)], i => read[i].Emergency is not null))}";
        var silent = danger.Where(i => read[i].Route == TextRoute.Bot && Intent(i) != "service_request").ToList();
        yield return $"silent_misses: {silent.Count}";
        foreach (var i in silent) yield return $"silent: {examples[i].Text} -> {Intent(i)} {read[i].Guesses[0].Confidence:0.00}";
        var about = All.Where(i => Labels.HasCategory(examples[i].Intent) && Labels.HasCategory(Intent(i))).ToList();
        yield return $"category: {Percent(Share(about, i => read[i].Category == examples[i].Category))}";
        yield return $"urgency: {Percent(Share([.. All], i => Steps(i) == 0))}, within one step {Percent(Share([.. All], i => Steps(i) <= 1))}";
        yield return $"calibration_error: {CalibrationError():0.000}";
        foreach (var slice in All.GroupBy(i => Slice(examples[i].Text), StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
            yield return $"{slice.Key}: {Percent(Share([.. slice], Right))} of {slice.Count()}";
        foreach (var intent in Labels.Intents)
        {
            var own = All.Where(i => examples[i].Intent == intent).ToList();
            var said = All.Where(i => Intent(i) == intent).ToList();
            yield return $"{intent}: precision {Percent(Share(said, Right))}, recall {Percent(Share(own, Right))}, of {own.Count}";
        }
        foreach (var pair in All.Where(i => !Right(i)).GroupBy(i => $"{examples[i].Intent} -> {Intent(i)}", StringComparer.Ordinal).OrderByDescending(group => group.Count()).Take(12))
            yield return $"confused: {pair.Key}: {pair.Count()}, such as {string.Join(" | ", pair.Take(3).Select(i => examples[i].Text))}";
    }

    /// <summary>How a text is written: <c>zh</c>, <c>en</c>, <c>mixed</c> or <c>pinyin</c>.</summary>
    public static string Slice(string text)
    {
        if (Spoken.IsPinyin(text)) return "pinyin";
        var chinese = text.Any(c => c is >= '\u3400' and <= '\u9fff');
        var latin = text.Where((c, i) => char.IsAsciiLetter(c) && i > 0 && char.IsAsciiLetter(text[i - 1])).Any();
        return chinese && latin ? "mixed" : chinese ? "zh" : "en";
    }

    IEnumerable<int> All => Enumerable.Range(0, examples.Count);

    string Intent(int i) => read[i].Guesses[0].Intent;

    bool Right(int i) => Intent(i) == examples[i].Intent;

    int Steps(int i) => Math.Abs(Labels.Urgencies.IndexOf(read[i].Urgency) - Labels.Urgencies.IndexOf(examples[i].Urgency));

    static double Share(List<int> of, Func<int, bool> which) => of.Count == 0 ? 0 : (double)of.Count(which) / of.Count;

    double F1(string intent)
    {
        var own = All.Count(i => examples[i].Intent == intent);
        var said = All.Count(i => Intent(i) == intent);
        return own + said == 0 ? 0 : 2.0 * All.Count(i => Right(i) && Intent(i) == intent) / (own + said);
    }

    double CoverageAt(double precision)
    {
        var (right, covered, best) = (0, 0, 0);
        foreach (var i in All.OrderByDescending(i => read[i].Guesses[0].Confidence))
        {
            covered++;
            if (Right(i)) right++;
            if (right >= precision * covered) best = covered;
        }
        return (double)best / examples.Count;
    }

    double CalibrationError() => All.GroupBy(i => Math.Min(Bins - 1, (int)(read[i].Guesses[0].Confidence * Bins)))
        .Sum(bin => Math.Abs(bin.Average(i => read[i].Guesses[0].Confidence) - Share([.. bin], Right)) * bin.Count()) / examples.Count;

    static string Percent(double share) => $"{share * 100:0.0}%";
}
