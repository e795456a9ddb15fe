namespace ResidentBot.Core.Dialogs.Graphs.Layout;

/// <summary>Gives every box a row, so that all ways but those that lead back point down.</summary>
static class Ranks
{
    /// <summary>Which ways lead back to a box they came through.</summary>
    public static bool[] Back(int nodes, IReadOnlyList<LayoutEdge> edges)
    {
        var back = new bool[edges.Count];
        var state = new byte[nodes];
        var ways = Leaving(nodes, edges);
        for (var root = 0; root < nodes; root++)
            if (state[root] == Unseen) Visit(root);
        return back;

        void Visit(int node)
        {
            state[node] = Open;
            foreach (var edge in ways[node])
            {
                back[edge] = state[edges[edge].To] == Open;
                if (state[edges[edge].To] == Unseen) Visit(edges[edge].To);
            }
            state[node] = Closed;
        }
    }

    /// <summary>The row of every box, from 0: below all it is reached from, and no more than so many boxes in one row.</summary>
    public static int[] Of(IReadOnlyList<LayoutNode> nodes, IReadOnlyList<LayoutEdge> edges, bool[] back, int columns)
    {
        var rank = new int[nodes.Count];
        var above = new int[nodes.Count];
        for (var edge = 0; edge < edges.Count; edge++) above[Lower(edge)]++;
        var below = Enumerable.Range(0, nodes.Count).Select(_ => new List<int>()).ToArray();
        for (var edge = 0; edge < edges.Count; edge++) below[Upper(edge)].Add(Lower(edge));
        // Of those that may stand next, the one that comes first in the file.
        var ready = new SortedSet<int>(Enumerable.Range(0, nodes.Count).Where(node => above[node] == 0));
        var taken = new Dictionary<int, int>();
        while (ready.Count > 0)
        {
            var node = ready.Min;
            ready.Remove(node);
            if (!nodes[node].Slim)
            {
                while (taken.GetValueOrDefault(rank[node]) >= columns) rank[node]++;
                taken[rank[node]] = taken.GetValueOrDefault(rank[node]) + 1;
            }
            foreach (var next in below[node])
            {
                rank[next] = Math.Max(rank[next], rank[node] + 1);
                if (--above[next] == 0) ready.Add(next);
            }
        }
        return rank;

        int Upper(int edge) => back[edge] ? edges[edge].To : edges[edge].From;
        int Lower(int edge) => back[edge] ? edges[edge].From : edges[edge].To;
    }

    const byte Unseen = 0;
    const byte Open = 1;
    const byte Closed = 2;

    static List<int>[] Leaving(int nodes, IReadOnlyList<LayoutEdge> edges)
    {
        var leaving = Enumerable.Range(0, nodes).Select(_ => new List<int>()).ToArray();
        for (var edge = 0; edge < edges.Count; edge++) leaving[edges[edge].From].Add(edge);
        return leaving;
    }
}
