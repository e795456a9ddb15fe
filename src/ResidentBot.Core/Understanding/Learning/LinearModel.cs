using System.Numerics;
using System.Runtime.CompilerServices;
using ResidentBot.Core.Understanding.Features;

namespace ResidentBot.Core.Understanding.Learning;

/// <summary>One weight for each feature and class. A feature's weights lie side by side, so that a text reads a few short rows.</summary>
sealed class LinearModel
{
    readonly float[] _weights;
    readonly float[] _bias;

    LinearModel(int classes, int features, int stride)
    {
        (Classes, Features, Stride) = (classes, features, stride);
        (_weights, _bias) = (new float[(long)features * stride], new float[stride]);
    }

    /// <summary>How many classes there are.</summary>
    public int Classes { get; }

    /// <summary>How many features there are.</summary>
    public int Features { get; }

    /// <summary>How many floats a feature's row has: the classes, rounded up.</summary>
    public int Stride { get; }

    /// <summary>What the weights take.</summary>
    public double Megabytes => (_weights.Length + _bias.Length) * sizeof(float) / 1048576.0;

    /// <summary>All rows, one after the other.</summary>
    public float[] Weights => _weights;

    /// <summary>A feature's row.</summary>
    public Span<float> Row(int feature) => _weights.AsSpan(feature * Stride, Stride);

    /// <summary>What each class starts from.</summary>
    public float[] Bias => _bias;

    /// <summary>A model that knows nothing.</summary>
    public static LinearModel Empty(int classes, int features) => new(classes, features, (classes + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count);

    /// <summary>How much a text with these features looks like each class. <paramref name="scores"/> must have the length of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Score(ReadOnlySpan<int> ids, ReadOnlySpan<float> values, Span<float> scores)
    {
        var width = Vector<float>.Count;
        // Some classes at a time, so that their sums stay in registers.
        for (var c = 0; c < Stride; c += width)
        {
            var sum = new Vector<float>(_bias, c);
            for (var i = 0; i < ids.Length && i < values.Length; i++) sum += new Vector<float>(values[i]) * new Vector<float>(_weights, (ids[i] * Stride) + c);
            sum.CopyTo(scores[c..]);
        }
    }

    /// <summary>The scores of all classes.</summary>
    public float[] Score(in Sparse text)
    {
        var scores = new float[Stride];
        Score(text.Ids, text.Values, scores);
        return scores[..Classes];
    }
}

/// <summary>Does some pieces of work, each once, perhaps several at a time.</summary>
/// <param name="count">How many there are.</param>
/// <param name="work">Does one.</param>
public delegate void Spread(int count, Action<int> work);

/// <summary>Texts to learn from.</summary>
/// <param name="Texts">As numbers.</param>
/// <param name="Labels">The class of each.</param>
/// <param name="Classes">How many classes there are.</param>
/// <param name="Features">How many features there are.</param>
sealed record TrainingSet(Sparse[] Texts, int[] Labels, int Classes, int Features)
{
    /// <summary>How often each class occurs.</summary>
    public int[] Counts()
    {
        var counts = new int[Classes];
        foreach (var label in Labels) counts[label]++;
        return counts;
    }
}
