using NodaTime;
using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Tests.Deciding;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using Xunit;

namespace ResidentBot.Core.Tests.Sending;

/// <summary>A machine on the other side does not make us talk for ever.</summary>
public sealed class LoopTests
{
    const string Stranger = "sms:+12025550177";
    const string AutoReply = "I am driving and will get back to you later";

    [Fact]
    public void The_same_auto_reply_is_answered_four_times_more_at_the_most()
    {
        var desk = Desk.AtEight();
        for (var i = 0; i < 40; i++)
        {
            desk.Writes(Stranger, AutoReply);
            desk.After(1);
        }
        Assert.InRange(desk.CountTo(Stranger), 1, 2 * LoopGuard.MostSame);
        Assert.Single(desk.Thread, line => line.Entry is { Kind: ThreadKind.Mark, Text: "silent" });
        Assert.Single(desk.All<Ticket>().SelectMany(ticket => ticket.History), line => line.What == "silent");
    }

    [Fact]
    public void A_bot_that_always_says_something_else_is_left_alone_after_twenty_sentences()
    {
        var desk = Desk.AtEight();
        for (var i = 0; i < 60; i++)
        {
            desk.Writes(Stranger, $"厨房水管漏水了{i}");
            desk.Writes(Stranger, "取消");
            desk.Until(desk.Now + Duration.FromSeconds(5));
        }
        Assert.True(desk.Now < desk.Talk(Stranger).SilentUntil);
        Assert.InRange(desk.CountTo(Stranger), 20, 3 * LoopGuard.MostAnswered);
        Assert.Equal((TicketKind.HandOff, "loop"), (desk.OpenTicket.Kind, desk.OpenTicket.Cause));
    }

    [Fact]
    public void After_an_hour_the_bot_answers_again()
    {
        var desk = Silenced(Stranger);
        var before = desk.CountTo(Stranger);
        desk.Writes(Stranger, "厨房水管漏水了");
        Assert.Equal(before, desk.CountTo(Stranger));
        desk.After(61);
        desk.Writes(Stranger, "厨房水管漏水了");
        Assert.True(desk.CountTo(Stranger) > before);
    }

    [Fact]
    public void A_cry_for_help_opens_its_alert_and_is_answered_also_in_silence()
    {
        var desk = Silenced(Stranger);
        desk.Writes(Stranger, "救命");
        var alert = Assert.Single(desk.All<Ticket>(), ticket => ticket is { Kind: TicketKind.Alert, Urgency: Urgency.Emergency });
        Assert.Contains(alert.Number, desk.LastTo(Stranger), StringComparison.Ordinal);
        var called = desk.Sent.Count;
        for (var i = 0; i < 10; i++) desk.Writes(Stranger, "救命");
        Assert.Equal(called, desk.Sent.Count);
        Assert.Single(desk.All<Ticket>(), ticket => ticket.Kind == TicketKind.Alert);
    }

