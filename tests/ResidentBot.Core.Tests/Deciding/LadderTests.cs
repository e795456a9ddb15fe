using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using Xunit;

namespace ResidentBot.Core.Tests.Deciding;

/// <summary>One named person after another is asked until somebody accepts and reports.</summary>
public sealed class LadderTests
{
    [Fact]
    public void A_ladder_and_a_queue_that_are_gone_from_the_files_leave_nobody_without_a_next_step()
    {
        var desk = Desk.AtEight();
        desk.Writes(Desk.Yang, "我想找心理咨询");
        var number = desk.OpenTicket.Number;
        Assert.Equal("counsel", desk.OpenTicket.Queue);
        var community = desk.World.Community;
        desk.World = desk.World with { Community = community with { Queues = community.Queues.Remove("counsel"), Ladders = community.Ladders.Remove("counsel") } };
        desk.Until(desk.At(23));

        var ticket = desk.Find<Ticket>(number)!;
        Assert.Equal("handoff", ticket.Queue);
        Assert.Contains(number, desk.Lists[Lists.Queue("handoff")]);
        Assert.DoesNotContain(number, desk.Lists[Lists.Queue("counsel")]);
        Assert.True(ticket.Climb!.NextAt > desk.Now);
        Assert.DoesNotContain(desk.All<Ticket>(), other => other.Cause == "broken");
    }

    [Fact]
    public void Without_any_programme_an_open_check_in_still_comes_to_its_end()
    {
        var desk = Desk.AtEight();
        desk.Opens("yang-guizhen");
        desk.World = desk.World with { Community = desk.World.Community with { CheckIns = null } };
        desk.Until(desk.At(12));

        Assert.Equal(("welfare", "silence"), (desk.OpenTicket.Queue, desk.OpenTicket.Cause));
    }

    [Fact]
    public void A_call_for_help_stays_one_when_its_turn_breaks()
    {
        var desk = Desk.AtEight();
        var arrival = new Arrival { Account = "sms-welfare", From = new Address(Desk.Yang), ProviderId = "x", At = desk.Now, Text = "救命！" };
        desk.Decide(new TurnEvent.Broken("b", desk.Now, new TurnEvent.Arrived("a", desk.Now, arrival), "RegexMatchTimeoutException"));

        Assert.Equal((TicketKind.Alert, Urgency.Emergency), (desk.OpenTicket.Kind, desk.OpenTicket.Urgency));
        Assert.True(desk.CountTo(Desk.Duty) > 0);
        Assert.Contains(desk.World.Community.EmergencyNumbers, desk.LastTo(Desk.Yang));
    }

    static readonly string[] Rungs = [Desk.Chen, Desk.Wang, Desk.Zhou, Desk.Duty];

    static Desk Alerted()
    {
        var desk = Desk.AtEight();
        desk.Opens("yang-guizhen");
        desk.Until(desk.At(10));
        return desk;
    }

    static int[] Asked(Desk desk) => [.. Rungs.Select(desk.CountTo)];

    [Fact]
    public void It_climbs_rung_by_rung_and_begins_again_the_next_morning()
    {
        var desk = Alerted();
        Assert.Equal([1, 0, 0, 0], Asked(desk));
        desk.After(10);
        Assert.Equal([1, 1, 0, 0], Asked(desk));
        desk.After(10);
        Assert.Equal([1, 1, 1, 0], Asked(desk));
        desk.After(10);
        Assert.Equal([1, 1, 1, 1], Asked(desk));
        desk.Until(desk.At(7, 59, day: 1));
        Assert.Equal([1, 1, 1, 1], Asked(desk));
        desk.Until(desk.At(8, 0, day: 1));
        Assert.Equal([2, 1, 1, 1], Asked(desk));
        Assert.Equal((TicketState.Waiting, 1), (desk.OpenTicket.State, desk.OpenTicket.Climb!.Round));
        desk.Until(desk.At(9, 0, day: 4));
        Assert.Equal([5, 5, 5, 5], Asked(desk));
    }

