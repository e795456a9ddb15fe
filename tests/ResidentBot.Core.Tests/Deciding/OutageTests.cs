using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using Xunit;

namespace ResidentBot.Core.Tests.Deciding;

/// <summary>Our own outage is no silence: no stale greeting, no mass alarm, nobody forgotten.</summary>
public sealed class OutageTests
{
    static readonly string[] People = ["yang-guizhen", "huang-shulan", "gao-yulan"];

    [Fact]
    public void Windows_too_old_to_ask_about_go_on_one_roll_call()
    {
        var desk = Desk.AtEight();
        var opened = desk.Now;
        desk.DownUntil(desk.At(10, 1));
        foreach (var person in People) Assert.Equal(CheckInState.RollCall, desk.Opens(person, opened: opened).State);

        Assert.Equal((TicketKind.Visit, "rollcall"), (desk.OpenTicket.Kind, desk.OpenTicket.Cause));
        Assert.Equal(["杨桂珍", "黄淑兰", "高玉兰"], desk.OpenTicket.Fields.Select(field => field.Label));
        Assert.Equal(0, desk.CountTo(Desk.Yang));
        Assert.Equal(1, desk.CountTo(Desk.Duty) + desk.CountTo(Desk.Chen) + desk.CountTo(Desk.Zhou));

        desk.Acts(new StaffAction.Close("duty", "值班", desk.OpenTicket.Number, "fine", "都打过电话"));
        Assert.All(People, person => Assert.Equal((CheckInState.Resolved, "duty"), (desk.CheckIn(person).State, desk.CheckIn(person).EndedBy)));
    }

    [Fact]
    public void A_roll_call_that_somebody_has_accepted_does_not_grow_behind_his_back()
    {
        var desk = Desk.AtEight();
        var opened = desk.Now;
        desk.DownUntil(desk.At(10, 1));
        desk.Opens(People[0], opened: opened);
        var first = desk.OpenTicket.Number;
        desk.Acts(new StaffAction.Claim("sam", "小山", first));
        var asked = desk.Sent.Count;
        desk.Opens(People[1], opened: opened);
        Assert.True(desk.Sent.Count > asked);
        desk.Opens(People[2], opened: opened);
        desk.Acts(new StaffAction.Close("sam", "小山", first, "fine", null));

        Assert.Equal(CheckInState.Resolved, desk.CheckIn(People[0]).State);
        Assert.Equal([People[1], People[2]], desk.OpenTicket.Fields.Select(field => field.Name));
        Assert.All(People[1..], person => Assert.Equal((CheckInState.RollCall, desk.OpenTicket.Number), (desk.CheckIn(person).State, desk.CheckIn(person).Ticket)));
    }

    [Fact]
    public void Windows_not_yet_too_old_are_asked_late()
    {
        var desk = Desk.AtEight();
        var opened = desk.Now;
        desk.DownUntil(desk.At(9, 30));
        desk.Opens(People[0], opened: opened);

        Assert.Equal(desk.At(10), desk.LastMessageTo(Desk.Yang).NotAfter);
        desk.Until(desk.At(11, 29));
        Assert.Equal(CheckInState.Reminded, desk.CheckIn(People[0]).State);
        desk.Until(desk.At(11, 30));
        Assert.Equal(CheckInState.Alert, desk.CheckIn(People[0]).State);
    }

    [Theory]
    [InlineData(9, 40, 10, 40)] // over the reminder
    [InlineData(10, 30, 11, 30)] // over reminder and alert, found at once
    public void Reminder_and_alert_that_our_outage_made_late_are_put_off_once(int hour, int minute, int alertHour, int alertMinute)
    {
        var desk = Desk.AtEight();
        desk.Opens(People[0]);
        desk.Until(desk.At(8, 30));
        desk.DownUntil(desk.At(hour, minute));
        Assert.Equal(desk.Text("checkin_remind", ("name", "杨桂珍")), desk.LastTo(Desk.Yang));
        Assert.True(desk.LastMessageTo(Desk.Yang).NotAfter > desk.Now);
        desk.Until(desk.At(alertHour, alertMinute - 1));
        Assert.Equal(CheckInState.Reminded, desk.CheckIn(People[0]).State);
        desk.Until(desk.At(alertHour, alertMinute));

        Assert.Equal(CheckInState.Alert, desk.CheckIn(People[0]).State);
    }

    [Fact]
    public void An_alert_that_our_outage_made_late_is_put_off_once()
    {
        var desk = Desk.AtEight();
        desk.Opens(People[0]);
        desk.Until(desk.At(9, 30));
        desk.DownUntil(desk.At(10, 20));
        Assert.Equal(CheckInState.Reminded, desk.CheckIn(People[0]).State);
        desk.DownUntil(desk.At(12, 30));

        Assert.Equal(CheckInState.Alert, desk.CheckIn(People[0]).State);
    }

    [Fact]
    public void After_a_long_outage_nobody_is_reminded_of_the_morning_but_all_are_rung()
    {
        var desk = Desk.AtEight();
        foreach (var person in People) desk.Opens(person);
        desk.Until(desk.At(8, 30));
        desk.DownUntil(desk.At(15));

        Assert.All(People, person => Assert.Equal(CheckInState.RollCall, desk.CheckIn(person).State));
        Assert.Equal(1, desk.CountTo(Desk.Yang));
        Assert.Equal(People.Length, desk.OpenTicket.CheckIns.Length);
    }

    [Fact]
    public void Worry_from_somebody_on_the_roll_call_is_an_alert_of_its_own()
    {
        var desk = Desk.AtEight();
        foreach (var person in People) desk.Opens(person);
        desk.DownUntil(desk.At(15));
        var rollCall = desk.OpenTicket.Number;
        desk.Writes(Desk.Yang, "头晕");

        var alert = Assert.Single(desk.All<Ticket>(), ticket => ticket.Kind == TicketKind.Alert);
        Assert.Equal((CheckInState.Alert, alert.Number), (desk.CheckIn(People[0]).State, desk.CheckIn(People[0]).Ticket));
        desk.Acts(new StaffAction.Close("duty", "值班", rollCall, "fine", null));
        Assert.Equal(CheckInState.Alert, desk.CheckIn(People[0]).State);
    }

    [Fact]
    public void A_first_text_that_grew_too_old_in_our_own_outbox_is_rung_about_and_no_alarm()
    {
        var desk = Desk.AtEight();
        foreach (var person in People) desk.Opens(person);
        foreach (var message in desk.Sent.Where(message => message.Concerns?.StartsWith("checkin|", StringComparison.Ordinal) == true).ToList())
            desk.Fails(message, SendError.TooOld);

        Assert.Equal("rollcall", desk.OpenTicket.Cause);
        Assert.All(People, person => Assert.Equal(CheckInState.RollCall, desk.CheckIn(person).State));
    }

    [Fact]
    public void A_host_that_has_just_started_reads_what_it_will_write()
    {
        var desk = Desk.AtEight();
        var attempt = Turns.Deciding.Decide(new Documents(), new TurnEvent.PlannedThrough("plan", desk.Now, desk.Now), desk.World);

        Assert.Equal([new DocumentKey(DocumentType.Planned, "windows")], Assert.IsType<Attempt.Need>(attempt).Keys);
    }
}
