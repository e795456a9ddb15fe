using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Core.Communities;

namespace ResidentBot.Core.Roster;

/// <summary>A time in which nobody is there for a place.</summary>
/// <param name="From">Its first moment.</param>
/// <param name="Until">The first moment after it.</param>
public sealed record Uncovered(Instant From, Instant Until);

/// <summary>A place for which nobody is there, now or within the days looked ahead.</summary>
/// <param name="Place">The place.</param>
/// <param name="Households">How many live there.</param>
/// <param name="Times">When, the earliest first.</param>
public sealed record Gap(Place Place, int Households, ImmutableArray<Uncovered> Times);

/// <summary>A place without anybody of its own.</summary>
/// <param name="Place">The place.</param>
/// <param name="By">The place above that answers for it.</param>
/// <param name="Households">How many live there.</param>
public sealed record FromAbove(Place Place, Place By, int Households);

/// <summary>How many households somebody looks after, whoever is away.</summary>
/// <param name="Member">Who.</param>
/// <param name="Households">How many.</param>
/// <param name="IsOver">More than one person can.</param>
public sealed record Load(StaffMember Member, int Households, bool IsOver);

/// <summary>Who would be asked about whom: what the address tree promises, and where it does not hold.</summary>
/// <param name="Gaps">Places for which nobody is there at some time; those where it is so now first.</param>
/// <param name="FromAbove">Places looked after from above; information, not a fault.</param>
/// <param name="Loads">Everybody's households, the most first.</param>
/// <param name="Unreachable">Those with no address that we can reach.</param>
/// <param name="Unplaced">Households whose place is not in the tree: nobody answers for them.</param>
/// <param name="At">When it was found.</param>
public sealed record Coverage(
    ImmutableArray<Gap> Gaps,
    ImmutableArray<FromAbove> FromAbove,
    ImmutableArray<Load> Loads,
    ImmutableArray<StaffMember> Unreachable,
    int Unplaced,
    Instant At)
{
    /// <summary>How far ahead it looks.</summary>
    public static readonly Period Ahead = Period.FromDays(7);

    /// <summary>Whether nobody is there for a gap's place at the time of the report.</summary>
    public bool IsNow(Gap gap) => gap.Times[0].From <= At;

    /// <summary>The report of a moment.</summary>
    /// <param name="attendance">Who is there.</param>
    /// <param name="households">How many households live at a node itself, by the node's id; ids that the tree does not have count as without a place.</param>
    /// <param name="now">The moment.</param>
    public static Coverage Of(Attendance attendance, IReadOnlyDictionary<string, int> households, Instant now)
    {
        var community = attendance.World.Community;
        var parents = community.Places.Values.Select(place => place.Parent).ToHashSet(StringComparer.Ordinal);
        // A node between others needs nobody of its own unless somebody lives right there.
        var homes = community.Places.Values.Where(place => !parents.Contains(place.Id) || households.GetValueOrDefault(place.Id) > 0)
            .OrderBy(place => place.Id, StringComparer.Ordinal).ToList();
        var calendar = new DutyCalendar(attendance, now);
        var gaps = homes.Select(place => new Gap(place, households.GetValueOrDefault(place.Id), calendar.Uncovered(place))).Where(gap => !gap.Times.IsEmpty);
        return new Coverage(
            [.. gaps.OrderBy(gap => gap.Times[0].From).ThenByDescending(gap => gap.Households)],
            [.. homes.Select(place => (place, by: Nearest.NodeOf(community, place.Id))).Where(pair => pair.by is not null && pair.by != pair.place)
                .Select(pair => new FromAbove(pair.place, pair.by!, households.GetValueOrDefault(pair.place.Id)))],
            LoadsOf(community, households),
            [.. community.Staff.Values.Where(member => !attendance.IsReachable(member)).OrderBy(member => member.Id, StringComparer.Ordinal)],
            households.Where(pair => !community.Places.ContainsKey(pair.Key)).Sum(pair => pair.Value),
            now);
    }

    // Each household is one person's: the first of those responsible nearest to it.
    static ImmutableArray<Load> LoadsOf(Community community, IReadOnlyDictionary<string, int> households)
    {
        var counts = community.Staff.Keys.ToDictionary(id => id, _ => 0, StringComparer.Ordinal);
        foreach (var (place, count) in households)
            if (Nearest.NodeOf(community, place) is { } node) counts[node.Responsible[0]] += count;
        return [.. counts.Select(pair => new Load(community.Staff[pair.Key], pair.Value, pair.Value > community.WorkerLimit))
            .OrderByDescending(load => load.Households).ThenBy(load => load.Member.Id, StringComparer.Ordinal)];
    }
}
