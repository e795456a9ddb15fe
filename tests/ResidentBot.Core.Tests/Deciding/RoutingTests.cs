using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using Xunit;

namespace ResidentBot.Core.Tests.Deciding;

/// <summary>The one order in which a message finds what it is about: each test sets a higher claim against the next lower one.</summary>
public sealed class RoutingTests
{
    const string Luo = "sms:+447700900102";

    [Fact]
    public void Emergency_words_go_before_opt_out_words()
    {
        var desk = Desk.AtEight();
        desk.Writes(Desk.Yang, "不要再发了，救命");

        Assert.Equal(Urgency.Emergency, desk.OpenTicket.Urgency);
    }

    [Fact]
    public void Opt_out_words_go_before_the_person_who_has_the_talk()
    {
        var desk = Desk.AtEight();
        desk.Writes(Desk.Yang, "人工");
        desk.Acts(new StaffAction.Claim("sam", "小山", desk.OpenTicket.Number));
        desk.Writes(Desk.Yang, "退订");

        Assert.Contains(desk.All<Ticket>(), ticket => ticket.Cause == "optout");
    }

    [Fact]
    public void A_named_persons_answer_to_a_rung_goes_before_his_own_talk()
    {
        var desk = Desk.AtEight();
        desk.Opens("huang-shulan");
        desk.Until(desk.At(10));
        desk.Writes(Luo, "厨房水管漏水了");
        Assert.NotNull(desk.Talk(Luo).Session);
        desk.Writes(Luo, "1");

        Assert.Equal("luo", desk.OpenTicket.Owner);
        Assert.NotNull(desk.Talk(Luo).Session);
    }

    [Fact]
    public void The_person_who_has_the_talk_goes_before_everything_the_bot_asked()
    {
        var desk = Desk.AtEight();
        desk.Writes(Desk.Yang, "人工");
        desk.Acts(new StaffAction.Claim("sam", "小山", desk.OpenTicket.Number));
        desk.Opens("yang-guizhen");
        var said = desk.CountTo(Desk.Yang);
        desk.Writes(Desk.Yang, "1");

        Assert.Equal(said, desk.CountTo(Desk.Yang));
        Assert.Equal(CheckInState.Asked, desk.CheckIn("yang-guizhen").State);

        desk.Acts(new StaffAction.Close("sam", "小山", desk.OpenTicket.Number, "answered", null));
        Assert.Equal(desk.Text("checkin_again", ("name", "杨桂珍")), desk.LastTo(Desk.Yang));
    }

    [Fact]
    public void A_question_in_a_talk_the_resident_began_goes_before_a_check_in()
    {
        var desk = Desk.AtEight();
        desk.Opens("yang-guizhen");
        desk.Writes(Desk.Yang, "报修");
        desk.Writes(Desk.Yang, "1");

        Assert.Equal(CheckInState.Asked, desk.CheckIn("yang-guizhen").State);
        Assert.NotNull(desk.Talk(Desk.Yang).Session);
    }

    [Fact]
    public void A_check_in_goes_before_the_question_whether_a_repair_was_done()
    {
        var desk = Desk.AtEight();
        foreach (var words in (string[])["厨房水管漏水了", "跳过", "1栋2单元301", "1"]) desk.Writes(Desk.Yang, words);
        desk.Acts(new StaffAction.MarkDone("sam", "小山", desk.OpenTicket.Number));
        desk.Opens("yang-guizhen");
        desk.Writes(Desk.Yang, "1");

        Assert.Equal((CheckInState.Fine, TicketState.Done), (desk.CheckIn("yang-guizhen").State, desk.OpenTicket.State));
    }

    [Fact]
    public void Words_that_say_what_they_want_begin_that_talk_and_others_go_to_a_person_the_second_time()
    {
        var desk = Desk.AtEight();
        desk.Writes(Desk.Yang, "厨房水管漏水了");
        Assert.NotNull(desk.Talk(Desk.Yang).Session);
        desk.Writes("sms:+12025550112", "blub blub");
        Assert.Empty(desk.All<Ticket>());
        desk.Writes("sms:+12025550112", "blah blub");

        Assert.Equal((TicketKind.HandOff, "not_understood"), (desk.OpenTicket.Kind, desk.OpenTicket.Cause));
    }
}
