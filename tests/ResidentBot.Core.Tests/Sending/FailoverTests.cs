using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Tests.Deciding;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using Xunit;

namespace ResidentBot.Core.Tests.Sending;

/// <summary>Words that matter and did not arrive: said once at the next address, else seen by staff.</summary>
public sealed class FailoverTests
{
    const string Telegram = "telegram:700";
    const string Third = "sms:+12025550199";
    const string ChensPhone = "sms:+447700900101";

    [Theory]
    [InlineData(SendError.RateLimited, Remedy.Elsewhere)]
    [InlineData(SendError.ProviderDown, Remedy.Elsewhere)]
    [InlineData(SendError.Unreachable, Remedy.Elsewhere)]
    [InlineData(SendError.OptedOut, Remedy.Elsewhere)]
    [InlineData(SendError.Blocked, Remedy.Elsewhere)]
    [InlineData(SendError.BadAddress, Remedy.Elsewhere)]
    [InlineData(SendError.Refused, Remedy.Elsewhere)]
    [InlineData(SendError.WindowClosed, Remedy.Elsewhere)]
    [InlineData(SendError.Misconfigured, Remedy.Elsewhere)]
    [InlineData(SendError.Unknown, Remedy.Elsewhere)]
    [InlineData(SendError.TooOld, Remedy.TellStaff)]
    [InlineData(SendError.Obsolete, Remedy.None)]
    public void What_is_done_about_each_error(SendError error, Remedy first)
    {
        Assert.Equal(first, Failover.Of(error, again: false, hasNext: true));
        var noWay = first == Remedy.None ? Remedy.None : Remedy.TellStaff;
        Assert.Equal(noWay, Failover.Of(error, again: true, hasNext: true));
        Assert.Equal(noWay, Failover.Of(error, again: false, hasNext: false));
    }

    [Fact]
    public void Every_error_has_its_line_in_the_table() => Assert.All(Enum.GetValues<SendError>(), error =>
        Assert.Equal(error switch { SendError.Obsolete => Remedy.None, SendError.TooOld => Remedy.TellStaff, _ => Remedy.Elsewhere }, Failover.Of(error, false, true)));

    [Fact]
    public void An_answer_of_staff_goes_to_the_persons_next_address_and_both_threads_tell_it()
    {
        var desk = WithTwoAddresses();
        var (ticket, message) = Answered(desk);
        Fails(desk, message, SendError.BadAddress);

        Assert.Equal("明天上午有人来修", desk.LastTo(Telegram));
        Assert.Equal(Lane.Reply, desk.LastMessageTo(Telegram).Lane);
        Assert.Contains(desk.Thread, line => line.Thread.Value == Desk.Yang && line.Entry is { Kind: ThreadKind.Mark, Text: "elsewhere" } && line.Entry.Ref == ticket);
        Assert.Contains(desk.Thread, line => line.Thread.Value == Telegram && line.Entry is { Kind: ThreadKind.Mark, Text: "from_elsewhere" } && line.Entry.Ref == ticket);
        Assert.Contains(desk.Thread, line => line.Thread.Value == Telegram && line.Entry is { Kind: ThreadKind.Out, By: "小山" });
        Assert.Equal(Telegram, desk.Find<Ticket>(ticket)!.Address!.Value.Value);
        desk.Writes(Telegram, "好的谢谢");
        Assert.Equal(ticket, desk.Talk(Telegram).Ticket);
        desk.Acts(new StaffAction.Reply("sam", "小山", ticket, "不客气"));
        Assert.Equal("不客气", desk.LastTo(Telegram));
    }

    [Fact]
    public void They_are_said_at_one_next_address_alone_and_then_staff_see_it()
    {
        var desk = WithTwoAddresses(Telegram, Third);
        var (ticket, message) = Answered(desk);
        Fails(desk, message, SendError.Unreachable);
        Fails(desk, desk.LastMessageTo(Telegram), SendError.Blocked);

        Assert.Equal(0, desk.CountTo(Third));
        Assert.Contains(desk.Find<Ticket>(ticket)!.History, line => line is { What: "undelivered", Text: "Blocked" });
    }

