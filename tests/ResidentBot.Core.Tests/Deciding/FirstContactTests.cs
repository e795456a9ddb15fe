using ResidentBot.Core.Messages;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using Xunit;

namespace ResidentBot.Core.Tests.Deciding;

/// <summary>A stranger's matter is taken first; then he is asked once who he is, and somebody who knows the face confirms it.</summary>
public sealed class FirstContactTests
{
    const string Stranger = "sms:+12025559999";

    static Desk AfterRequest()
    {
        var desk = Desk.AtEight();
        foreach (var words in (string[])["厨房水管漏水了", "跳过", "东1栋1单元301", "1"]) desk.Writes(Stranger, words);
        return desk;
    }

    static Ticket Asked(Desk desk) => Assert.Single(desk.All<Ticket>(), ticket => ticket.Cause == "identity");

    [Fact]
    public void The_request_is_stored_first_and_then_he_is_asked_once()
    {
        var desk = AfterRequest();

        Assert.Equal(TicketKind.Request, desk.OpenTicket.Kind);
        Assert.Contains(desk.OpenTicket.Number, desk.Sent[^2].Text);
        Assert.Equal(desk.Text("who_ask"), desk.LastTo(Stranger));
    }

    [Theory]
    [InlineData("人工")]
    [InlineData("着火了")]
    [InlineData("我头晕")]
    public void A_talk_or_an_emergency_is_taken_first_too(string words)
    {
        var desk = Desk.AtEight();
        desk.Writes(Stranger, words);

        Assert.Equal(Stranger, desk.OpenTicket.Address!.Value.Value);
        Assert.EndsWith(desk.Text("who_ask"), desk.LastTo(Stranger));
    }

    [Theory]
    [InlineData("孙德华 东1栋1单元301")]
    [InlineData("我叫孙德华，住1栋301")]
    [InlineData("孙德华 1-1-301")]
    [InlineData("我是孫德华，東一栋一单元三零一，谢谢")]
    [InlineData("你好，孙德华，１栋３０１室")]
    public void The_nearest_named_person_is_asked_and_yes_registers_him(string answer)
    {
        var desk = AfterRequest();
        var request = desk.OpenTicket.Number;
        desk.Writes(Stranger, answer);

        Assert.Equal(desk.Text("who_thanks"), desk.LastTo(Stranger));
        var ticket = Asked(desk);
        Assert.Equal((TicketKind.Visit, "handoff", "sun-dehua"), (ticket.Kind, ticket.Queue, ticket.PersonId));
        var asked = desk.LastMessageTo(Desk.Chen);
        Assert.Contains("孙德华", asked.Text);
        Assert.Equal(3, asked.Choices.Length);
        Assert.DoesNotContain(new Address(Stranger), desk.Person("sun-dehua").Addresses);

        desk.Writes(Desk.Chen, "", tap: $"r:{ticket.Number}:yes");

        Assert.Equal(new Address(Stranger), desk.Person("sun-dehua").Addresses[^1]);
        Assert.Equal(["sun-dehua"], desk.Talk(Stranger).Persons);
        Assert.Equal(("sun-dehua", "e1-1"), (desk.Find<Ticket>(request)!.PersonId, desk.Find<Ticket>(request)!.Place));
        Assert.Equal(desk.Text("who_done"), desk.LastTo(Stranger));
        Assert.Equal(("answered", "chen"), (Asked(desk).Outcome!.Code, Asked(desk).Outcome!.By));
        Assert.Contains(desk.Log, line => line is { Who: "chen", What: "confirmed identity", About: "sun-dehua" });
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("是他本人", true)]
    [InlineData("2", false)]
    [InlineData("不是", false)]
    public void A_digit_or_its_words_answer_as_well(string answer, bool isHe)
    {
        var desk = AfterRequest();
        desk.Writes(Stranger, "孙德华 1栋301");
        desk.Writes(Desk.Chen, answer);

        Assert.Equal(isHe, desk.Person("sun-dehua").Addresses.Contains(new Address(Stranger)));
        Assert.Equal(desk.Text(isHe ? "who_done" : "who_not"), desk.LastTo(Stranger));
    }

