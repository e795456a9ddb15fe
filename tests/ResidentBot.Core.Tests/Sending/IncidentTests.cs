using NodaTime;
using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Incidents;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Tests.Deciding;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using Xunit;

namespace ResidentBot.Core.Tests.Sending;

/// <summary>An account that fails is one ticket, and nobody's welfare waits for it.</summary>
public sealed class IncidentTests
{
    const string Telegram = "telegram:700";

    [Fact]
    public void A_dead_welfare_account_is_one_incident_for_whoever_watches_over_people()
    {
        var desk = Desk.AtEight();
        Tell(desk, SendNews.Down);
        Tell(desk, SendNews.Down);
        var ticket = desk.OpenTicket;
        Assert.Equal((TicketKind.Incident, "welfare", "down", Urgency.Urgent), (ticket.Kind, ticket.Queue, ticket.Cause, ticket.Urgency));
        Assert.Contains("sms-welfare", ticket.Summary, StringComparison.Ordinal);
        Assert.NotEmpty(ticket.Climb!.Asked);
    }

    [Fact]
    public void Another_account_has_an_incident_of_its_own_on_the_queue_it_names()
    {
        var desk = Desk.AtEight();
        Tell(desk, SendNews.Misconfigured, "sms-jobs");
        Assert.Equal(("incidents", "misconfigured"), (desk.OpenTicket.Queue, desk.OpenTicket.Cause));
        Tell(desk, SendNews.Down);
        Assert.Equal(2, desk.All<Ticket>().Count());
        desk = With(account => account with { IncidentQueue = "service" });
        Tell(desk, SendNews.Down);
        Assert.Equal("service", desk.OpenTicket.Queue);
    }

    [Fact]
    public void It_ends_by_itself_when_messages_leave_again_and_begins_anew_when_they_do_not()
    {
        var desk = Desk.AtEight();
        Tell(desk, SendNews.Down);
        var first = desk.OpenTicket.Number;
        desk.After(20);
        Tell(desk, SendNews.Works);
        Assert.Equal(("fixed", "bot"), (desk.Find<Ticket>(first)!.Outcome!.Code, desk.Find<Ticket>(first)!.Outcome!.By));
        Assert.True(desk.Find<AccountHealth>("sms-welfare")!.Works);
        desk.After(20);
        Tell(desk, SendNews.Down);
        Assert.NotEqual(first, desk.OpenTicket.Number);
    }

    [Fact]
    public void One_that_a_person_has_is_his_to_end()
    {
        var desk = Desk.AtEight();
        Tell(desk, SendNews.Down);
        desk.Acts(new StaffAction.Claim("sam", "小山", desk.OpenTicket.Number));
        Tell(desk, SendNews.Works);
        Assert.Equal(TicketState.Claimed, desk.OpenTicket.State);
        Assert.Equal("note", desk.OpenTicket.History[^1].What);
    }

    [Fact]
    public void One_that_was_ended_too_early_comes_again()
    {
        var desk = Desk.AtEight();
        Tell(desk, SendNews.Down);
        var first = desk.OpenTicket.Number;
        desk.Acts(new StaffAction.Close("sam", "小山", first, "fixed", null));
        Tell(desk, SendNews.Down);
        Assert.NotEqual(first, desk.OpenTicket.Number);
    }

    [Fact]
    public void A_welfare_text_that_waits_for_a_dead_provider_goes_to_the_next_address_at_once()
    {
        var desk = Desk.AtEight();
        AddTelegram(desk);
        desk.Opens("yang-guizhen");
        var text = desk.LastMessageTo(Desk.Yang);
        Tell(desk, SendNews.Down);
        HeldUp(desk, text);
        HeldUp(desk, text);
        Assert.Equal(text.Text, desk.LastTo(Telegram));
        Assert.Equal(1, desk.CountTo(Telegram));
        desk.Writes(Telegram, "1");
        Assert.Equal(CheckInState.Fine, desk.CheckIn("yang-guizhen").State);
    }

    [Fact]
    public void Whoever_has_no_other_address_is_no_alarm_yet_and_is_rung_in_the_end()
    {
        var desk = Desk.AtEight();
        string[] people = ["yang-guizhen", "huang-shulan", "gao-yulan"];
        foreach (var person in people) desk.Opens(person);
        foreach (var message in desk.Sent.Where(message => message.Concerns?.StartsWith("checkin|", StringComparison.Ordinal) == true).ToList())
            if (!desk.Person(people.Single(person => message.Concerns!.Contains(person))).Addresses.Skip(1).Any()) HeldUp(desk, message);
        Assert.Empty(desk.All<Ticket>());
        desk.Until(desk.At(10));
        Assert.Equal(1, desk.CountTo(Desk.Yang));
        Assert.Equal(CheckInState.RollCall, desk.CheckIn("yang-guizhen").State);
        Assert.Contains(desk.All<Ticket>(), ticket => ticket is { Kind: TicketKind.Visit, Cause: "rollcall" });
    }

