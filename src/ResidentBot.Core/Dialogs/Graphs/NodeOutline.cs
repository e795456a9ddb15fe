using ResidentBot.Core.Dialogs.Graphs.Layout;
using static ResidentBot.Core.Dialogs.Graphs.SvgWriter;

namespace ResidentBot.Core.Dialogs.Graphs;

/// <summary>The outline of each kind of box.</summary>
static class NodeOutline
{
    /// <summary>All kinds on one screen.</summary>
    public static string Of(GraphNode node, Box place) => node.Kind switch
    {
        GraphNodeKind.Start => Rect(place, 18),
        GraphNodeKind.End when node.Body.Zh.Length == 0 => Dot(place),
        GraphNodeKind.End or GraphNodeKind.Again => Rect(place, Math.Min(place.Height / 2, 18)),
        GraphNodeKind.Fork => $"<path class=\"shape\" d=\"M{Text(place.Middle)} {Text(place.Y)}l{Half(place.Width)} {Half(place.Height)} -{Half(place.Width)} {Half(place.Height)} -{Half(place.Width)} -{Half(place.Height)}z\"/>",
        GraphNodeKind.Call => Rect(place, 6) + Inner(place),
        GraphNodeKind.HandOff => Pointed(place),
        GraphNodeKind.Ticket => Notched(place),
        _ => Rect(place, 8),
    };

    static string Dot(Box place) =>
        $"<circle class=\"ring\" cx=\"{Text(place.Middle)}\" cy=\"{Text(place.Y + place.Height / 2)}\" r=\"{Text(place.Width / 2 - 1)}\"/><circle class=\"dot\" cx=\"{Text(place.Middle)}\" cy=\"{Text(place.Y + place.Height / 2)}\" r=\"{Text(place.Width / 2 - 5)}\"/>";

    // Two more lines inside: something with an inside of its own.
    static string Inner(Box place) =>
        $"<path class=\"inner\" d=\"M{Text(place.X + 5)} {Text(place.Y)}v{Text(place.Height)}M{Text(place.X + place.Width - 5)} {Text(place.Y)}v{Text(place.Height)}\"/>";

    // Its sides point out: the talk leaves the bot.
    static string Pointed(Box place)
    {
        const double cut = 9;
        var (half, width) = (Half(place.Height), Text(place.Width - 2 * cut));
        return $"<path class=\"shape\" d=\"M{Text(place.X + cut)} {Text(place.Y)}h{width}l{Text(cut)} {half} -{Text(cut)} {half}h-{width}l-{Text(cut)} -{half}z\"/>";
    }

    // A slip of paper with a corner folded.
    static string Notched(Box place)
    {
        const double fold = 12;
        return $"<path class=\"shape\" d=\"M{Text(place.X)} {Text(place.Y)}h{Text(place.Width - fold)}l{Text(fold)} {Text(fold)}v{Text(place.Height - fold)}h-{Text(place.Width)}z\"/>"
            + $"<path class=\"inner\" d=\"M{Text(place.X + place.Width - fold)} {Text(place.Y)}v{Text(fold)}h{Text(fold)}\"/>";
    }

    static string Half(double length) => Text(length / 2);
}
