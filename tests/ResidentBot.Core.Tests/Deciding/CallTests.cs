using System.Collections.Immutable;
using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using Xunit;

namespace ResidentBot.Core.Tests.Deciding;

/// <summary>What a telephone call means: the one that comes in, and the one that asks.</summary>
public sealed class CallTests
{
    const string Landline = "voice:+12025550101";
    const string SharedLandline = "voice:+12025550102";

    static readonly World Oak = WithCalls(Deciding.Oak.World);

    int _calls;

    // The shipped community with an account for calls. Yang has her telephone behind her texts, the couple has nothing but theirs.
    static World WithCalls(World world)
    {
        var account = new ChannelAccount { Id = "voice", Channel = "voice", Purposes = [Purpose.Service, Purpose.Welfare], Settings = ImmutableDictionary<string, string>.Empty };
        var programme = world.Community.CheckIns!;
        return world with
        {
            Community = world.Community with
            {
                Accounts = world.Community.Accounts.Add(account.Id, account),
                CheckIns = programme with { Windows = [.. programme.Windows.Select(window => window with { CallAfter = (window.RemindAfter + window.AlertAfter) / 2 })] },
                Residents = [.. world.Community.Residents.Select(household => household with { Persons = [.. household.Persons.Select(WithCalls)] })],
            },
        };
    }

    static PersonSeed WithCalls(PersonSeed person) => person.Id switch
    {
        "yang-guizhen" => person with { Addresses = person.Addresses.Add(new Address(Landline)) },
        "li-fugui" or "zhao-fengying" => person with { Addresses = [new Address(SharedLandline)] },
        _ => person,
    };

    static Desk AtEight() => Desk.In(Oak);

    void Calls(Desk desk, ArrivalKind kind, bool isAnswered = true, string from = Landline, string text = "") => desk.Decide(new TurnEvent.Arrived(desk.Id(), desk.Now, new Arrival
    {
        Account = "voice",
        From = new Address(from),
        ProviderId = desk.Id(),
        At = desk.Now,
        Kind = kind,
        Text = text,
        Call = new PhoneCall($"CA{_calls}", isAnswered),
    }));

    void RingsOnce(Desk desk, string from = Landline)
    {
        _calls++;
        Calls(desk, ArrivalKind.CallBegan, isAnswered: false, from);
        Calls(desk, ArrivalKind.CallEnded, isAnswered: false, from);
    }

    void Stays(Desk desk, string from = Landline)
    {
        _calls++;
        Calls(desk, ArrivalKind.CallBegan, isAnswered: false, from);
        Calls(desk, ArrivalKind.CallStayed, from: from);
    }

    [Fact]
    public void Ringing_once_answers_a_check_in_that_was_asked_by_text()
    {
        var desk = AtEight();
        desk.Opens("yang-guizhen");
        RingsOnce(desk);

        Assert.Equal((CheckInState.Fine, "resident"), (desk.CheckIn("yang-guizhen").State, desk.CheckIn("yang-guizhen").EndedBy));
        Assert.EndsWith(desk.Text("checkin_thanks"), desk.LastTo(Desk.Yang));
        Assert.Equal(0, desk.CountTo(Landline));
        Assert.Empty(desk.Talk(Landline).CheckIns);
        Assert.Empty(desk.Talk(Desk.Yang).CheckIns);
    }

    [Fact]
    public void Ringing_once_answers_a_call_that_was_missed_and_nobody_is_rung_up_to_be_thanked()
    {
        var desk = AtEight();
        desk.Opens("li-fugui");
        var before = desk.CountTo(SharedLandline);
        RingsOnce(desk, SharedLandline);
        Assert.Equal(CheckInState.Fine, desk.CheckIn("li-fugui").State);
        Assert.Equal(before, desk.CountTo(SharedLandline));
    }

    [Fact]
    public void Ringing_once_after_the_alert_calls_it_off_while_nobody_is_on_the_way()
    {
        var desk = AtEight();
        desk.Opens("yang-guizhen");
        desk.Until(desk.At(10, 1));
        Assert.Equal("silence", desk.OpenTicket.Cause);
        RingsOnce(desk);
        Assert.DoesNotContain(desk.All<Ticket>(), ticket => ticket.State != TicketState.Closed);
    }