    [Fact]
    public void A_text_that_left_after_all_leaves_time_to_answer_it()
    {
        var desk = Desk.AtEight();
        desk.Opens("yang-guizhen");
        var text = desk.LastMessageTo(Desk.Yang);
        HeldUp(desk, text);
        desk.Until(desk.At(9, 50));
        Reports(desk, text, DeliveryState.Sent);
        desk.Until(desk.At(10, 49));
        Assert.Contains(desk.CheckIn("yang-guizhen").State, new[] { CheckInState.Asked, CheckInState.Reminded });
        desk.Until(desk.At(10, 50));
        Assert.Equal(CheckInState.Alert, desk.CheckIn("yang-guizhen").State);
    }

    [Fact]
    public void While_an_account_is_down_check_ins_and_calls_begin_at_an_address_that_works()
    {
        var desk = Desk.AtEight();
        AddTelegram(desk);
        Tell(desk, SendNews.Down);
        desk.Opens("yang-guizhen");
        Assert.Equal((0, 1), (desk.CountTo(Desk.Yang), desk.CountTo(Telegram)));
    }

    [Fact]
    public void A_canary_goes_out_again_and_again_and_one_that_arrives_changes_nothing()
    {
        var desk = Watched();
        for (var i = 0; i < 5; i++)
        {
            Reports(desk, desk.LastMessageTo(Phone), DeliveryState.Sent);
            Reports(desk, desk.LastMessageTo(Phone), DeliveryState.Delivered);
            desk.After(30);
        }
        Assert.Equal(6, desk.CountTo(Phone));
        Assert.Empty(desk.All<Ticket>());
        Assert.DoesNotContain(desk.Thread, line => line.Thread.Value == Phone);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(DeliveryState.Sent)]
    [InlineData(DeliveryState.Failed)]
    public void A_canary_that_does_not_arrive_is_an_incident_until_one_does(DeliveryState? told)
    {
        var desk = Watched();
        if (told is { } state) Reports(desk, desk.LastMessageTo(Phone), state);
        desk.After(10);
        Assert.Equal((TicketKind.Incident, "canary"), (desk.OpenTicket.Kind, desk.OpenTicket.Cause));
        Assert.DoesNotContain("+1202", desk.OpenTicket.Summary, StringComparison.Ordinal);
        desk.After(50);
        Assert.Equal(TicketState.Waiting, desk.OpenTicket.State);
        Reports(desk, desk.LastMessageTo(Phone), DeliveryState.Delivered);
        Assert.DoesNotContain(desk.All<Ticket>(), ticket => ticket.State != TicketState.Closed);
    }

    const string Phone = "sms:+12025550111";

    static Desk Watched()
    {
        var desk = With(account => account with { Canary = new CanarySettings(new Address(Phone), Duration.FromMinutes(30), Duration.FromMinutes(10)) });
        for (var i = 0; i < 2; i++) desk.Decide(new TurnEvent.TimerDue(desk.Id(), desk.Now, Canary.Next("sms-welfare"), desk.Now));
        Assert.Equal(1, desk.CountTo(Phone));
        return desk;
    }

    static Desk With(Func<ChannelAccount, ChannelAccount> change)
    {
        var world = Oak.World;
        var accounts = world.Community.Accounts;
        return Desk.In(world with { Community = world.Community with { Accounts = accounts.SetItem("sms-welfare", change(accounts["sms-welfare"])) } });
    }

    static void AddTelegram(Desk desk) => Assert.Null(desk.Acts(new StaffAction.EditPerson(
        "sam", "小山", "yang-guizhen", new PersonEdit { AddAddress = new Address(Telegram) }, "she told us")).Refusal);

    static void Tell(Desk desk, SendNews news, string account = "sms-welfare") =>
        desk.Decide(new TurnEvent.TimerDue(desk.Id(), desk.Now, ChannelIncidents.Tell(account, news), desk.Now));

    static void HeldUp(Desk desk, Outgoing message) => Reports(desk, message, DeliveryState.Queued, SendError.ProviderDown);

    static void Reports(Desk desk, Outgoing message, DeliveryState state, SendError? error = null) => desk.Decide(new TurnEvent.Reported(desk.Id(), desk.Now, new DeliveryReport
    {
        MessageId = message.Id,
        Account = message.Account,
        To = message.To,
        State = state,
        Error = error ?? (state == DeliveryState.Failed ? SendError.Refused : null),
        Concerns = message.Concerns,
        At = desk.Now,
    }));
}
