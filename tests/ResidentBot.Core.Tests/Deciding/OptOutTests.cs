using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using Xunit;

namespace ResidentBot.Core.Tests.Deciding;

/// <summary>A stop is heard, and never silences somebody's welfare texts without a named person's decision.</summary>
public sealed class OptOutTests
{
    [Fact]
    public void A_carriers_stop_on_the_welfare_account_opens_a_visit_at_once()
    {
        var desk = Desk.AtEight();
        desk.Writes(Desk.Yang, "STOP", kind: ArrivalKind.CarrierStop);

        Assert.Equal((TicketKind.Visit, "optout", "yang-guizhen"), (desk.OpenTicket.Kind, desk.OpenTicket.Cause, desk.OpenTicket.PersonId));
        Assert.Equal(0, desk.CountTo(Desk.Yang));
        Assert.Contains("杨桂珍", desk.LastTo(Desk.Chen));
        desk.Opens("yang-guizhen");
        Assert.Equal(CheckInState.Alert, desk.CheckIn("yang-guizhen").State);
        Assert.Contains(desk.CheckIn("yang-guizhen").Id, desk.OpenTicket.CheckIns);
    }

    [Fact]
    public void A_strangers_help_word_is_recorded_and_left_to_the_carrier()
    {
        var desk = Desk.AtEight();
        desk.Writes("sms:+12025550177", "INFO", kind: ArrivalKind.CarrierHelp);

        Assert.Empty(desk.Sent);
        Assert.Empty(desk.All<Ticket>());
        Assert.Equal("INFO", desk.Thread[^1].Entry.Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_help_word_of_somebody_we_look_after_is_answered_whatever_the_carrier_says(bool isAsked)
    {
        var desk = Desk.AtEight();
        if (isAsked) desk.Opens("yang-guizhen");
        var said = desk.CountTo(Desk.Yang);
        desk.Writes(Desk.Yang, "HELP", kind: ArrivalKind.CarrierHelp);

        Assert.Equal(said + 1, desk.CountTo(Desk.Yang));
    }

    [Fact]
    public void An_opted_out_error_on_a_welfare_text_opens_a_visit_at_once()
    {
        var desk = Desk.AtEight();
        desk.Opens("yang-guizhen");
        desk.Fails(desk.LastMessageTo(Desk.Yang), SendError.OptedOut);

        Assert.Equal((TicketKind.Visit, "optout"), (desk.OpenTicket.Kind, desk.OpenTicket.Cause));
        Assert.Equal((CheckInState.Alert, desk.OpenTicket.Number), (desk.CheckIn("yang-guizhen").State, desk.CheckIn("yang-guizhen").Ticket));
        Assert.Equal(1, desk.CountTo(Desk.Chen));
    }

    [Fact]
    public void A_carriers_stop_on_the_jobs_account_stops_jobs_only()
    {
        var desk = Desk.AtEight();
        desk.Writes("sms:+12025550107", "STOP", kind: ArrivalKind.CarrierStop, account: "sms-jobs");
        desk.Offers(desk.Publishes("p1", 3), "liu-fang");

        Assert.Empty(desk.All<Ticket>());
        Assert.Equal(0, desk.CountTo("sms:+12025550107"));
        Assert.Equal(CheckInState.Asked, desk.Opens("liu-laotai").State);
    }

    [Fact]
    public void Stop_by_text_keeps_the_welfare_texts_until_a_named_person_decides()
    {
        var desk = Desk.AtEight();
        desk.Writes(Desk.Yang, "退订");
        Assert.EndsWith(desk.Text("stopped_ask"), desk.LastTo(Desk.Yang));
        Assert.Equal(TicketKind.Visit, desk.OpenTicket.Kind);
        Assert.Equal(CheckInState.Asked, desk.Opens("yang-guizhen").State);
        desk.Writes(Desk.Yang, "1");
        Assert.Equal(TicketKind.Visit, desk.OpenTicket.Kind);

        desk.Acts(new StaffAction.EditPerson("duty", "值班", "yang-guizhen", new PersonEdit { Enrolled = new(false) }, "本人不想收"));
        desk.Decide(new TurnEvent.WindowOpens("later", desk.Now, "yang-guizhen", new(2026, 3, 4), "evening", desk.Now));
        Assert.Null(desk.Find<CheckIn>("yang-guizhen:2026-03-04:evening"));
        Assert.Contains(desk.Log, entry => entry is { Who: "duty", What: "changed person", Why: "check-ins: yes → no (本人不想收)" });
    }

    [Fact]
    public void On_a_shared_handset_each_person_is_asked_in_person()
    {
        var desk = Desk.AtEight();
        desk.Writes(Desk.Shared, "STOP", kind: ArrivalKind.CarrierStop);

        Assert.Equal(["li-fugui", "zhao-fengying"], desk.All<Ticket>().Select(ticket => ticket.PersonId).Order());
    }

    [Fact]
    public void Who_gets_no_welfare_texts_may_simply_stop()
    {
        var desk = Desk.AtEight();
        desk.Writes("sms:+12025550111", "退订");

        Assert.Empty(desk.All<Ticket>());
        Assert.EndsWith(desk.Text("stopped_all"), desk.LastTo("sms:+12025550111"));
    }

    [Fact]
    public void A_start_word_opens_the_account_again()
    {
        var desk = Desk.AtEight();
        desk.Writes(Desk.Yang, "STOP", kind: ArrivalKind.CarrierStop);
        desk.Writes(Desk.Yang, "START", kind: ArrivalKind.CarrierStart);

        Assert.Equal(CheckInState.Asked, desk.Opens("yang-guizhen").State);
        Assert.Equal(1, desk.CountTo(Desk.Yang));
    }
}
