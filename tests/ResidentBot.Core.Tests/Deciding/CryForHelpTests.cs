using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using Xunit;

namespace ResidentBot.Core.Tests.Deciding;

/// <summary>A "fine" that comes after a cry for help may be the slip, or the fear, of somebody in need: it ends nothing.</summary>
public sealed class CryForHelpTests
{
    const string Cry = "救命，我摔倒了";

    static Ticket Emergency(Desk desk) => desk.All<Ticket>().Single(ticket => ticket.Urgency == Urgency.Emergency);

    [Theory]
    [InlineData(true, "1")]
    [InlineData(false, "1")]
    [InlineData(true, "我很好")]
    [InlineData(false, "没事了，我很好")]
    public void It_is_shown_to_whoever_was_called_and_the_window_stays_theirs(bool wasSilent, string fine)
    {
        var desk = Desk.AtEight();
        desk.Opens("yang-guizhen");
        if (wasSilent) desk.Until(desk.At(10, 1));
        var silence = desk.All<Ticket>().SingleOrDefault();
        desk.Writes(Desk.Yang, Cry);
        var said = desk.Sent.Count;
        desk.Writes(Desk.Yang, fine);

        var cry = Emergency(desk);
        Assert.Equal(TicketState.Waiting, cry.State);
        Assert.Contains(cry.History, line => line is { Who: "resident", What: "note", Text: "fine" });
        Assert.Contains(cry.Number, desk.LastTo(Desk.Chen));
        Assert.Equal((CheckInState.Alert, cry.Number), (desk.CheckIn("yang-guizhen").State, desk.CheckIn("yang-guizhen").Ticket));
        Assert.DoesNotContain(desk.Sent.Skip(said), sent => sent.Text.Contains("解除", StringComparison.Ordinal));
        if (silence is not null) Assert.NotEqual(TicketState.Closed, desk.Find<Ticket>(silence.Number)!.State);
        Assert.EndsWith(desk.Text("checkin_thanks_all_the_same", ("number", cry.Number)), desk.LastTo(Desk.Yang));

        desk.Acts(new StaffAction.Claim("sam", "小山", cry.Number));
        desk.Acts(new StaffAction.Close("sam", "小山", cry.Number, "fine", null));
        Assert.Equal((CheckInState.Resolved, "sam"), (desk.CheckIn("yang-guizhen").State, desk.CheckIn("yang-guizhen").EndedBy));
    }

    [Fact]
    public void The_end_of_the_silence_s_ticket_does_not_end_the_window()
    {
        var desk = Desk.AtEight();
        desk.Opens("yang-guizhen");
        desk.Until(desk.At(10, 1));
        var silence = desk.OpenTicket.Number;
        desk.Writes(Desk.Yang, Cry);
        desk.Acts(new StaffAction.Close("sam", "小山", silence, "fine", null));

        Assert.True(desk.CheckIn("yang-guizhen").IsOpen);
        Assert.Equal(Emergency(desk).Number, desk.CheckIn("yang-guizhen").Ticket);
    }

    [Fact]
    public void A_later_window_is_not_ended_by_it_either_while_the_call_is_open()
    {
        var desk = Desk.AtEight();
        desk.Writes(Desk.Yang, Cry);
        desk.Until(desk.At(19));
        desk.Opens("yang-guizhen", "evening");
        desk.Writes(Desk.Yang, "1");
        Assert.Equal((CheckInState.Alert, Emergency(desk).Number), (desk.CheckIn("yang-guizhen", "evening").State, desk.CheckIn("yang-guizhen", "evening").Ticket));

        desk.Acts(new StaffAction.Close("sam", "小山", Emergency(desk).Number, "fine", null));
        desk.Until(desk.At(8, 0, day: 1));
        var date = desk.World.Local(desk.Now).Date;
        desk.Opens("yang-guizhen");
        desk.Writes(Desk.Yang, "1");
        Assert.Equal(CheckInState.Fine, desk.CheckIn("yang-guizhen", "morning", date).State);
    }

    [Fact]
    public void A_button_ends_nothing_either()
    {
        var desk = Desk.AtEight();
        desk.Opens("yang-guizhen");
        var fine = desk.LastMessageTo(Desk.Yang).Choices[0].Id;
        desk.Writes(Desk.Yang, Cry);
        desk.Writes(Desk.Yang, "", tap: fine);

        Assert.Equal(CheckInState.Alert, desk.CheckIn("yang-guizhen").State);
        Assert.Equal(TicketState.Waiting, Emergency(desk).State);
    }

    [Fact]
    public void Who_of_two_at_one_phone_is_fine_is_not_asked_then()
    {
        var desk = Desk.AtEight();
        desk.Opens("li-fugui");
        desk.Opens("zhao-fengying");
        desk.Writes(Desk.Shared, Cry);
        desk.Writes(Desk.Shared, "1");

        Assert.Empty(desk.Talk(Desk.Shared).WhoOf);
        Assert.All((string[])["li-fugui", "zhao-fengying"], id => Assert.Equal((CheckInState.Alert, Emergency(desk).Number), (desk.CheckIn(id).State, desk.CheckIn(id).Ticket)));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("我很好")]
    [InlineData("李富贵很好")]
    public void From_another_phone_of_one_it_ends_nothing_of_the_other_s(string fine)
    {
        var desk = Desk.AtEight();
        desk.Acts(new StaffAction.EditPerson("sam", "小山", "li-fugui", new PersonEdit { AddAddress = new Address("telegram:71") }, ""));
        desk.Opens("li-fugui");
        desk.Opens("zhao-fengying");
        desk.Writes("telegram:71", Cry);
        desk.Writes(Desk.Shared, fine);

        Assert.Equal(CheckInState.Asked, desk.CheckIn("zhao-fengying").State);
        Assert.Equal((CheckInState.Alert, Emergency(desk).Number), (desk.CheckIn("li-fugui").State, desk.CheckIn("li-fugui").Ticket));
        desk.Writes(Desk.Shared, "赵凤英很好");
        Assert.Equal((CheckInState.Fine, CheckInState.Alert), (desk.CheckIn("zhao-fengying").State, desk.CheckIn("li-fugui").State));
    }
}
