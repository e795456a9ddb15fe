using System.Collections.Immutable;
using ResidentBot.Core.Files;

namespace ResidentBot.Core.Communities;

/// <summary>
/// Reads <c>places.yml</c>:
/// <code>
/// levels:
///   - {id: building, name: {zh: 楼栋, en: Building}}
///   - {id: stairwell, name: {zh: 单元, en: Stairwell}}
/// places:
///   - {id: b1, level: building, name: 1 号楼, responsible: [wang]}
///   - {id: b1-s1, parent: b1, level: stairwell, name: 1 号楼 1 单元, responsible: chen, deputies: [luo]}
/// </code>
/// </summary>
static class PlaceReader
{
    /// <summary>The levels, from the top down.</summary>
    public static ImmutableArray<PlaceLevel> ReadLevels(YamlMap file)
    {
        var ids = new Ids("level");
        var levels = ImmutableArray.CreateBuilder<PlaceLevel>();
        foreach (var item in file.RequiredMaps("levels"))
        {
            levels.Add(new PlaceLevel(ids.Take(item), item.RequiredTexts("name")));
            item.Done();
        }
        return levels.ToImmutable();
    }

    /// <summary>The nodes, checked to be one tree; <paramref name="staff"/> as far as it could be read.</summary>
    public static ImmutableDictionary<string, Place> Read(YamlMap file, ImmutableArray<PlaceLevel> levels, IEnumerable<string>? staff)
    {
        var ids = new Ids("place");
        var read = new List<(Place Place, YamlMap Item)>();
        foreach (var item in file.RequiredMaps("places"))
        {
            var level = item.RequiredText("level");
            item.CheckKnown("level", "level", level, levels.Select(known => known.Id));
            var place = new Place(ids.Take(item), item.Text("parent"), level, item.RequiredText("name"), [.. item.TextList("responsible")])
            {
                Deputies = [.. item.TextList("deputies")],
            };
            CheckPeople(item, place, staff);
            item.Done();
            if (place.Id.Length > 0) read.Add((place, item));
        }
        file.Done();
        var places = read.ToImmutableDictionary(entry => entry.Place.Id, entry => entry.Place, StringComparer.Ordinal);
        new PlaceTree(places, levels).Check(read);
        return places;
    }

    static void CheckPeople(YamlMap item, Place place, IEnumerable<string>? staff)
    {
        for (var i = 0; i < place.Responsible.Length; i++)
            item.CheckKnownItem("responsible", i, "staff member", place.Responsible[i], staff);
        for (var i = 0; i < place.Deputies.Length; i++)
            if (place.Responsible.Contains(place.Deputies[i])) item.ReportItem("deputies", i, $"`{place.Deputies[i]}` is responsible here and cannot stand in for himself");
            else item.CheckKnownItem("deputies", i, "staff member", place.Deputies[i], staff);
    }
}
