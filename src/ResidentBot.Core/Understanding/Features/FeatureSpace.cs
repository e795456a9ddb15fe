using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace ResidentBot.Core.Understanding.Features;

/// <summary>A text as numbers.</summary>
/// <param name="Ids">Which features it has, in no order.</param>
/// <param name="Values">How strongly.</param>
/// <param name="Unseen">The share of its features that no example had, from 0 to 1.</param>
/// <param name="Concepts">How many features of meaning it has.</param>
readonly record struct Sparse(int[] Ids, float[] Values, float Unseen, int Concepts)
{
    /// <summary>How many features it has.</summary>
    public int Count => Ids.Length;
}

/// <summary>The features the examples have, numbered.</summary>
sealed class FeatureSpace
{
    readonly FeatureOptions _options;
    readonly uint[] _keys;
    readonly int[] _ids;
    readonly float[] _rarity;
    readonly float _unseenRarity;

    FeatureSpace(FeatureOptions options, List<uint> kept, List<int> texts, int total)
    {
        _options = options;
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, kept.Count * 2));
        (_keys, _ids, _rarity) = (new uint[size], new int[size], new float[kept.Count]);
        for (var id = 0; id < kept.Count; id++)
        {
            var at = kept[id] & (uint)(size - 1);
            while (_ids[at] != 0) at = (at + 1) & (uint)(size - 1);
            (_keys[at], _ids[at]) = (kept[id], id + 1);
            _rarity[id] = MathF.Log((1f + total) / (1 + texts[id])) + 1;
        }
        _unseenRarity = MathF.Log(1f + total) + 1;
    }

    /// <summary>How many features there are.</summary>
    public int Count => _rarity.Length;

    /// <summary>Numbers the features of these texts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static FeatureSpace Of(IReadOnlyList<FeatureBag> bags, FeatureOptions options)
    {
        // Some forty new features a text: a list that grew would be copied, and the copies looked through by the collector.
        var (table, hashes) = (new Entry[1 << 18], new List<uint>(bags.Count * 40));
        for (var text = 0; text < bags.Count; text++)
        {
            for (var block = 0; block < FeatureBag.Blocks; block++)
            {
                foreach (var hash in bags[text].Of((Block)block))
                {
                    ref var entry = ref table[Place(table, hash)];
                    if (entry.LastText == text + 1) continue;
                    if (entry.LastText == 0) hashes.Add(hash);
                    entry = new Entry(hash, entry.Texts + 1, text + 1);
                }
            }
            if (hashes.Count > table.Length / 3) table = Widened(table);
        }
        var kept = new List<uint>(hashes.Count);
        var texts = new List<int>(hashes.Count);
        foreach (var hash in hashes)
        {
            var count = table[Place(table, hash)].Texts;
            if (count < options.LeastTexts) continue;
            kept.Add(hash);
            texts.Add(count);
        }
        return new FeatureSpace(options, kept, texts, bags.Count);
    }

    // How many texts have a feature, and the last of them, counted from 1: a table without objects, for there are some hundred thousand.
    readonly record struct Entry(uint Hash, int Texts, int LastText);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int Place(Entry[] table, uint hash)
    {
        var mask = table.Length - 1;
        var at = (int)hash & mask;
        while (table[at].LastText != 0 && table[at].Hash != hash) at = (at + 1) & mask;
        return at;
    }

    static Entry[] Widened(Entry[] table)
    {
        var wider = new Entry[table.Length * 4];
        foreach (var entry in table)
            if (entry.LastText != 0) wider[Place(wider, entry.Hash)] = entry;
        return wider;
    }

    /// <summary>A text's features as numbers; what no example had counts in its length, so that strange texts speak softly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Sparse Vector(FeatureBag bag)
    {
        var most = 0;
        for (var block = 0; block < FeatureBag.Blocks; block++) most += bag.Of((Block)block).Length;
        var (ids, values) = (ArrayPool<int>.Shared.Rent(most), ArrayPool<float>.Shared.Rent(most));
        var (count, seen, unseen, concepts) = (0, 0, 0, 0);
        for (var block = 0; block < FeatureBag.Blocks; block++)
        {
            var hashes = bag.Of((Block)block);
            if (hashes.Length == 0) continue;
            hashes.Sort();
            var first = count;
            var norm = 0f;
            for (var at = 0; at < hashes.Length;)
            {
                var end = at + 1;
                while (end < hashes.Length && hashes[end] == hashes[at]) end++;
                var value = end - at == 1 ? 1 : 1 + MathF.Log(end - at);
                var id = Find(hashes[at]);
                at = end;
                if (_options.Rarity) value *= id < 0 ? _unseenRarity : _rarity[id];
                if (id >= 0 || _options.UnseenCounts) norm += value * value;
                if (block < (int)Block.Concepts) (seen, unseen) = id < 0 ? (seen, unseen + 1) : (seen + 1, unseen);
                else concepts++;
                if (id < 0) continue;
                (ids[count], values[count]) = (id, value);
                count++;
            }
            var scale = norm > 0 ? _options.BlockWeights[block] / MathF.Sqrt(norm) : 0;
            for (var i = first; i < count; i++) values[i] *= scale;
        }
        var read = new Sparse(ids[..count], values[..count], unseen == 0 ? 0 : (float)unseen / (seen + unseen), concepts);
        ArrayPool<int>.Shared.Return(ids);
        ArrayPool<float>.Shared.Return(values);
        return read;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    int Find(uint hash)
    {
        var mask = (uint)(_keys.Length - 1);
        for (var at = hash & mask; _ids[at] != 0; at = (at + 1) & mask)
            if (_keys[at] == hash) return _ids[at] - 1;
        return -1;
    }
}
