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

    static Sparse One(int feature) => new([feature], [1], 0, 0);

    static void InTurn(int count, Action<int> work)
    {
        for (var i = 0; i < count; i++) work(i);
    }
}
