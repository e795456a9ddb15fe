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