    [Fact]
    public void Whoever_accepted_the_alert_hears_every_further_cry_and_whoever_was_asked_hears_new_words()
    {
        var desk = Desk.AtEight();
        for (var i = 0; i < 8; i++) desk.Writes(Desk.Yang, "救命救命");
        Assert.True(desk.Now < desk.Talk(Desk.Yang).SilentUntil);
        desk.Writes(Desk.Yang, "救命，我在厨房");
        Assert.Contains("我在厨房", desk.LastTo(Desk.Chen), StringComparison.Ordinal);
        var told = desk.CountTo(Desk.Chen);
        desk.Writes(Desk.Yang, "救命，我在厨房");
        Assert.Equal(told, desk.CountTo(Desk.Chen));

        desk.Writes(Desk.Chen, "1");
        desk.Writes(Desk.Yang, "救命，我在厕所");
        Assert.Contains("我在厕所", desk.LastTo(Desk.Chen), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("头晕，走不动", "welfare", Urgency.Urgent)]
    [InlineData("心里难受想找人说说", "counsel", Urgency.Normal)]
    public void Whoever_is_not_well_finds_a_person_also_in_silence_and_is_told_so_once(string words, string queue, Urgency urgency)
    {
        var desk = Silenced(Desk.Yang);
        var before = desk.CountTo(Desk.Yang);
        for (var i = 0; i < 10; i++) desk.Writes(Desk.Yang, words);
        Assert.Equal((queue, urgency), (desk.OpenTicket.Queue, desk.OpenTicket.Urgency));
        Assert.Equal(before + 1, desk.CountTo(Desk.Yang));
    }

    [Fact]
    public void Staff_who_close_what_it_left_end_the_silence()
    {
        var desk = Silenced(Desk.Yang);
        desk.Acts(new StaffAction.Close("sam", "小山", desk.OpenTicket.Number, "other", null));
        desk.After(20);
        var before = desk.CountTo(Desk.Yang);
        desk.Writes(Desk.Yang, "厨房水管漏水了");
        Assert.True(desk.CountTo(Desk.Yang) > before);
    }

    [Theory]
    [InlineData("fine", CheckInState.Fine)]
    [InlineData("hand", CheckInState.Alert)]
    [InlineData("call", CheckInState.Alert)]
    public void A_check_ins_button_means_what_it_says_also_in_silence_and_ends_it(string word, CheckInState state)
    {
        var desk = Silenced(Desk.Yang);
        desk.Opens("yang-guizhen");
        var tap = desk.LastMessageTo(Desk.Yang).Choices.Single(choice => choice.Id.EndsWith(word, StringComparison.Ordinal)).Id;
        desk.Writes(Desk.Yang, "", tap: "c:long-over:fine");
        Assert.Equal(CheckInState.Asked, desk.CheckIn("yang-guizhen").State);
        desk.Writes(Desk.Yang, "", tap);
        Assert.Equal(state, desk.CheckIn("yang-guizhen").State);
        Assert.Null(desk.Talk(Desk.Yang).SilentUntil);
        if (word != "fine") Assert.Contains(desk.Text($"checkin_{word}"), desk.All<Ticket>().Single(ticket => ticket.Kind == TicketKind.Alert).Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1", CheckInState.Fine)]
    [InlineData("头晕", CheckInState.Alert)]
    public void An_open_check_in_is_asked_and_answered_also_in_silence(string answer, CheckInState state)
    {
        var desk = Silenced(Desk.Yang);
        desk.Opens("yang-guizhen");
        Assert.Equal(desk.Text("checkin_ask", ("name", "杨桂珍"), ("window", "早安")), desk.LastTo(Desk.Yang));
        desk.Writes(Desk.Yang, answer);
        Assert.Equal(state, desk.CheckIn("yang-guizhen").State);
    }

    [Fact]
    public void A_stop_word_is_obeyed_also_in_silence()
    {
        var desk = Silenced(Stranger);
        desk.Writes(Stranger, "退订");
        Assert.Contains(Purpose.Jobs, desk.Talk(Stranger).Stopped);
    }

    [Fact]
    public void Somebody_who_types_digits_and_short_answers_all_day_is_no_machine()
    {
        var desk = Desk.AtEight();
        for (var i = 0; i < 60; i++) desk.Writes(Stranger, i % 2 == 0 ? "1" : "喂喂");
        Assert.Null(desk.Talk(Stranger).SilentUntil);
    }

    [Fact]
    public void The_same_kind_word_every_morning_is_no_machine()
    {
        var desk = Desk.AtEight();
        for (var day = 0; day < 10; day++)
        {
            desk.Until(desk.At(9, day: day));
            desk.Writes(Stranger, "早上好呀我很好");
        }
        Assert.Null(desk.Talk(Stranger).SilentUntil);
    }

    [Fact]
    public void Two_accounts_of_ours_never_talk_to_each_other()
    {
        var world = Oak.World;
        var accounts = world.Community.Accounts;
        var desk = Desk.In(world with
        {
            Community = world.Community with
            {
                Accounts = accounts.SetItem("sms-jobs", With(accounts["sms-jobs"], "+15005550007")).SetItem("sms-welfare", With(accounts["sms-welfare"], "+15005550006")),
            },
        });
        for (var i = 0; i < 5; i++) desk.Writes("sms:+15005550007", "救命，我们收到了，编号1008。120 / 110 / 119");
        Assert.Equal(0, desk.CountTo("sms:+15005550007"));
        Assert.Equal((TicketKind.HandOff, "loop"), (desk.OpenTicket.Kind, desk.OpenTicket.Cause));
    }

    static ChannelAccount With(ChannelAccount account, string from) => account with { Settings = account.Settings.SetItem("from", from) };

    static Desk Silenced(string address)
    {
        var desk = Desk.AtEight();
        for (var i = 0; i < 10 && desk.Find<Conversation>(address)?.SilentUntil is null; i++)
        {
            desk.After(2);
            desk.Writes(address, AutoReply);
        }
        Assert.True(desk.Now < desk.Talk(address).SilentUntil);
        return desk;
    }
}
