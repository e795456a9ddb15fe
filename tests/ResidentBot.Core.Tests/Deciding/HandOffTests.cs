using ResidentBot.Core.Turns;
using Xunit;

namespace ResidentBot.Core.Tests.Deciding;

/// <summary>Who asks for a person gets a number and an honest word on when, and the bot keeps quiet while a person talks.</summary>
public sealed class HandOffTests
{
    [Theory]
    [InlineData(8, 0, 0, "大约15分钟内有人答复。")]
    [InlineData(20, 30, 0, "明天8:00以后有人答复。")]
    [InlineData(6, 30, 1, "今天8:00以后有人答复。")]
    public void The_word_on_when_is_honest(int hour, int minute, int day, string promise)
    {
        var desk = Desk.AtEight();
        desk.Until(desk.At(hour, minute, day));
        desk.Writes(Desk.Yang, "人工");

        Assert.Contains(desk.OpenTicket.Number, desk.LastTo(Desk.Yang));
        Assert.EndsWith(promise, desk.LastTo(Desk.Yang));
    }

    [Fact]
    public void Who_waits_and_then_is_not_well_does_not_wait_for_the_morning()
    {
        var desk = Desk.AtEight();
        desk.Until(desk.At(21));
        desk.Writes(Desk.Yang, "人工");
        desk.Writes(Desk.Yang, "我头晕");

        Assert.Equal("welfare", desk.OpenTicket.Queue);
        Assert.True(desk.CountTo(Desk.Chen) > 0);
    }

    [Fact]
    public void Who_waits_is_told_since_when_but_not_at_every_line()
    {
        var desk = Desk.AtEight();
        desk.Writes(Desk.Yang, "人工");
        desk.Writes(Desk.Yang, "blub");
        Assert.Equal(1, desk.CountTo(Desk.Yang));
        desk.After(3);
        desk.Writes(Desk.Yang, "blub");

        Assert.Equal(desk.Text("waiting_since", ("number", desk.OpenTicket.Number), ("time", "8:00")), desk.LastTo(Desk.Yang));
    }

    [Fact]
    public void The_bot_is_silent_while_a_person_has_the_talk_and_says_who()
    {
        var desk = Desk.AtEight();
        desk.Writes(Desk.Yang, "人工");
        var number = desk.OpenTicket.Number;
        desk.Acts(new StaffAction.Claim("sam", "小山", number));
        Assert.Equal(desk.Text("person_has_it", ("name", "小山")), desk.LastTo(Desk.Yang));
        Assert.Equal(new Refusal("ticket_taken", "小山"), desk.Acts(new StaffAction.Claim("kim", "小金", number)).Refusal);
        var said = desk.CountTo(Desk.Yang);
        foreach (var words in (string[])["你好", "厨房水管漏水了", "blub", "blub"]) desk.Writes(Desk.Yang, words);
        Assert.Equal(said, desk.CountTo(Desk.Yang));
        desk.Acts(new StaffAction.HandBack("sam", "小山", number));
        desk.Writes(Desk.Yang, "厨房水管漏水了");

        Assert.NotNull(desk.Talk(Desk.Yang).Session);
    }

    [Fact]
    public void Who_says_unasked_that_he_is_not_well_is_looked_after_like_an_alert()
    {
        var desk = Desk.AtEight();
        desk.Writes(Desk.Yang, "我头晕");
        Assert.Equal("welfare", desk.OpenTicket.Queue);
        Assert.Equal(1, desk.CountTo(Desk.Chen));
        desk.Writes(Desk.Chen, "1");
        desk.After(30);

        Assert.Equal((null, 1), (desk.OpenTicket.Owner, desk.CountTo(Desk.Wang)));
    }

    [Fact]
    public void Nobody_at_the_desk_in_time_and_named_people_are_asked()
    {
        var desk = Desk.AtEight();
        desk.Writes(Desk.Yang, "人工");
        desk.After(14);
        Assert.Equal(0, desk.CountTo(Desk.Zhou));
        desk.After(1);

        Assert.Equal(1, desk.CountTo(Desk.Zhou));
    }
}