    [Fact]
    public void A_round_that_reaches_nobody_begins_again_before_the_morning()
    {
        var desk = Alerted();
        for (var round = 1; round <= 7; round++)
        {
            foreach (var rung in Rungs) desk.Fails(desk.LastMessageTo(rung), SendError.Misconfigured);
            Assert.Equal([round, round, round, round], Asked(desk));
            desk.After(round <= 6 ? 10 : 59);
        }
        Assert.Equal([7, 7, 7, 7], Asked(desk));
        desk.After(1);
        Assert.Equal([8, 7, 7, 7], Asked(desk));
    }

    [Theory]
    [InlineData("1", null)]
    [InlineData("１", null)]
    [InlineData("我去", null)]
    [InlineData("", "accept")]
    public void A_named_person_accepts_by_a_digit_a_word_or_a_button_and_reports_by_a_digit(string text, string? tap)
    {
        var desk = Alerted();
        var number = desk.OpenTicket.Number;
        desk.Writes(Desk.Chen, text, tap is null ? null : $"r:{number}:{tap}");
        Assert.Equal((TicketState.Claimed, "chen"), (desk.OpenTicket.State, desk.OpenTicket.Owner));
        desk.After(20);
        Assert.Equal([2, 0, 0, 0], Asked(desk));
        desk.Writes(Desk.Chen, "2");

        var ticket = desk.Find<Ticket>(number)!;
        Assert.Equal((TicketState.Closed, "forgot", "chen"), (ticket.State, ticket.Outcome!.Code, ticket.Outcome.By));
        Assert.Equal((CheckInState.Resolved, "chen"), (desk.CheckIn("yang-guizhen").State, desk.CheckIn("yang-guizhen").EndedBy));
        Assert.Contains(desk.Log, line => line is { Who: "chen", What: "closed" } && line.About == number);
        Assert.Null(desk.Person("yang-guizhen").Ticket);
    }

    [Fact]
    public void An_acceptance_without_a_report_is_taken_back_and_climbs()
    {
        var desk = Alerted();
        desk.Writes(Desk.Chen, "1");
        desk.After(29);
        Assert.Equal("chen", desk.OpenTicket.Owner);
        desk.After(1);

        Assert.Equal((TicketState.Waiting, null), (desk.OpenTicket.State, desk.OpenTicket.Owner));
        Assert.Equal([2, 1, 0, 0], Asked(desk));
    }

    [Fact]
    public void Everybody_asked_hears_the_all_clear_and_nobody_else()
    {
        var desk = Alerted();
        desk.After(20);
        var number = desk.OpenTicket.Number;
        desk.Writes(Desk.Wang, "1");
        desk.Writes(Desk.Wang, "1");
        var clear = desk.Text("rung_all_clear", ("number", number), ("outcome", "平安"), ("name", "王建国"));

        Assert.Equal((clear, clear), (desk.LastTo(Desk.Chen), desk.LastTo(Desk.Zhou)));
        Assert.Equal(desk.Text("rung_thanks", ("number", number), ("outcome", "平安")), desk.LastTo(Desk.Wang));
        Assert.Equal(0, desk.CountTo(Desk.Duty));
    }

    [Fact]
    public void Passing_on_brings_the_next_person_at_once_but_a_late_pass_takes_no_ones_time()
    {
        var desk = Alerted();
        desk.Writes(Desk.Chen, "2");
        Assert.Equal(1, desk.CountTo(Desk.Wang));
        desk.After(10);
        desk.Writes(Desk.Wang, "2");

        Assert.Equal((1, 0), (desk.CountTo(Desk.Zhou), desk.CountTo(Desk.Duty)));
    }

