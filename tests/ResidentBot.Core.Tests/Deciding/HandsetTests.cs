using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using Xunit;

namespace ResidentBot.Core.Tests.Deciding;

/// <summary>One telephone by text, WhatsApp and calls.</summary>
public sealed class HandsetTests : HandsetScene
{
    const string YangChat = "whatsapp:+12025550101";
    const string SharedChat = "whatsapp:+12025550102";
    const string SharedLine = "voice:+12025550102";
    const string Xie = "sms:+12025550111";
    const string XieChat = "whatsapp:+12025550111";

    [Fact]
    public void A_check_in_asked_by_text_is_answered_on_WhatsApp_by_somebody_known()
    {
        var desk = AtEight();
        desk.Opens("yang-guizhen");
        desk.Writes(YangChat, "1");

        Assert.Equal(CheckInState.Fine, desk.CheckIn("yang-guizhen").State);
        Assert.Equal(["yang-guizhen"], desk.Talk(YangChat).Persons);
        Assert.Empty(desk.Talk(Desk.Yang).CheckIns);
        Assert.Empty(desk.Talk(YangChat).CheckIns);
        desk.Writes(YangChat, "厨房水管漏水了");
        Assert.Null(desk.Talk(YangChat).Who);
    }

    [Fact]
    public void Two_behind_one_number_are_two_on_WhatsApp()
    {
        var desk = AtEight(("zhao-fengying", [SharedChat]));
        desk.Opens("li-fugui");
        desk.Opens("zhao-fengying");
        desk.Writes(SharedChat, "1");

        Assert.Contains("1 赵凤英\n2 李富贵", desk.LastTo(SharedChat));
        desk.Writes(SharedChat, "我俩都好");
        Assert.All((string[])["li-fugui", "zhao-fengying"], id => Assert.Equal(CheckInState.Fine, desk.CheckIn(id).State));
    }

    [Fact]
    public void A_choice_among_several_stays_where_it_was_asked()
    {
        var desk = AtEight();
        desk.Opens("li-fugui");
        desk.Opens("zhao-fengying");
        desk.Writes(Desk.Shared, "1");
        desk.Writes(SharedChat, "2");

        Assert.All((string[])["li-fugui", "zhao-fengying"], id => Assert.Equal(CheckInState.Alert, desk.CheckIn(id).State));
    }

    [Fact]
    public void A_cry_on_WhatsApp_answers_what_was_asked_by_text()
    {
        var desk = AtEight();
        desk.Opens("yang-guizhen");
        desk.Writes(YangChat, "救命");
        desk.Writes(Desk.Yang, "1");

        Assert.Equal((CheckInState.Alert, desk.OpenTicket.Number), (desk.CheckIn("yang-guizhen").State, desk.CheckIn("yang-guizhen").Ticket));
        Assert.Equal("yang-guizhen", desk.OpenTicket.PersonId);
    }

    [Fact]
    public void The_wrong_person_on_WhatsApp_is_the_wrong_person_by_text()
    {
        var desk = AtEight(("yang-guizhen", [Desk.Yang, YangChat]));
        desk.Writes(YangChat, "打错了");

        Assert.Empty(desk.Person("yang-guizhen").Addresses);
        Assert.All((string[])[Desk.Yang, YangChat], phone => Assert.Equal((0, "yang-guizhen"), (desk.Talk(phone).Persons.Length, Assert.Single(desk.Talk(phone).Disowned))));
        desk.Acts(new StaffAction.EditPerson("sam", "小山", "yang-guizhen", new PersonEdit { Name = new("杨桂贞") }, ""));
        desk.Writes(Desk.Yang, "你好");
        Assert.Empty(desk.Talk(Desk.Yang).Persons);
    }

    [Fact]
    public void A_number_that_has_left_somebody_is_forgotten_in_all_its_talks()
    {
        var desk = AtEight();
        desk.Opens("yang-guizhen");
        desk.Writes(YangChat, "厨房水管漏水了");
        desk.Acts(new StaffAction.EditPerson("sam", "小山", "yang-guizhen", new PersonEdit { AddAddress = new Address("sms:+12025550199") }, ""));
        desk.Acts(new StaffAction.EditPerson("sam", "小山", "yang-guizhen", new PersonEdit { RemoveAddress = new Address(Desk.Yang) }, "换号"));

        Assert.Empty(desk.Talk(YangChat).Persons);
        Assert.Empty(desk.Talk(YangChat).CheckIns);
        Assert.True(desk.CheckIn("yang-guizhen").IsOpen);
    }

    [Fact]
    public void A_new_number_takes_the_place_of_the_old_one_on_WhatsApp_too()
    {
        var desk = AtEight(("yang-guizhen", [Desk.Yang, YangChat]));
        desk.Writes("sms:+12025550177", "我换号了，我是杨桂珍，1栋101");
        desk.Writes(Desk.Chen, "1");

        Assert.Equal([new Address("sms:+12025550177")], desk.Person("yang-guizhen").Addresses);
    }

