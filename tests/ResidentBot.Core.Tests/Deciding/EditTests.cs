using NodaTime;
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

    static void Says(Desk desk, string message, string text, int? minutesAgo = null) => desk.Decide(new TurnEvent.Arrived(desk.Id(), desk.Now, new Arrival
    {
        Account = "telegram",
        From = new Address(Desk.Chen),
        ProviderId = desk.Id(),
        At = desk.Now,
        Text = text,
        Message = message,
        FirstSent = minutesAgo is { } minutes ? desk.Now - Duration.FromMinutes(minutes) : null,
    }));

    static string? LastLine(Desk desk) => desk.Thread.Last(line => line.Entry.Kind == ThreadKind.In).Entry.Text;
}
