using System.Collections.Immutable;
using ResidentBot.Core.Dialogs.Graphs.Layout;
using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Dialogs.Graphs;

/// <summary>One line of a box.</summary>
/// <param name="Text">The words.</param>
/// <param name="Style">The class of its letters: <c>caption</c>, <c>body</c>, <c>choice</c> or <c>title</c>.</param>
/// <param name="Height">What it takes from top to bottom.</param>
readonly record struct NodeLine(string Text, string Style, double Height);

/// <summary>A box with its words broken into lines, and the room it takes.</summary>
sealed record NodeLines(GraphNode Node, ImmutableArray<NodeLine> Lines, LayoutNode Layout)
{
    /// <summary>The room between the words and the sides of a box.</summary>
    public const double Side = 12;

    /// <summary>The room between the words and the upper and lower edge.</summary>
    public const double Edge = 8;

    const int MostLines = 6;
    const int MostChoices = 9;
    const double ChoiceSize = 13;
    const double Least = 44;

    static readonly (string Style, double Size, double Height)[] Letters = [("title", 15, 22), ("caption", 12, 18), ("body", 14, 20), ("choice", ChoiceSize, 19), ("label", 12.5, 17)];

    /// <summary>Breaks the words of a box.</summary>
    /// <param name="node">The box.</param>
    /// <param name="language">The language of its words.</param>
    /// <param name="width">How wide its words may run, in pixels.</param>
    public static NodeLines Of(GraphNode node, Language language, double width)
    {
        if (node.Kind == GraphNodeKind.Fork) return new NodeLines(node, [], new LayoutNode(new Extent(26, 26), Slim: false));
        if (node is { Kind: GraphNodeKind.End, Body.Zh.Length: 0 }) return new NodeLines(node, [], new LayoutNode(new Extent(18, 18), Slim: true));
        ImmutableArray<NodeLine> lines =
        [
            .. Broken(node.Caption[language], node.Kind == GraphNodeKind.Start ? "title" : "caption", width, MostLines),
            .. Broken(node.Body[language], node.Kind == GraphNodeKind.Start ? "caption" : "body", width, MostLines),
            .. Packed(node.Choices.Select((choice, i) => $"{i + 1} {choice[language]}"), width),
        ];
        var room = new Extent(Math.Ceiling(Math.Max(lines.Max(Measured), Least) + 2 * Side), lines.Sum(line => line.Height) + 2 * Edge);
        return new NodeLines(node, lines, new LayoutNode(room, Slim: node.Step is null && node.Kind != GraphNodeKind.Start));
    }

    /// <summary>Breaks the words at a way.</summary>
    public static ImmutableArray<NodeLine> OfLabel(string label, double width) => Broken(label, "label", width, MostLines);

    /// <summary>The room of a label with its lines.</summary>
    public static Extent RoomOf(ImmutableArray<NodeLine> label) => new(Math.Ceiling(label.Max(Measured)) + 12, label.Sum(line => line.Height) + 4);

    // As many answers to a line as fit, each whole: a number must not stand at the end of a line.
    static ImmutableArray<NodeLine> Packed(IEnumerable<string> answers, double width)
    {
        var lines = new List<string>();
        foreach (var answer in answers)
            if (lines.Count > 0 && WrappedText.Width($"{lines[^1]} · {answer}", ChoiceSize) <= width) lines[^1] += $" · {answer}";
            else lines.Add(answer);
        return Broken(string.Join('\n', lines), "choice", width, MostChoices);
    }

    static ImmutableArray<NodeLine> Broken(string text, string style, double width, int most)
    {
        var (_, size, height) = Letters.First(one => one.Style == style);
        return [.. WrappedText.Lines(text, size, width, most).Select(line => new NodeLine(line, style, height))];
    }

    static double Measured(NodeLine line) => WrappedText.Width(line.Text, Letters.First(one => one.Style == line.Style).Size);
}
