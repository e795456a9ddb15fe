using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Tickets;
using Xunit;

namespace ResidentBot.Core.Tests.Deciding;

/// <summary>Who writes and for whom are two things: asked once the matter is stored.</summary>
public sealed class ForWhomTests
{
    static readonly string[] Request = ["厨房水管漏水了", "跳过", "东1栋102", "1"];

    static Desk Asked(string from, params string[] words)
    {
        var desk = Desk.AtEight();
        foreach (var one in words) desk.Writes(from, one);
        return desk;
    }

    [Theory]
    [InlineData("1", "li-fugui")]
    [InlineData("２", "zhao-fengying")]
    [InlineData("二", "zhao-fengying")]
    [InlineData("赵凤英", "zhao-fengying")]
    [InlineData("给赵凤英的", "zhao-fengying")]
    public void On_a_shared_handset_the_answer_sets_the_subject_and_its_place(string answer, string person)
    {
        var desk = Asked(Desk.Shared, Request);
        Assert.Equal(desk.Text("whom_ask"), desk.LastTo(Desk.Shared));
        Assert.Equal(["李富贵", "赵凤英", "别人"], desk.LastMessageTo(Desk.Shared).Choices.Select(choice => choice.Label));
        desk.Writes(Desk.Shared, answer);

        Assert.Equal((person, null, "e1-1"), (desk.OpenTicket.PersonId, desk.OpenTicket.Reporter, desk.OpenTicket.Place));
        Assert.Equal(desk.Text("whom_thanks"), desk.LastTo(Desk.Shared));
    }

    [Fact]
    public void Somebody_else_is_asked_for_by_name()
    {
        var desk = Asked(Desk.Shared, [.. Request, "3", "隔壁王奶奶 103"]);

        Assert.Equal("隔壁王奶奶 103", desk.OpenTicket.Fields.Single(field => field.Name == "subject").Value);
        Assert.Null(desk.OpenTicket.PersonId);
    }

    [Theory]
    [InlineData("帮我妈报修，厨房水管漏水了")]
    [InlineData("替邻居说一声，厨房水管漏水了")]
    [InlineData("厨房水管漏水了，for my mother")]
    public void Words_that_speak_of_another_ask_it_of_one_person_too_and_keep_him_as_reporter(string words)
    {
        var desk = Asked("telegram:4500000000000303", words, "跳过", "东1栋2单元303", "1");
        Assert.Equal(["张丽", "张小宝", "别人"], desk.LastMessageTo("telegram:4500000000000303").Choices.Select(choice => choice.Label));
        desk.Writes("telegram:4500000000000303", "", tap: $"w:{desk.OpenTicket.Number}:2");

        Assert.Equal(("zhang-xiaobao", "zhang-li"), (desk.OpenTicket.PersonId, desk.OpenTicket.Reporter));
    }

    [Fact]
    public void It_is_never_a_gate()
    {
        var desk = Asked(Desk.Shared, [.. Request, "谢谢"]);
        Assert.Equal((TicketState.Waiting, null), (desk.OpenTicket.State, desk.OpenTicket.PersonId));
        desk.Writes(Desk.Shared, "1");

        Assert.Null(desk.OpenTicket.PersonId);
    }

    [Fact]
    public void Its_digit_goes_before_an_open_check_in_which_is_asked_again_after_it()
    {
        var desk = Desk.AtEight();
        desk.Opens("li-fugui");
        foreach (var words in Request) desk.Writes(Desk.Shared, words);
        Assert.Equal(desk.Text("whom_ask"), desk.LastTo(Desk.Shared));
        desk.Writes(Desk.Shared, "2");

        Assert.Equal(CheckInState.Asked, desk.CheckIn("li-fugui").State);
        Assert.Equal("zhao-fengying", desk.OpenTicket.PersonId);
        Assert.Equal(desk.Text("checkin_again", ("name", "李富贵")), desk.LastTo(Desk.Shared));
    }

    [Fact]
    public void A_check_in_asked_later_takes_the_digit()
    {
        var desk = Asked(Desk.Shared, Request);
        desk.Opens("li-fugui");
        desk.Writes(Desk.Shared, "2");

        Assert.Equal(CheckInState.Alert, desk.CheckIn("li-fugui").State);
    }

    [Theory]
    [InlineData("救命")]
    [InlineData("人工")]
    [InlineData("退订")]
    public void It_swallows_nothing_that_needs_a_person(string words)
    {
        var desk = Asked(Desk.Shared, [.. Request, words]);

        Assert.True(desk.All<Ticket>().Count() > 1);
        Assert.Equal(TicketKind.Request, desk.All<Ticket>().First().Kind);
    }

    [Fact]
    public void After_a_hand_off_it_is_asked_as_well()
    {
        var desk = Asked(Desk.Shared, "人工", "2");

        Assert.Equal("zhao-fengying", desk.OpenTicket.PersonId);
    }

    [Fact]
    public void One_person_who_speaks_of_nobody_else_is_not_asked()
    {
        var desk = Asked(Desk.Yang, Request);

        Assert.DoesNotContain(desk.Sent, message => message.Text == desk.Text("whom_ask"));
    }
}
