using System.Collections.Immutable;
using ResidentBot.Core.Files;

namespace ResidentBot.Core.Communities;

/// <summary>Checks that places form one tree whose levels go down from parent to child.</summary>
sealed class PlaceTree(ImmutableDictionary<string, Place> places, ImmutableArray<PlaceLevel> levels)
{
    /// <summary>Reports every node that is out of the tree, at its <c>parent</c>.</summary>
    public void Check(IReadOnlyList<(Place Place, YamlMap Item)> read)
    {
        var root = read.FirstOrDefault(entry => entry.Place.Parent is null).Place;
        if (root is null && read.Count > 0) read[0].Item.Report(null, "one place must be the root: the one without `parent`");
        foreach (var (place, item) in read)
        {
            if (place.Parent is null)
            {
                if (place != root) item.Report(null, $"`parent` is missing: `{root!.Id}` is already the root");
                continue;
            }
            item.CheckKnown("parent", "place", place.Parent, places.Keys);
            if (!places.TryGetValue(place.Parent, out var parent)) continue;
            if (RunsInCircle(place)) item.Report("parent", $"`{place.Id}` stands below itself");
            else if (Depth(place) >= 0 && Depth(place) <= Depth(parent))
                item.Report("level", $"`{place.Id}` ({place.Level}) cannot stand below `{parent.Id}` ({parent.Level})");
        }
    }

    // Only the nodes of the circle itself, not those that hang below it.
    bool RunsInCircle(Place place)
    {
        var above = place.Parent;
        for (var steps = 0; above is not null && steps < places.Count; steps++)
        {
            if (above == place.Id) return true;
            above = places.GetValueOrDefault(above)?.Parent;
        }
        return false;
    }

    // An unknown level has been reported at its own place.
    int Depth(Place place)
    {
        for (var i = 0; i < levels.Length; i++)
            if (levels[i].Id == place.Level) return i;
        return -1;
    }
}
