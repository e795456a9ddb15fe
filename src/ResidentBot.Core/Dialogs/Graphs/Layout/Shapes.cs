using System.Collections.Immutable;

namespace ResidentBot.Core.Dialogs.Graphs.Layout;

/// <summary>How much room something takes, in pixels.</summary>
readonly record struct Extent(double Width, double Height);

/// <summary>A box of a graph that is to be laid out.</summary>
/// <param name="Room">What it takes.</param>
/// <param name="Slim">Whether it does not count against the number of boxes a row may hold.</param>
readonly record struct LayoutNode(Extent Room, bool Slim);

/// <summary>A way between two boxes, never from one to itself.</summary>
/// <param name="From">The box it leaves, by its place in the list.</param>
/// <param name="To">The box it leads to.</param>
/// <param name="Label">What its label takes; null for none.</param>
readonly record struct LayoutEdge(int From, int To, Extent? Label);

/// <summary>A place in the picture, from its left upper corner.</summary>
readonly record struct Point(double X, double Y);

/// <summary>Where something stands.</summary>
readonly record struct Box(double X, double Y, double Width, double Height)
{
    /// <summary>Its middle from the left.</summary>
    public double Middle => X + Width / 2;

    /// <summary>Its lower edge.</summary>
    public double Bottom => Y + Height;

    /// <summary>Whether the two share any room.</summary>
    public bool Overlaps(Box other) => X < other.X + other.Width && other.X < X + Width && Y < other.Bottom && other.Y < Bottom;
}

/// <summary>A way as it is drawn: the points from its tail to its head, which stands vertical to the box it meets.</summary>
/// <param name="Points">At least two.</param>
/// <param name="Label">Where its label stands; null for none.</param>
sealed record Route(ImmutableArray<Point> Points, Box? Label);

/// <summary>A graph laid out.</summary>
/// <param name="Nodes">Where each box stands, in the order of the list.</param>
/// <param name="Routes">Each way, in the order of the list.</param>
/// <param name="Room">What the whole takes.</param>
sealed record LaidOut(ImmutableArray<Box> Nodes, ImmutableArray<Route> Routes, Extent Room);
