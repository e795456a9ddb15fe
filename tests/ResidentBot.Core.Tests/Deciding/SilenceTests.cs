using NodaTime;
using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using Xunit;

namespace ResidentBot.Core.Tests.Deciding;

/// <summary>Silence is reminded of once, then it is a named person's matter.</summary>
public sealed class SilenceTests
{
    const string Someone = "yang-guizhen";

    static Desk Asked(string person = Someone)
    {
        var desk = Desk.AtEight();
        desk.Opens(person);
        return desk;
    }

    [Fact]
    public void Silence_is_reminded_of_once_and_then_alarmed_about()
    {
        var desk = Asked();
        desk.Until(desk.At(8, 59));
        Assert.Equal(1, desk.CountTo(Desk.Yang));
        desk.Until(desk.At(9));
        Assert.Equal(desk.Text("checkin_remind", ("name", "杨桂珍")), desk.LastTo(Desk.Yang));
        desk.Until(desk.At(9, 59));
        Assert.Empty(desk.All<Ticket>());
        desk.Until(desk.At(10));

        Assert.Equal(2, desk.CountTo(Desk.Yang));
        Assert.Equal((CheckInState.Alert, desk.OpenTicket.Number), (desk.CheckIn(Someone).State, desk.CheckIn(Someone).Ticket));
        Assert.Contains("杨桂珍 101", desk.LastTo(Desk.Chen));
    }

    [Fact]
    public void A_late_fine_closes_an_alert_that_nobody_has_taken_and_tells_everybody_asked()
    {
        var desk = Asked();
        desk.Until(desk.At(10, 15));
        var number = desk.OpenTicket.Number;
        desk.Writes(Desk.Yang, "1");

        Assert.Equal(CheckInState.Fine, desk.CheckIn(Someone).State);
        Assert.Equal(("fine", "resident"), (desk.Find<Ticket>(number)!.Outcome!.Code, desk.Find<Ticket>(number)!.Outcome!.By));
        Assert.All([Desk.Chen, Desk.Wang], asked => Assert.Equal(desk.Text("rung_all_clear", ("number", number), ("outcome", "平安"), ("name", "杨桂珍")), desk.LastTo(asked)));
        Assert.Equal(0, desk.CountTo(Desk.Zhou));
    }

    [Fact]
    public void A_late_fine_is_told_to_whoever_is_on_the_way_and_he_alone_ends_the_alert()
    {
        var desk = Asked();
        desk.Until(desk.At(10, 1));
        desk.Writes(Desk.Chen, "1");
        var told = desk.CountTo(Desk.Chen);
        desk.Writes(Desk.Yang, "1");

        Assert.Equal(desk.Text("rung_says_fine", ("number", desk.OpenTicket.Number), ("name", "杨桂珍")), desk.LastTo(Desk.Chen));
        Assert.Equal(told + 1, desk.CountTo(Desk.Chen));
        desk.Writes(Desk.Chen, "1");
        Assert.All(desk.All<Ticket>(), ticket => Assert.Equal(TicketState.Closed, ticket.State));
    }

    [Theory]
    [InlineData("silence")]
    [InlineData("undelivered")]
    public void Worry_after_silence_is_not_undone_by_a_fine(string cause)
    {
        var desk = Asked();
        if (cause == "undelivered") desk.Fails(desk.LastMessageTo(Desk.Yang), SendError.Unreachable);
        desk.Until(desk.At(10, 1));
        desk.Writes(Desk.Yang, "头晕");
        desk.Writes(Desk.Yang, "1");

        Assert.Equal("worry", desk.OpenTicket.Cause);
    }

    [Fact]
    public void A_later_window_joins_the_open_alert_and_rouses_its_ladder()
    {
        var desk = Asked();
        desk.Until(desk.At(19));
        var asked = desk.CountTo(Desk.Chen);
        desk.Opens(Someone, "evening");
        desk.Until(desk.At(20, 30));

        Assert.Equal(2, desk.OpenTicket.CheckIns.Length);
        Assert.Equal(asked + 1, desk.CountTo(Desk.Chen));
    }

    [Fact]
    public void What_does_not_arrive_goes_to_the_next_address_at_once_and_then_to_a_person()
    {
        var desk = Asked("sun-dehua");
        desk.Fails(desk.LastMessageTo("sms:+12025550104"), SendError.Unreachable);
        Assert.Equal(1, desk.CountTo("telegram:4500000000000301"));
        Assert.Empty(desk.All<Ticket>());
        desk.Fails(desk.LastMessageTo("telegram:4500000000000301"), SendError.Blocked);

        Assert.Equal("undelivered", desk.OpenTicket.Cause);
        Assert.Equal(CheckInState.Alert, desk.CheckIn("sun-dehua").State);
    }

    [Fact]
    public void Who_cannot_be_written_to_at_all_is_a_persons_matter_at_once()
    {
        var desk = Desk.AtEight();
        desk.Acts(new StaffAction.EditPerson("duty", "值班", "cao-afu", new PersonEdit { Enrolled = new(true) }, ""));
        desk.Opens("cao-afu");

        Assert.Equal(("cao-afu", "undelivered"), (desk.OpenTicket.PersonId, desk.OpenTicket.Cause));
    }

    [Fact]
    public void A_paused_person_gets_no_text_until_the_day_and_its_decider_is_named()
    {
        var desk = Desk.AtEight();
        var person = desk.Person(Someone);
        Assert.Equal("reason_needed", desk.Acts(new StaffAction.EditPerson("duty", "值班", person.Id, new PersonEdit { Enrolled = new(false) }, " ")).Refusal?.Text);
        desk.Acts(new StaffAction.EditPerson("duty", "值班", person.Id, new PersonEdit { Pause = new(new Pause(new LocalDate(2026, 3, 5), "duty", "住院")) }, "住院"));

        Assert.Equal((CheckInState.Paused, "duty"), (desk.Opens(Someone).State, desk.CheckIn(Someone).EndedBy));
        desk.Until(desk.At(8, day: 1));
        Assert.Equal(CheckInState.Asked, desk.Opens(Someone).State);
    }

    [Fact]
    public void A_window_is_opened_once_however_often_it_is_found()
    {
        var desk = Asked();
        desk.Writes(Desk.Yang, "1");
        desk.Opens(Someone);

        Assert.Equal(CheckInState.Fine, desk.CheckIn(Someone).State);
        Assert.Equal(2, desk.CountTo(Desk.Yang));
    }
}
