using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using Xunit;

namespace ResidentBot.Core.Tests.Deciding;

/// <summary>What was said or stopped in one talk of a telephone holds in its others: questions, stops, languages, lost answers.</summary>
public sealed class OneTelephoneTests : HandsetScene
{
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
    public void A_carriers_stop_is_on_record_for_each_sender()
    {
        var desk = AtEight(("xie-lan", [Xie, XieChat]));
        foreach (var (phone, account) in (ReadOnlySpan<(string, string)>)[(Xie, "sms-jobs"), (XieChat, "whatsapp"), (XieChat, "whatsapp")])
            desk.Writes(phone, "STOP", kind: ArrivalKind.CarrierStop, account: account);

        Assert.Equal(["sms", "whatsapp"], desk.Person("xie-lan").Consents.Where(word => word is { Purpose: Purpose.Jobs, Given: false, Here: true }).Select(word => word.Channel));
    }

    [Fact]
    public void An_answer_lost_on_WhatsApp_goes_to_the_texts_of_the_same_telephone()
    {
        var desk = AtEight();
        desk.Writes(YangChat, "转人工");
        desk.Acts(new StaffAction.Claim("sam", "小山", desk.OpenTicket.Number));
        desk.Acts(new StaffAction.Reply("sam", "小山", desk.OpenTicket.Number, "明天上午有人来修"));
        var lost = desk.LastMessageTo(YangChat);
        desk.Decide(new TurnEvent.Reported(desk.Id(), desk.Now, new DeliveryReport
        {
            MessageId = lost.Id,
            Account = lost.Account,
            To = lost.To,
            State = DeliveryState.Failed,
            Error = SendError.Unreachable,
            Concerns = lost.Concerns,
            At = desk.Now,
        })
        {
            Line = desk.Thread.Last(line => line.Entry.Id == lost.Id).Entry,
        });

        Assert.Equal("明天上午有人来修", desk.LastTo(Desk.Yang));
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
}
