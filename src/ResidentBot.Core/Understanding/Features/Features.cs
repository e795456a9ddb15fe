using System.Runtime.CompilerServices;

namespace ResidentBot.Core.Understanding.Features;

/// <summary>What a feature is made of; each block is brought to the same length alone, so that a long one does not drown a short one.</summary>
enum Block
{
    /// <summary>One or two Latin words, numbers, marks, emoji.</summary>
    Words,

    /// <summary>Parts of Latin words, one to three Chinese characters.</summary>
    Letters,

    /// <summary>One to three syllables.</summary>
    Sounds,

    /// <summary>What the words mean.</summary>
    Concepts,
}

/// <summary>The features of one text, by block, as 32-bit hashes; a feature that occurs twice stands here twice.</summary>
/// <param name="letters">How long the text is.</param>
sealed class FeatureBag(int letters)
{
    /// <summary>How many blocks there are.</summary>
    public const int Blocks = 4;

    readonly uint[][] _hashes = new uint[Blocks][];
    readonly int[] _counts = new int[Blocks];

    /// <summary>A block's hashes; callers may sort them.</summary>
    public Span<uint> Of(Block block) => _hashes[(int)block].AsSpan(0, _counts[(int)block]);

    /// <summary>Adds one feature; the same hash in two blocks is two features.</summary>
    public void Add(Block block, uint hash)
    {
        var b = (int)block;
        var hashes = _hashes[b] ??= new uint[block is Block.Letters or Block.Sounds ? Math.Max(16, letters * 3) : 48];
        if (_counts[b] == hashes.Length) Array.Resize(ref _hashes[b], hashes.Length * 2);
        _hashes[b][_counts[b]++] = Hashes.Join(hash, (uint)(0x9e37 + b));
    }
}

/// <summary>Hashes of pieces of text.</summary>
static class Hashes
{
    /// <summary>Where a hash begins.</summary>
    public const uint Start = 2166136261;

    /// <summary>One more character.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Add(uint hash, uint next) => (hash ^ next) * 16777619;

    /// <summary>Two hashes as one; the order matters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Join(uint first, uint second)
    {
        var hash = (first * 0x85ebca6b) ^ (second + 0x9e3779b9 + (first << 6) + (first >> 2));
        hash ^= hash >> 15;
        hash *= 0xc2b2ae35;
        return hash ^ (hash >> 13);
    }

    /// <summary>A whole text.</summary>
    public static uint Of(ReadOnlySpan<char> text)
    {
        var hash = Start;
        foreach (var c in text) hash = Add(hash, c);
        return hash;
    }
}
