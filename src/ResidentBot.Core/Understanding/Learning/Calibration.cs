namespace ResidentBot.Core.Understanding.Learning;

/// <summary>Makes shares of scores: of texts read with 0.8, eight in ten are read rightly.</summary>
/// <param name="Sharpness">What scores are multiplied by.</param>
/// <param name="Thresholds">For each class the share from which its reading is right as often as was asked for.</param>
sealed record Calibration(float Sharpness, float[] Thresholds)
{
    const int FewestJudged = 15;

    /// <summary>Fits to the scores of texts that the scoring model had not seen.</summary>
    /// <param name="scores">Of each text, for each class.</param>
    /// <param name="labels">The class of each.</param>
    /// <param name="precision">How often a reading at its threshold must be right.</param>
    public static Calibration Fit(float[][] scores, int[] labels, double precision)
    {
        var sharpness = Sharpest(scores, labels);
        var classes = scores.Length == 0 ? 0 : scores[0].Length;
        var read = scores.Select((row, i) => (Shares: Shares(row, sharpness), Label: labels[i])).Select(pair => (Top: Top(pair.Shares), pair.Shares, pair.Label)).ToList();
        var thresholds = new float[classes];
        for (var c = 0; c < classes; c++) thresholds[c] = Threshold([.. read.Where(one => one.Top == c).Select(one => (one.Shares[c], one.Label == c))], precision);
        return new Calibration(sharpness, thresholds);
    }

    /// <summary>The shares of a text's classes; they add up to one.</summary>
    public static float[] Shares(ReadOnlySpan<float> scores, float sharpness)
    {
        var shares = scores.ToArray();
        Softmax.Probabilities(shares, sharpness);
        return shares;
    }

    /// <summary>The likeliest class.</summary>
    public static int Top(ReadOnlySpan<float> shares)
    {
        var top = 0;
        for (var c = 1; c < shares.Length; c++)
            if (shares[c] > shares[top]) top = c;
        return top;
    }

    // The lowest share from which upwards enough readings are right.
    static float Threshold(List<(float Share, bool Right)> read, double precision)
    {
        const float lowest = 0.35f, highest = 0.9f;
        read.Sort((a, b) => b.Share.CompareTo(a.Share));
        var (right, threshold) = (0, highest);
        for (var i = 0; i < read.Count; i++)
        {
            if (read[i].Right) right++;
            if (i + 1 >= FewestJudged && right >= precision * (i + 1)) threshold = read[i].Share;
        }
        return Math.Clamp(threshold, lowest, highest);
    }

    // Doubt has one valley: of two places the deeper one is nearer to its bottom.
    static float Sharpest(float[][] scores, int[] labels)
    {
        const float first = 0.25f, step = 1.1f;
        var (low, high) = (0, 53);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Doubt(scores, labels, first * MathF.Pow(step, middle)) <= Doubt(scores, labels, first * MathF.Pow(step, middle + 1))) high = middle;
            else low = middle + 1;
        }
        return first * MathF.Pow(step, low);
    }

    static double Doubt(float[][] scores, int[] labels, float sharpness)
    {
        var sum = 0.0;
        for (var i = 0; i < scores.Length; i++)
        {
            var row = scores[i];
            var (highest, total) = (row[Top(row)], 0f);
            foreach (var score in row) total += MathF.Exp((score - highest) * sharpness);
            sum += MathF.Log(total) - ((row[labels[i]] - highest) * sharpness);
        }
        return sum;
    }
}

/// <summary>Learns from some of the texts and scores the others, so that they are scored by a model that had not seen them.</summary>
static class Folds
{
    /// <summary>Which part each text belongs to.</summary>
    public static int[] Of(int texts, int parts, ulong seed)
    {
        var order = Enumerable.Range(0, texts).ToArray();
        new Chance(seed).Shuffle(order);
        var fold = new int[texts];
        for (var i = 0; i < texts; i++) fold[order[i]] = i % parts;
        return fold;
    }

    /// <summary>Scores one part's texts into <paramref name="scores"/> by a model of the others.</summary>
    public static void Score(TrainingSet set, int[] fold, int part, Func<TrainingSet, LinearModel> train, float[][] scores)
    {
        var others = Enumerable.Range(0, fold.Length).Where(i => fold[i] != part).ToArray();
        var model = train(set with { Texts = Array.ConvertAll(others, i => set.Texts[i]), Labels = Array.ConvertAll(others, i => set.Labels[i]) });
        for (var i = 0; i < fold.Length; i++)
            if (fold[i] == part) scores[i] = model.Score(set.Texts[i]);
    }
}
