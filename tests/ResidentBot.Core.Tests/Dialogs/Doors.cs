using System.Collections.Immutable;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Tests.Deciding;

namespace ResidentBot.Core.Tests.Dialogs;

/// <summary>A community whose tree has 3 buildings: one with two stairwells, one without any, and two by the name of 5.</summary>
static class Doors
{
    public static Community Community { get; } = Oak.World.Community with
    {
        Places = new[]
        {
            new Place("root", null, "community", "橡园社区", []),
            new Place("b3", "root", "building", "3栋", []),
            new Place("b3-1", "b3", "stairwell", "3栋1单元", []),
            new Place("b3-2", "b3", "stairwell", "3栋2单元", []),
            new Place("b4", "root", "building", "4栋", []),
            new Place("east", "root", "area", "东片区", []),
            new Place("e5", "east", "building", "东5栋", []),
            new Place("west", "root", "area", "西片区", []),
            new Place("w5", "west", "building", "西5栋", []),
            new Place("village", "root", "area", "王家村", []),
        }.ToImmutableDictionary(place => place.Id),
    };
}