    [Theory]
    [InlineData("停工作", false)]
    [InlineData("退订", false)]
    [InlineData(null, true)]
    public void A_stop_holds_on_WhatsApp_too_but_what_the_carrier_took_for_one_does_not(string? words, bool goesOn)
    {
        var desk = AtEight(("xie-lan", [Xie, XieChat]));
        if (words is null) desk.Writes(Xie, "STOP", kind: ArrivalKind.CarrierStop, account: "sms-jobs");
        else desk.Writes(Xie, words);
        var xie = desk.Person("xie-lan");

        Assert.False(Consents.MaySend(xie, desk.Talk(Xie), Purpose.Jobs));
        Assert.Equal(goesOn, Consents.MaySend(xie, desk.Talk(XieChat), Purpose.Jobs));
        Assert.Contains(xie.Consents, word => word is { Purpose: Purpose.Jobs, Given: false, Channel: "sms" });
        desk.Offers(desk.Publishes("p1", 3), "xie-lan");
        Assert.Equal(goesOn ? 1 : 0, desk.Sent.Count(sent => sent.Concerns == "post|p1"));
    }

    [Fact]
    public void A_stop_of_nobody_in_particular_holds_for_the_whole_telephone()
    {
        var desk = AtEight(("li-fugui", [Desk.Shared, SharedChat]));
        desk.Writes(Desk.Shared, "停通知");
        Assert.Contains(Purpose.Notices, desk.Talk(SharedChat).Stopped);
        desk.Writes(SharedChat, "开通知");
        Assert.DoesNotContain(Purpose.Notices, desk.Talk(Desk.Shared).Stopped);
    }

    [Fact]
    public void A_call_for_two_that_is_held_up_asks_both_elsewhere_and_leaves_for_both()
    {
        var desk = AtEight(("li-fugui", [SharedLine, "telegram:71"]), ("zhao-fengying", [SharedLine, "telegram:72"]));
        desk.Opens("li-fugui");
        desk.Opens("zhao-fengying");
        var call = Assert.Single(desk.Sent, sent => sent.To.Value == SharedLine);
        Report(desk, call, DeliveryState.Queued, SendError.Unknown);

        Assert.Equal((1, 1), (desk.CountTo("telegram:71"), desk.CountTo("telegram:72")));
        Assert.All((string[])["li-fugui", "zhao-fengying"], id => Assert.Equal([call.To], desk.CheckIn(id).HeldUp));
        Report(desk, call, DeliveryState.Sent, null);
        Assert.All((string[])["li-fugui", "zhao-fengying"], id => Assert.Empty(desk.CheckIn(id).HeldUp));
    }

    [Fact]
    public void Erasing_takes_the_telephones_other_talks_and_the_ways_to_them()
    {
        var desk = AtEight();
        desk.Writes(YangChat, "厨房水管漏水了");
        var number = desk.All<Ticket>().Select(ticket => ticket.Number).ToList();
        var decision = desk.Acts(new StaffAction.ErasePerson("head", "主管", "yang-guizhen", "本人要求") { Tickets = [.. number], EndsCheckIns = true });

        Assert.Null(decision.Refusal);
        Assert.Contains(new Address(YangChat), decision.Erased);
        Assert.Contains(("whatsapp", new Address(YangChat)), decision.Routes);
        Assert.All((string[])[Desk.Yang, YangChat], phone => Assert.Null(desk.Find<Conversation>(phone)));
        desk.Writes(YangChat, "你好");
        Assert.Empty(desk.Talk(YangChat).Persons);
    }

    [Fact]
    public void While_one_is_asked_by_call_how_he_is_nobody_asks_by_text_whether_it_is_fixed()
    {
        var desk = AtEight();
        foreach (var words in (string[])["厨房水管漏水了", "跳过", "1栋2单元301", "1"]) desk.Writes(Desk.Yang, words);
        var number = desk.OpenTicket.Number;
        desk.Acts(new StaffAction.EditPerson("sam", "小山", "yang-guizhen", new PersonEdit { Literacy = new(Literacy.VoiceOnly) }, ""));
        desk.Opens("yang-guizhen");
        desk.Acts(new StaffAction.Claim("sam", "小山", number));
        desk.Acts(new StaffAction.MarkDone("sam", "小山", number));
        Assert.Null(desk.Talk(Desk.Yang).AskedFixed);
        desk.Writes(Desk.Yang, "1");

        Assert.Equal((CheckInState.Fine, number), (desk.CheckIn("yang-guizhen").State, desk.Talk(Desk.Yang).AskedFixed));
        desk.Writes(Desk.Yang, "1");
        Assert.Equal(TicketState.Closed, desk.Find<Ticket>(number)!.State);
    }

