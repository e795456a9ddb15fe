using ResidentBot.Core.Understanding.Features;

namespace ResidentBot.Core.Understanding.Learning;

/// <summary>A labelled text.</summary>
/// <param name="Text">As it was written.</param>
/// <param name="Label">What it means.</param>
public sealed record LabelledText(string Text, string Label);

/// <summary>Learns which label a text has: the learner of the residents' intents, for any set of texts.</summary>
public sealed class TextModel
{
    readonly FeatureReader _reader;
    readonly FeatureSpace _space;
    readonly LinearModel _model;

    TextModel(FeatureReader reader, FeatureSpace space, LinearModel model, IReadOnlyList<string> labels) =>
        (_reader, _space, _model, Labels) = (reader, space, model, labels);

    /// <summary>The labels, in the order of the scores.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>What the weights take.</summary>
    public double Megabytes => _model.Megabytes;

    /// <summary>Learns from texts; the same texts and seed make the same model.</summary>
    public static TextModel Train(IReadOnlyList<LabelledText> texts, ulong seed, Spread spread)
    {
        var reader = new FeatureReader(FeatureOptions.Plain);
        var bags = new FeatureBag[texts.Count];
        spread(texts.Count, i => bags[i] = reader.Read(texts[i].Text));
        var space = FeatureSpace.Of(bags, FeatureOptions.Plain);
        var vectors = new Sparse[texts.Count];
        spread(texts.Count, i => vectors[i] = space.Vector(bags[i]));
        var labels = texts.Select(text => text.Label).Distinct().ToList();
        var numbers = labels.Select((label, number) => (label, number)).ToDictionary(pair => pair.label, pair => pair.number, StringComparer.Ordinal);
        var set = new TrainingSet(vectors, [.. texts.Select(text => numbers[text.Label])], labels.Count, space.Count);
        return new TextModel(reader, space, new DualSvm { Seed = seed }.Train(set, spread), labels);
    }

    /// <summary>How much a text looks like each label: above 0 rather it, below 0 rather another.</summary>
    /// <param name="text">As it was written.</param>
    /// <param name="unseen">The share of its features that no example had.</param>
    public float[] Score(string text, out float unseen)
    {
        var vector = _space.Vector(_reader.Read(text));
        unseen = vector.Unseen;
        return _model.Score(vector);
    }
}