    [Fact]
    public void Without_another_address_the_ticket_says_not_delivered()
    {
        var desk = Desk.AtEight();
        var (ticket, message) = Answered(desk);
        Fails(desk, message, SendError.Unreachable);
        Assert.Contains(desk.Find<Ticket>(ticket)!.History, line => line is { What: "undelivered", Text: "Unreachable" });
    }

    [Fact]
    public void An_answer_too_old_to_leave_is_said_nowhere_and_seen_by_staff()
    {
        var desk = WithTwoAddresses();
        var (ticket, message) = Answered(desk);
        Fails(desk, message, SendError.TooOld);
        Assert.Equal(0, desk.CountTo(Telegram));
        Assert.Contains(desk.Find<Ticket>(ticket)!.History, line => line is { What: "undelivered", Text: "TooOld" });
    }

    [Fact]
    public void An_answer_that_ended_its_ticket_and_did_not_arrive_is_work_again()
    {
        var desk = Desk.AtEight();
        var (ticket, message) = Answered(desk);
        desk.Acts(new StaffAction.Close("sam", "小山", ticket, "answered", null));
        Fails(desk, message, SendError.BadAddress);
        Assert.Equal((TicketKind.HandOff, "unheard"), (desk.OpenTicket.Kind, desk.OpenTicket.Cause));
        Assert.Contains(ticket, desk.OpenTicket.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_told_in_confidence_never_goes_to_a_phone_that_others_read()
    {
        var desk = WithTwoAddresses(Desk.Shared, Telegram);
        desk.Writes(Desk.Yang, "我想找人谈谈，心里难受，不想让别人知道");
        var ticket = desk.OpenTicket;
        Assert.SkipWhen(ticket.Sensitivity == Sensitivity.Ordinary, "the words did not reach the counsellors");
        desk.Acts(new StaffAction.Claim("sam", "小山", ticket.Number));
        desk.Acts(new StaffAction.Reply("sam", "小山", ticket.Number, "我明天来看您"));
        var message = desk.LastMessageTo(Desk.Yang);
        var before = desk.CountTo(Desk.Shared);
        Fails(desk, message, SendError.BadAddress);
        Assert.Equal(before, desk.CountTo(Desk.Shared));
        Assert.Equal("我明天来看您", desk.LastTo(Telegram));
    }

    [Fact]
    public void What_was_told_in_confidence_stays_so_in_the_thread_it_is_said_in_instead()
    {
        var desk = WithTwoAddresses(Telegram);
        desk.Writes(Desk.Yang, "心里难受想找人说说");
        var number = desk.OpenTicket.Number;
        desk.Acts(new StaffAction.Reply("su", "苏心怡", number, "我明天来看您"));
        var message = desk.LastMessageTo(Desk.Yang);
        desk.Acts(new StaffAction.Close("su", "苏心怡", number, "answered", null));
        Fails(desk, message, SendError.Blocked);

        var said = Assert.Single(desk.Thread, line => line.Thread.Value == Telegram && line.Entry.Text == "我明天来看您").Entry;
        Assert.Equal(Sensitivity.Confidential, said.Sensitivity);
    }

    [Fact]
    public void A_telephone_that_rings_for_somebody_else_is_shared_too()
    {
        const string Chat = "telegram:4500000000000201";
        const string Phone = "+12025550103";
        var desk = Desk.AtEight();
        desk.Acts(new StaffAction.EditPerson("sam", "小山", "wu-min", new PersonEdit { AddAddress = new Address($"voice:{Phone}") }, "she told us"));
        Assert.Contains(desk.Person("wu-min").Addresses, address => address.Value == $"voice:{Phone}");
        desk.Writes(Chat, "心里难受想找人说说");
        desk.Acts(new StaffAction.Reply("su", "苏心怡", desk.OpenTicket.Number, "我明天来看您"));
        Fails(desk, desk.LastMessageTo(Chat), SendError.Blocked);

        Assert.Equal(0, desk.CountTo($"sms:{Phone}"));
    }

    [Fact]
    public void The_words_of_an_emergency_go_on_to_the_next_address_in_the_emergency_lane()
    {
        var desk = WithTwoAddresses();
        desk.Writes(Desk.Yang, "救命");
        var message = desk.Sent.Last(one => one.To.Value == Desk.Yang && one.Lane == Lane.Emergency);
        desk.Fails(message, SendError.Unreachable);
        Assert.Equal((Lane.Emergency, message.Text), (desk.LastMessageTo(Telegram).Lane, desk.LastTo(Telegram)));
        desk.Fails(desk.LastMessageTo(Telegram), SendError.Unreachable);
        Assert.Equal(1, desk.CountTo(Telegram));
    }

    [Fact]
    public void A_notice_that_fails_is_said_nowhere_else()
    {
        var desk = WithTwoAddresses();
        desk.Fails(new Outgoing { Id = "n", Account = "sms-jobs", To = new Address(Desk.Yang), Lane = Lane.Notice, Purpose = Purpose.Jobs, Text = "x", At = desk.Now, Concerns = "post|p1" }, SendError.BadAddress);
        Assert.Equal(0, desk.CountTo(Telegram));
    }

    [Fact]
    public void A_bots_answer_that_waited_half_a_day_is_dropped_and_a_person_takes_over()
    {
        var desk = Desk.AtEight();
        desk.Writes(Desk.Yang, "厨房水管漏水了");
        var question = desk.LastMessageTo(Desk.Yang);
        desk.Decide(Report(desk, question, SendError.TooOld));
        Assert.Equal((TicketKind.HandOff, "late"), (desk.OpenTicket.Kind, desk.OpenTicket.Cause));
        desk.Decide(Report(desk, question, SendError.TooOld));
        Assert.Equal("late", desk.OpenTicket.Cause);
    }

    [Fact]
    public void A_call_to_staff_that_does_not_arrive_goes_to_his_next_address_and_the_ladder_climbs()
    {
        var desk = Desk.AtEight();
        desk.Writes(Desk.Yang, "救命");
        var call = desk.Sent.First(message => message.To.Value == Desk.Chen);
        desk.Fails(call, SendError.Blocked);
        Assert.Equal(1, desk.CountTo(ChensPhone));
        Assert.True(desk.CountTo(Desk.Wang) > 0);
        desk.Fails(desk.LastMessageTo(ChensPhone), SendError.Unreachable);
        Assert.Equal(1, desk.CountTo(ChensPhone));
    }

    static Desk WithTwoAddresses(params string[] more)
    {
        var desk = Desk.AtEight();
        foreach (var address in more.Length == 0 ? [Telegram] : more)
            Assert.Null(desk.Acts(new StaffAction.EditPerson("sam", "小山", "yang-guizhen", new PersonEdit { AddAddress = new Address(address) }, "she told us")).Refusal);
        return desk;
    }

    static (string Ticket, Outgoing Message) Answered(Desk desk)
    {
        desk.Writes(Desk.Yang, "转人工");
        var number = desk.OpenTicket.Number;
        desk.Acts(new StaffAction.Claim("sam", "小山", number));
        desk.Acts(new StaffAction.Reply("sam", "小山", number, "明天上午有人来修"));
        return (number, desk.LastMessageTo(Desk.Yang));
    }

    static TurnEvent.Reported Report(Desk desk, Outgoing message, SendError error) => new(desk.Id(), desk.Now, new DeliveryReport
    {
        MessageId = message.Id,
        Account = message.Account,
        To = message.To,
        State = DeliveryState.Failed,
        Error = error,
        Concerns = message.Concerns,
        Lane = message.Lane,
        At = desk.Now,
    });

    static void Fails(Desk desk, Outgoing message, SendError error) => desk.Decide(Report(desk, message, error) with
    {
        Line = desk.Thread.Last(line => line.Entry.Id == message.Id).Entry,
    });
}