    [Fact]
    public void What_was_to_be_asked_by_text_is_asked_there_once_the_check_in_is_answered_on_WhatsApp()
    {
        var desk = AtEight();
        foreach (var words in (string[])["厨房水管漏水了", "跳过", "1栋2单元301", "1"]) desk.Writes(Desk.Yang, words);
        var number = desk.OpenTicket.Number;
        desk.Opens("yang-guizhen");
        desk.Acts(new StaffAction.Claim("sam", "小山", number));
        desk.Acts(new StaffAction.MarkDone("sam", "小山", number));
        desk.Writes(YangChat, "1");

        Assert.Equal(number, desk.Talk(Desk.Yang).AskedFixed);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_was_stopped_at_a_telephone_is_stopped_in_a_new_talk_of_it(bool byDesk)
    {
        var desk = AtEight();
        desk.Writes(Desk.Shared, "停通知");
        desk.Writes(Desk.Shared, "STOP", kind: ArrivalKind.CarrierStop, account: "sms-jobs");
        if (byDesk) desk.Acts(new StaffAction.EditPerson("sam", "小山", "li-fugui", new PersonEdit { AddAddress = new Address(SharedChat) }, ""));
        else desk.Writes(SharedChat, "你好");

        Assert.Equal([Purpose.Notices], desk.Talk(SharedChat).Stopped);
    }

    [Fact]
    public void No_jobs_said_in_a_dialog_holds_on_WhatsApp_too()
    {
        var desk = AtEight(("yang-guizhen", [Desk.Yang, YangChat]));
        desk.Writes(Desk.Yang, "找工作");
        desk.Writes(Desk.Yang, "2");

        Assert.All((string[])[Desk.Yang, YangChat], phone => Assert.Equal([Purpose.Jobs], desk.Talk(phone).Stopped));
    }

    [Fact]
    public void A_call_that_was_taken_back_leaves_no_check_in_behind_in_its_talk()
    {
        const string Telegram = "telegram:72";
        var desk = AtEight(("zhao-fengying", [Telegram, Desk.Shared]));
        foreach (var person in (string[])["li-fugui", "zhao-fengying"])
        {
            desk.Acts(new StaffAction.EditPerson("sam", "小山", person, new PersonEdit { Literacy = new(Literacy.VoiceOnly) }, ""));
            desk.Opens(person);
        }
        var call = Assert.Single(desk.Sent, sent => sent.To.Value == SharedLine);
        desk.Acts(new StaffAction.EditPerson("sam", "小山", "zhao-fengying", new PersonEdit { Literacy = new(Literacy.Text) }, ""));
        desk.Writes(Desk.Shared, "李富贵很好");
        desk.Fails(call, SendError.Obsolete);
        Assert.Equal([new Address(Telegram)], desk.CheckIn("zhao-fengying").Asked);
        desk.Writes(Telegram, "1");

        Assert.Equal(CheckInState.Fine, desk.CheckIn("zhao-fengying").State);
        Assert.Empty(desk.Talk(SharedLine).CheckIns);
        desk.Writes(Desk.Shared, "你好");
        Assert.Empty(desk.Talk(Desk.Shared).CheckIns);
    }

    [Fact]
    public void A_call_speaks_the_language_that_was_last_written_and_a_text_its_own()
    {
        var desk = AtEight();
        desk.Writes(Desk.Yang, "English");
        desk.Acts(new StaffAction.EditPerson("sam", "小山", "yang-guizhen", new PersonEdit { Literacy = new(Literacy.VoiceOnly) }, ""));
        desk.Opens("yang-guizhen");
        desk.Writes(YangChat, "你好");
        Assert.Equal((Language.En, Language.Zh), (desk.Talk("voice:+12025550101").Language, desk.Talk(YangChat).Language));
        desk.After(1);
        desk.Writes(Desk.Yang, "中文");
        desk.Until(desk.At(18));
        desk.Opens("yang-guizhen", "evening");
        Assert.Equal(Language.Zh, desk.Talk("voice:+12025550101").Language);
    }

    [Fact]
    public void A_first_digit_on_WhatsApp_is_answered_in_the_language_of_the_texts()
    {
        var desk = AtEight();
        desk.Writes(Desk.Yang, "English");
        desk.Opens("yang-guizhen");
        desk.Writes(YangChat, "1");
        Assert.Equal(Language.En, desk.Talk(YangChat).Language);
    }

    static void Report(Desk desk, Outgoing message, DeliveryState state, SendError? error) => desk.Decide(new TurnEvent.Reported(desk.Id(), desk.Now, new DeliveryReport
    {
        MessageId = message.Id,
        Account = message.Account,
        To = message.To,
        State = state,
        Error = error,
        Concerns = message.Concerns,
        At = desk.Now,
    }));
}
