using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Tests.Deciding;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using Xunit;

namespace ResidentBot.Core.Tests.Register;

/// <summary>Everything held about a person is erased, and nothing of anybody else.</summary>
public sealed class EraseTests
{
    const string Wu = "wu-qiang";
    const string WuChat = "telegram:4500000000000201";

    static StaffAction.ErasePerson Erase(string person, string reason = "本人要求") => new("head", "主管", person, reason);

    [Fact]
    public void The_entry_his_talks_and_the_words_of_his_tickets_are_gone()
    {
        var desk = Desk.AtEight();
        desk.Writes(WuChat, "转人工");
        var number = desk.OpenTicket.Number;
        desk.Acts(new StaffAction.EditPerson("shan", "小山", "wu-min", new PersonEdit { AddContact = new Contact("吴强", Relation.Family, Person: Wu) }, ""));
        var decision = desk.Acts(Erase(Wu) with { Tickets = [number], ContactOf = ["wu-min"] });
        Assert.Null(decision.Refusal);
        Assert.Null(desk.Find<Person>(Wu));
        Assert.Null(desk.Find<Conversation>(WuChat));
        Assert.Contains(new Address(WuChat), decision.Erased);
        Assert.Empty(desk.Person("wu-min").Contacts);
        var ticket = desk.Find<Ticket>(number)!;
        Assert.Equal(("—", null, null), (ticket.Summary, ticket.PersonId, ticket.Address));
        Assert.All(ticket.History, line => Assert.Null(line.Text));
        Assert.Equal(["wu-min"], desk.Find<Household>("h-e1-201")!.Persons);
        foreach (var list in (string[])[Lists.Persons, Lists.JobSeekers]) Assert.DoesNotContain(Wu, desk.Lists[list]);
        Assert.Contains(desk.Log, line => line is { What: "erased person", About: Wu });
    }

    [Fact]
    public void The_words_of_a_call_for_help_stay_until_it_has_ended()
    {
        var desk = Desk.AtEight();
        desk.Writes(WuChat, "救命");
        var number = desk.OpenTicket.Number;
        Assert.Equal("erase_open_ticket", desk.Acts(Erase(Wu) with { Tickets = [number] }).Refusal?.Text);
        desk.Acts(new StaffAction.Close("shan", "小山", number, "false-alarm", null));
        Assert.Null(desk.Acts(Erase(Wu) with { Tickets = [number], EndsCheckIns = true }).Refusal);
    }

    [Fact]
    public void Nobody_else_s_check_in_ends_with_it()
    {
        var desk = Desk.AtEight();
        var checkIn = desk.Opens("yang-guizhen");
        desk.Acts(Erase(Wu) with { CheckIns = [checkIn.Id], EndsCheckIns = true });
        Assert.True(desk.CheckIn("yang-guizhen").IsOpen);
    }

    [Fact]
    public void A_handset_that_others_share_keeps_its_talk()
    {
        var desk = Desk.AtEight();
        desk.Writes(Desk.Shared, "你好");
        var decision = desk.Acts(Erase("li-fugui") with { EndsCheckIns = true });
        Assert.Empty(decision.Erased);
        Assert.Equal(["zhao-fengying"], desk.Talk(Desk.Shared).Persons);
    }

    [Theory]
    [InlineData("", false, "reason_needed")]
    [InlineData("本人要求", false, "erase_enrolled")]
    public void Nobody_who_gets_welfare_texts_is_erased_by_the_way(string reason, bool ends, string refusal)
    {
        var desk = Desk.AtEight();
        Assert.Equal(refusal, desk.Acts(Erase("yang-guizhen", reason) with { EndsCheckIns = ends }).Refusal?.Text);
    }

    [Fact]
    public void An_open_alert_is_ended_by_somebody_first()
    {
        var desk = Desk.AtEight();
        desk.Opens("yang-guizhen");
        desk.After(181);
        Assert.Equal("erase_open_ticket", desk.Acts(Erase("yang-guizhen") with { EndsCheckIns = true }).Refusal?.Text);
    }

    [Fact]
    public void His_check_ins_end_with_a_name_and_his_code_is_worthless()
    {
        var desk = Desk.AtEight();
        var checkIn = desk.Opens("yang-guizhen");
        desk.Acts(new StaffAction.MakePaperCode("shan", "小山", "yang-guizhen", "12345678"));
        desk.Acts(Erase("yang-guizhen") with { EndsCheckIns = true, CheckIns = [checkIn.Id] });
        Assert.Null(desk.Find<CheckIns.CheckIn>(checkIn.Id));
        Assert.Null(desk.Find<PaperCode>("12345678"));
        Assert.DoesNotContain(checkIn.Id, desk.Lists[Lists.OpenCheckIns]);
        desk.After(600);
        Assert.Empty(desk.All<Ticket>());
    }
}
