using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Tickets;
using Xunit;

namespace ResidentBot.Core.Tests.Deciding;

/// <summary>What a call that comes in means.</summary>
public sealed class CallTests : CallScene
{
    [Fact]
    public void Ringing_once_answers_a_check_in_that_was_asked_by_text()
    {
        var desk = AtEight();
        desk.Opens("yang-guizhen");
        RingsOnce(desk);

        Assert.Equal((CheckInState.Fine, "resident"), (desk.CheckIn("yang-guizhen").State, desk.CheckIn("yang-guizhen").EndedBy));
        Assert.EndsWith(desk.Text("checkin_thanks"), desk.LastTo(Desk.Yang));
        Assert.Equal(0, desk.CountTo(Landline));
        Assert.Empty(desk.Talk(Landline).CheckIns);
        Assert.Empty(desk.Talk(Desk.Yang).CheckIns);
    }

    [Fact]
    public void Ringing_once_answers_a_call_that_was_missed_and_nobody_is_rung_up_to_be_thanked()
    {
        var desk = AtEight();
        desk.Opens("li-fugui");
        var before = desk.CountTo(SharedLandline);
        RingsOnce(desk, SharedLandline);
        Assert.Equal(CheckInState.Fine, desk.CheckIn("li-fugui").State);
        Assert.Equal(before, desk.CountTo(SharedLandline));
    }

    [Fact]
    public void Ringing_once_after_the_alert_calls_it_off_while_nobody_is_on_the_way()
    {
        var desk = AtEight();
        desk.Opens("yang-guizhen");
        desk.Until(desk.At(10, 1));
        Assert.Equal("silence", desk.OpenTicket.Cause);
        RingsOnce(desk);
        Assert.DoesNotContain(desk.All<Ticket>(), ticket => ticket.State != TicketState.Closed);
    }

    [Fact]
    public void Ringing_once_without_an_open_check_in_is_noted_and_changes_nothing()
    {
        var desk = AtEight();
        RingsOnce(desk);
        Assert.Empty(desk.Sent);
        Assert.Empty(desk.All<Ticket>());
        Assert.Equal([desk.Text("call_began"), desk.Text("call_rang")], desk.Thread.Where(line => line.Thread.Value == Landline).Select(line => line.Entry.Text));
    }

    [Theory]
    [InlineData("头晕", "worry", false)]
    [InlineData("头晕", "worry", true)]
    [InlineData("救命", "emergency", false)]
    [InlineData("救命", "emergency", true)]
    public void A_ring_takes_nothing_back_of_what_was_said_before_and_whoever_was_called_hears_of_it(string said, string cause, bool isAccepted)
    {
        var desk = AtEight();
        desk.Opens("yang-guizhen");
        desk.Writes(Desk.Yang, said);
        if (isAccepted) desk.Writes(Desk.Chen, "1");
        var before = desk.CountTo(Desk.Yang);
        RingsOnce(desk);
        Assert.Equal((CheckInState.Alert, cause), (desk.CheckIn("yang-guizhen").State, desk.OpenTicket.Cause));
        Assert.Equal(isAccepted ? TicketState.Claimed : TicketState.Waiting, desk.OpenTicket.State);
        Assert.Equal(desk.Text("rung_more", ("number", desk.OpenTicket.Number), ("words", desk.Text("call_rang"))), desk.LastTo(Desk.Chen));
        Assert.Equal(("resident", desk.Text("call_rang")), (desk.OpenTicket.History[^1].Who, desk.OpenTicket.History[^1].Text));
        Assert.Equal((before, 0), (desk.CountTo(Desk.Yang), desk.CountTo(Landline)));
    }

    [Fact]
    public void A_ring_after_a_silent_call_is_not_fine_either()
    {
        var desk = AtEight();
        desk.Opens("yang-guizhen");
        Stays(desk);
        Calls(desk, ArrivalKind.CallSilent);
        Calls(desk, ArrivalKind.CallEnded);
        RingsOnce(desk);
        Assert.Equal((CheckInState.Alert, "worry"), (desk.CheckIn("yang-guizhen").State, desk.OpenTicket.Cause));
    }

    [Fact]
    public void Nor_is_a_ring_after_a_cry_for_help_that_came_when_the_alert_was_open_already()
    {
        var desk = AtEight();
        desk.Opens("yang-guizhen");
        desk.Until(desk.At(10, 1));
        desk.Writes(Desk.Yang, "救命");
        var before = desk.CountTo(Desk.Yang);
        RingsOnce(desk);
        Assert.Equal(before, desk.CountTo(Desk.Yang));
        Assert.Equal(CheckInState.Alert, desk.CheckIn("yang-guizhen").State);
        Assert.All(desk.All<Ticket>(), ticket => Assert.Equal(TicketState.Waiting, ticket.State));
    }

    [Fact]
    public void Where_one_is_not_fine_a_ring_asks_the_other_by_name()
    {
        var desk = AtEight();
        desk.Opens("li-fugui");
        Calls(desk, ArrivalKind.Message, from: SharedLandline, text: "头晕");
        desk.Opens("zhao-fengying");
        RingsOnce(desk, SharedLandline);
        Assert.Equal((CheckInState.Alert, CheckInState.Asked), (desk.CheckIn("li-fugui").State, desk.CheckIn("zhao-fengying").State));
        Assert.Equal(desk.Text("checkin_again", ("name", "赵凤英")), desk.LastTo(SharedLandline));
        Assert.Contains(desk.Text("call_rang"), desk.OpenTicket.History[^1].Text);
    }