    [Fact]
    public void Ringing_once_without_an_open_check_in_is_noted_and_changes_nothing()
    {
        var desk = AtEight();
        RingsOnce(desk);
        Assert.Empty(desk.Sent);
        Assert.Empty(desk.All<Ticket>());
        Assert.Equal([desk.Text("call_began"), desk.Text("call_rang")], desk.Thread.Where(line => line.Thread.Value == Landline).Select(line => line.Entry.Text));
    }

    [Theory]
    [InlineData(true, false)] // picked up, and we never heard that he stayed: our own answer failed
    [InlineData(false, true)] // he stayed, whatever the end says
    [InlineData(true, true)]
    public void Anything_more_than_a_ring_is_not_fine_and_somebody_looks(bool isAnswered, bool stayed)
    {
        var desk = AtEight();
        desk.Opens("yang-guizhen");
        Calls(desk, ArrivalKind.CallBegan, isAnswered: false);
        if (stayed) Calls(desk, ArrivalKind.CallStayed);
        Calls(desk, ArrivalKind.CallEnded, isAnswered);
        Assert.Equal(CheckInState.Alert, desk.CheckIn("yang-guizhen").State);
        Assert.Contains(desk.Text("call_hung_up"), desk.LastTo(Desk.Chen));
    }

    [Fact]
    public void The_end_of_a_call_nobody_heard_begin_is_not_a_ring()
    {
        var desk = AtEight();
        desk.Opens("yang-guizhen");
        Calls(desk, ArrivalKind.CallEnded, isAnswered: false);
        Assert.Equal(CheckInState.Asked, desk.CheckIn("yang-guizhen").State);
    }

    [Fact]
    public void Who_stays_on_the_line_is_asked_by_name_and_answers_by_a_digit()
    {
        var desk = AtEight();
        desk.Opens("yang-guizhen");
        Stays(desk);
        var asked = desk.LastMessageTo(Landline);
        Assert.Equal(desk.Text("call_ask", ("name", "杨桂珍"), ("community", "橡园社区")), asked.Text);
        Assert.Equal(["我很好", "要帮忙", "给我打电话"], asked.Choices.Select(choice => choice.Label));
        Assert.Null(asked.Concerns);

        Calls(desk, ArrivalKind.Message, text: "1");
        Calls(desk, ArrivalKind.CallEnded);
        Assert.Equal(CheckInState.Fine, desk.CheckIn("yang-guizhen").State);
        Assert.Equal((desk.Text("checkin_thanks"), false), (desk.LastTo(Landline), desk.LastMessageTo(Landline).Connect));
        Assert.Empty(desk.All<Ticket>());
    }

    [Theory]
    [InlineData("2")]
    [InlineData("3")]
    [InlineData("头晕")]
    [InlineData("您好，我现在不在家，请在哔声后留言")]
    [InlineData("Hello, we cannot come to the phone, leave a message after the tone")]
    public void Any_other_answer_alarms_first_and_then_puts_the_caller_through(string answer)
    {
        var desk = AtEight();
        desk.Opens("yang-guizhen");
        Stays(desk);
        Calls(desk, ArrivalKind.Message, text: answer);
        Assert.Equal(CheckInState.Alert, desk.CheckIn("yang-guizhen").State);
        Assert.NotEqual("silence", desk.OpenTicket.Cause);
        Assert.True(desk.LastMessageTo(Landline).Connect);
        Calls(desk, ArrivalKind.CallEnded);
        Assert.Single(desk.All<Ticket>());
        Assert.Null(desk.Talk(Landline).Session);
    }

    [Fact]
    public void Silence_of_who_stays_alarms_and_puts_him_through()
    {
        var desk = AtEight();
        desk.Opens("yang-guizhen");
        Stays(desk);
        Calls(desk, ArrivalKind.CallSilent);
        Calls(desk, ArrivalKind.CallEnded);
        Assert.Contains(desk.Text("call_silent"), desk.OpenTicket.Summary);
        Assert.True(desk.LastMessageTo(Landline).Connect);
    }

