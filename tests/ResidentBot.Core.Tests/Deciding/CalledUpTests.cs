using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using Xunit;

namespace ResidentBot.Core.Tests.Deciding;

/// <summary>What it means when we ring somebody up.</summary>
public sealed class CalledUpTests : CallScene
{
    [Fact]
    public void Two_at_one_telephone_are_asked_in_one_call_and_it_is_asked_who_is_fine()
    {
        var desk = AtEight();
        desk.Opens("li-fugui");
        desk.Opens("zhao-fengying");
        var call = Assert.Single(desk.Sent, sent => sent.To.Value == SharedLandline);
        Assert.StartsWith("您好，李富贵", call.Text);

        Calls(desk, ArrivalKind.Message, from: SharedLandline, text: "1");
        Assert.StartsWith("请问是谁平安", desk.LastTo(SharedLandline));
        Calls(desk, ArrivalKind.Message, from: SharedLandline, text: "3");
        Assert.All((string[])["li-fugui", "zhao-fengying"], id => Assert.Equal(CheckInState.Fine, desk.CheckIn(id).State));
    }

    [Fact]
    public void A_call_that_is_not_answered_misses_both_and_a_repeated_callback_nobody_twice()
    {
        var desk = AtEight();
        desk.Opens("li-fugui");
        desk.Opens("zhao-fengying");
        var call = desk.LastMessageTo(SharedLandline);
        for (var i = 0; i < 3; i++) desk.Fails(call, SendError.Unreachable);
        Assert.All((string[])["li-fugui", "zhao-fengying"], id => Assert.Equal(CheckInState.Alert, desk.CheckIn(id).State));
        Assert.Equal(["undelivered", "undelivered"], desk.All<Ticket>().Select(ticket => ticket.Cause));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_call_taken_back_before_it_was_made_is_made_for_the_other(bool hasAnswered)
    {
        var desk = AtEight();
        desk.Opens("li-fugui");
        desk.Opens("zhao-fengying");
        var call = desk.LastMessageTo(SharedLandline);
        Assert.Contains("li-fugui", call.Concerns);
        if (hasAnswered) Calls(desk, ArrivalKind.Message, from: SharedLandline, text: "李富贵很好");
        Assert.Equal(hasAnswered, !desk.CheckIn("li-fugui").IsOpen);
        for (var i = 0; i < 2; i++) desk.Fails(call, SendError.Obsolete);

        var own = Assert.Single(desk.Sent, sent => sent.Concerns?.Contains("zhao-fengying", StringComparison.Ordinal) is true);
        Assert.Equal((SharedLandline, Lane.CheckIn, "zhao-fengying"), (own.To.Value, own.Lane, own.Person));
        Assert.StartsWith("您好，赵凤英", own.Text);
        Assert.Equal([own.To], desk.CheckIn("zhao-fengying").Asked);
        Assert.Empty(desk.All<Ticket>());
        desk.Fails(own, SendError.Unreachable);
        Assert.Equal(CheckInState.Alert, desk.CheckIn("zhao-fengying").State);
    }

    [Fact]
    public void A_ring_from_a_telephone_that_two_are_asked_at_ends_nothing_and_asks_who()
    {
        var desk = AtEight();
        desk.Opens("li-fugui");
        desk.Opens("zhao-fengying");
        RingsOnce(desk, SharedLandline);
        Assert.All((string[])["li-fugui", "zhao-fengying"], id => Assert.Equal(CheckInState.Asked, desk.CheckIn(id).State));
        Assert.Contains("|again", desk.LastMessageTo(SharedLandline).Concerns);
    }

    [Fact]
    public void Who_answers_neither_text_is_rung_up_before_somebody_is_sent()
    {
        var desk = AtEight();
        desk.Opens("yang-guizhen");
        desk.Until(desk.At(9, 29));
        Assert.Equal(0, desk.CountTo(Landline));
        desk.Until(desk.At(9, 30));
        Assert.Equal(1, desk.CountTo(Landline));
        Assert.Equal((Lane.CheckIn, "yang-guizhen"), (desk.LastMessageTo(Landline).Lane, desk.LastMessageTo(Landline).Person));
        Assert.Empty(desk.All<Ticket>());
        desk.Until(desk.At(10, 0));
        Assert.Equal("silence", desk.OpenTicket.Cause);
    }

    [Fact]
    public void Nobody_is_rung_up_who_has_answered_or_has_no_telephone()
    {
        var desk = AtEight();
        desk.Opens("yang-guizhen");
        desk.Opens("huang-shulan");
        desk.Writes(Desk.Yang, "1");
        desk.Until(desk.At(9, 59));
        Assert.DoesNotContain(desk.Sent, sent => sent.To.Channel == "voice");
    }

    [Fact]
    public void A_call_that_reaches_nobody_sends_somebody_at_once()
    {
        var desk = AtEight();
        desk.Opens("yang-guizhen");
        desk.Until(desk.At(9, 30));
        desk.Fails(desk.LastMessageTo(Landline), SendError.Unreachable);
        Assert.Equal("undelivered", desk.OpenTicket.Cause);
    }

    [Fact]
    public void A_text_that_does_not_arrive_goes_on_as_a_call_to_the_same_telephone()
    {
        var desk = AtEight();
        desk.Opens("yang-guizhen");
        desk.Fails(desk.LastMessageTo(Desk.Yang), SendError.BadAddress);
        Assert.Equal(1, desk.CountTo(Landline));
        Assert.Empty(desk.All<Ticket>());
    }

    [Fact]
    public void After_an_outage_the_call_keeps_its_place_between_reminder_and_alert()
    {
        var desk = AtEight();
        desk.Opens("yang-guizhen");
        desk.DownUntil(desk.At(10, 20));
        Assert.Equal(2, desk.CountTo(Desk.Yang));
        Assert.Empty(desk.All<Ticket>());
        desk.Until(desk.At(10, 51));
        Assert.Equal(1, desk.CountTo(Landline));
        desk.Until(desk.At(11, 21));
        Assert.Equal("silence", desk.OpenTicket.Cause);
    }

    [Theory]
    [InlineData("喂")]
    [InlineData("喂？")]
    [InlineData("喂，您好")]
    [InlineData("您好")]
    [InlineData("Hello?")]
    public void What_people_say_when_they_pick_up_is_no_answer_yet(string hello)
    {
        var desk = AtEight();
        desk.Opens("li-fugui");
        Calls(desk, ArrivalKind.Message, from: SharedLandline, text: hello);
        Assert.Empty(desk.All<Ticket>());
        Assert.Equal(desk.Text("checkin_again", ("name", "李富贵")), desk.LastTo(SharedLandline));
        Assert.Equal(2, desk.CountTo(SharedLandline));
    }

    [Theory]
    [InlineData("我很好，请留言", CheckInState.Alert)]
    [InlineData("我很好", CheckInState.Alert)]
    [InlineData("1", CheckInState.Fine)]
    public void What_a_machine_says_is_nobodys_answer_but_a_key_is(string heard, CheckInState state)
    {
        var desk = Missed();
        Calls(desk, ArrivalKind.Message, from: SharedLandline, text: heard);
        Assert.Equal(state, desk.CheckIn("li-fugui").State);
        Assert.Equal("undelivered", desk.All<Ticket>().Single().Cause);
    }

    [Fact]
    public void Who_calls_for_help_was_wrongly_taken_for_a_machine()
    {
        var desk = Missed();
        Calls(desk, ArrivalKind.Message, from: SharedLandline, text: "救命，我摔倒了");
        var emergency = desk.All<Ticket>().Single(ticket => ticket.Cause == "emergency");
        Assert.Equal((Urgency.Emergency, TicketState.Waiting), (emergency.Urgency, emergency.State));
        Assert.Equal(($"news|{emergency.Number}|emergency", true), (desk.LastMessageTo(SharedLandline).Concerns, desk.LastMessageTo(SharedLandline).Connect));
    }

    // Li was rung up, and a machine is said to have picked up.
    static Desk Missed()
    {
        var desk = AtEight();
        desk.Opens("li-fugui");
        var call = desk.LastMessageTo(SharedLandline);
        desk.Decide(new TurnEvent.Reported(desk.Id(), desk.Now, new DeliveryReport
        {
            MessageId = call.Id,
            Account = call.Account,
            To = call.To,
            State = DeliveryState.Failed,
            Error = SendError.Unreachable,
            ProviderId = "CA0",
            Concerns = call.Concerns,
            At = desk.Now,
        }));
        Assert.Equal("undelivered", desk.OpenTicket.Cause);
        return desk;
    }
}
