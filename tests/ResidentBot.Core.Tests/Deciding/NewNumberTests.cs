using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Tickets;
using Xunit;

namespace ResidentBot.Core.Tests.Deciding;

/// <summary>A new number takes the old one's place by the word of somebody who knows the face, and by nobody else's.</summary>
public sealed class NewNumberTests
{
    const string Stranger = "sms:+12025559999";

    [Fact]
    public void A_new_number_is_confirmed_by_somebody_who_knows_the_face_and_takes_the_first_place_at_once()
    {
        var desk = Desk.AtEight();
        desk.Opens("yang-guizhen");
        desk.Writes(Stranger, "我换号了");
        Assert.EndsWith(desk.Text("newnumber_ask"), desk.LastTo(Stranger));
        desk.Writes(Stranger, "杨桂珍 1栋101");
        var ticket = Assert.Single(desk.All<Ticket>(), ticket => ticket.Cause == "new-number");
        Assert.Contains(Desk.Yang, ticket.Fields.Single(field => field.Name == "old").Value);
        Assert.Equal([new Address(Desk.Yang)], desk.Person("yang-guizhen").Addresses);

        desk.Writes(Desk.Chen, "1");

        Assert.Equal([new Address(Stranger)], desk.Person("yang-guizhen").Addresses);
        Assert.Empty(desk.Talk(Desk.Yang).Persons);
        Assert.Contains("杨桂珍", desk.Sent[^2].Text + desk.Sent[^1].Text + desk.Sent[^3].Text);
        Assert.Equal([new Address(Stranger)], desk.CheckIn("yang-guizhen").Asked);
        Assert.True(desk.Person("yang-guizhen").Enrolled);
    }

    [Fact]
    public void Nobody_changes_a_number_by_his_own_word()
    {
        var desk = Desk.AtEight();
        desk.Writes(Stranger, "我换号了，我是杨桂珍，1栋101");
        Assert.Equal(1, desk.CountTo(Desk.Chen));
        desk.Writes(Desk.Chen, "2");

        Assert.Equal([new Address(Desk.Yang)], desk.Person("yang-guizhen").Addresses);
        Assert.Equal(CheckInState.Asked, desk.Opens("yang-guizhen").State);
        Assert.Equal(1, desk.CountTo(Desk.Yang));
    }

    [Fact]
    public void From_somebody_elses_phone_the_owner_stays_registered()
    {
        var desk = Desk.AtEight();
        desk.Writes("sms:+12025550111", "换新号码了");
        desk.Writes("sms:+12025550111", "杨桂珍 东1栋101");
        desk.Writes(Desk.Chen, "1");

        Assert.Equal(["xie-lan", "yang-guizhen"], desk.Talk("sms:+12025550111").Persons.Order());
    }
}
