using ResidentBot.Core.Communities;
using ResidentBot.Core.Roster;

namespace ResidentBot.Host.Desk.Coverages;

/// <summary>Somebody named for a place.</summary>
/// <param name="Member">Who.</param>
/// <param name="Missing">Why he is not there now; null when he is.</param>
/// <param name="IsDeputy">Whether he only stands in.</param>
public sealed record NamedView(StaffMember Member, Missing? Missing, bool IsDeputy);

/// <summary>One node of the address tree.</summary>
/// <param name="Place">The node.</param>
/// <param name="Depth">How far below the root, from 0.</param>
/// <param name="Level">What its level is called.</param>
/// <param name="Households">How many live at the node itself or below.</param>
/// <param name="IsHome">Whether people live, or could live, right here: nobody being there matters.</param>
/// <param name="Named">Those responsible, then the deputies.</param>
/// <param name="Asked">Who would be asked first now; null when nobody is named here or above.</param>
public sealed record NodeView(Place Place, int Depth, PlaceLevel? Level, int Households, bool IsHome, IReadOnlyList<NamedView> Named, Candidate? Asked)
{
    /// <summary>Whether nobody is really there.</summary>
    public bool IsAlarming => Asked is null or { Why: AskWhy.LastResort };
}

/// <summary>A node of the tree with the leaves right below it, which are folded away where they are many and well.</summary>
/// <param name="Node">The node.</param>
/// <param name="Below">Its children, when none of them has any; else they are branches of their own.</param>
public sealed record Branch(NodeView Node, IReadOnlyList<NodeView> Below)
{
    const int MostOpen = 6;

    /// <summary>Whether the leaves are shown at once.</summary>
    public bool IsOpen => Below.Count <= MostOpen || Below.Any(node => node.IsAlarming);
}

/// <summary>One of the named people.</summary>
/// <param name="Member">Who.</param>
/// <param name="Missing">Why he is not there now; null when he is.</param>
/// <param name="Households">For how many households he is the nearest.</param>
/// <param name="IsOver">Whether those are more than one person can look after.</param>
/// <param name="Leaves">His leave by the files and as noted, the earliest first; what is over is not shown.</param>
/// <param name="Card">What is known of him besides the files.</param>
public sealed record StaffView(StaffMember Member, Missing? Missing, int Households, bool IsOver, IReadOnlyList<(Leave Leave, bool IsNoted)> Leaves, StaffCard Card)
{
    /// <summary>Whether who asks may make a code to pair his phones.</summary>
    public bool MayPair { get; init; }
}

/// <summary>The coverage page.</summary>
/// <param name="Report">What the address tree promises and does not hold.</param>
/// <param name="World">The files.</param>
/// <param name="Nodes">The tree from the root down, each node before those below it.</param>
/// <param name="Staff">The named people, those with most households first.</param>
/// <param name="Query">The part of a name that is looked for; "" for everybody.</param>
public sealed record CoverageView(Coverage Report, Core.Turns.World World, IReadOnlyList<NodeView> Nodes, IReadOnlyList<StaffView> Staff, string Query)
{
    const int MostTiles = 30;

    /// <summary>The tree, leaves with the node above them.</summary>
    public IReadOnlyList<Branch> Branches { get; } = [.. Fold(Nodes)];

    /// <summary>The people shown: whoever is not there or has leave, then those with most households.</summary>
    public IReadOnlyList<StaffView> Tiles => [.. Fitting.OrderBy(one => one.Missing is null && one.Leaves.Count == 0 && !one.IsOver).Take(MostTiles)];

    /// <summary>How many fit besides.</summary>
    public int More => Fitting.Count() - Tiles.Count;

    IEnumerable<StaffView> Fitting => Staff.Where(one => one.Member.Name.Contains(Query, StringComparison.OrdinalIgnoreCase) || one.Member.Id == Query);

    static IEnumerable<Branch> Fold(IReadOnlyList<NodeView> nodes)
    {
        for (var i = 0; i < nodes.Count;)
        {
            var (node, below) = (nodes[i], nodes.Skip(i + 1).TakeWhile(one => one.Depth > nodes[i].Depth).ToList());
            var isFolded = below.Count > 0 && below.TrueForAll(one => one.Depth == node.Depth + 1);
            yield return new Branch(node, isFolded ? below : []);
            i += isFolded ? below.Count + 1 : 1;
        }
    }
}
