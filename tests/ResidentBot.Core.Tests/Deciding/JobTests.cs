using ResidentBot.Core.Messages;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using Xunit;

namespace ResidentBot.Core.Tests.Deciding;

/// <summary>Jobs go to those who asked, seats last as long as they last, and a stop stops jobs alone.</summary>
public sealed class JobTests
{
    const string Fang = "sms:+12025550107";

    [Theory]
    [InlineData("2")]
    [InlineData("不去")]
    [InlineData("算了")]
    [InlineData("no thanks")]
    public void A_no_to_a_post_is_taken_and_takes_no_seat(string answer)
    {
        var desk = Desk.AtEight();
        var post = desk.Publishes("packer", seats: 1);
        desk.Offers(post, "liu-wei");
        desk.Writes("sms:+12025550106", answer);

        Assert.Empty(desk.Post(post).Seated);
        Assert.Null(desk.Talk("sms:+12025550106").Offer);
        Assert.EndsWith(desk.Text("job_declined"), desk.LastTo("sms:+12025550106"));
    }

    [Fact]
    public void Only_who_asked_for_jobs_is_offered_one()
    {
        var desk = Desk.AtEight();
        desk.Offers(desk.Publishes("p1", 3), "liu-fang", "yang-guizhen", null);

        Assert.Equal((1, 0), (desk.CountTo(Fang), desk.CountTo(Desk.Yang)));
        Assert.Equal((Lane.Notice, Purpose.Jobs, "sms-jobs"), (desk.LastMessageTo(Fang).Lane, desk.LastMessageTo(Fang).Purpose, desk.LastMessageTo(Fang).Account));
        Assert.True(desk.Post("p1").OfferedToAll);
    }

    [Fact]
    public void Of_fifty_who_apply_for_ten_seats_ten_are_seated_and_forty_wait()
    {
        var desk = Desk.AtEight();
        desk.Publishes("p1", seats: 10);
        for (var round = 0; round < 2; round++)
            for (var i = 0; i < 50; i++) desk.Writes($"telegram:88{i:00}", "", tap: "j:p1:apply");

        var post = desk.Post("p1");
        Assert.Equal((10, 40), (post.Seated.Length, post.Waiting.Length));
        Assert.Equal(50, post.Seated.Concat(post.Waiting).Distinct().Count());
        Assert.Equal(10, desk.All<Ticket>().Count(ticket => ticket.Kind == TicketKind.Application));
    }

    [Theory]
    [InlineData("退订工作")]
    [InlineData("STOP JOBS")]
    public void Stop_jobs_stops_jobs_alone(string words)
    {
        var desk = Desk.AtEight();
        desk.Writes(Fang, words);
        desk.Offers(desk.Publishes("p1", 3), "liu-fang");

        Assert.Equal(1, desk.CountTo(Fang));
        Assert.EndsWith(desk.World.Book.Texts.Say("stopped_jobs", desk.Talk(Fang).Language), desk.LastTo(Fang));
        desk.Opens("liu-laotai");
        Assert.Equal(2, desk.CountTo(Fang));
        Assert.Empty(desk.All<Ticket>());
    }

    [Theory]
    [InlineData("expired")]
    [InlineData("withdrawn")]
    public void A_job_that_is_over_takes_nobody_and_is_offered_to_nobody(string why)
    {
        var desk = Desk.AtEight();
        desk.Offers(desk.Publishes("p1", 3, hours: 1), "liu-fang");
        if (why == "expired") desk.After(61);
        else desk.Acts(new StaffAction.Withdraw("lin", "林小燕", "p1"));
        desk.Offers("p1", "liu-wei");
        desk.Writes(Fang, "1");

        Assert.Empty(desk.Post("p1").Seated);
        Assert.EndsWith(desk.Text("job_over"), desk.LastTo(Fang));
        Assert.Equal(0, desk.CountTo("sms:+12025550106"));
        Assert.DoesNotContain("p1", desk.Lists[Turns.Lists.Offering]);
    }

    [Fact]
    public void An_offer_whose_turn_breaks_does_not_hold_up_the_others()
    {
        var desk = Desk.AtEight();
        desk.Publishes("p1", 3);
        desk.Decide(new TurnEvent.Broken("b", desk.Now, new TurnEvent.PostOffered("o", desk.Now, "p1", "liu-fang"), "x"));

        Assert.Equal("liu-fang", desk.Post("p1").OfferedThrough);
    }
}
