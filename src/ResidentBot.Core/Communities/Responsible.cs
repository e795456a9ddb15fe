namespace ResidentBot.Core.Communities;

/// <summary>What a rung of a ladder means that names no person, and the way up the address tree. Who is asked then, <see cref="Roster.Nearest"/> finds.</summary>
public static class Responsible
{
    /// <summary>The word in a rung that stands for whoever is answerable for the place; followed by <c>:level</c>, for a place above it.</summary>
    public const string Word = "responsible";

    /// <summary>Whether a rung names no person but asks the address tree.</summary>
    public static bool IsMeantBy(string staff) => staff == Word || staff.StartsWith(Word + ":", StringComparison.Ordinal);

    /// <summary>The level at which such a rung begins; null for the place itself.</summary>
    public static string? LevelOf(string staff) => staff.Length > Word.Length ? staff[(Word.Length + 1)..] : null;

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
