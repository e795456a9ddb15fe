using System.Collections.Immutable;
using ResidentBot.Core.Understanding.Concepts;
using ResidentBot.Core.Understanding.Examples;
using ResidentBot.Core.Understanding.Features;
using ResidentBot.Core.Understanding.Learning;

namespace ResidentBot.Core.Understanding.Residents;

/// <summary>What a text looks like, before anything is known of the talk it stands in.</summary>
/// <param name="Scores">For each of <see cref="Labels.Intents"/>, on a scale on which a step of one is e times as likely.</param>
/// <param name="Category">For a request or an emergency.</param>
/// <param name="UrgencyScores">For each of <see cref="Labels.Urgencies"/>.</param>
/// <param name="Strange">No word means anything to us and hardly a piece of it was ever seen.</param>
readonly record struct Impression(float[] Scores, string Category, float[] UrgencyScores, bool Strange);

/// <summary>Learned from the examples: intent, category and urgency, three linear models on the same features.</summary>
sealed class ResidentModel
{
    // One part in so many is scored by a model of the others: enough to know how far to trust the scores.
    const int Parts = 2;
    const double Precision = 0.95;
    const float MostUnseen = 0.6f;
    const double Sure = 0.8;

    static readonly int Emergency = Labels.Intents.IndexOf("emergency");

    readonly FeatureReader _reader;
    readonly FeatureSpace _space;
    readonly LinearModel _intents;
    readonly LinearModel _categories;
    readonly LinearModel _urgencies;
    readonly Calibration _calibration;
    readonly bool _concepts;

    ResidentModel(FeatureReader reader, FeatureSpace space, LinearModel[] models, Calibration calibration, bool concepts)
    {
        (_reader, _space, _calibration, _concepts) = (reader, space, calibration, concepts);
        (_intents, _categories, _urgencies) = (models[0], models[1], models[2]);
    }

    /// <summary>For each intent the share from which a reading is acted upon.</summary>
    public IReadOnlyList<float> Thresholds => _calibration.Thresholds;

    /// <summary>How many features are known.</summary>
    public int Features => _space.Count;

    /// <summary>What the weights take.</summary>
    public double Megabytes => _intents.Megabytes + _categories.Megabytes + _urgencies.Megabytes;

    /// <summary>Learns; the same examples, concepts and seed make the same model.</summary>
    public static ResidentModel Train(IReadOnlyList<Example> examples, ConceptBook? concepts, KeywordUnderstanding keywords, ulong seed, Spread spread)
    {
        var reader = new FeatureReader(FeatureOptions.Resident, concepts, (text, cues) => Cue(keywords, text, cues));
        var bags = new FeatureBag[examples.Count];
        spread(bags.Length, i => bags[i] = reader.Read(examples[i].Text));
        var space = FeatureSpace.Of(bags, FeatureOptions.Resident);
        var texts = new Sparse[bags.Length];
        spread(bags.Length, i => texts[i] = space.Vector(bags[i]));
        var intents = new TrainingSet(texts, [.. examples.Select(example => Labels.Intents.IndexOf(example.Intent))], Labels.Intents.Length, space.Count);
        var urgencies = Part(example => UrgencyRules.HasChoice(example.Intent), Labels.Urgencies, example => example.Urgency);
        var categories = Part(example => Labels.HasCategory(example.Intent), Labels.Categories, example => example.Category);

        var models = new LinearModel[3];
        var fold = Folds.Of(texts.Length, Parts, seed);
        var scores = new float[texts.Length][];
        var judged = Enumerable.Range(0, texts.Length).Where(i => fold[i] == 0).ToArray();
        // The longest work first, so that it is not the last that everybody waits for.
        Calibration? calibration = null;
        spread(models.Length + 1, job =>
        {
            if (job == 0)
            {
                models[0] = LearnIntents(intents, seed);
            }
            else if (job == 1)
            {
                Folds.Score(intents, fold, 0, set => LearnIntents(set, seed), scores);
                calibration = Calibration.Fit(Array.ConvertAll(judged, i => scores[i]), Array.ConvertAll(judged, i => intents.Labels[i]), Precision);
            }
            else if (job == 2)
            {
                models[1] = Learn(categories, seed);
            }
            else
            {
                models[2] = Learn(urgencies, seed);
            }
        });
        return new ResidentModel(reader, space, models, calibration!, concepts is not null);

        TrainingSet Part(Func<Example, bool> which, ImmutableArray<string> labels, Func<Example, string> label)
        {
            var own = Enumerable.Range(0, texts.Length).Where(i => which(examples[i])).ToArray();
            return new TrainingSet([.. own.Select(i => texts[i])], [.. own.Select(i => labels.IndexOf(label(examples[i])))], labels.Length, space.Count);
        }
    }

    /// <summary>Reads a text.</summary>
    public Impression Read(string text)
    {
        var vector = _space.Vector(_reader.Read(text));
        var scores = _intents.Score(vector);
        for (var i = 0; i < scores.Length; i++) scores[i] *= _calibration.Sharpness;
        // One feature of meaning is the length, which every text has.
        var strange = vector.Unseen > MostUnseen && (!_concepts || vector.Concepts <= 1);
        return new Impression(scores, Labels.Categories[Calibration.Top(_categories.Score(vector))], _urgencies.Score(vector), strange);
    }

    // Examples of danger are many and of all kinds: at full weight whatever is strange would look like them.
    static LinearModel LearnIntents(TrainingSet set, ulong seed) => (Learner(seed) with { Weight = label => label == Emergency ? 0.6f : 1 }).Train(set);

    static LinearModel Learn(TrainingSet set, ulong seed) => Learner(seed).Train(set);

    static Softmax Learner(ulong seed) => new() { Step = 0.2f, Rounds = 5, Balance = 0.3f, Settled = 0.02f, Smoothing = 0.05f, Left = 0.3f, Seed = seed };

    // What phrases say is one more thing noticed: examples tell how far to trust it. Words of danger are not: whoever writes them looks at the
    // examples, and what was learned would then trust them more than they deserve in new texts.
    static void Cue(KeywordUnderstanding keywords, string text, List<uint> cues)
    {
        foreach (var guess in keywords.Phrases(text)) cues.Add(Hashes.Join(Hashes.Of(guess.Intent), guess.Confidence > Sure ? 2u : 1u));
    }
}
