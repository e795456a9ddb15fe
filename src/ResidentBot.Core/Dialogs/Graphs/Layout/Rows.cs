namespace ResidentBot.Core.Dialogs.Graphs.Layout;

/// <summary>One thing in a row: a box, a label, or a way passing through.</summary>
/// <param name="row">Its row.</param>
/// <param name="room">What it takes.</param>
/// <param name="passing">Whether it is a way or its label, which should run straight.</param>
/// <param name="central">Whether it belongs into the middle of the picture.</param>
sealed class Spot(int row, Extent room, bool passing, bool central = false)
{
    public bool Central { get; } = central;
    public int Row { get; } = row;
    public Extent Room { get; } = room;
    public bool Passing { get; } = passing;
    public List<Spot> Above { get; } = [];
    public List<Spot> Below { get; } = [];

    /// <summary>Its place in the row, from 0 at the left.</summary>
    public int Place { get; set; }

    /// <summary>Its middle from the left.</summary>
    public double X { get; set; }
}

/// <summary>All spots in rows, and for every way the spots it goes through from the upper box to the lower.</summary>
sealed class Rows
{
    const int Sweeps = 16;

    readonly List<List<Spot>> _rows = [];

    /// <summary>The spot of each box.</summary>
    public Spot[] Nodes { get; }

    /// <summary>The spots of each way, both boxes included.</summary>
    public Spot[][] Ways { get; }

    /// <summary>The spot of each way's label; null for none.</summary>
    public Spot?[] Labels { get; }

    /// <summary>The rows from the top, each from the left.</summary>
    public IReadOnlyList<IReadOnlyList<Spot>> All => _rows;

    /// <summary>Sets them up; in one column all boxes stand in the middle, and ways beside them. Between two rows of boxes stands one for labels where a label needs it.</summary>
    public Rows(IReadOnlyList<LayoutNode> nodes, IReadOnlyList<LayoutEdge> edges, bool[] back, int[] rank, bool oneColumn)
    {
        // Boxes have even numbers; a label stands right below its tail, or above it when the way leads up.
        var labelRank = edges.Select((edge, i) => edge.Label is null ? -1 : back[i] ? rank[edge.From] * 2 - 1 : rank[edge.From] * 2 + 1).ToArray();
        var used = rank.Select(one => one * 2).Concat(labelRank.Where(one => one >= 0)).Distinct().Order().ToList();
        var row = used.Select((one, i) => (one, i)).ToDictionary(pair => pair.one, pair => pair.i);
        foreach (var _ in used) _rows.Add([]);
        Nodes = [.. nodes.Select((node, i) => Add(new Spot(row[rank[i] * 2], node.Room, passing: false, central: oneColumn && !node.Slim)))];
        Labels = new Spot?[edges.Count];
        Ways = new Spot[edges.Count][];
        for (var i = 0; i < edges.Count; i++)
        {
            var (upper, lower) = back[i] ? (Nodes[edges[i].To], Nodes[edges[i].From]) : (Nodes[edges[i].From], Nodes[edges[i].To]);
            var way = new List<Spot> { upper };
            for (var at = upper.Row + 1; at < lower.Row; at++)
            {
                var isLabel = labelRank[i] >= 0 && row[labelRank[i]] == at;
                var spot = Add(new Spot(at, isLabel ? edges[i].Label!.Value : default, passing: true));
                if (isLabel) Labels[i] = spot;
                way.Add(spot);
            }
            way.Add(lower);
            for (var at = 1; at < way.Count; at++)
            {
                way[at - 1].Below.Add(way[at]);
                way[at].Above.Add(way[at - 1]);
            }
            Ways[i] = [.. way];
        }
    }

    /// <summary>Orders every row so that few ways cross: each spot goes where those it is joined to stand, down and up in turn.</summary>
    public void Order()
    {
        Begin();
        var best = Places();
        var least = Crossings();
        for (var sweep = 0; sweep < Sweeps && least > 0; sweep++)
        {
            var down = sweep % 2 == 0;
            for (var i = 0; i < _rows.Count; i++) Sort(_rows[down ? i : _rows.Count - 1 - i], down);
            var now = Crossings();
            if (now >= least) continue;
            (least, best) = (now, Places());
        }
        foreach (var (row, places) in _rows.Zip(best))
        {
            row.Clear();
            row.AddRange(places);
            Number(row);
        }
    }

    Spot Add(Spot spot)
    {
        _rows[spot.Row].Add(spot);
        return spot;
    }

    // The first order is that in which a walk from the start comes by.
    void Begin()
    {
        var seen = new HashSet<Spot>();
        foreach (var row in _rows) row.Clear();
        foreach (var node in Nodes) Visit(node);
        _rows.ForEach(Number);

        void Visit(Spot spot)
        {
            if (!seen.Add(spot)) return;
            _rows[spot.Row].Add(spot);
            foreach (var next in spot.Below) Visit(next);
        }
    }

    static void Sort(List<Spot> row, bool down)
    {
        var wanted = row.ToDictionary(spot => spot, spot => (down ? spot.Above : spot.Below) is { Count: > 0 } joined ? joined.Average(one => one.Place) : spot.Place);
        var sorted = row.OrderBy(spot => wanted[spot]).ToList();
        row.Clear();
        row.AddRange(sorted);
        Number(row);
    }

    static void Number(List<Spot> row)
    {
        for (var i = 0; i < row.Count; i++) row[i].Place = i;
    }

    List<List<Spot>> Places() => [.. _rows.Select(row => row.ToList())];

    int Crossings()
    {
        var crossings = 0;
        foreach (var row in _rows)
        {
            var ways = row.SelectMany(spot => spot.Below.Select(below => (From: spot.Place, To: below.Place))).ToList();
            for (var i = 0; i < ways.Count; i++)
                for (var j = i + 1; j < ways.Count; j++)
                    if ((ways[i].From - ways[j].From) * (ways[i].To - ways[j].To) < 0) crossings++;
        }
        return crossings;
    }
}
