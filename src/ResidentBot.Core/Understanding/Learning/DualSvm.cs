using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ResidentBot.Core.Understanding.Features;

namespace ResidentBot.Core.Understanding.Learning;

/// <summary>
/// One line between each class and all others: support vector machines with squared loss, solved in the dual one text at a time (Hsieh and others, 2008).
/// Texts that do not matter any more are passed over.
/// </summary>
sealed record DualSvm
{
    /// <summary>How much a mistake costs.</summary>
    public float Cost { get; init; } = 1;

    /// <summary>How much more a rare class's mistakes cost: 0 nothing, 1 in full proportion.</summary>
    public float Balance { get; init; }

    /// <summary>Rounds over the texts at most.</summary>
    public int Rounds { get; init; } = 8;

    /// <summary>How near to the best it must come.</summary>
    public float Tolerance { get; init; } = 0.3f;

    /// <summary>The order of texts comes from it.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Learns one line for each class.</summary>
    public LinearModel Train(TrainingSet set, Spread spread)
    {
        var model = LinearModel.Empty(set.Classes, set.Features);
        var counts = set.Counts();
        var lengths = new float[set.Texts.Length];
        for (var i = 0; i < lengths.Length; i++)
        {
            lengths[i] = 1;
            foreach (var value in set.Texts[i].Values) lengths[i] += value * value;
        }
        spread(set.Classes, label =>
        {
            var rarity = counts[label] == 0 ? 1 : MathF.Pow((float)(lengths.Length - counts[label]) / counts[label], Balance);
            var weights = TrainOne(set, lengths, label, Cost * rarity);
            for (var feature = 0; feature < set.Features; feature++) model.Row(feature)[label] = weights[feature];
            model.Bias[label] = weights[set.Features];
        });
        return model;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    float[] TrainOne(TrainingSet set, float[] lengths, int label, float cost)
    {
        var count = set.Texts.Length;
        var weights = new float[set.Features + 1];
        var alpha = new float[count];
        var active = new int[count];
        for (var i = 0; i < count; i++) active[i] = i;
        var chance = new Chance(Seed + (ulong)label);
        var (left, highest, lowest) = (count, float.PositiveInfinity, float.NegativeInfinity);
        for (var round = 0; round < Rounds; round++)
        {
            chance.Shuffle(active.AsSpan(0, left));
            var (roundHighest, roundLowest) = (float.NegativeInfinity, float.PositiveInfinity);
            for (var s = 0; s < left; s++)
            {
                var i = active[s];
                ref readonly var text = ref set.Texts[i];
                var own = set.Labels[i] == label;
                var softness = 0.5f / (own ? cost : Cost);
                var score = weights[^1] + Product(text, weights);
                var gradient = ((own ? score : -score) - 1) + (alpha[i] * softness);
                var projected = gradient;
                if (alpha[i] == 0)
                {
                    if (gradient > highest)
                    {
                        (active[s], active[left - 1]) = (active[left - 1], active[s]);
                        left--;
                        s--;
                        continue;
                    }
                    if (gradient > 0) projected = 0;
                }
                roundHighest = Math.Max(roundHighest, projected);
                roundLowest = Math.Min(roundLowest, projected);
                if (Math.Abs(projected) < 1e-8f) continue;
                var before = alpha[i];
                alpha[i] = Math.Max(before - (gradient / (lengths[i] + softness)), 0);
                var step = own ? alpha[i] - before : before - alpha[i];
                Add(text, step, weights);
                weights[^1] += step;
            }
            if (roundHighest - roundLowest <= Tolerance)
            {
                if (left == count) break;
                (left, highest, lowest) = (count, float.PositiveInfinity, float.NegativeInfinity);
                continue;
            }
            (highest, lowest) = (roundHighest > 0 ? roundHighest : float.PositiveInfinity, roundLowest < 0 ? roundLowest : float.NegativeInfinity);
        }
        _ = lowest;
        return weights;
    }

    // Four sums side by side: each addition would wait for the one before. Which features a text has was checked when it was read.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static float Product(in Sparse text, float[] weights)
    {
        ref var all = ref MemoryMarshal.GetArrayDataReference(weights);
        ReadOnlySpan<int> ids = text.Ids;
        var values = text.Values.AsSpan(0, ids.Length);
        var (a, b, c, d) = (0f, 0f, 0f, 0f);
        var k = 0;
        for (; k + 3 < ids.Length; k += 4)
        {
            a += Unsafe.Add(ref all, ids[k]) * values[k];
            b += Unsafe.Add(ref all, ids[k + 1]) * values[k + 1];
            c += Unsafe.Add(ref all, ids[k + 2]) * values[k + 2];
            d += Unsafe.Add(ref all, ids[k + 3]) * values[k + 3];
        }
        for (; k < ids.Length; k++) a += Unsafe.Add(ref all, ids[k]) * values[k];
        return a + b + (c + d);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Add(in Sparse text, float step, float[] weights)
    {
        ref var all = ref MemoryMarshal.GetArrayDataReference(weights);
        ReadOnlySpan<int> ids = text.Ids;
        var values = text.Values.AsSpan(0, ids.Length);
        for (var k = 0; k < ids.Length; k++) Unsafe.Add(ref all, ids[k]) += step * values[k];
    }
}