    [Theory]
    [InlineData(ArrivalKind.Message, "1")]
    [InlineData(ArrivalKind.CallSilent, "")]
    [InlineData(ArrivalKind.Message, "人工")]
    public void Without_a_check_in_the_menu_puts_through_whoever_wants_a_person_or_says_nothing(ArrivalKind kind, string text)
    {
        var desk = AtEight();
        Stays(desk);
        Assert.StartsWith(desk.Text("call_menu", ("community", "橡园社区")), desk.LastTo(Landline));
        Calls(desk, kind, text: text);
        Assert.Equal(TicketKind.HandOff, desk.OpenTicket.Kind);
        Assert.Equal("yang-guizhen", desk.OpenTicket.PersonId);
        Assert.True(desk.LastMessageTo(Landline).Connect);
    }

    [Fact]
    public void Words_in_the_menu_are_understood_like_any_others()
    {
        var desk = AtEight();
        Stays(desk);
        Calls(desk, ArrivalKind.Message, text: "救命");
        Assert.Equal((Urgency.Emergency, "emergency"), (desk.OpenTicket.Urgency, desk.OpenTicket.Cause));
        Assert.Contains("杨桂珍", desk.OpenTicket.Summary);
        Assert.True(desk.LastMessageTo(Landline).Connect);
    }

    [Fact]
    public void Who_only_rings_and_hangs_up_in_the_menu_alarms_nobody()
    {
        var desk = AtEight();
        Stays(desk);
        Calls(desk, ArrivalKind.CallEnded);
        Assert.Empty(desk.All<Ticket>());
    }

    [Fact]
    public void A_dialog_ends_with_its_call_and_takes_no_digit_of_the_next_one()
    {
        var desk = AtEight();
        Stays(desk);
        Calls(desk, ArrivalKind.Message, text: "厨房水管漏水了");
        Assert.NotNull(desk.Talk(Landline).Session);
        Calls(desk, ArrivalKind.CallEnded);
        Assert.Null(desk.Talk(Landline).Session);
        Assert.Null(desk.Talk(Landline).Call);
        desk.Opens("yang-guizhen", "evening");
        Stays(desk);
        Calls(desk, ArrivalKind.Message, text: "1");
        Assert.Equal(CheckInState.Fine, desk.CheckIn("yang-guizhen", "evening").State);
    }

    [Fact]
    public void Two_at_one_telephone_are_asked_in_one_call_and_it_is_asked_who_is_fine()
    {
        var desk = AtEight();
        desk.Opens("li-fugui");
        desk.Opens("zhao-fengying");
        var call = Assert.Single(desk.Sent, sent => sent.To.Value == SharedLandline);
        Assert.StartsWith("您好，李富贵", call.Text);

        Calls(desk, ArrivalKind.Message, from: SharedLandline, text: "1");
        Assert.StartsWith("请问是谁平安", desk.LastTo(SharedLandline));
        Calls(desk, ArrivalKind.Message, from: SharedLandline, text: "3");
        Assert.All((string[])["li-fugui", "zhao-fengying"], id => Assert.Equal(CheckInState.Fine, desk.CheckIn(id).State));
    }

    [Fact]
    public void A_call_that_is_not_answered_misses_both_and_a_repeated_callback_nobody_twice()
    {
        var desk = AtEight();
        desk.Opens("li-fugui");
        desk.Opens("zhao-fengying");
        var call = desk.LastMessageTo(SharedLandline);
        for (var i = 0; i < 3; i++) desk.Fails(call, SendError.Unreachable);
        Assert.All((string[])["li-fugui", "zhao-fengying"], id => Assert.Equal(CheckInState.Alert, desk.CheckIn(id).State));
        Assert.Equal(["undelivered", "undelivered"], desk.All<Ticket>().Select(ticket => ticket.Cause));
    }

    [Fact]
    public void A_ring_from_a_telephone_that_two_are_asked_at_ends_nothing_and_asks_who()
    {
        var desk = AtEight();
        desk.Opens("li-fugui");
        desk.Opens("zhao-fengying");
        RingsOnce(desk, SharedLandline);
        Assert.All((string[])["li-fugui", "zhao-fengying"], id => Assert.Equal(CheckInState.Asked, desk.CheckIn(id).State));
        Assert.Contains("|again", desk.LastMessageTo(SharedLandline).Concerns);
    }

