using System.Collections.Immutable;

namespace ResidentBot.Core.Dialogs.Graphs.Layout;

/// <summary>
/// Lays out a graph in rows from top to bottom: rows by how far a box is from the start, order by few crossings, places by straight ways. Boxes and labels
/// never overlap, and no way goes through a box: in the rows ways have spots of their own, between rows there is nothing else.
/// </summary>
static class LayeredLayout
{
    const double Margin = 12;
    const double LeastGap = 20;
    const double MostGap = 56;
    // What a gap grows by for each pixel its ways run aside.
    const double Slope = 0.11;

    /// <summary>Lays out.</summary>
    /// <param name="nodes">The boxes; the first one begins.</param>
    /// <param name="edges">The ways.</param>
    /// <param name="columns">How many boxes may stand side by side, from 1.</param>
    public static LaidOut Of(IReadOnlyList<LayoutNode> nodes, IReadOnlyList<LayoutEdge> edges, int columns)
    {
        var back = Ranks.Back(nodes.Count, edges);
        var rows = new Rows(nodes, edges, back, Ranks.Of(nodes, edges, back, columns), oneColumn: columns == 1);
        rows.Order();
        Placing.Place(rows.All);
        var left = rows.All.SelectMany(row => row).Min(spot => spot.X - spot.Room.Width / 2) - Margin;
        foreach (var spot in rows.All.SelectMany(row => row)) spot.X = Math.Round(spot.X - left, 1);
        var (tops, heights) = Heights(rows.All);
        return new LaidOut(
            [.. rows.Nodes.Select(node => BoxOf(node, tops))],
            [.. Enumerable.Range(0, edges.Count).Select(i => RouteOf(rows, i, back[i], tops, heights))],
            new Extent(
                rows.All.SelectMany(row => row).Max(spot => spot.X + spot.Room.Width / 2) + Margin,
                tops[^1] + heights[^1] + Margin));
    }

    static (double[] Tops, double[] Heights) Heights(IReadOnlyList<IReadOnlyList<Spot>> rows)
    {
        var heights = rows.Select(row => row.Max(spot => spot.Room.Height)).ToArray();
        var tops = new double[rows.Count];
        tops[0] = Margin;
        for (var i = 1; i < rows.Count; i++)
        {
            var aside = rows[i - 1].SelectMany(spot => spot.Below.Select(below => Math.Abs(below.X - spot.X))).DefaultIfEmpty().Max();
            tops[i] = Math.Round(tops[i - 1] + heights[i - 1] + Math.Clamp(LeastGap + aside * Slope, LeastGap, MostGap));
        }
        return (tops, heights);
    }

    static Box BoxOf(Spot spot, double[] tops) => new(spot.X - spot.Room.Width / 2, tops[spot.Row], spot.Room.Width, spot.Room.Height);

    static Route RouteOf(Rows rows, int edge, bool back, double[] tops, double[] heights)
    {
        var way = rows.Ways[edge];
        var points = ImmutableArray.CreateBuilder<Point>();
        foreach (var spot in way)
        {
            if (spot != way[0]) points.Add(new Point(spot.X, tops[spot.Row]));
            if (spot == way[0] || spot.Passing)
            {
                if (spot == way[0]) points.Add(new Point(spot.X, tops[spot.Row] + spot.Room.Height));
                points.Add(new Point(spot.X, tops[spot.Row] + heights[spot.Row]));
            }
        }
        if (back) points.Reverse();
        return new Route([.. points.Distinct()], rows.Labels[edge] is { } label ? BoxOf(label, tops) : null);
    }
}