    [Fact]
    public void Not_sure_asks_the_next_person_and_the_desk_can_answer_too()
    {
        var desk = AfterRequest();
        desk.Writes(Stranger, "孙德华 1栋301");
        desk.Writes(Desk.Chen, "3");
        Assert.Contains("孙德华", desk.LastTo(Desk.Zhou));
        var number = Asked(desk).Number;

        Assert.Equal("no_such_person", desk.Acts(new StaffAction.ConfirmIdentity("sam", "小山", number, "nobody", true)).Refusal!.Text);
        desk.Acts(new StaffAction.ConfirmIdentity("sam", "小山", number, "sun-dehua", true));

        Assert.Contains(new Address(Stranger), desk.Person("sun-dehua").Addresses);
        Assert.Equal("ticket_closed", desk.Acts(new StaffAction.ConfirmIdentity("sam", "小山", number, "sun-dehua", true)).Refusal!.Text);
        Assert.Equal("not_for_this_kind", desk.Acts(new StaffAction.ConfirmIdentity("sam", "小山", desk.All<Ticket>().First().Number, "sun-dehua", true)).Refusal!.Text);
    }

    [Theory]
    [InlineData("孙德华")]
    [InlineData("张三")]
    [InlineData("blub")]
    public void Without_a_door_he_is_asked_for_it_once_whether_his_name_is_known_or_not(string name)
    {
        var desk = AfterRequest();
        desk.Writes(Stranger, name);
        Assert.Equal(desk.Text("who_door"), desk.LastTo(Stranger));
        desk.Writes(Stranger, "不记得了");

        Assert.Equal(desk.Text("who_thanks"), desk.LastTo(Stranger));
        Assert.Equal(name == "孙德华" ? "sun-dehua" : null, Asked(desk).PersonId);
    }

    [Theory]
    [InlineData("孙德华 西1栋301")]
    [InlineData("孙德华 2栋301")]
    [InlineData("孙德华 1栋302")]
    [InlineData("王大明 1栋301")]
    public void What_fits_nobody_is_left_to_staff_with_the_same_words_to_the_sender(string answer)
    {
        var desk = AfterRequest();
        desk.Writes(Stranger, answer);

        Assert.Equal(desk.Text("who_thanks"), desk.LastTo(Stranger));
        Assert.Null(Asked(desk).PersonId);
        Assert.Equal(0, desk.CountTo(Desk.Chen));
        desk.Until(Asked(desk).DueAt);
        Assert.Contains(desk.Sent, message => message.To.Value == Desk.Zhou && message.Text.Contains(Asked(desk).Number));
    }

    [Theory]
    [InlineData("孙德华 1栋301")]
    [InlineData("孙德华")]
    [InlineData("王芳")]
    public void Nothing_of_the_register_is_told_to_the_sender(string answer)
    {
        var desk = AfterRequest();
        var said = desk.Sent.Count;
        desk.Writes(Stranger, answer);
        desk.Writes(Stranger, "1栋301");

        foreach (var message in desk.Sent.Skip(said).Where(message => message.To.Value == Stranger))
            Assert.DoesNotContain(desk.All<Core.Residents.Person>(), person => message.Text.Contains(person.Name));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("不想说")]
    [InlineData("我不想说")]
    [InlineData("不方便说，谢谢")]
    [InlineData("跳过")]
    [InlineData("skip")]
    [InlineData("I'd rather not")]
    public void No_ends_it_for_good(string no)
    {
        var desk = AfterRequest();
        desk.Writes(Stranger, no);
        Assert.Equal(desk.Text("who_declined"), desk.LastTo(Stranger));
        var said = desk.CountTo(Stranger);
        desk.Writes(Stranger, "人工");

        Assert.Equal(said + 1, desk.CountTo(Stranger));
        Assert.DoesNotContain(desk.All<Ticket>(), ticket => ticket.Cause == "identity");
    }