    [Fact]
    public void A_rung_that_does_not_arrive_brings_the_next_person_at_once()
    {
        var desk = Alerted();
        desk.Fails(desk.LastMessageTo(Desk.Chen), SendError.Unreachable);
        Assert.Equal(1, desk.CountTo(Desk.Wang));
        desk.Fails(desk.LastMessageTo(Desk.Wang), SendError.BadAddress);
        Assert.Equal(1, desk.CountTo(Desk.Zhou));
        desk.Fails(desk.LastMessageTo(Desk.Chen), SendError.Unreachable);
        Assert.Equal(0, desk.CountTo(Desk.Duty));
    }

    [Fact]
    public void Also_after_a_rung_that_nobody_stands_on()
    {
        var desk = Desk.AtEight();
        desk.Writes("sms:+447700900999", "救命");
        desk.Fails(desk.Sent.First(message => message.Concerns?.StartsWith("rung|", StringComparison.Ordinal) == true), SendError.Unreachable);

        Assert.Equal(1, desk.OpenTicket.Climb!.Round);
    }

    [Fact]
    public void Who_comes_second_reads_who_came_first()
    {
        var desk = Alerted();
        desk.After(10);
        desk.Writes(Desk.Wang, "1");
        desk.Writes(Desk.Chen, "1");

        Assert.Contains("王建国", desk.LastTo(Desk.Chen));
        Assert.Equal("wang", desk.OpenTicket.Owner);
    }

    [Fact]
    public void With_several_tickets_a_bare_digit_is_asked_back_and_a_number_decides()
    {
        var desk = Desk.AtEight();
        desk.Opens("yang-guizhen");
        desk.Opens("li-fugui");
        desk.Until(desk.At(10));
        var second = desk.All<Ticket>().Single(ticket => ticket.PersonId == "li-fugui").Number;
        desk.Writes(Desk.Chen, "1");
        Assert.Contains(second, desk.LastTo(Desk.Chen));
        Assert.All(desk.All<Ticket>(), ticket => Assert.Equal(TicketState.Waiting, ticket.State));
        desk.Writes(Desk.Chen, $"1 {second}");

        Assert.Equal("chen", desk.Find<Ticket>(second)!.Owner);
    }

    [Fact]
    public void A_ticket_that_somebody_gives_back_has_a_next_step_again()
    {
        var desk = Desk.AtEight();
        desk.Acts(new StaffAction.StartTalk("sam", "小山", new Address(Desk.Yang), "您好，下午来看您"));
        desk.Acts(new StaffAction.Release("sam", "小山", desk.OpenTicket.Number));

        Assert.NotNull(desk.OpenTicket.Climb?.NextAt);
    }

    [Fact]
    public void A_fault_over_somebodys_window_asks_named_people()
    {
        var desk = Desk.AtEight();
        var opens = new TurnEvent.WindowOpens("w", desk.Now, "yang-guizhen", new(2026, 3, 4), "morning", desk.Now);
        desk.Decide(new TurnEvent.Broken("b", desk.Now, opens, "InvalidOperationException"));

        Assert.Equal((TicketKind.Alert, "welfare"), (desk.OpenTicket.Kind, desk.OpenTicket.Queue));
        Assert.Contains("yang-guizhen", desk.OpenTicket.Summary);
        Assert.NotNull(desk.OpenTicket.Climb?.NextAt);
    }

    [Fact]
    public void A_timer_whose_turn_breaks_is_taken_away_and_does_not_come_for_ever()
    {
        var desk = Desk.AtEight();
        desk.Opens("yang-guizhen");
        var (timer, due) = desk.Timers.Values.First(one => one.Timer.Kind == "alert");
        desk.Decide(new TurnEvent.Broken("b", due, new TurnEvent.TimerDue("t", due, timer, due), "InvalidOperationException"));

        Assert.DoesNotContain(timer.Name, desk.Timers.Keys);
        Assert.Equal(TicketKind.Alert, desk.OpenTicket.Kind);
    }
}