    [Theory]
    [InlineData(true, false)] // picked up, and we never heard that he stayed: our own answer failed
    [InlineData(false, true)] // he stayed, whatever the end says
    [InlineData(true, true)]
    public void Anything_more_than_a_ring_is_not_fine_and_somebody_looks(bool isAnswered, bool stayed)
    {
        var desk = AtEight();
        desk.Opens("yang-guizhen");
        Calls(desk, ArrivalKind.CallBegan, isAnswered: false);
        if (stayed) Calls(desk, ArrivalKind.CallStayed);
        Calls(desk, ArrivalKind.CallEnded, isAnswered);
        Assert.Equal(CheckInState.Alert, desk.CheckIn("yang-guizhen").State);
        Assert.Contains(desk.Text("call_hung_up"), desk.LastTo(Desk.Chen));
    }

    [Fact]
    public void The_end_of_a_call_nobody_heard_begin_is_not_a_ring()
    {
        var desk = AtEight();
        desk.Opens("yang-guizhen");
        Calls(desk, ArrivalKind.CallEnded, isAnswered: false);
        Assert.Equal(CheckInState.Asked, desk.CheckIn("yang-guizhen").State);
    }

    [Fact]
    public void Who_stays_on_the_line_is_asked_by_name_and_answers_by_a_digit()
    {
        var desk = AtEight();
        desk.Opens("yang-guizhen");
        Stays(desk);
        var asked = desk.LastMessageTo(Landline);
        Assert.Equal(desk.Text("call_ask", ("name", "杨桂珍"), ("community", "橡园社区")), asked.Text);
        Assert.Equal(["我很好", "要帮忙", "给我打电话"], asked.Choices.Select(choice => choice.Label));
        Assert.Null(asked.Concerns);

        Calls(desk, ArrivalKind.Message, text: "1");
        Calls(desk, ArrivalKind.CallEnded);
        Assert.Equal(CheckInState.Fine, desk.CheckIn("yang-guizhen").State);
        Assert.Equal((desk.Text("checkin_thanks"), false), (desk.LastTo(Landline), desk.LastMessageTo(Landline).Connect));
        Assert.Empty(desk.All<Ticket>());
    }

    [Theory]
    [InlineData("2")]
    [InlineData("3")]
    [InlineData("头晕")]
    [InlineData("您好，我现在不在家，请在哔声后留言")]
    [InlineData("Hello, we cannot come to the phone, leave a message after the tone")]
    public void Any_other_answer_alarms_first_and_then_puts_the_caller_through(string answer)
    {
        var desk = AtEight();
        desk.Opens("yang-guizhen");
        Stays(desk);
        Calls(desk, ArrivalKind.Message, text: answer);
        Assert.Equal(CheckInState.Alert, desk.CheckIn("yang-guizhen").State);
        Assert.NotEqual("silence", desk.OpenTicket.Cause);
        Assert.True(desk.LastMessageTo(Landline).Connect);
        Calls(desk, ArrivalKind.CallEnded);
        Assert.Single(desk.All<Ticket>());
        Assert.Null(desk.Talk(Landline).Session);
    }

    [Fact]
    public void Silence_of_who_stays_alarms_and_puts_him_through()
    {
        var desk = AtEight();
        desk.Opens("yang-guizhen");
        Stays(desk);
        Calls(desk, ArrivalKind.CallSilent);
        Calls(desk, ArrivalKind.CallEnded);
        Assert.Contains(desk.Text("call_silent"), desk.OpenTicket.Summary);
        Assert.True(desk.LastMessageTo(Landline).Connect);
    }

    [Theory]
    [InlineData(ArrivalKind.Message, "1")]
    [InlineData(ArrivalKind.CallSilent, "")]
    [InlineData(ArrivalKind.Message, "人工")]
    public void Without_a_check_in_the_menu_puts_through_whoever_wants_a_person_or_says_nothing(ArrivalKind kind, string text)
    {
        var desk = AtEight();
        Stays(desk);
        Assert.StartsWith(desk.Text("call_menu", ("community", "橡园社区")), desk.LastTo(Landline));
        Calls(desk, kind, text: text);
        Assert.Equal(TicketKind.HandOff, desk.OpenTicket.Kind);
        Assert.Equal("yang-guizhen", desk.OpenTicket.PersonId);
        Assert.True(desk.LastMessageTo(Landline).Connect);
    }

    [Fact]
    public void Words_in_the_menu_are_understood_like_any_others()
    {
        var desk = AtEight();
        Stays(desk);
        Calls(desk, ArrivalKind.Message, text: "救命");
        Assert.Equal((Urgency.Emergency, "emergency"), (desk.OpenTicket.Urgency, desk.OpenTicket.Cause));
        Assert.Contains("杨桂珍", desk.OpenTicket.Summary);
        Assert.True(desk.LastMessageTo(Landline).Connect);
    }

    [Fact]
    public void Who_only_rings_and_hangs_up_in_the_menu_alarms_nobody()
    {
        var desk = AtEight();
        Stays(desk);
        Calls(desk, ArrivalKind.CallEnded);
        Assert.Empty(desk.All<Ticket>());
    }

    [Fact]
    public void A_dialog_ends_with_its_call_and_takes_no_digit_of_the_next_one()
    {
        var desk = AtEight();
        Stays(desk);
        Calls(desk, ArrivalKind.Message, text: "厨房水管漏水了");
        Assert.NotNull(desk.Talk(Landline).Session);
        Calls(desk, ArrivalKind.CallEnded);
        Assert.Null(desk.Talk(Landline).Session);
        Assert.Null(desk.Talk(Landline).Call);
        desk.Opens("yang-guizhen", "evening");
        Stays(desk);
        Calls(desk, ArrivalKind.Message, text: "1");
        Assert.Equal(CheckInState.Fine, desk.CheckIn("yang-guizhen", "evening").State);
    }
}
