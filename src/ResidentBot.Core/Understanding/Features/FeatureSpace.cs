using System.Numerics;

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
    public static FeatureSpace Of(IReadOnlyList<FeatureBag> bags, FeatureOptions options)
    {
        // Room for what some hundred features a text come to, so that the table need not grow while it is filled.
        var index = new Dictionary<uint, int>(bags.Count * 16);
        var (hashes, texts) = (new List<uint>(), new List<int>());
        var last = new List<int>();
        for (var text = 0; text < bags.Count; text++)
        {
            for (var block = 0; block < FeatureBag.Blocks; block++)
            {
                foreach (var hash in bags[text].Of((Block)block))
                {
                    ref var id = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(index, hash, out var known);
                    if (!known)
                    {
                        id = hashes.Count;
                        hashes.Add(hash);
                        texts.Add(1);
                        last.Add(text);
                    }
                    else if (last[id] != text)
                    {
                        texts[id]++;
                        last[id] = text;
                    }
                }
            }
        }
        if (options.LeastTexts <= 1) return new FeatureSpace(options, hashes, texts, bags.Count);
        var kept = Enumerable.Range(0, hashes.Count).Where(id => texts[id] >= options.LeastTexts).ToList();
        return new FeatureSpace(options, [.. kept.Select(id => hashes[id])], [.. kept.Select(id => texts[id])], bags.Count);
    }

    /// <summary>A text's features as numbers; what no example had counts in its length, so that strange texts speak softly.</summary>
    public Sparse Vector(FeatureBag bag)
    {
        var most = 0;
        for (var block = 0; block < FeatureBag.Blocks; block++) most += bag.Of((Block)block).Length;
        var (ids, values) = (new int[most], new float[most]);
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
        return new Sparse(ids[..count], values[..count], unseen == 0 ? 0 : (float)unseen / (seen + unseen), concepts);
    }

    int Find(uint hash)
    {
        var mask = (uint)(_keys.Length - 1);
        for (var at = hash & mask; _ids[at] != 0; at = (at + 1) & mask)
            if (_keys[at] == hash) return _ids[at] - 1;
        return -1;
    }
}
