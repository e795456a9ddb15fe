using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using Xunit;

namespace ResidentBot.Core.Tests.Deciding;

/// <summary>"You have the wrong person": content stops that minute, and nobody leaves the check-ins by it.</summary>
public sealed class WrongNumberTests
{
    [Fact]
    public void Whoever_has_a_number_next_gets_an_entry_of_his_own_and_the_former_one_stays_enrolled()
    {
        const string Phone = "sms:+12025558888";
        var desk = Desk.AtEight();
        var first = Enter(desk, Phone);
        desk.Acts(new StaffAction.EditPerson("sam", "小山", first, new PersonEdit { Name = new("老钱"), Enrolled = new(true) }, "本人要求"));
        desk.Writes(Phone, "打错了");
        var second = Enter(desk, Phone);

        Assert.NotEqual(first, second);
        Assert.DoesNotContain("5558888", first);
        Assert.Equal(("老钱", true), (desk.Person(first).Name, desk.Person(first).Enrolled));
        Assert.Contains(first, desk.Lists[Lists.Enrolled]);

        static string Enter(Desk desk, string phone)
        {
            desk.Writes(phone, "找工作");
            desk.Writes(phone, "1");
            return desk.Talk(phone).Persons.Single();
        }
    }

    [Theory]
    [InlineData("打错了")]
    [InlineData("你们找错人了")]
    [InlineData("不是我")]
    [InlineData("您认错人了，我不姓杨")]
    [InlineData("wrong number")]
    [InlineData("You've got the wrong person.")]
    public void The_number_leaves_the_person_who_stays_in_the_programme_with_a_visit(string words)
    {
        var desk = Desk.AtEight();
        desk.Writes(Desk.Yang, words);

        Assert.Empty(desk.Person("yang-guizhen").Addresses);
        Assert.True(desk.Person("yang-guizhen").Enrolled);
        Assert.Empty(desk.Talk(Desk.Yang).Persons);
        Assert.Equal((TicketKind.Visit, "welfare", Urgency.Urgent, "number", "yang-guizhen"), (desk.OpenTicket.Kind, desk.OpenTicket.Queue, desk.OpenTicket.Urgency, desk.OpenTicket.Cause, desk.OpenTicket.PersonId));
        Assert.Contains("杨桂珍", desk.LastTo(Desk.Chen));
        Assert.DoesNotContain(desk.Sent.Where(message => message.To.Value == Desk.Yang), message => message.Text.Contains("杨桂珍"));
        Assert.EndsWith(desk.Text("wrong_person"), desk.LastTo(Desk.Yang));
    }

    [Fact]
    public void An_open_check_in_without_another_address_joins_the_visit_at_once()
    {
        var desk = Desk.AtEight();
        desk.Opens("yang-guizhen");
        desk.Writes(Desk.Yang, "打错了");

        Assert.Equal((CheckInState.Alert, desk.OpenTicket.Number), (desk.CheckIn("yang-guizhen").State, desk.CheckIn("yang-guizhen").Ticket));
        Assert.Equal("number", desk.OpenTicket.Cause);
        Assert.Empty(desk.Talk(Desk.Yang).CheckIns);
        desk.Writes(Desk.Yang, "1");
        Assert.Equal(CheckInState.Alert, desk.CheckIn("yang-guizhen").State);
    }

    [Fact]
    public void An_open_check_in_turns_to_the_next_address()
    {
        var desk = Desk.AtEight();
        desk.Opens("sun-dehua");
        desk.Writes("sms:+12025550104", "打错了");

        Assert.Equal([new Address("telegram:4500000000000301")], desk.CheckIn("sun-dehua").Asked);
        Assert.Contains("孙德华", desk.LastTo("telegram:4500000000000301"));
        desk.Fails(desk.Sent.First(message => message.To.Value == "sms:+12025550104"), SendError.Obsolete);
        Assert.Equal(CheckInState.Asked, desk.CheckIn("sun-dehua").State);
        desk.Writes("telegram:4500000000000301", "1");
        Assert.Equal(CheckInState.Fine, desk.CheckIn("sun-dehua").State);
    }

    [Fact]
    public void On_a_shared_handset_everybody_is_looked_for()
    {
        var desk = Desk.AtEight();
        desk.Writes(Desk.Shared, "打错了");

        Assert.Equal(["li-fugui", "zhao-fengying"], desk.All<Ticket>().Where(ticket => ticket.Cause == "number").Select(ticket => ticket.PersonId).Order());
    }

    [Fact]
    public void Who_gets_no_welfare_texts_is_the_desks_matter()
    {
        var desk = Desk.AtEight();
        desk.Writes("sms:+12025550111", "打错了");

        Assert.Equal(("handoff", Urgency.Normal, "xie-lan"), (desk.OpenTicket.Queue, desk.OpenTicket.Urgency, desk.OpenTicket.PersonId));
    }

    [Fact]
    public void Nothing_of_the_former_owner_is_told_there_any_more()
    {
        var desk = Desk.AtEight();
        foreach (var words in (string[])["厨房水管漏水了", "跳过", "东1栋101", "1"]) desk.Writes(Desk.Yang, words);
        var request = desk.OpenTicket.Number;
        desk.Writes(Desk.Yang, "打错了");
        var said = desk.CountTo(Desk.Yang);
        desk.Acts(new StaffAction.Claim("sam", "小山", request));
        desk.Acts(new StaffAction.MarkDone("sam", "小山", request));
        desk.Opens("yang-guizhen");
        desk.Until(desk.At(20));
        Assert.Equal(said, desk.CountTo(Desk.Yang));
        desk.Writes(Desk.Yang, "查询");

        Assert.EndsWith(desk.Text("status_none"), desk.LastTo(Desk.Yang));
    }

    [Fact]
    public void A_list_from_before_does_not_bring_the_number_back_but_a_persons_word_does()
    {
        var desk = Desk.AtEight();
        var before = desk.Person("yang-guizhen");
        desk.Writes(Desk.Yang, "打错了");
        desk.Decide(new TurnEvent.HouseholdSeeded("again", desk.Now, new Household("h-new", "e1-1", "101", ["yang-guizhen"]), [before]));
        Assert.Empty(desk.Person("yang-guizhen").Addresses);
        desk.Acts(new StaffAction.EditPerson("sam", "小山", "yang-guizhen", new PersonEdit { AddAddress = new Address(Desk.Yang) }, "当面核对"));

        Assert.Equal(before.Addresses, desk.Person("yang-guizhen").Addresses);
    }

    [Fact]
    public void A_stranger_hears_only_that_we_are_sorry()
    {
        var desk = Desk.AtEight();
        desk.Writes("sms:+12025559999", "打错了");

        Assert.Empty(desk.All<Ticket>());
        Assert.EndsWith(desk.Text("wrong_person"), desk.LastTo("sms:+12025559999"));
    }
}