    [Fact]
    public void A_new_wish_goes_before_the_question_which_is_asked_at_most_once_more()
    {
        var desk = AfterRequest();
        for (var i = 0; i < 3; i++)
        {
            foreach (var words in (string[])["楼道灯坏了", "跳过", "东1栋", "1"]) desk.Writes(Stranger, words);
        }

        Assert.Equal(4, desk.All<Ticket>().Count(ticket => ticket.Kind == TicketKind.Request));
        Assert.Equal(2, desk.Sent.Count(message => message.Text == desk.Text("who_ask")));
    }

    [Theory]
    [InlineData("救命", "emergency")]
    [InlineData("人工", "asked")]
    [InlineData("投诉你们", "complaint")]
    [InlineData("我胸口痛", "emergency")]
    public void The_question_swallows_nothing_that_needs_a_person(string words, string cause)
    {
        var desk = AfterRequest();
        desk.Writes(Stranger, words);

        Assert.Contains(desk.All<Ticket>(), ticket => ticket.Cause == cause);
    }

    [Theory]
    [InlineData("T")]
    [InlineData("退订")]
    [InlineData("STOP")]
    public void Nor_a_stop(string word)
    {
        var desk = AfterRequest();
        desk.Writes(Stranger, word);

        Assert.Contains(Purpose.Jobs, desk.Talk(Stranger).Stopped);
    }

    [Fact]
    public void Nor_a_talk_that_a_person_has()
    {
        var desk = Desk.AtEight();
        desk.Writes(Stranger, "人工");
        desk.Acts(new StaffAction.Claim("sam", "小山", desk.OpenTicket.Number));
        desk.Writes(Stranger, "孙德华 1栋301");

        Assert.DoesNotContain(desk.All<Ticket>(), ticket => ticket.Cause == "identity");
    }

    [Fact]
    public void Helpers_on_their_way_hear_at_once_who_it_may_be()
    {
        var desk = Desk.AtEight();
        desk.Writes(Stranger, "救命");
        desk.Writes(Stranger, "孙德华 1栋301");

        Assert.Contains("孙德华 1栋301", desk.LastTo(Desk.Duty));
        desk.Acts(new StaffAction.ConfirmIdentity("sam", "小山", Asked(desk).Number, "sun-dehua", true));
        Assert.Equal("sun-dehua", desk.All<Ticket>().Single(ticket => ticket.Kind == TicketKind.Alert).PersonId);
    }

    [Theory]
    [InlineData("1", TicketState.Closed)]
    [InlineData("没修好", TicketState.Waiting)]
    public void Nor_the_word_whether_it_is_fixed(string answer, TicketState state)
    {
        var desk = AfterRequest();
        var number = desk.OpenTicket.Number;
        desk.Acts(new StaffAction.Claim("sam", "小山", number));
        desk.Acts(new StaffAction.MarkDone("sam", "小山", number));
        desk.Writes(Stranger, answer);

        Assert.Equal(state, desk.Find<Ticket>(number)!.State);
        Assert.NotNull(desk.Talk(Stranger).Who);
    }

    [Fact]
    public void An_old_question_takes_no_answer_any_more()
    {
        var desk = AfterRequest();
        desk.Until(desk.At(21));
        desk.Writes(Stranger, "孙德华 1栋301");

        Assert.DoesNotContain(desk.All<Ticket>(), ticket => ticket.Cause == "identity");
    }

    [Fact]
    public void Who_is_registered_is_never_asked()
    {
        var desk = Desk.AtEight();
        foreach (var words in (string[])["厨房水管漏水了", "跳过", "1栋2单元301", "1"]) desk.Writes(Desk.Yang, words);

        Assert.DoesNotContain(desk.Sent, message => message.Text == desk.Text("who_ask"));
    }
}
