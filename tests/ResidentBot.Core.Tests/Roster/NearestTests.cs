using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Roster;
using ResidentBot.Core.Tests.Deciding;
using Xunit;

namespace ResidentBot.Core.Tests.Roster;

/// <summary>Whom a rung asks, and why, in Oak Garden on a Wednesday in March.</summary>
public sealed class NearestTests
{
    static readonly LocalDate Wednesday = new(2026, 3, 4);

    static Nearest For(string rung, string? place, int hour, bool emergency, params string[] onLeave)
    {
        var cards = onLeave.ToDictionary(id => id, id => new StaffCard(id) { Leaves = [new Leave(Wednesday, Wednesday, "sam")] });
        var now = Wednesday.At(new LocalTime(hour, 0)).InZoneStrictly(Oak.World.Community.Zone).ToInstant();
        return Nearest.For(new Attendance(Oak.World, cards.GetValueOrDefault), new Rung(rung, Duration.FromMinutes(10)), place, now, emergency);
    }

    public static TheoryData<string, string?, int, string, string, string> Cases => new()
    {
        { "responsible", "e1-1", 10, "", "chen:Responsible wang:Responsible luo:Deputy he:Above zhou:Above duty:Above lin:Above", "" },
        { "responsible", "e1-1", 10, "chen", "wang:Responsible luo:Deputy he:Above zhou:Above duty:Above lin:Above", "chen:Leave" },
        { "responsible", "e1-1", 10, "chen wang", "luo:Deputy he:Above zhou:Above duty:Above lin:Above", "chen:Leave wang:Leave" },
        { "responsible", "e1-1", 10, "chen wang luo", "he:Above zhou:Above duty:Above lin:Above", "chen:Leave wang:Leave luo:Leave" },
        { "responsible", "e1-1", 23, "chen luo", "he:Above duty:Above", "chen:Leave wang:OffDuty luo:Leave zhou:OffDuty lin:OffDuty" },
        { "responsible", "w1-1", 10, "", "he:Responsible wang:Deputy lin:Above zhou:Above duty:Above", "" },
        { "responsible", "qinghe", 10, "", "", "" },
        { "responsible:building", "e1-1", 10, "", "wang:Responsible he:Deputy zhou:Above duty:Above lin:Above", "" },
        { "responsible:area", "w1-2", 20, "", "zhou:Responsible he:Deputy duty:Above", "lin:OffDuty" },
        { "responsible:street", "e1-1", 10, "", "", "" },
        { "responsible", null, 10, "", "", "" },
        { "responsible", "gone", 10, "", "", "" },
        { "duty", null, 10, "", "duty:Named", "" },
        { "duty", null, 10, "duty", "zhou:Deputy duty:LastResort", "duty:Leave" },
        { "duty", null, 23, "duty", "zhou:LastResort duty:LastResort", "duty:Leave zhou:OffDuty" },
        { "zhou", null, 23, "", "duty:Responsible zhou:LastResort", "zhou:OffDuty lin:OffDuty" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_rung_asks_the_nearest_who_is_there(string rung, string? place, int hour, string onLeave, string asked, string missing)
    {
        var nearest = For(rung, place, hour, emergency: false, onLeave.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(asked, string.Join(' ', nearest.Persons.Select(one => $"{one.Member.Id}:{one.Why}")));
        Assert.Equal(missing, string.Join(' ', nearest.Missing.Select(one => $"{one.Member.Id}:{one.Why}")));
    }

    [Fact]
    public void An_emergency_asks_people_off_duty_but_nobody_on_leave()
    {
        var nearest = For("responsible:building", "e1-1", 23, emergency: true, "he");

        Assert.Equal(["wang", "zhou", "duty", "lin"], nearest.Persons.Select(one => one.Member.Id));
    }

    [Fact]
    public void When_nobody_is_there_at_all_those_off_duty_are_asked_the_nearest_first()
    {
        var nearest = For("responsible:area", "w1-2", 23, emergency: false, "duty", "he");

        Assert.True(nearest.IsLastResort);
        Assert.Equal(["lin", "zhou", "he", "duty"], nearest.Persons.Select(one => one.Member.Id));
        Assert.Equal("没有人在岗，仍然通知；林小燕不当班、周明不当班、何玉英请假到3-4", AskWords.Why(Oak.World, nearest.Persons[0], Language.Zh));
    }

    [Theory]
    [InlineData("", "chen", "东 1 栋 1 单元负责人")]
    [InlineData("chen", "wang", "东 1 栋 1 单元负责人；陈秀兰请假到3-4")]
    [InlineData("chen wang", "luo", "东 1 栋 1 单元代班；陈秀兰请假到3-4、王建国请假到3-4")]
    [InlineData("chen wang luo", "he", "上级东 1 栋；陈秀兰请假到3-4、王建国请假到3-4、罗大成请假到3-4")]
    public void The_history_says_why_just_this_person_was_asked(string onLeave, string first, string why)
    {
        var nearest = For("responsible", "e1-1", 10, emergency: false, onLeave.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal((first, why), (nearest.Persons[0].Member.Id, AskWords.Why(Oak.World, nearest.Persons[0], Language.Zh)));
    }

    [Theory]
    [InlineData("2026-03-04 21:59", false)]
    [InlineData("2026-03-04 22:00", true)]
    [InlineData("2026-03-05 05:59", true)]
    [InlineData("2026-03-05 06:00", false)]
    [InlineData("2026-03-05 22:00", false)]
    public void Hours_past_midnight_belong_to_the_day_they_begin_on(string at, bool expected)
    {
        ImmutableArray<DutySpan> nights = [new DutySpan([IsoDayOfWeek.Wednesday], new LocalTime(22, 0), new LocalTime(6, 0))];
        var local = NodaTime.Text.LocalDateTimePattern.CreateWithInvariantCulture("yyyy-MM-dd HH:mm").Parse(at).Value;

        Assert.Equal(expected, Attendance.IsOnDuty(nights, local));
    }

    [Fact]
    public void Leaves_that_follow_one_another_end_with_the_last()
    {
        var card = new StaffCard("chen") { Leaves = [new Leave(Wednesday, Wednesday, "a"), new Leave(Wednesday.PlusDays(1), Wednesday.PlusDays(3), "a"), new Leave(Wednesday.PlusDays(9), Wednesday.PlusDays(9), "a")] };
        var attendance = new Attendance(Oak.World, _ => card);

        Assert.Equal(Wednesday.PlusDays(3), attendance.LeaveEnds(Oak.World.Community.Staff["chen"], Wednesday));
    }

    [Fact]
    public void Whoever_nobody_can_reach_is_not_there()
    {
        var sms = Oak.World.Community.Accounts.Values.Where(account => account.Channel == "sms");
        var world = Oak.World with { Community = Oak.World.Community with { Accounts = sms.ToImmutableDictionary(account => account.Id) } };
        var lost = world.Community.Staff["chen"] with { Addresses = [new Address("telegram:4500000000000101")] };

        Assert.Equal(AwayWhy.Unreachable, new Attendance(world, _ => null).Missing(lost, default, emergency: true)!.Why);
    }
}
