using System.Runtime.CompilerServices;
using ResidentBot.Core.Understanding.Concepts;
using ResidentBot.Core.Understanding.Sounds;

namespace ResidentBot.Core.Understanding.Features;

/// <summary>How texts are read and weighed.</summary>
sealed record FeatureOptions
{
    /// <summary>For a set of plain English texts: rare features count more, often repeated ones less.</summary>
    public static readonly FeatureOptions Plain = new() { Sounds = false, Rarity = true, UnseenCounts = true, LiteralNumbers = true, BlockWeights = [1, 1, 0, 0] };

    /// <summary>For residents' messages.</summary>
    public static readonly FeatureOptions Resident = new() { LeastTexts = 2 };

    /// <summary>Whether syllables are read.</summary>
    public bool Sounds { get; init; } = true;

    /// <summary>Whether features are weighed by how few texts have them.</summary>
    public bool Rarity { get; init; }

    /// <summary>Whether every number stays as it is.</summary>
    public bool LiteralNumbers { get; init; }

    /// <summary>Features in fewer texts are left out.</summary>
    public int LeastTexts { get; init; } = 1;

    /// <summary>Whether features no example had count in a text's length.</summary>
    public bool UnseenCounts { get; init; }

    /// <summary>The length each block is brought to.</summary>
    public float[] BlockWeights { get; init; } = [1, 1, 0.7f, 1.5f];
}

/// <summary>Reads the features of a text.</summary>
/// <param name="options">How.</param>
/// <param name="concepts">What words mean; null for none.</param>
/// <param name="cues">Other things noticed in a text, each as a hash.</param>
sealed class FeatureReader(FeatureOptions options, ConceptBook? concepts = null, Action<string, List<uint>>? cues = null)
{
    const int LongestPart = 4;
    const int MostSyllables = 12;

    /// <summary>How.</summary>
    public FeatureOptions Options => options;

    /// <summary>All features of a text.</summary>
    public FeatureBag Read(string text)
    {
        var bag = new FeatureBag(text.Length);
        var units = Units.Of(text, options.LiteralNumbers);
        var pinyin = options.Sounds && Spoken.IsPinyin(text);
        ReadLetters(units, bag, pinyin);
        if (options.Sounds) ReadSounds(units, bag, pinyin);
        if (concepts is not null) new ConceptFeatures(bag).Write(text, concepts);
        if (cues is not null) ReadCues(text, bag, cues);
        return bag;
    }

    static void ReadCues(string text, FeatureBag bag, Action<string, List<uint>> cues)
    {
        var found = new List<uint>();
        cues(text, found);
        foreach (var cue in found) bag.Add(Block.Concepts, Hashes.Join(cue, 77));
    }

    // In a message typed in syllables the Latin letters are no English: what they sound like speaks alone.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void ReadLetters(Units units, FeatureBag bag, bool pinyin)
    {
        uint before = 1;
        var run = 0;
        for (var i = 0; i < units.All.Count; i++)
        {
            var unit = units.All[i];
            var letters = units.Letters(unit);
            if (unit.Kind == UnitKind.Character)
            {
                run++;
                var hash = 0u;
                for (var length = 1; length <= Math.Min(3, run); length++)
                {
                    hash = Hashes.Join(hash, units.Letters(units.All[i - length + 1])[0]);
                    bag.Add(Block.Letters, hash);
                }
                before = 2;
                continue;
            }
            run = 0;
            if (pinyin && unit.Kind == UnitKind.Word) continue;
            var word = Hashes.Of(letters);
            bag.Add(Block.Words, word);
            if (i > 0) bag.Add(Block.Words, Hashes.Join(before, word));
            before = word;
            if (unit.Kind == UnitKind.Word) ReadParts(letters, bag);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void ReadParts(ReadOnlySpan<char> word, FeatureBag bag)
    {
        for (var start = -1; start < word.Length; start++)
        {
            var hash = Hashes.Start;
            for (var at = start; at <= word.Length && at < start + LongestPart; at++)
            {
                hash = Hashes.Add(hash, at < 0 || at == word.Length ? '_' : word[at]);
                if (at > start) bag.Add(Block.Letters, hash);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void ReadSounds(Units units, FeatureBag bag, bool pinyin)
    {
        Span<int> heard = stackalloc int[MostSyllables];
        var (before, beforeThat) = (0, 0);
        foreach (var unit in units.All)
        {
            var letters = units.Letters(unit);
            var count = 0;
            if (unit.Kind == UnitKind.Character && Syllables.Heard(letters[0]) is > 0 and var one) (count, heard[0]) = (1, one);
            else if (pinyin && unit.Kind == UnitKind.Word) count = Syllables.Cut(letters, heard);
            if (count == 0) (before, beforeThat) = (0, 0);
            for (var i = 0; i < count; i++)
            {
                var now = (uint)heard[i];
                bag.Add(Block.Sounds, now);
                if (before > 0) bag.Add(Block.Sounds, Hashes.Join((uint)before, now));
                if (beforeThat > 0) bag.Add(Block.Sounds, Hashes.Join(Hashes.Join((uint)beforeThat, (uint)before), now));
                (beforeThat, before) = (before, heard[i]);
            }
        }
    }
}
