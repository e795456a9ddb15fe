using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Communities.Gateways;
using ResidentBot.Core.Communities.Templates;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using Xunit;

namespace ResidentBot.Core.Tests.Deciding;

/// <summary>A channel that takes free words only for a while after the person wrote.</summary>
public sealed class WindowTests
{
    static readonly MessageTemplate Ask = new(new Texts("T1", "T1"), [new TemplateParam("thing1", new FilledText("{name}"), false, 20)]);

    // Yang's SMS account closes a day after she wrote, and takes three messages until then.
    static Desk Closing(params string[] templates)
    {
        var desk = Desk.AtEight();
        var account = desk.World.Community.Accounts["sms-welfare"];
        account = account with
        {
            Can = account.Can with { Window = Duration.FromHours(24), WindowMessages = 3, Templates = true },
            Texts = new MessageTemplates { Templates = templates.ToImmutableDictionary(key => key, _ => Ask) },
        };
        desk.World = desk.World with { Community = desk.World.Community with { Accounts = desk.World.Community.Accounts.SetItem(account.Id, account) } };
        return desk;
    }

    [Fact]
    public void Outside_it_a_text_with_a_template_leaves_and_says_that_nobody_wrote()
    {
        var desk = Closing("checkin_ask", "checkin_remind");
        desk.Opens("yang-guizhen");

        var sent = Assert.Single(desk.Sent, sent => sent.To.Value == Desk.Yang);
        Assert.Equal((null, 0), (sent.Heard, sent.SentSince));
        Assert.Equal("checkin_ask", sent.Phrase!.Key);
    }

    [Fact]
    public void Outside_it_a_check_in_without_a_template_goes_to_a_person_at_once()
    {
        var desk = Closing();
        desk.Opens("yang-guizhen");

        Assert.DoesNotContain(desk.Sent, sent => sent.To.Value == Desk.Yang);
        Assert.Equal((CheckInState.Alert, "undelivered"), (desk.CheckIn("yang-guizhen").State, desk.OpenTicket.Cause));
    }

    [Fact]
    public void Whoever_writes_opens_it_and_what_is_sent_is_counted()
    {
        var desk = Closing("checkin_ask");
        desk.Opens("yang-guizhen");
        desk.Writes(Desk.Yang, "1");
        desk.Writes(Desk.Yang, "谢谢");
        desk.Writes(Desk.Yang, "报修");

        var last = desk.Sent.Last(sent => sent.To.Value == Desk.Yang);
        Assert.Equal((desk.Now, 0), (last.Heard, last.SentSince));
        Assert.Equal(1, desk.Find<Conversation>(Desk.Yang)!.SentSince);
    }

    [Fact]
    public void What_is_left_of_it_is_told()
    {
        var desk = Closing("checkin_ask");
        Assert.Equal(new FreeWords(null, 0, false), Left());
        desk.Writes(Desk.Yang, "报修");
        var wrote = desk.Now;
        Assert.Equal(new FreeWords(wrote + Duration.FromHours(24), 2, false), Left());
        desk.Until(wrote + Duration.FromHours(24));
        Assert.Null(Left()!.Until);
        Assert.Null(FreeWords.Of(desk.World, new Address("telegram:77"), null, desk.Now));

        FreeWords? Left() => FreeWords.Of(desk.World, new Address(Desk.Yang), desk.Find<Conversation>(Desk.Yang), desk.Now);
    }

    public static TheoryData<int?, int, bool> Windows => new()
    {
        { null, 0, false },
        { 0, 0, true },
        { 0, 2, true },
        { 0, 3, false },
        { 24 * 60 - 1, 0, true },
        { 24 * 60, 0, false },
    };

    [Theory]
    [MemberData(nameof(Windows))]
    public void It_is_open_for_a_time_and_a_number_of_messages(int? minutes, int sent, bool isOpen)
    {
        var can = ChannelKinds.All["sms"] with { Window = Duration.FromHours(24), WindowMessages = 3 };
        var now = Instant.FromUtc(2026, 3, 4, 8, 0);
        Assert.Equal(isOpen, can.IsOpen(minutes is { } ago ? now - Duration.FromMinutes(ago) : null, sent, now));
        Assert.True(ChannelKinds.All["telegram"].IsOpen(null, 100, now));
    }
}
