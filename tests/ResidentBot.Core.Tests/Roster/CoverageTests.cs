using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Roster;
using ResidentBot.Core.Tests.Deciding;
using ResidentBot.Core.Turns;
using Xunit;

namespace ResidentBot.Core.Tests.Roster;

/// <summary>What the coverage report promises holds for any tree, any staff and any moment.</summary>
public sealed class CoverageTests
{
    static readonly DateTimeZone[] Zones = [.. new[] { "Asia/Shanghai", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe" }.Select(id => DateTimeZoneProviders.Tzdb[id])];

    // The day before clocks change in Berlin and St. John's lies within a week of it.
    static readonly LocalDate Sunday = new(2026, 3, 22);

    sealed record Town(World World, IReadOnlyDictionary<string, int> Households, Func<string, StaffCard?> Cards, Instant Now);

    static Gen<LocalTime> Times => Gen.Choose(0, 95).Select(quarter => LocalTime.Midnight.PlusMinutes(15 * quarter));

    static Gen<DutySpan> Spans =>
        from days in Gen.Choose(1, 7).Select(day => (IsoDayOfWeek)day).NonEmptyListOf()
        from edges in Times.Two()
        select new DutySpan([.. days.Distinct()], edges.Item1, edges.Item2);

    static Gen<Leave> Leaves =>
        from start in Gen.Choose(-3, 12)
        from length in Gen.Choose(0, 5)
        select new Leave(Sunday.PlusDays(start), Sunday.PlusDays(start + length), "sam");

    static Gen<StaffMember> Members =>
        from duty in Spans.ListOf()
        from filed in Leaves.ListOf()
        from address in Gen.Elements("sms:+447700900101", "telegram:77", "botframework:77")
        select new StaffMember("", "", Language.Zh, [new Address(address)]) { Duty = [.. duty.Take(3)], Leaves = [.. filed.Take(1)] };

    static Gen<Town> Towns =>
        from staff in Members.ArrayOf(5)
        from noted in Leaves.ListOf().ArrayOf(5)
        from parents in Gen.Choose(0, 1000).ArrayOf(8)
        from responsible in Gen.Choose(0, 12).ListOf().ArrayOf(8)
        from deputies in Gen.Choose(0, 12).ListOf().ArrayOf(8)
        from homes in Gen.Choose(0, 4).ArrayOf(9)
        from minutes in Gen.Choose(0, 7 * 24 * 60)
        from zone in Gen.Elements(Zones)
        select Build(staff, noted, parents, responsible, deputies, homes, minutes, zone);

    // A number beyond the staff stands for nobody, so that some places have none.
    static Town Build(
        StaffMember[] staff, IReadOnlyList<Leave>[] noted, int[] parents, IReadOnlyList<int>[] responsible, IReadOnlyList<int>[] deputies, int[] homes, int minutes, DateTimeZone zone)
    {
        var named = staff.Select((member, i) => member with { Id = $"s{i}", Name = $"S{i}" }).ToImmutableDictionary(member => member.Id);
        var places = Enumerable.Range(0, parents.Length).Select(i => new Place($"p{i}", i == 0 ? null : $"p{parents[i] % i}", "area", $"P{i}", Ids(responsible[i]))
        {
            Deputies = Ids(deputies[i]),
        }).ToImmutableDictionary(place => place.Id);
        var world = Oak.World with { Community = Oak.World.Community with { Staff = named, Places = places, Zone = zone, WorkerLimit = 3 } };
        var cards = named.Keys.Select((id, i) => new StaffCard(id) { Leaves = [.. noted[i].Take(2)] }).ToDictionary(card => card.Staff);
        return new Town(
            world,
            homes.Select((count, i) => ($"p{i}", count)).Where(home => home.count > 0).ToDictionary(home => home.Item1, home => home.count),
            cards.GetValueOrDefault,
            Sunday.AtStartOfDayInZone(zone).ToInstant() + Duration.FromMinutes(minutes));

        ImmutableArray<string> Ids(IEnumerable<int> numbers) => [.. numbers.Distinct().Take(2).Where(number => number < staff.Length).Select(number => $"s{number}")];
    }

    [Fact]
    public void Any_address_resolves_to_somebody_who_is_there_or_the_report_names_it() => Prop.ForAll(
        Towns.ToArbitrary(), Gen.Choose(0, 7 * 24 * 60 - 1).ArrayOf(40).ToArbitrary(), (town, minutes) =>
        {
            var attendance = new Attendance(town.World, town.Cards);
            var report = Coverage.Of(attendance, town.Households, town.Now);
            var gaps = report.Gaps.ToDictionary(gap => gap.Place.Id);
            foreach (var home in town.Households.Keys.Where(town.World.Community.Places.ContainsKey))
                foreach (var minute in minutes.Append(0))
                {
                    var at = town.Now + Duration.FromMinutes(minute);
                    // Where the clocks change, a week is an hour longer or shorter.
                    if (at >= (town.World.Local(town.Now) + Coverage.Ahead).InZoneLeniently(town.World.Community.Zone).ToInstant()) continue;
                    var nearest = Nearest.For(attendance, home, at, emergency: false);
                    var isThere = !nearest.IsLastResort && nearest.Persons.All(one => attendance.Missing(one.Member, at, emergency: false) is null);
                    var isNamed = gaps.TryGetValue(home, out var gap) && gap.Times.Any(time => time.From <= at && at < time.Until);
                    Assert.True(isThere != isNamed, $"{home} at {at}: somebody is there: {isThere}; the report names it: {isNamed}");
                }
            Assert.Equal(town.Households.GetValueOrDefault("p8"), report.Unplaced);
            Assert.Equal(
                town.Households.Where(home => Nearest.NodeOf(town.World.Community, home.Key) is not null).Sum(home => home.Value),
                report.Loads.Sum(load => load.Households));
            Assert.All(report.Loads, load => Assert.Equal(load.Households > 3, load.IsOver));
            Assert.All(report.Gaps, gap => Assert.Equal(gap.Times.Any(time => time.From <= town.Now), report.IsNow(gap)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Oak_garden_is_covered_and_says_where_from_above()
    {
        var households = Oak.World.Community.Residents.CountBy(home => home.Place).ToDictionary();
        var report = Coverage.Of(new Attendance(Oak.World, _ => null), households, Instant.FromUtc(2026, 3, 4, 0, 0));

        Assert.Empty(report.Gaps);
        Assert.Equal(("w1-1", "w1", 2), Assert.Single(report.FromAbove) is var above ? (above.Place.Id, above.By.Id, above.Households) : default);
        Assert.Equal(["ma:6", "chen:4", "luo:3", "he:2"], report.Loads.TakeWhile(load => load.Households > 0).Select(load => $"{load.Member.Id}:{load.Households}"));
        Assert.Empty(report.Unreachable);
    }

    [Fact]
    public void A_week_in_which_everybody_is_away_is_named_for_every_home()
    {
        var today = new LocalDate(2026, 3, 4);
        var report = Coverage.Of(
            new Attendance(Oak.World, id => new StaffCard(id) { Leaves = [new Leave(today.PlusDays(2), today.PlusDays(3), "sam")] }),
            Oak.World.Community.Residents.CountBy(home => home.Place).ToDictionary(),
            Instant.FromUtc(2026, 3, 4, 0, 0));

        Assert.Equal(["e1-1", "e1-2", "e2-1", "w1-1", "w1-2"], report.Gaps.Select(gap => gap.Place.Id).Order());
        Assert.All(report.Gaps, gap => Assert.Equal((Instant.FromUtc(2026, 3, 5, 16, 0), Instant.FromUtc(2026, 3, 7, 16, 0)), (gap.Times[0].From, gap.Times[0].Until)));
        Assert.All(report.Gaps, gap => Assert.False(report.IsNow(gap)));
    }
}
