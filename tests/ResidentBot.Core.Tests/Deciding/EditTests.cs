using NodaTime;
using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using Xunit;

namespace ResidentBot.Core.Tests.Deciding;

/// <summary>Messages that people change after sending them.</summary>
public sealed class EditTests
{
    [Fact]
    public void Words_changed_soon_are_answered_like_new_ones_and_marked()
    {
        var desk = Desk.AtEight();
        Says(desk, "5", "你好");
        var before = desk.CountTo(Desk.Chen);
        desk.After(minutes: 9);
        Says(desk, "5", "厨房水管漏水了", minutesAgo: 9);

        Assert.Equal(before + 1, desk.CountTo(Desk.Chen));
        Assert.Equal("✎ 厨房水管漏水了", LastLine(desk));
        Assert.NotNull(desk.Talk(Desk.Chen).Session);
    }

    [Fact]
    public void A_change_that_leaves_the_words_as_they_were_is_not_heard_at_all()
    {
        var desk = Desk.AtEight();
        Says(desk, "5", "厨房水管漏水了");
        var (said, lines) = (desk.CountTo(Desk.Chen), desk.Thread.Count);
        for (var i = 0; i < 3; i++) Says(desk, "5", "厨房水管漏水了", minutesAgo: 1);

        Assert.Equal((said, lines), (desk.CountTo(Desk.Chen), desk.Thread.Count));
    }

    [Fact]
    public void Changed_words_repeated_unchanged_are_answered_once()
    {
        var desk = Desk.AtEight();
        Says(desk, "5", "你好");
        Says(desk, "5", "厨房水管漏水了", minutesAgo: 1);
        var said = desk.CountTo(Desk.Chen);
        Says(desk, "5", "厨房水管漏水了", minutesAgo: 2);

        Assert.Equal(said, desk.CountTo(Desk.Chen));
    }

    [Theory]
    [InlineData(11, 0)]
    [InlineData(1, 5)]
    public void An_old_message_changed_stands_in_the_thread_and_is_not_answered(int minutesAgo, int since)
    {
        var desk = Desk.AtEight();
        Says(desk, "5", "你好");
        for (var i = 0; i < since; i++) Says(desk, $"{6 + i}", "你好");
        var said = desk.CountTo(Desk.Chen);
        Says(desk, "5", "厨房水管漏水了", minutesAgo);

        Assert.Equal(said, desk.CountTo(Desk.Chen));
        Assert.Equal("✎ 厨房水管漏水了", LastLine(desk));
    }

    [Fact]
    public void A_cry_for_help_is_heard_however_old_the_message_is_that_it_was_written_into()
    {
        var desk = Desk.AtEight();
        Says(desk, "5", "你好");
        Says(desk, "5", "救命", minutesAgo: 600);

        Assert.Equal(Urgency.Emergency, desk.OpenTicket.Urgency);
    }

    [Theory]
    [InlineData("1", "3", 5)]
    [InlineData("1", "2", 40)]
    [InlineData("挺好", "挺好，就是头晕走不动", 15)]
    [InlineData("挺好", "挺好，就是头晕走不动", 2)]
    [InlineData("挺好", "挺好，不过楼道灯一直闪我害怕", 15)]
    public void A_fine_that_is_taken_back_finds_a_person(string before, string after, int minutes)
    {
        var desk = Desk.AtEight();
        desk.Opens("yang-guizhen");
        Says(desk, "5", before, from: Desk.Yang);
        Assert.Equal(CheckInState.Fine, desk.CheckIn("yang-guizhen").State);
        for (var i = 0; i < 6; i++) Says(desk, $"{6 + i}", "谢谢", from: Desk.Yang);
        desk.After(minutes);
        Says(desk, "5", after, minutesAgo: minutes, from: Desk.Yang);

        Assert.Equal(("welfare", Urgency.Urgent), (desk.OpenTicket.Queue, desk.OpenTicket.Urgency));
        Assert.Contains(after switch { "3" => desk.Text("checkin_call"), "2" => desk.Text("checkin_hand"), _ => after }, desk.OpenTicket.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fine_put_in_other_words_or_beside_a_wish_alarms_nobody()
    {
        var desk = Desk.AtEight();
        desk.Opens("yang-guizhen");
        Says(desk, "5", "挺好", from: Desk.Yang);
        desk.After(15);
        Says(desk, "5", "挺好的，谢谢", minutesAgo: 15, from: Desk.Yang);
        Says(desk, "5", "厨房水管漏水了", minutesAgo: 15, from: Desk.Yang);

        Assert.Empty(desk.All<Ticket>());
        Assert.Equal(CheckInState.Fine, desk.CheckIn("yang-guizhen").State);
    }

    [Fact]
    public void Words_of_an_enrolled_person_who_is_not_well_are_heard_in_an_old_message_too()
    {
        var desk = Desk.AtEight();
        desk.Opens("yang-guizhen");
        Says(desk, "5", "头晕走不动", minutesAgo: 600, from: Desk.Yang);
        Assert.Equal(CheckInState.Alert, desk.CheckIn("yang-guizhen").State);
        desk.Acts(new StaffAction.Close("sam", "小山", desk.OpenTicket.Number, "fine", null));

        Says(desk, "5", "又有点头晕", minutesAgo: 600, from: Desk.Yang);
        Assert.Equal(("welfare", Urgency.Urgent), (desk.OpenTicket.Queue, desk.OpenTicket.Urgency));
    }

    [Theory]
    [InlineData("好", "好的")]
    [InlineData("好", "1")]
    [InlineData("2", "3")]
    public void What_was_written_before_the_question_is_no_answer_to_it(string before, string after)
    {
        var desk = Desk.AtEight();
        Says(desk, "5", before, from: Desk.Yang);
        desk.After(2);
        desk.Opens("yang-guizhen");
        desk.After(3);
        Says(desk, "5", after, minutesAgo: 5, from: Desk.Yang);

        Assert.Equal(CheckInState.Asked, desk.CheckIn("yang-guizhen").State);
    }

    [Fact]
    public void Which_of_several_is_fine_is_not_answered_by_the_message_that_made_us_ask()
    {
        var desk = Desk.AtEight();
        string[] both = [.. desk.World.Community.Residents.SelectMany(household => household.Persons).Where(person => person.CheckIn && person.Addresses.Any(address => address.Value == Desk.Shared)).Select(person => person.Id)];
        Assert.True(both.Length > 1);
        foreach (var person in both) desk.Opens(person);
        Says(desk, "5", "1", from: Desk.Shared);
        Assert.NotEmpty(desk.Talk(Desk.Shared).WhoOf);
        Says(desk, "5", "1.", minutesAgo: 1, from: Desk.Shared);

        Assert.All(both, person => Assert.Equal(CheckInState.Asked, desk.CheckIn(person).State));
    }

    static void Says(Desk desk, string message, string text, int? minutesAgo = null, string from = Desk.Chen) => desk.Decide(new TurnEvent.Arrived(desk.Id(), desk.Now, new Arrival
    {
        Account = from == Desk.Chen ? "telegram" : "sms-welfare",
        From = new Address(from),
        ProviderId = desk.Id(),
        At = desk.Now,
        Text = text,
        Message = message,
        FirstSent = minutesAgo is { } minutes ? desk.Now - Duration.FromMinutes(minutes) : null,
    }));

    static string? LastLine(Desk desk) => desk.Thread.Last(line => line.Entry.Kind == ThreadKind.In).Entry.Text;
}
