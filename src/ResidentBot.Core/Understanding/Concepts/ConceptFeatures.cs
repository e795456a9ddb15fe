using ResidentBot.Core.Understanding.Features;

namespace ResidentBot.Core.Understanding.Concepts;

/// <summary>Features of meaning: each concept, whether it is denied, what follows what, what stands beside what, the first, the last, the only one, the length.</summary>
sealed class ConceptFeatures(FeatureBag bag)
{
    const int NegationReach = 3;
    const int MostPaired = 10;

    enum Kind : uint
    {
        Said = 101,
        Denied,
        Follows,
        Pair,
        First,
        Last,
        Only,
        Length,
    }

    /// <summary>Adds the features of a text.</summary>
    public void Write(string text, ConceptBook book)
    {
        var hits = book.Find(text, out var breaks);
        var line = new List<uint>();
        var (end, deniedUntil) = (0, -1);
        foreach (var hit in hits)
        {
            if (hit.Concept == book.Negation)
            {
                if (hit.Start >= end) deniedUntil = hit.End + NegationReach;
                end = Math.Max(end, hit.End);
                Add(Kind.Said, (uint)hit.Concept);
                continue;
            }
            for (var at = end; at < hit.Start; at++)
                if (breaks[at]) deniedUntil = -1;
            var denied = hit.Start < deniedUntil;
            Add(denied ? Kind.Denied : Kind.Said, (uint)hit.Concept);
            if (hit.Start < end) continue;
            line.Add((uint)hit.Concept | (denied ? 0x8000u : 0));
            end = hit.End;
        }
        WriteOrder(line);
        Add(Kind.Length, (uint)Math.Log2(breaks.Length + 1));
    }

    void WriteOrder(List<uint> line)
    {
        if (line.Count == 0) return;
        Add(line.Count == 1 ? Kind.Only : Kind.First, line[0]);
        if (line.Count > 1) Add(Kind.Last, line[^1]);
        for (var i = 1; i < line.Count; i++) Add(Kind.Follows, Hashes.Join(line[i - 1], line[i]));
        for (var i = 0; i < Math.Min(MostPaired, line.Count); i++)
            for (var j = i + 1; j < Math.Min(MostPaired, line.Count); j++)
                Add(Kind.Pair, Hashes.Join(Math.Min(line[i], line[j]), Math.Max(line[i], line[j])));
    }

    void Add(Kind kind, uint what) => bag.Add(Block.Concepts, Hashes.Join((uint)kind, what));
}
