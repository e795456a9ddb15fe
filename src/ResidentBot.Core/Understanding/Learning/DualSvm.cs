using System.Runtime.CompilerServices;

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
    public int Rounds { get; init; } = 30;

    /// <summary>How near to the best it must come.</summary>
    public float Tolerance { get; init; } = 0.1f;

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
                var score = weights[^1];
                var (ids, values) = (text.Ids, text.Values);
                for (var k = 0; k < ids.Length && k < values.Length; k++) score += weights[ids[k]] * values[k];
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
                for (var k = 0; k < ids.Length && k < values.Length; k++) weights[ids[k]] += step * values[k];
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
}
