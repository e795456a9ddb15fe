using System.Collections.Immutable;

namespace ResidentBot.Core.Communities;

/// <summary>Finds the people a rung of a ladder asks, from the place the trouble is at.</summary>
public static class Responsible
{
    /// <summary>The word in a rung that stands for whoever is answerable for the place; followed by <c>:level</c>, for a place above it.</summary>
    public const string Word = "responsible";

    /// <summary>Whether a rung names no person but asks the address tree.</summary>
    public static bool IsMeantBy(string staff) => staff == Word || staff.StartsWith(Word + ":", StringComparison.Ordinal);

    /// <summary>
    /// The people a rung asks, the first one first. Empty when the rung asks the tree and the place is not known, or nobody is answerable for it
    /// or any node above: the ladder then goes on at once.
    /// </summary>
    public static ImmutableArray<StaffMember> For(Community community, Rung rung, string? place)
    {
        if (!IsMeantBy(rung.Staff)) return [community.Staff[rung.Staff]];
        var level = rung.Staff.Length > Word.Length ? rung.Staff[(Word.Length + 1)..] : null;
        var reached = level is null;
        foreach (var node in Upwards(community, place))
        {
            reached |= node.Level == level;
            if (reached && !node.Responsible.IsEmpty) return [.. node.Responsible.Select(id => community.Staff[id])];
        }
        return [];
    }

    /// <summary>A place and every node above it, nearest first; empty when there is no such place.</summary>
    public static IEnumerable<Place> Upwards(Community community, string? place)
    {
        while (place is not null && community.Places.TryGetValue(place, out var node))
        {
            yield return node;
            place = node.Parent;
        }
    }
}
