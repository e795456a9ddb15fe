using ResidentBot.Core.Understanding.Features;
using ResidentBot.Core.Understanding.Learning;
using Xunit;

namespace ResidentBot.Core.Tests.Understanding;

public sealed class LearningTests
{
    static readonly LabelledText[] Texts =
    [
        new("turn on the light", "light"), new("switch the light off", "light"), new("lights on please", "light"), new("dim the lamp light", "light"),
        new("play some music", "music"), new("stop the music", "music"), new("play a song", "music"), new("next song please", "music"),
        new("what is the weather", "weather"), new("will it rain", "weather"), new("weather for tomorrow", "weather"), new("is it raining", "weather"),
    ];

    [Theory]
    [InlineData("the light please", "light")]
    [InlineData("play that song", "music")]
    [InlineData("rain tomorrow", "weather")]
    public void What_was_learned_reads_new_texts(string text, string label)
    {
        var model = TextModel.Train(Texts, 1, InTurn);
        var scores = model.Score(text, out _);

        Assert.Equal(label, model.Labels[Calibration.Top(scores)]);
    }

    [Fact]
    public void The_same_seed_makes_the_same_model_in_whatever_order_the_work_is_done()
    {
        var one = TextModel.Train(Texts, 3, InTurn);
        var other = TextModel.Train(Texts, 3, (count, work) =>
        {
            for (var i = count - 1; i >= 0; i--) work(i);
        });

        Assert.Equal(one.Score("play the light", out _), other.Score("play the light", out _));
    }

    [Fact]
    public void Strange_words_are_noticed()
    {
        TextModel.Train(Texts, 1, InTurn).Score("xylophone quartz", out var unseen);

        Assert.True(unseen > 0.6);
    }

    [Fact]
    public void Both_learners_separate_what_can_be_separated()
    {
        var set = new TrainingSet([One(0), One(0), One(1), One(1), One(2)], [0, 0, 1, 1, 2], 3, 3);

        foreach (var model in new[] { new DualSvm().Train(set, InTurn), new Softmax().Train(set) })
            Assert.Equal([0, 1, 2], Enumerable.Range(0, 3).Select(feature => Calibration.Top(model.Score(One(feature)))));
    }

    [Fact]
    public void A_learner_that_leaves_features_out_still_separates_and_makes_the_same_model_again()
    {
        var set = new TrainingSet([Both(0, 1), Both(0, 1), Both(2, 3), Both(2, 3), Both(4, 5)], [0, 0, 1, 1, 2], 3, 6);
        var learner = new Softmax { Left = 0.4f, Smoothing = 0.05f, Rounds = 40, Seed = 7 };

        var model = learner.Train(set);

        Assert.Equal([0, 0, 1, 1, 2, 2], Enumerable.Range(0, 6).Select(feature => Calibration.Top(model.Score(One(feature)))));
        Assert.Equal(model.Weights, learner.Train(set).Weights);
    }

    [Fact]
    public void A_class_of_less_weight_is_guessed_less_where_nothing_speaks_for_any()
    {
        var set = new TrainingSet([One(0), One(1), One(0), One(1)], [0, 1, 1, 0], 2, 3);

        var model = new Softmax { Weight = label => label == 0 ? 0.5f : 1 }.Train(set);

        Assert.Equal(1, Calibration.Top(model.Score(One(2))));
    }

    [Fact]
    public void Only_features_of_enough_texts_are_kept_however_many_there_are()
    {
        var bags = Enumerable.Range(0, 3000).Select(text =>
        {
            var bag = new FeatureBag(4);
            for (var own = 0u; own < 120; own++) bag.Add(Block.Words, ((uint)text * 120) + own);
            if (text % 1000 == 0) bag.Add(Block.Concepts, 7);
            return bag;
        }).ToList();

        // A few of so many hashes are the same by chance.
        Assert.InRange(FeatureSpace.Of(bags, FeatureOptions.Resident).Count, 1, 60);
        Assert.InRange(FeatureSpace.Of(bags, FeatureOptions.Plain).Count, (3000 * 120) - 60, (3000 * 120) + 1);
    }

    [Fact]
    public void Calibrated_shares_are_as_high_as_readings_are_right()
    {
        var chance = new Chance(5);
        var labels = Enumerable.Range(0, 2000).Select(_ => chance.Next(2)).ToArray();
        // Three in four scores point to the right class, all equally loudly.
        var scores = labels.Select(label => chance.Next(4) > 0 ? label : 1 - label).Select(said => new[] { said == 0 ? 5f : 0, said == 1 ? 5f : 0 }).ToArray();

        var calibration = Calibration.Fit(scores, labels, 0.95);

        Assert.Equal(0.75, Calibration.Shares([5, 0], calibration.Sharpness)[0], 1);
        Assert.All(calibration.Thresholds, threshold => Assert.Equal(0.9f, threshold));
    }

    [Fact]
    public void A_class_that_is_always_right_needs_no_high_threshold()
    {
        var scores = Enumerable.Range(0, 100).Select(i => new[] { i % 2 == 0 ? 1f : 0, i % 2 }).ToArray();

        Assert.All(Calibration.Fit(scores, [.. Enumerable.Range(0, 100).Select(i => i % 2)], 0.95).Thresholds, threshold => Assert.True(threshold >= 0.35f));
    }

    static Sparse Both(int one, int other) => new([one, other], [1, 1], 0, 0);

    static Sparse One(int feature) => new([feature], [1], 0, 0);

    static void InTurn(int count, Action<int> work)
    {
        for (var i = 0; i < count; i++) work(i);
    }
}
