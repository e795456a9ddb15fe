using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using Xunit;

namespace ResidentBot.Core.Tests.Deciding;

/// <summary>Help words reach people from any state and any sender.</summary>
public sealed class EmergencyTests
{
    const string Words = "救命，我摔倒了起不来";

    public static TheoryData<string> States => ["fresh", "in a dialog", "waiting for a person", "claimed by a person", "asked how he is", "alerted about", "stopped by his carrier", "offered a job"];

    [Theory]
    [MemberData(nameof(States))]
    public void An_emergency_pages_the_first_rung_and_the_duty_person(string state)
    {
        var desk = Desk.AtEight();
        Bring(desk, state);
        var (chen, duty) = (desk.CountTo(Desk.Chen), desk.CountTo(Desk.Duty));
        desk.Writes(Desk.Yang, Words);

        var ticket = desk.All<Ticket>().Single(ticket => ticket.Urgency == Urgency.Emergency && ticket.State == TicketState.Waiting);
        Assert.Equal((chen + 1, duty + 1), (desk.CountTo(Desk.Chen), desk.CountTo(Desk.Duty)));
        Assert.All([Desk.Chen, Desk.Duty], asked => Assert.Equal(Lane.Emergency, desk.LastMessageTo(asked).Lane));
        Assert.Equal(ticket.Number, desk.Talk(Desk.Yang).Ticket);
        Assert.Null(desk.Talk(Desk.Yang).Session);
        if (state != "stopped by his carrier") Assert.Contains("120", desk.LastTo(Desk.Yang));
    }

    static void Bring(Desk desk, string state)
    {
        switch (state)
        {
            case "in a dialog": desk.Writes(Desk.Yang, "厨房水管漏水了"); break;
            case "waiting for a person": desk.Writes(Desk.Yang, "人工"); break;
            case "claimed by a person":
                desk.Writes(Desk.Yang, "人工");
                desk.Acts(new StaffAction.Claim("sam", "小山", desk.OpenTicket.Number));
                break;
            case "asked how he is": desk.Opens("yang-guizhen"); break;
            case "alerted about":
                desk.Opens("yang-guizhen");
                desk.Until(desk.At(10, 1));
                break;
            case "stopped by his carrier":
                desk.Writes(Desk.Yang, "STOP", kind: ArrivalKind.CarrierStop);
                desk.Acts(new StaffAction.Close("duty", "值班", desk.OpenTicket.Number, "fine", null));
                break;
            case "offered a job": desk.Offers(desk.Publishes("p1", 3), "yang-guizhen"); break;
        }
    }

    [Fact]
    public void A_stranger_is_heard_too()
    {
        var desk = Desk.AtEight();
        desk.Writes("sms:+447700900999", Words);

        Assert.Equal((Urgency.Emergency, (string?)null), (desk.OpenTicket.Urgency, desk.OpenTicket.PersonId));
        Assert.Single(desk.Sent, message => message.Concerns?.StartsWith("rung|", StringComparison.Ordinal) == true);
        Assert.Equal(1, desk.CountTo(Desk.Duty));
    }

    [Fact]
    public void It_climbs_every_ten_minutes_until_somebody_accepts()
    {
        var desk = Desk.AtEight();
        desk.Writes(Desk.Yang, Words);
        desk.After(10);
        Assert.Equal(1, desk.CountTo(Desk.Wang));
        desk.After(40);
        Assert.Equal(2, desk.CountTo(Desk.Chen));
        desk.Writes(Desk.Chen, "1");
        var asked = desk.Sent.Count;
        desk.After(29);
        Assert.Equal(asked, desk.Sent.Count);
    }

    [Fact]
    public void Calling_again_pages_the_duty_person_again_or_whoever_is_on_the_way()
    {
        var desk = Desk.AtEight();
        desk.Writes(Desk.Yang, Words);
        desk.Writes(Desk.Yang, "快来人");
        Assert.Equal(2, desk.CountTo(Desk.Duty));
        desk.Writes(Desk.Chen, "1");
        desk.Writes(Desk.Yang, "救命");
        Assert.Contains("救命", desk.LastTo(Desk.Chen));
        desk.Writes(Desk.Yang, "门没锁");

        Assert.Contains("门没锁", desk.LastTo(Desk.Chen));
        Assert.Equal(TicketState.Claimed, desk.OpenTicket.State);
    }

    [Fact]
    public void It_answers_the_open_check_in_as_not_fine()
    {
        var desk = Desk.AtEight();
        desk.Opens("yang-guizhen");
        desk.Writes(Desk.Yang, Words);
        Assert.Equal((CheckInState.Alert, desk.OpenTicket.Number), (desk.CheckIn("yang-guizhen").State, desk.CheckIn("yang-guizhen").Ticket));
        desk.Writes(Desk.Chen, "1");
        desk.Writes(Desk.Chen, "4");

        Assert.Equal((CheckInState.Resolved, "chen"), (desk.CheckIn("yang-guizhen").State, desk.CheckIn("yang-guizhen").EndedBy));
    }

    [Fact]
    public void A_page_that_does_not_arrive_brings_the_next_person_at_once()
    {
        var desk = Desk.AtEight();
        desk.Writes(Desk.Yang, Words);
        desk.Fails(desk.LastMessageTo(Desk.Duty), SendError.Unreachable);

        Assert.Equal(1, desk.CountTo(Desk.Wang));
    }
}
