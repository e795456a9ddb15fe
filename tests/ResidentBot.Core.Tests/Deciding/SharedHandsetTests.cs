using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Tickets;
using Xunit;

namespace ResidentBot.Core.Tests.Deciding;

/// <summary>Two people, one handset: 李富贵 and 赵凤英.</summary>
public sealed class SharedHandsetTests
{
    static Desk BothAsked()
    {
        var desk = Desk.AtEight();
        desk.Opens("li-fugui");
        desk.Opens("zhao-fengying");
        return desk;
    }

    static (CheckInState Li, CheckInState Zhao) States(Desk desk, string window = "morning") =>
        (desk.CheckIn("li-fugui", window).State, desk.CheckIn("zhao-fengying", window).State);

    [Fact]
    public void Fine_alone_is_asked_back_who()
    {
        var desk = BothAsked();
        desk.Writes(Desk.Shared, "1");

        Assert.Equal((CheckInState.Asked, CheckInState.Asked), States(desk));
        Assert.Contains("1 李富贵\n2 赵凤英\n3", desk.LastTo(Desk.Shared));
    }

    [Theory]
    [InlineData("1", CheckInState.Fine, CheckInState.Asked)]
    [InlineData("2", CheckInState.Asked, CheckInState.Fine)]
    [InlineData("３", CheckInState.Fine, CheckInState.Fine)]
    [InlineData("都好", CheckInState.Fine, CheckInState.Fine)]
    [InlineData("赵凤英", CheckInState.Asked, CheckInState.Fine)]
    [InlineData("赵凤英很好", CheckInState.Asked, CheckInState.Fine)]
    [InlineData("赵凤英头晕", CheckInState.Alert, CheckInState.Alert)]
    [InlineData("4", CheckInState.Alert, CheckInState.Alert)]
    public void The_answer_says_who(string answer, CheckInState li, CheckInState zhao)
    {
        var desk = BothAsked();
        desk.Writes(Desk.Shared, "1");
        desk.Writes(Desk.Shared, answer);

        Assert.Equal((li, zhao), States(desk));
    }

    [Fact]
    public void Who_is_left_is_asked_again_by_name()
    {
        var desk = BothAsked();
        desk.Writes(Desk.Shared, "1");
        desk.Writes(Desk.Shared, "1");
        Assert.Equal(desk.Text("checkin_again", ("name", "赵凤英")), desk.LastTo(Desk.Shared));

        desk.Writes(Desk.Shared, "2");
        Assert.Equal((CheckInState.Fine, CheckInState.Alert), States(desk));
    }

    [Fact]
    public void A_name_in_the_text_says_who_at_once()
    {
        var desk = BothAsked();
        desk.Writes(Desk.Shared, "李富贵很好");

        Assert.Equal((CheckInState.Fine, CheckInState.Asked), States(desk));
    }

    [Fact]
    public void Worry_is_about_both()
    {
        var desk = BothAsked();
        desk.Writes(Desk.Shared, "头晕");

        Assert.Equal((CheckInState.Alert, CheckInState.Alert), States(desk));
        Assert.Equal(["li-fugui", "zhao-fengying"], desk.All<Ticket>().Select(ticket => ticket.PersonId!).Order());
    }

    [Fact]
    public void An_emergency_names_both_and_answers_for_both()
    {
        var desk = BothAsked();
        desk.Writes(Desk.Shared, "救命");

        Assert.Contains("李富贵、赵凤英", desk.LastTo(Desk.Chen));
        Assert.Equal(2, desk.OpenTicket.CheckIns.Length);
    }

    [Fact]
    public void An_old_question_of_who_does_not_turn_a_later_call_for_a_hand_into_fine()
    {
        var desk = BothAsked();
        desk.Writes(Desk.Shared, "1");
        desk.Until(desk.At(19));
        desk.Opens("li-fugui", "evening");
        desk.Opens("zhao-fengying", "evening");
        desk.Writes(Desk.Shared, "2");

        Assert.Equal((CheckInState.Alert, CheckInState.Alert), States(desk, "evening"));
    }

