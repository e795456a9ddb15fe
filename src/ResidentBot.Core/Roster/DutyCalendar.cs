using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Core.Communities;

namespace ResidentBot.Core.Roster;

/// <summary>
/// Who is there over the days that a <see cref="Coverage"/> looks ahead. It is looked at in every instant at which somebody may come or go, and between
/// two of them nothing changes.
/// </summary>
sealed class DutyCalendar
{
    readonly Attendance _attendance;
    readonly ImmutableArray<Instant> _changes;
    readonly Instant _end;
    readonly Dictionary<string, bool[]> _there;

    /// <summary>Looks ahead from a moment.</summary>
    public DutyCalendar(Attendance attendance, Instant now)
    {
        _attendance = attendance;
        var local = attendance.World.Local(now);
        _end = (local + Coverage.Ahead).InZoneLeniently(attendance.World.Community.Zone).ToInstant();
        _changes = [now, .. Changes(local.Date).Where(change => change > now && change < _end).Distinct().Order()];
        _there = attendance.World.Community.Staff.Values.ToDictionary(
            member => member.Id,
            member => _changes.Select(change => attendance.Missing(member, change, emergency: false) is null).ToArray(),
            StringComparer.Ordinal);
    }

    /// <summary>When nobody is there for a place, the earliest first.</summary>
    public ImmutableArray<Uncovered> Uncovered(Place place)
    {
        var persons = Responsible.Upwards(_attendance.World.Community, place.Id)
            .SelectMany(node => node.Responsible.Concat(node.Deputies)).Distinct().Select(id => _there[id]).ToList();
        var times = ImmutableArray.CreateBuilder<Uncovered>();
        for (var i = 0; i < _changes.Length; i++)
        {
            if (persons.Any(there => there[i])) continue;
            var until = i + 1 < _changes.Length ? _changes[i + 1] : _end;
            if (times.Count > 0 && times[^1].Until == _changes[i]) times[^1] = times[^1] with { Until = until };
            else times.Add(new Uncovered(_changes[i], until));
        }
        return times.ToImmutable();
    }

    // Everything hangs on the local day and the local time of day: midnights, the edges of duty, and where the clocks are put on or back.
    IEnumerable<Instant> Changes(LocalDate today)
    {
        var zone = _attendance.World.Community.Zone;
        var edges = _attendance.World.Community.Staff.Values.SelectMany(member => member.Duty)
            .SelectMany(span => (LocalTime[])[span.From, span.Until]).Append(LocalTime.Midnight).Distinct().ToList();
        for (var date = today; date <= today + Coverage.Ahead; date = date.PlusDays(1))
            foreach (var edge in edges)
            {
                var mapped = zone.MapLocal(date + edge);
                // A skipped time has none, a doubled one two.
                if (mapped.Count == 0) continue;
                yield return mapped.First().ToInstant();
                yield return mapped.Last().ToInstant();
            }
        foreach (var interval in zone.GetZoneIntervals(today.AtStartOfDayInZone(zone).ToInstant(), _end))
            if (interval.HasStart) yield return interval.Start;
    }
}