    [Fact]
    public void Who_answers_neither_text_is_rung_up_before_somebody_is_sent()
    {
        var desk = AtEight();
        desk.Opens("yang-guizhen");
        desk.Until(desk.At(9, 29));
        Assert.Equal(0, desk.CountTo(Landline));
        desk.Until(desk.At(9, 30));
        Assert.Equal(1, desk.CountTo(Landline));
        Assert.Equal((Lane.CheckIn, "yang-guizhen"), (desk.LastMessageTo(Landline).Lane, desk.LastMessageTo(Landline).Person));
        Assert.Empty(desk.All<Ticket>());
        desk.Until(desk.At(10, 0));
        Assert.Equal("silence", desk.OpenTicket.Cause);
    }

    [Fact]
    public void Nobody_is_rung_up_who_has_answered_or_has_no_telephone()
    {
        var desk = AtEight();
        desk.Opens("yang-guizhen");
        desk.Opens("huang-shulan");
        desk.Writes(Desk.Yang, "1");
        desk.Until(desk.At(9, 59));
        Assert.DoesNotContain(desk.Sent, sent => sent.To.Channel == "voice");
    }

    [Fact]
    public void A_call_that_reaches_nobody_sends_somebody_at_once()
    {
        var desk = AtEight();
        desk.Opens("yang-guizhen");
        desk.Until(desk.At(9, 30));
        desk.Fails(desk.LastMessageTo(Landline), SendError.Unreachable);
        Assert.Equal("undelivered", desk.OpenTicket.Cause);
    }

    [Fact]
    public void A_text_that_does_not_arrive_goes_on_as_a_call_to_the_same_telephone()
    {
        var desk = AtEight();
        desk.Opens("yang-guizhen");
        desk.Fails(desk.LastMessageTo(Desk.Yang), SendError.BadAddress);
        Assert.Equal(1, desk.CountTo(Landline));
        Assert.Empty(desk.All<Ticket>());
    }

    [Fact]
    public void After_an_outage_the_call_keeps_its_place_between_reminder_and_alert()
    {
        var desk = AtEight();
        desk.Opens("yang-guizhen");
        desk.DownUntil(desk.At(10, 20));
        Assert.Equal(2, desk.CountTo(Desk.Yang));
        Assert.Empty(desk.All<Ticket>());
        desk.Until(desk.At(10, 51));
        Assert.Equal(1, desk.CountTo(Landline));
        desk.Until(desk.At(11, 21));
        Assert.Equal("silence", desk.OpenTicket.Cause);
    }

    [Theory]
    [InlineData("喂")]
    [InlineData("喂？")]
    [InlineData("喂，您好")]
    [InlineData("您好")]
    [InlineData("Hello?")]
    public void What_people_say_when_they_pick_up_is_no_answer_yet(string hello)
    {
        var desk = AtEight();
        desk.Opens("li-fugui");
        Calls(desk, ArrivalKind.Message, from: SharedLandline, text: hello);
        Assert.Empty(desk.All<Ticket>());
        Assert.Equal(desk.Text("checkin_again", ("name", "李富贵")), desk.LastTo(SharedLandline));
        Assert.Equal(2, desk.CountTo(SharedLandline));
    }

    [Theory]
    [InlineData("我很好，请留言", CheckInState.Alert)]
    [InlineData("我很好", CheckInState.Alert)]
    [InlineData("1", CheckInState.Fine)]
    public void What_a_machine_says_is_nobodys_answer_but_a_key_is(string heard, CheckInState state)
    {
        var desk = AtEight();
        desk.Opens("li-fugui");
        var call = desk.LastMessageTo(SharedLandline);
        desk.Decide(new TurnEvent.Reported(desk.Id(), desk.Now, new DeliveryReport
        {
            MessageId = call.Id,
            Account = call.Account,
            To = call.To,
            State = DeliveryState.Failed,
            Error = SendError.Unreachable,
            ProviderId = "CA0",
            Concerns = call.Concerns,
            At = desk.Now,
        }));
        Assert.Equal("undelivered", desk.OpenTicket.Cause);
        Calls(desk, ArrivalKind.Message, from: SharedLandline, text: heard);
        Assert.Equal(state, desk.CheckIn("li-fugui").State);
    }
}
