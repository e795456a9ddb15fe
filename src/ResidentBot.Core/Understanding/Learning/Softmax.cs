using System.Numerics;
using System.Runtime.CompilerServices;
using ResidentBot.Core.Understanding.Features;

namespace ResidentBot.Core.Understanding.Learning;

/// <summary>All classes against each other: softmax regression, each weight with a step of its own that shrinks as it is used (AdaGrad).</summary>
sealed record Softmax
{
    /// <summary>Rounds over the texts.</summary>
    public int Rounds { get; init; } = 16;

    /// <summary>The first step.</summary>
    public float Step { get; init; } = 0.25f;

    /// <summary>How much more a rare class counts: 0 nothing, 1 in full proportion.</summary>
    public float Balance { get; init; }

    /// <summary>A text whose class is missed by less than this teaches nothing more.</summary>
    public float Settled { get; init; }

    /// <summary>The share of the examples' certainty that is spread over all classes, so that no weight grows without end.</summary>
    public float Smoothing { get; init; }

    /// <summary>The share of a text's features that is left out, others each time: no single one is relied upon.</summary>
    public float Left { get; init; }

    /// <summary>How much more a class counts besides.</summary>
    public Func<int, float> Weight { get; init; } = _ => 1;

    /// <summary>The order of texts comes from it.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Learns the weights.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public LinearModel Train(TrainingSet set)
    {
        var model = LinearModel.Empty(set.Classes, set.Features);
        var (sums, sumsOfBias) = (new float[set.Features * model.Stride], new float[model.Stride]);
        var counts = set.Counts();
        var importance = new float[set.Classes];
        for (var c = 0; c < set.Classes; c++) importance[c] = counts[c] == 0 ? 1 : MathF.Pow((float)set.Labels.Length / set.Classes / counts[c], Balance) * Weight(c);
        var order = Enumerable.Range(0, set.Texts.Length).ToArray();
        var chance = new Chance(Seed);
        var scores = new float[model.Stride];
        var width = Vector<float>.Count;
        var most = set.Texts.Length == 0 ? 0 : set.Texts.Max(text => text.Count);
        var (ids, values) = (new int[most], new float[most]);
        for (var round = 0; round < Rounds; round++)
        {
            chance.Shuffle(order);
            foreach (var i in order)
            {
                var count = Leave(set.Texts[i], ids, values, chance);
                model.Score(ids.AsSpan(0, count), values.AsSpan(0, count), scores);
                Probabilities(scores.AsSpan(0, set.Classes), 1);
                scores.AsSpan(set.Classes).Clear();
                if (scores[set.Labels[i]] > 1 - Settled) continue;
                for (var c = 0; c < set.Classes; c++) scores[c] -= Smoothing / set.Classes;
                scores[set.Labels[i]] -= 1 - Smoothing;
                var weight = importance[set.Labels[i]];
                for (var c = 0; c < set.Classes; c++) scores[c] *= weight;
                for (var k = 0; k < count; k++)
                {
                    var row = ids[k] * model.Stride;
                    var value = new Vector<float>(values[k]);
                    for (var c = 0; c < scores.Length; c += width) Update(model.Weights, sums, row + c, value * new Vector<float>(scores, c));
                }
                for (var c = 0; c < scores.Length; c += width) Update(model.Bias, sumsOfBias, c, new Vector<float>(scores, c) * 0.3f);
            }
        }
        return model;
    }

    // What stays speaks louder for what is left out.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int Leave(in Sparse text, int[] keptIds, float[] keptValues, Chance chance)
    {
        var (ids, values) = (text.Ids, text.Values);
        if (Left <= 0)
        {
            ids.CopyTo(keptIds, 0);
            values.CopyTo(keptValues, 0);
            return ids.Length;
        }
        var (count, louder, bound, bits) = (0, 1 / (1 - Left), (uint)(Left * 256), 0UL);
        for (var k = 0; k < ids.Length && k < values.Length; k++)
        {
            bits = k % 8 == 0 ? chance.Bits() : bits >> 8;
            (keptIds[count], keptValues[count]) = (ids[k], values[k] * louder);
            if ((byte)bits >= bound) count++;
        }
        return count;
    }

    /// <summary>Scores as probabilities, in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Probabilities(Span<float> scores, float sharpness)
    {
        var highest = float.NegativeInfinity;
        foreach (var score in scores) highest = Math.Max(highest, score);
        var sum = 0f;
        for (var i = 0; i < scores.Length; i++) sum += scores[i] = MathF.Exp((scores[i] - highest) * sharpness);
        for (var i = 0; i < scores.Length; i++) scores[i] /= sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Update(float[] weights, float[] sums, int at, Vector<float> gradient)
    {
        var squares = new Vector<float>(sums, at) + (gradient * gradient);
        squares.CopyTo(sums, at);
        (new Vector<float>(weights, at) - (gradient * Step / (Vector.SquareRoot(squares) + new Vector<float>(1e-4f)))).CopyTo(weights, at);
    }
}
