using System.Collections.Immutable;
using System.Globalization;
using Xunit;

namespace ResidentBot.Core.Tests.Deciding.RandomTalks;

/// <summary>
/// Whatever a resident writes, taps and sends, whatever staff, carriers and editors do meanwhile: after each arrival he has an answer, a question or a
/// person. A talk that fails is shortened to the steps it takes and shown with its seed.
/// </summary>
public sealed class RandomTalkTests
{
    const int Talks = 1000;

    [Fact]
    public void No_resident_is_ever_lost()
    {
        // TALKS=50000 looks further than every build can.
        var talks = int.TryParse(Environment.GetEnvironmentVariable("TALKS"), CultureInfo.InvariantCulture, out var more) ? more : Talks;
        var lost = Enumerable.Range(1, talks).AsParallel().Select(Lost).Where(one => one is not null).Take(5).ToList();

        Assert.True(lost.Count == 0, string.Join("\n\n", lost));
    }

    static string? Lost(int seed)
    {
        var (address, steps) = TalkMaker.Make(seed);
        if (RandomTalk.Play(address, steps) is null) return null;
        var shortest = Shortened(address, steps);
        return $"seed {seed}, {address}: {RandomTalk.Play(address, shortest)}\n  {string.Join("\n  ", shortest)}";
    }

    // One step is left out after another for as long as something is wrong without it.
    static ImmutableArray<TalkStep> Shortened(string address, ImmutableArray<TalkStep> steps)
    {
        for (var i = 0; i < steps.Length;)
        {
            var without = steps.RemoveAt(i);
            if (RandomTalk.Play(address, without) is null) i++;
            else (steps, i) = (without, 0);
        }
        return steps;
    }
}
