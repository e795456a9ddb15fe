using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Core.Files;

namespace ResidentBot.Core.Communities;

/// <summary>
/// Reads <c>ladders.yml</c>:
/// <code>
/// ladders:
///   - id: welfare
///     report_within: 30m
///     again_at: 08:00
///     rungs:
///       - {staff: responsible, accept_within: 10m}
///       - {staff: responsible:building, accept_within: 10m}
///       - {staff: duty, accept_within: 15m}
/// </code>
/// </summary>
static class LadderReader
{
    /// <summary>All ladders; staff and levels as far as they could be read.</summary>
    public static ImmutableDictionary<string, Ladder> Read(YamlMap file, IEnumerable<string>? staff, ImmutableArray<PlaceLevel>? levels)
    {
        var ids = new Ids("ladder");
        var ladders = ImmutableDictionary.CreateBuilder<string, Ladder>(StringComparer.Ordinal);
        foreach (var item in file.RequiredMaps("ladders"))
        {
            var ladder = new Ladder(
                ids.Take(item),
                ReadRungs(item, staff, levels),
                item.RequiredDuration("report_within") ?? Duration.Zero,
                item.RequiredTime("again_at") ?? LocalTime.Midnight);
            item.Done();
            if (ladder.Id.Length > 0) ladders.Add(ladder.Id, ladder);
        }
        file.Done();
        return ladders.ToImmutable();
    }

    static ImmutableArray<Rung> ReadRungs(YamlMap item, IEnumerable<string>? staff, ImmutableArray<PlaceLevel>? levels)
    {
        var rungs = ImmutableArray.CreateBuilder<Rung>();
        foreach (var rung in item.RequiredMaps("rungs"))
        {
            var name = rung.RequiredText("staff");
            CheckStaff(rung, name, staff, levels);
            rungs.Add(new Rung(name, rung.RequiredDuration("accept_within") ?? Duration.Zero));
            rung.Done();
        }
        if (rungs.Count > 0 && rungs.All(rung => Responsible.IsMeantBy(rung.Staff)))
            item.Report("rungs", "at least one rung must name a staff member: trouble at an unknown place would reach nobody");
        return rungs.ToImmutable();
    }

    static void CheckStaff(YamlMap rung, string name, IEnumerable<string>? staff, ImmutableArray<PlaceLevel>? levels)
    {
        if (name == Responsible.Word) return;
        if (Responsible.IsMeantBy(name))
            rung.CheckKnown("staff", "level", name[(Responsible.Word.Length + 1)..], levels?.Select(level => level.Id));
        else
            rung.CheckKnown("staff", "staff member", name, staff?.Append(Responsible.Word));
    }
}
