using NodaTime;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using Xunit;

namespace ResidentBot.Core.Tests.Deciding;

/// <summary>What is told in confidence reaches those it is meant for, and nobody else: not on a queue, not in a thread, not on a phone.</summary>
public sealed class SecrecyTests
{
    const string Su = "telegram:4500000000000109";

    [Theory]
    [InlineData("心里难受想找人说说", "counsel", Sensitivity.Confidential)]
    [InlineData("我想找个人聊聊", "counsel", Sensitivity.Confidential)]
    [InlineData("I need someone to talk to", "counsel", Sensitivity.Confidential)]
    [InlineData("老板欠薪三个月了", "legal", Sensitivity.Legal)]
    [InlineData("我要劳动仲裁", "legal", Sensitivity.Legal)]
    [InlineData("想问一下法律问题", "legal", Sensitivity.Legal)]
    [InlineData("my boss owes me unpaid wages", "legal", Sensitivity.Legal)]
    [InlineData("人工", "handoff", Sensitivity.Ordinary)]
    [InlineData("我不舒服，头晕", "welfare", Sensitivity.Ordinary)]
    public void A_residents_words_find_the_queue_and_with_it_who_may_know(string words, string queue, Sensitivity sensitivity)
    {
        var desk = Desk.AtEight();
        desk.Writes(Desk.Yang, words);
        Assert.Equal((queue, sensitivity), (desk.OpenTicket.Queue, desk.OpenTicket.Sensitivity));
        Assert.Equal("e1-1", desk.OpenTicket.Place);
    }

    [Fact]
    public void Every_line_said_while_a_secret_ticket_holds_the_talk_is_as_secret_from_the_message_that_opened_it()
    {
        var desk = Desk.AtEight();
        Assert.All(Lines(desk.Writes(Desk.Yang, "你好")), line => Assert.Equal(Sensitivity.Ordinary, line.Sensitivity));
        Secret(desk.Writes(Desk.Yang, "心里难受想找人说说"));
        var number = desk.OpenTicket.Number;
        Secret(desk.Writes(Desk.Yang, "我老伴走了以后……"));
        Secret(desk.Acts(new StaffAction.Reply("su", "苏心怡", number, "我在听")));
        Secret(desk.Acts(new StaffAction.Note("su", "苏心怡", number, "丧偶")));
        Secret(desk.Acts(new StaffAction.Close("su", "苏心怡", number, "answered", "好些了")));
        Secret(desk.Acts(new StaffAction.Note("su", "苏心怡", number, "下周再问")));
        Assert.All(Lines(desk.Writes(Desk.Yang, "你好")), line => Assert.Equal(Sensitivity.Ordinary, line.Sensitivity));

        static void Secret(Decision decision)
        {
            Assert.NotEmpty(Lines(decision));
            Assert.All(Lines(decision), line => Assert.Equal(Sensitivity.Confidential, line.Sensitivity));
        }
    }

    [Fact]
    public void A_talk_that_waits_and_turns_into_a_confidence_goes_on_among_fewer()
    {
        var desk = Desk.AtEight();
        desk.Writes(Desk.Yang, "人工");
        var number = desk.OpenTicket.Number;
        desk.Writes(Desk.Yang, "心里难受想找人说说");
        Assert.Equal((number, "counsel", Sensitivity.Confidential), (desk.OpenTicket.Number, desk.OpenTicket.Queue, desk.OpenTicket.Sensitivity));
        Assert.DoesNotContain(number, desk.Lists[Turns.Lists.Queue("handoff")]);
        Assert.Contains(number, desk.Lists[Turns.Lists.Queue("counsel")]);
        desk.Until(desk.At(14));
        Assert.Equal(0, desk.CountTo(Desk.Zhou));
        Assert.StartsWith(desk.Text("rung_ask_private", ("number", number)), desk.LastTo(Su));
    }

    [Fact]
    public void A_call_for_help_in_a_secret_talk_is_everybodys_matter()
    {
        var desk = Desk.AtEight();
        desk.Writes(Desk.Yang, "心里难受想找人说说");
        var lines = Lines(desk.Writes(Desk.Yang, "救命，着火了"));
        Assert.Equal((TicketKind.Alert, Sensitivity.Ordinary), (desk.OpenTicket.Kind, desk.OpenTicket.Sensitivity));
        Assert.Equal(Sensitivity.Ordinary, lines[0].Sensitivity);
        Assert.Contains("着火", desk.LastTo(Desk.Chen));
    }

    [Fact]
    public void A_phone_gets_the_number_of_a_secret_ticket_and_no_word_of_it()
    {
        var desk = Desk.AtEight();
        desk.Until(desk.At(9));
        desk.Writes(Desk.Yang, "心里难受想找人说说");
        desk.Until(desk.At(13));
        var number = desk.OpenTicket.Number;
        Assert.StartsWith(desk.Text("rung_ask_private", ("number", number)), desk.LastTo(Su));
        Assert.Equal(0, desk.CountTo(Desk.Duty));
        // Nobody accepts: the last rung hears of it too, whoever stands there.
        desk.Until(desk.At(15));
        Assert.StartsWith(desk.Text("rung_ask_private", ("number", number)), desk.LastTo(Desk.Duty));
        desk.Writes(Su, "1");
        Assert.StartsWith(desk.Text("rung_result_private", ("number", number)), desk.LastTo(Su));
        desk.Writes(Desk.Yang, "是我儿子的事");
        Assert.Equal(desk.Text("rung_more_private", ("number", number)), desk.LastTo(Su));
        var secrets = (string[])["杨桂珍", "难受", "儿子", "单元"];
        foreach (var message in desk.Sent.Where(message => message.To.Value is Su or Desk.Duty))
            Assert.DoesNotContain(secrets, secret => message.Text.Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public void A_rung_whose_people_may_not_know_is_left_out()
    {
        var desk = Desk.AtEight();
        var child = AsChild(desk);
        desk.Writes(Desk.Yang, "人工");
        Assert.Equal(Sensitivity.Child, desk.OpenTicket.Sensitivity);
        desk.Until(desk.At(9));
        // The desk's ladder is Zhou, an agent, then the duty phone: it is asked at once, without a name.
        Assert.Equal(0, desk.CountTo(Desk.Zhou));
        Assert.StartsWith(desk.Text("rung_ask_private", ("number", desk.OpenTicket.Number)), desk.LastTo(Desk.Duty));
        Assert.DoesNotContain(child.Name, desk.LastTo(Desk.Duty));
    }

    [Theory]
    [InlineData("我不舒服，头晕", Sensitivity.Ordinary)]
    [InlineData("救命", Sensitivity.Ordinary)]
    [InlineData("心里难受想找人说说", Sensitivity.Confidential)]
    [InlineData("我要劳动仲裁", Sensitivity.Legal)]
    [InlineData("人工", Sensitivity.Child)]
    public void A_childs_talk_is_seen_by_few_but_never_its_danger(string words, Sensitivity sensitivity)
    {
        var desk = Desk.AtEight();
        AsChild(desk);
        desk.Writes(Desk.Yang, words);
        Assert.Equal(sensitivity, desk.OpenTicket.Sensitivity);
    }

    static Person AsChild(Desk desk)
    {
        desk.Acts(new StaffAction.EditPerson("sam", "小山", "yang-guizhen", new PersonEdit { Born = new Change<LocalDate?>(new LocalDate(2015, 1, 1)) }, "生日"));
        return desk.Person("yang-guizhen");
    }

    static List<ThreadEntry> Lines(Decision decision) => [.. decision.Thread.Where(line => line.Thread == new Address(Desk.Yang)).Select(line => line.Entry)];
}
