using System.Diagnostics;
using ResidentBot.Core.Understanding.Learning;
using ResidentBot.Host.Configuration;

namespace ResidentBot.Host.Commands.Understanding;

/// <summary>Trains on one file and tests on another; with texts out of scope also by the rule of the CLINC150 paper: the threshold that is best on the validation split.</summary>
static class SetMeasure
{
    const string Oos = "oos";
    const ulong Seed = 7;

    /// <summary>The figures, one <c>name: value</c> each.</summary>
    public static IEnumerable<(string Name, string Value)> Run(LabelledFile train, LabelledFile test)
    {
        List<LabelledText> texts = [.. train.Split("train"), .. train.Rows["oos_train"].Select(row => row with { Label = Oos })];
        var began = Stopwatch.GetTimestamp();
        var model = TextModel.Train(texts, Seed, Understandings.Over);
        var took = Stopwatch.GetElapsedTime(began);
        var oos = model.Labels.ToList().IndexOf(Oos);
        var times = new List<double>();
        var inScope = Read(model, test.Split("test"), oos, times);
        yield return ("accuracy_in", Percent(inScope.Average(reading => reading.Right && !reading.Oos ? 1.0 : 0)));
        if (oos >= 0 && test.Rows.Contains("oos_test") && train.Rows.Contains("val") && train.Rows.Contains("oos_val"))
        {
            var outside = Read(model, [.. test.Rows["oos_test"]], oos, times);
            var threshold = Threshold(Read(model, [.. train.Rows["val"]], oos, times), Read(model, [.. train.Rows["oos_val"]], oos, times));
            yield return ("oos_in", Percent(inScope.Average(reading => reading.Right && reading.Sure >= threshold ? 1.0 : 0)));
            yield return ("oos_recall", Percent(outside.Average(reading => reading.Sure < threshold ? 1.0 : 0)));
            yield return ("auroc", Auroc(inScope, outside).ToString("0.0000"));
        }
        yield return ("train_ms", took.TotalMilliseconds.ToString("0"));
        times.Sort();
        yield return ("p50_us", times[times.Count / 2].ToString("0.0"));
        yield return ("p99_us", times[times.Count * 99 / 100].ToString("0.0"));
        yield return ("weights_mb", model.Megabytes.ToString("0.0"));
    }

    /// <summary>One text as read.</summary>
    /// <param name="Right">Its best label in scope is its own.</param>
    /// <param name="Oos">Out of scope looks better than every label in scope.</param>
    /// <param name="Sure">How much better the best label is than out of scope.</param>
    sealed record Reading(bool Right, bool Oos, double Sure);

    static List<Reading> Read(TextModel model, IReadOnlyList<LabelledText> texts, int oos, List<double> times)
    {
        foreach (var text in texts.Take(500)) model.Score(text.Text, out _);
        var readings = new List<Reading>();
        foreach (var text in texts)
        {
            var began = Stopwatch.GetTimestamp();
            var scores = model.Score(text.Text, out var unseen);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMicroseconds);
            var best = -1;
            for (var label = 0; label < scores.Length; label++)
                if (label != oos && (best < 0 || scores[label] > scores[best])) best = label;
            readings.Add(new Reading(model.Labels[best] == text.Label, oos >= 0 && scores[oos] > scores[best], scores[best] - (oos < 0 ? 0 : scores[oos]) - unseen));
        }
        return readings;
    }

    // The score is over all labels and out of scope as one more, so the larger split weighs more.
    static double Threshold(List<Reading> inScope, List<Reading> outside)
    {
        var (best, threshold) = (-1, 0.0);
        foreach (var candidate in inScope.Concat(outside).Select(reading => reading.Sure).Order())
        {
            var right = inScope.Count(reading => reading.Right && reading.Sure >= candidate) + outside.Count(reading => reading.Sure < candidate);
            if (right > best) (best, threshold) = (right, candidate);
        }
        return threshold;
    }

    static double Auroc(List<Reading> inScope, List<Reading> outside)
    {
        var ranks = inScope.Select(reading => (reading.Sure, In: true)).Concat(outside.Select(reading => (reading.Sure, In: false))).OrderBy(pair => pair.Sure).ToList();
        double below = 0, pairs = 0;
        foreach (var (_, isIn) in ranks)
            if (isIn) pairs += below;
            else below++;
        return pairs / ((double)inScope.Count * outside.Count);
    }

    static string Percent(double share) => (share * 100).ToString("0.00");
}
