using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Jobs;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Turns;
using Xunit;

namespace ResidentBot.Core.Tests.Deciding;

/// <summary>What nobody asked for is looked at again at the moment it would leave.</summary>
public sealed class StillTrueTests
{
    const string Xie = "sms:+12025550111";

    static Leaving Look(Desk desk, Outgoing message) =>
        StillTrue.Look(message, StillTrue.Needs(message).Select(key => (object?)(key.Type switch
        {
            DocumentType.Conversation => desk.Find<Conversation>(key.Id),
            DocumentType.Person => desk.Find<Person>(key.Id),
            DocumentType.CheckIn => desk.Find<CheckIn>(key.Id),
            _ => desk.Find<Post>(key.Id),
        })), desk.World, desk.Now);

    static (Desk Desk, Outgoing Message) Offered()
    {
        var desk = Desk.AtEight();
        desk.Offers(desk.Publishes("p1", 1), "xie-lan");
        return (desk, desk.LastMessageTo(Xie));
    }

    static (Desk Desk, Outgoing Message) Greeted()
    {
        var desk = Desk.AtEight();
        desk.Opens("sun-dehua");
        return (desk, desk.LastMessageTo("sms:+12025550104"));
    }

    [Fact]
    public void What_is_still_true_leaves()
    {
        var (jobs, offer) = Offered();
        var (welfare, greeting) = Greeted();

        Assert.IsType<Leaving.Now>(Look(jobs, offer));
        Assert.IsType<Leaving.Now>(Look(welfare, greeting));
    }

    static readonly (string Why, Action<Desk> Turn)[] Turns =
    [
        ("stopped", desk => desk.Writes(Xie, "退订")),
        ("stopped", desk => desk.Writes(Xie, "停工作")),
        ("stopped", desk => desk.Acts(new StaffAction.SetConsent("sam", "小山", "xie-lan", Purpose.Jobs, false, "不找了", "spoken", null))),
        ("address", desk => desk.Writes(Xie, "打错了")),
        ("address", desk => desk.Acts(new StaffAction.EditPerson("sam", "小山", "xie-lan", new PersonEdit { RemoveAddress = new Address(Xie) }, ""))),
        ("gone", desk => desk.Acts(new StaffAction.DepartPerson("sam", "小山", "xie-lan", "moved", "搬家"))),
        ("gone", desk => desk.Acts(new StaffAction.MergePersons("sam", "小山", "xie-an", "xie-lan", "同一人"))),
        ("over", desk => desk.Acts(new StaffAction.Withdraw("lin", "林小燕", "p1"))),
        ("over", desk => { desk.Offers("p1", "yang-x", "zz"); desk.Writes(Xie, "1"); }),
        ("over", desk => desk.Until(desk.At(9, 0, day: 3))),
    ];

    public static TheoryData<int> All => [.. Enumerable.Range(0, Turns.Length)];

    [Theory]
    [MemberData(nameof(All))]
    public void A_job_that_is_no_longer_for_him_does_not_leave(int which)
    {
        var (why, turn) = Turns[which];
        var (desk, offer) = Offered();
        turn(desk);

        Assert.Equal(why, Assert.IsType<Leaving.Never>(Look(desk, offer)).Why);
    }

    [Fact]
    public void The_persons_own_quiet_hours_hold_a_notice_and_never_a_check_in()
    {
        var (desk, offer) = Offered();
        var (welfare, greeting) = Greeted();
        var quiet = new QuietHours(new(7, 0), new(10, 0));
        desk.Acts(new StaffAction.EditPerson("sam", "小山", "xie-lan", new PersonEdit { Quiet = new(quiet) }, ""));
        welfare.Acts(new StaffAction.EditPerson("sam", "小山", "sun-dehua", new PersonEdit { Quiet = new(quiet) }, ""));

        Assert.Equal(desk.At(10), Assert.IsType<Leaving.Later>(Look(desk, offer)).At);
        Assert.IsType<Leaving.Now>(Look(welfare, greeting));
    }

    [Fact]
    public void A_greeting_answered_elsewhere_does_not_leave_and_that_is_no_failure()
    {
        var (desk, greeting) = Greeted();
        desk.Writes("sms:+12025550104", "1");

        Assert.Equal("ended", Assert.IsType<Leaving.Never>(Look(desk, greeting)).Why);
        desk.Fails(greeting, SendError.Obsolete);
        Assert.Equal(CheckInState.Fine, desk.CheckIn("sun-dehua").State);
        Assert.Empty(desk.All<Core.Tickets.Ticket>());
    }

    [Fact]
    public void A_greeting_whose_address_has_left_him_counts_as_undelivered()
    {
        var desk = Desk.AtEight();
        desk.Opens("yang-guizhen");
        var greeting = desk.LastMessageTo(Desk.Yang);
        desk.Acts(new StaffAction.EditPerson("sam", "小山", "yang-guizhen", new PersonEdit { RemoveAddress = new Address(Desk.Yang) }, "换号"));

        Assert.Equal("address", Assert.IsType<Leaving.Never>(Look(desk, greeting)).Why);
        Assert.Equal(CheckInState.Alert, desk.CheckIn("yang-guizhen").State);
        desk.Fails(greeting, SendError.Obsolete);
        Assert.Single(desk.All<Core.Tickets.Ticket>());
    }

    [Theory]
    [InlineData(Lane.Emergency)]
    [InlineData(Lane.Reply)]
    public void Answers_and_emergencies_are_not_looked_at(Lane lane)
    {
        var (_, offer) = Offered();

        Assert.False(StillTrue.Concerns(offer with { Lane = lane }));
    }
}
