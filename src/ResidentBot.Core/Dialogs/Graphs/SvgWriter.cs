using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;
using ResidentBot.Core.Dialogs.Graphs.Layout;
using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Dialogs.Graphs;

/// <summary>How a picture is drawn.</summary>
/// <param name="Language">The language of its words.</param>
/// <param name="Columns">How many boxes may stand side by side, from 1.</param>
/// <param name="LineWidth">How wide the words of a box may run, in pixels.</param>
public sealed record SvgOptions(Language Language, int Columns = 3, double LineWidth = 230)
{
    /// <summary>For a phone: one box below the other.</summary>
    public static SvgOptions Narrow(Language language) => new(language, 1, 200);

    /// <summary>The address of a called dialog's own picture; null for no links.</summary>
    public Func<string, string>? Link { get; init; }

    /// <summary>Whether the style sheet stands in the picture; without it, <see cref="SvgWriter.Style"/> must stand in the page.</summary>
    public bool WithStyle { get; init; } = true;
}

/// <summary>Writes a picture as SVG: light and dark as the reader's screen is, as wide as there is room.</summary>
public static class SvgWriter
{
    /// <summary>The style sheet of all pictures.</summary>
    public static string Style { get; } = LoadStyle();

    /// <summary>The whole picture.</summary>
    public static string Write(DialogGraph graph, SvgOptions options)
    {
        var picture = Picture.Of(graph, options);
        var svg = new StringBuilder();
        var (width, height, language) = (Text(picture.Room.Width), Text(picture.Room.Height), options.Language);
        var id = $"{graph.Dialog}-{options.Columns}";
        svg.Append($"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"dialog-picture\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" ")
            .Append($"role=\"group\" lang=\"{(language == Language.En ? "en" : "zh-CN")}\" aria-labelledby=\"{id}-title\" aria-describedby=\"{id}-about\">\n")
            .Append($"<title id=\"{id}-title\">{Escaped(graph.Title[language])}</title>\n")
            .Append($"<desc id=\"{id}-about\">{Escaped(GraphTexts.Of("about", ("n", graph.Nodes.Count(node => node.Step is not null)))[language])}</desc>\n");
        if (options.WithStyle) svg.Append($"<style>\n{Style}</style>\n");
        svg.Append($"<rect class=\"ground\" width=\"{width}\" height=\"{height}\"/>\n");
        for (var i = 0; i < graph.Edges.Length; i++) WriteWay(svg, graph.Edges[i], picture.Routes[i]);
        for (var i = 0; i < graph.Edges.Length; i++)
            if (picture.Routes[i].Label is { } place) WriteLabel(svg, graph.Edges[i], place, picture.Labels[i]);
        for (var i = 0; i < graph.Nodes.Length; i++) WriteNode(svg, picture.Nodes[i], picture.Boxes[i], options);
        return svg.Append("</svg>\n").ToString();
    }

    static void WriteWay(StringBuilder svg, GraphEdge edge, Route route)
    {
        var points = route.Points;
        var path = new StringBuilder($"M{Text(points[0].X)} {Text(points[0].Y)}");
        for (var i = 1; i < points.Length; i++)
        {
            var (from, to) = (points[i - 1], points[i]);
            var middle = (from.Y + to.Y) / 2;
            path.Append(from.X == to.X ? $"V{Text(to.Y)}" : $"C{Text(from.X)} {Text(middle)} {Text(to.X)} {Text(middle)} {Text(to.X)} {Text(to.Y)}");
        }
        var head = points[^1];
        // The head points the way the line comes: down into a box from above, or up into one that was passed before.
        var back = head.Y > points[0].Y ? -8 : 8;
        svg.Append($"<g class=\"way{(edge.OnTimeout ? " timeout" : "")}{(back > 0 ? " back" : "")}\"><path d=\"{path}\"/>")
            .Append($"<path class=\"head\" d=\"M{Text(head.X)} {Text(head.Y)}l-4.5 {back}h9z\"/></g>\n");
    }

    static void WriteLabel(StringBuilder svg, GraphEdge edge, Box place, ImmutableArray<NodeLine> lines)
    {
        svg.Append($"<g class=\"label{(edge.OnTimeout ? " timeout" : "")}\">{Rect(place, 6)}");
        WriteLines(svg, lines, place.Middle, place.Y + 2);
        svg.Append("</g>\n");
    }

    static void WriteNode(StringBuilder svg, NodeLines lines, Box place, SvgOptions options)
    {
        var node = lines.Node;
        var link = node.Dialog is { } called ? options.Link?.Invoke(called) : null;
        if (link is not null) svg.Append($"<a href=\"{Escaped(link)}\">");
        svg.Append($"<g class=\"node {node.Kind.ToString().ToLowerInvariant()}\"{(node.Step is { } step ? $" data-step=\"{step}\"" : "")}>");
        if (node.Spoken(options.Language) is { Length: > 0 } spoken) svg.Append($"<title>{Escaped(spoken)}</title>");
        svg.Append(NodeOutline.Of(node, place));
        WriteLines(svg, lines.Lines, node.Kind is GraphNodeKind.Start or GraphNodeKind.End or GraphNodeKind.Again ? place.Middle : null, place.Y + NodeLines.Edge, place.X + NodeLines.Side);
        svg.Append(link is null ? "</g>\n" : "</g></a>\n");
    }

    static void WriteLines(StringBuilder svg, ImmutableArray<NodeLine> lines, double? middle, double top, double left = 0)
    {
        foreach (var line in lines)
        {
            var anchor = middle is null ? "" : " text-anchor=\"middle\"";
            svg.Append($"<text class=\"{line.Style}\" x=\"{Text(middle ?? left)}\" y=\"{Text(top + line.Height * 0.72)}\"{anchor}>{Escaped(line.Text)}</text>");
            top += line.Height;
        }
    }

    internal static string Rect(Box place, double radius) =>
        $"<rect x=\"{Text(place.X)}\" y=\"{Text(place.Y)}\" width=\"{Text(place.Width)}\" height=\"{Text(place.Height)}\" rx=\"{Text(radius)}\"/>";

    internal static string Text(double number) => Math.Round(number, 1).ToString(CultureInfo.InvariantCulture);

    static string Escaped(string text) => WebUtility.HtmlEncode(text);

    static string LoadStyle()
    {
        using var stream = typeof(SvgWriter).Assembly.GetManifestResourceStream("picture.css") ?? throw new InvalidOperationException("picture.css is not embedded");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
