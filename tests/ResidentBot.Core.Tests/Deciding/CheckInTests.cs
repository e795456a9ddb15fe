using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Tickets;
using Xunit;

namespace ResidentBot.Core.Tests.Deciding;

/// <summary>What an answer to "are you well?" does.</summary>
public sealed class CheckInTests
{
    [Theory]
    [InlineData("1")]
    [InlineData("１")]
    [InlineData("好")]
    [InlineData("我很好，谢谢")]
    [InlineData("杨桂珍很好")]
    [InlineData("ok")]
    public void Fine_ends_the_window(string answer)
    {
        var desk = Desk.AtEight();
        desk.Opens("yang-guizhen");
        desk.Writes(Desk.Yang, answer);

        var checkIn = desk.CheckIn("yang-guizhen");
        Assert.Equal((CheckInState.Fine, "resident"), (checkIn.State, checkIn.EndedBy));
        Assert.EndsWith(desk.Text("checkin_thanks"), desk.LastTo(Desk.Yang));
        Assert.Empty(desk.All<Ticket>());
        Assert.DoesNotContain(checkIn.Id, desk.Lists[Turns.Lists.OpenCheckIns]);
    }

    [Theory]
    [InlineData("2")]
    [InlineData("２")]
    [InlineData("3")]
    [InlineData("头晕")]
    [InlineData("有点难受")]
    [InlineData("好吗")]
    [InlineData("1 还是 2 呢")]
    [InlineData("儿子昨天来过")]
    [InlineData("好像不太好")]
    [InlineData("qwerty")]
    [InlineData("嗯？你是哪位")]
    [InlineData("昨晚没怎么睡")]
    [InlineData("？？")]
    [InlineData("买药")]
    public void Anything_else_opens_an_alert_and_asks_the_nearest_person(string answer)
    {
        var desk = Desk.AtEight();
        desk.Opens("yang-guizhen");
        desk.Writes(Desk.Yang, answer);

        Assert.Equal(CheckInState.Alert, desk.CheckIn("yang-guizhen").State);
        Assert.Equal((TicketKind.Alert, "worry", TicketState.Waiting), (desk.OpenTicket.Kind, desk.OpenTicket.Cause, desk.OpenTicket.State));
        Assert.Contains(answer switch { "2" or "２" => "要帮忙", "3" => "给我打电话", _ => answer }, desk.LastTo(Desk.Chen));
        Assert.Contains(desk.Sent, sent => sent.To.Value == Desk.Yang && sent.Text.Contains(desk.OpenTicket.Number, StringComparison.Ordinal));
    }

    [Fact]
    public void Who_has_a_telephone_beside_a_page_is_asked_by_telephone()
    {
        var community = Oak.World.Community;
        var desk = Desk.In(Oak.World with
        {
            Community = community with
            {
                Residents = [.. community.Residents.Select(household => household with
                {
                    Persons = [.. household.Persons.Select(person => person.Id == "yang-guizhen" ? person with { Addresses = [new Address("web:5f0c"), new Address(Desk.Yang)] } : person)],
                })],
            },
        });
        desk.Opens("yang-guizhen");
        Assert.Equal([new Address(Desk.Yang)], desk.CheckIn("yang-guizhen").Asked);
    }

    [Fact]
    public void A_hand_is_asked_for_first_and_then_what_it_is_wanted_for()
    {
        var desk = Desk.AtEight();
        desk.Opens("yang-guizhen");
        desk.Writes(Desk.Yang, "2");
        Assert.Equal("worry", desk.OpenTicket.Cause);
        Assert.Equal(5, desk.LastMessageTo(Desk.Yang).Choices.Length - 1);
        desk.Writes(Desk.Yang, "买菜");

        Assert.Equal("买菜买米", Assert.Single(desk.OpenTicket.Fields).Value);
        Assert.Contains("买菜买米", desk.LastTo(Desk.Chen));
        Assert.DoesNotContain("您今天还好吗", desk.LastTo(Desk.Yang));
    }

    [Fact]
    public void Fine_after_worse_was_said_is_told_to_whoever_goes_there_and_ends_nothing()
    {
        var desk = Desk.AtEight();
        desk.Opens("yang-guizhen");
        desk.Writes(Desk.Yang, "头晕");
        desk.Writes(Desk.Yang, "没事了");

        Assert.Equal(TicketState.Waiting, desk.OpenTicket.State);
        Assert.Contains("我很好", desk.LastTo(Desk.Chen));
    }

    [Fact]
    public void A_notice_sent_after_a_check_in_does_not_take_its_answer()
    {
        var desk = Desk.AtEight();
        desk.Opens("liu-laotai");
        desk.Offers(desk.Publishes("p1", seats: 3), "liu-fang");
        desk.Writes("sms:+12025550107", "1");

        Assert.Equal(CheckInState.Fine, desk.CheckIn("liu-laotai").State);
        Assert.Empty(desk.Post("p1").Seated);

        desk.Writes("sms:+12025550107", "1");
        Assert.Single(desk.Post("p1").Seated);
    }

    [Fact]
    public void A_button_answers_its_own_check_in_whatever_was_asked_since()
    {
        var desk = Desk.AtEight();
        desk.Opens("li-fugui");
        desk.Opens("zhao-fengying");
        desk.Writes(Desk.Shared, "", tap: desk.LastMessageTo(Desk.Shared).Choices[0].Id);

        Assert.Equal((CheckInState.Asked, CheckInState.Fine), (desk.CheckIn("li-fugui").State, desk.CheckIn("zhao-fengying").State));
    }

    [Fact]
    public void What_is_left_open_is_asked_again_when_another_talk_ends()
    {
        var desk = Desk.AtEight();
        desk.Opens("yang-guizhen");
        foreach (var words in (string[])["厨房水管漏水了", "跳过", "1栋2单元301"]) desk.Writes(Desk.Yang, words);
        Assert.Equal(CheckInState.Asked, desk.CheckIn("yang-guizhen").State);
        desk.Writes(Desk.Yang, "1");

        Assert.Equal(TicketKind.Request, desk.OpenTicket.Kind);
        Assert.Equal(CheckInState.Asked, desk.CheckIn("yang-guizhen").State);
        Assert.Equal(desk.Text("checkin_again", ("name", "杨桂珍")), desk.LastTo(Desk.Yang));

        desk.Writes(Desk.Yang, "1");
        Assert.Equal(CheckInState.Fine, desk.CheckIn("yang-guizhen").State);
    }

    [Fact]
    public void A_wish_is_served_and_the_check_in_stays_open()
    {
        var desk = Desk.AtEight();
        desk.Opens("yang-guizhen");
        desk.Writes(Desk.Yang, "人工");

        Assert.Equal(CheckInState.Asked, desk.CheckIn("yang-guizhen").State);
        Assert.Equal(TicketKind.HandOff, desk.OpenTicket.Kind);
    }

    [Fact]
    public void A_picture_without_words_is_not_fine()
    {
        var desk = Desk.AtEight();
        desk.Opens("yang-guizhen");
        desk.Decide(new Turns.TurnEvent.Arrived("photo", desk.Now, new Arrival
        {
            Account = "sms-welfare",
            From = new Address(Desk.Yang),
            ProviderId = "photo",
            At = desk.Now,
            Media = [new Media("photo", "stored:x")],
        }));

        Assert.Equal(CheckInState.Alert, desk.CheckIn("yang-guizhen").State);
    }
}
