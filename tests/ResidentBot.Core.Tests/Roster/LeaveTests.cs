using NodaTime;
using ResidentBot.Core.Roster;
using ResidentBot.Core.Tests.Deciding;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using Xunit;

namespace ResidentBot.Core.Tests.Roster;

/// <summary>Somebody who is away is passed over, and the history says so.</summary>
public sealed class LeaveTests
{
    static readonly LocalDate Today = new(2026, 3, 4);

    static Decision Leave(Desk desk, string staff, int from = 0, int until = 2) =>
        desk.Acts(new StaffAction.PutOnLeave("sam", "小山", staff, Today.PlusDays(from), Today.PlusDays(until)));

    static void Silent(Desk desk)
    {
        desk.Opens("yang-guizhen");
        desk.Until(desk.At(10));
    }

    [Fact]
    public void The_next_one_is_asked_and_the_history_says_why()
    {
        var desk = Desk.AtEight();
        Leave(desk, "chen");
        Silent(desk);

        Assert.Equal((0, 1), (desk.CountTo(Desk.Chen), desk.CountTo(Desk.Wang)));
        var rung = desk.OpenTicket.History.Single(line => line.What == "rung");
        Assert.Equal(("wang", "东 1 栋 1 单元负责人；陈秀兰请假到3-6"), (rung.Who, rung.Text));
        Assert.Contains(desk.Log, line => line is { Who: "sam", What: "put on leave", About: "chen" });
    }

    [Fact]
    public void The_next_rung_brings_another_person_than_the_one_before()
    {
        var desk = Desk.AtEight();
        Leave(desk, "chen");
        Silent(desk);
        desk.After(10);

        Assert.Equal((1, 1), (desk.CountTo(Desk.Wang), desk.Sent.Count(message => message.To.Value == "sms:+447700900105")));
    }

    [Fact]
    public void Ended_early_he_is_asked_again()
    {
        var desk = Desk.AtEight();
        Leave(desk, "chen");
        desk.Acts(new StaffAction.EndLeave("sam", "小山", "chen", Today));
        Silent(desk);

        Assert.Equal(1, desk.CountTo(Desk.Chen));
        Assert.Contains(desk.Log, line => line is { Who: "sam", What: "ended leave", About: "chen" });
    }

    [Fact]
    public void With_everybody_away_somebody_is_asked_all_the_same()
    {
        var desk = Desk.AtEight();
        foreach (var staff in desk.World.Community.Staff.Keys) Leave(desk, staff);
        Silent(desk);

        Assert.Equal(1, desk.CountTo(Desk.Chen));
        Assert.StartsWith("没有人在岗", desk.OpenTicket.History.Single(line => line.What == "rung").Text);
        desk.Until(desk.At(9, day: 2));
        Assert.Equal(TicketState.Waiting, desk.OpenTicket.State);
        Assert.NotNull(desk.OpenTicket.Climb?.NextAt);
        Assert.True(desk.CountTo(Desk.Duty) > 0);
    }

    [Theory]
    [InlineData("nobody", 0, 1, "no_such_staff")]
    [InlineData("chen", 2, 1, "leave_dates")]
    [InlineData("chen", -3, -1, "leave_dates")]
    [InlineData("chen", 0, 400, "leave_dates")]
    public void What_is_no_leave_is_refused(string staff, int from, int until, string why) =>
        Assert.Equal(why, Leave(Desk.AtEight(), staff, from, until).Refusal?.Text);

    [Fact]
    public void A_leave_nobody_noted_cannot_be_ended() =>
        Assert.Equal("no_such_leave", Desk.AtEight().Acts(new StaffAction.EndLeave("sam", "小山", "chen", Today)).Refusal?.Text);

    [Fact]
    public void What_is_over_is_forgotten_with_the_next_change()
    {
        var desk = Desk.AtEight();
        Leave(desk, "chen", 0, 0);
        desk.Until(desk.At(9, day: 1));
        Leave(desk, "chen", 5, 6);

        Assert.Equal(Today.PlusDays(5), Assert.Single(desk.Find<StaffCard>("chen")!.Leaves).From);
    }
}