    [Fact]
    public void The_silence_of_one_is_noticed_when_the_other_answers()
    {
        var desk = BothAsked();
        desk.Writes(Desk.Shared, "李富贵很好");
        desk.Until(desk.At(10, 1));

        Assert.Equal((CheckInState.Fine, CheckInState.Alert), States(desk));
        Assert.Equal("zhao-fengying", desk.OpenTicket.PersonId);
    }

    [Fact]
    public void A_digit_means_whom_the_list_named_although_somebody_looked_in_on_him_meanwhile()
    {
        var desk = BothSilent();
        desk.Writes(Desk.Shared, "1");
        IsSeen(desk, "li-fugui");
        desk.Writes(Desk.Shared, "1");

        Assert.Equal((CheckInState.Resolved, CheckInState.Alert), States(desk));
        Assert.Equal(desk.Text("checkin_again", ("name", "赵凤英")), desk.LastTo(Desk.Shared));
        desk.Writes(Desk.Shared, "1");
        Assert.Equal(CheckInState.Fine, desk.CheckIn("zhao-fengying").State);
    }

    [Fact]
    public void The_digits_of_a_list_stay_in_its_order()
    {
        var desk = BothAsked();
        desk.Writes(Desk.Shared, "李富贵很好");
        desk.Until(desk.At(19));
        desk.Opens("li-fugui", "evening");
        desk.Opens("zhao-fengying", "evening");
        desk.Writes(Desk.Shared, "1");
        Assert.Contains("1 赵凤英\n2 李富贵", desk.LastTo(Desk.Shared));
        IsSeen(desk, "zhao-fengying");
        desk.Writes(Desk.Shared, "1");

        Assert.Equal((CheckInState.Asked, CheckInState.Fine), States(desk, "evening"));
    }

    [Fact]
    public void Fine_alone_is_not_taken_for_the_one_left_when_somebody_looked_in_on_the_other()
    {
        var desk = BothSilent();
        IsSeen(desk, "li-fugui");
        desk.Writes(Desk.Shared, "1");

        Assert.Equal(CheckInState.Alert, desk.CheckIn("zhao-fengying").State);
        Assert.Equal(desk.Text("checkin_again", ("name", "赵凤英")), desk.LastTo(Desk.Shared));
        desk.Writes(Desk.Shared, "1");
        Assert.Equal(CheckInState.Fine, desk.CheckIn("zhao-fengying").State);
    }

    [Fact]
    public void Fine_alone_is_the_word_of_the_one_left_when_the_other_has_answered()
    {
        var desk = BothAsked();
        desk.Writes(Desk.Shared, "李富贵很好");
        desk.Writes(Desk.Shared, "1");

        Assert.Equal((CheckInState.Fine, CheckInState.Fine), States(desk));
    }

    [Fact]
    public void Another_wish_ends_the_question_of_who()
    {
        var desk = BothAsked();
        desk.Writes(Desk.Shared, "1");
        desk.Writes(Desk.Shared, "我要找人工");
        desk.Writes(Desk.Shared, "谢谢");
        desk.Writes(Desk.Shared, "1");

        Assert.Equal((CheckInState.Asked, CheckInState.Asked), States(desk));
    }

    static Desk BothSilent()
    {
        var desk = BothAsked();
        desk.Until(desk.At(10, 1));
        return desk;
    }

    static void IsSeen(Desk desk, string person)
    {
        var number = desk.All<Ticket>().Single(ticket => ticket.PersonId == person && ticket.State != TicketState.Closed).Number;
        desk.Writes(Desk.Chen, "", tap: $"r:{number}:accept");
        desk.Writes(Desk.Chen, "", tap: $"r:{number}:fine");
    }
}
