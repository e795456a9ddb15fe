using System.Collections.Immutable;
using ResidentBot.Core.Dialogs.Graphs.Layout;

namespace ResidentBot.Core.Dialogs.Graphs;

/// <summary>A graph with its words broken into lines and everything in its place.</summary>
sealed record Picture(ImmutableArray<NodeLines> Nodes, ImmutableArray<Box> Boxes, ImmutableArray<ImmutableArray<NodeLine>> Labels, ImmutableArray<Route> Routes, Extent Room)
{
    // A label is broken sooner than a box: several stand side by side.
    const double LabelShare = 0.55;

    public static Picture Of(DialogGraph graph, SvgOptions options)
    {
        ImmutableArray<NodeLines> nodes = [.. graph.Nodes.Select(node => NodeLines.Of(node, options.Language, options.LineWidth))];
        var places = graph.Nodes.Select((node, i) => (node.Id, i)).ToDictionary(pair => pair.Id, pair => pair.i, StringComparer.Ordinal);
        ImmutableArray<ImmutableArray<NodeLine>> labels =
            [.. graph.Edges.Select(edge => edge.Label is { } label ? NodeLines.OfLabel(label[options.Language], options.LineWidth * LabelShare) : [])];
        var laid = LayeredLayout.Of(
            [.. nodes.Select(node => node.Layout)],
            [.. graph.Edges.Select((edge, i) => new LayoutEdge(places[edge.From], places[edge.To], labels[i].IsEmpty ? null : NodeLines.RoomOf(labels[i])))],
            options.Columns);
        return new Picture(nodes, laid.Nodes, labels, laid.Routes, laid.Room);
    }
}
