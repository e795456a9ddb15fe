using System.Collections.Immutable;
using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Dialogs;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Tests.Dialogs;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using ResidentBot.Core.Understanding;
using Xunit;

namespace ResidentBot.Core.Tests.Deciding;

/// <summary>What random talks found: one question is open at a time, and nobody is left without an answer, a question or a person.</summary>
public sealed class OneQuestionTests
{
    const string Stranger = "sms:+12025550199";

    [Fact]
    public void Who_can_no_longer_be_answered_is_a_persons_matter()
    {
        var desk = Desk.AtEight();
        desk.Writes(Stranger, "STOP", kind: ArrivalKind.CarrierStop);
        desk.Writes(Stranger, "厨房水管漏水了");

        Assert.Equal((TicketKind.HandOff, "unheard"), (desk.OpenTicket.Kind, desk.OpenTicket.Cause));
        Assert.Contains("厨房水管漏水了", desk.OpenTicket.Summary);
        desk.Writes(Stranger, "听见吗");
        Assert.Single(desk.All<Ticket>());
    }

    [Fact]
    public void A_fine_from_somebody_we_can_no_longer_answer_counts()
    {
        var desk = Desk.AtEight();
        desk.Opens("yang-guizhen");
        desk.Fails(desk.LastMessageTo(Desk.Yang), SendError.Blocked);
        desk.Writes(Desk.Yang, "1");

        Assert.Equal(CheckInState.Fine, desk.CheckIn("yang-guizhen").State);
    }

    [Fact]
    public void A_dialog_takes_the_place_of_the_question_who_is_writing()
    {
        var desk = Desk.AtEight();
        desk.Writes(Stranger, "人工");
        Assert.NotNull(desk.Talk(Stranger).Who);
        desk.Writes(Stranger, "帮助");

        Assert.NotNull(desk.Talk(Stranger).Session);
        Assert.Null(desk.Talk(Stranger).Who);
    }

    [Theory]
    [InlineData("人工")]
    [InlineData("我换号了")]
    [InlineData("报修")]
    public void The_open_question_comes_again_in_the_language_asked_for(string first)
    {
        var desk = Desk.AtEight();
        desk.Writes(Stranger, first);
        desk.Writes(Stranger, "English");

        Assert.Matches("name and door|What is the problem", desk.LastTo(Stranger));
    }

    [Fact]
    public void A_dialog_that_ends_without_a_word_is_answered()
    {
        var desk = Desk.In(With("  - ask: which\n    text: {zh: 哪一样？, en: Which?}\n  - end: true"));
        desk.Writes(Stranger, "报修");
        desk.Writes(Stranger, "水管");

        Assert.Equal(desk.Text("dialog_done"), desk.LastTo(Stranger));
    }

    [Fact]
    public void A_dialog_that_does_nothing_at_all_leaves_the_wish_to_a_person()
    {
        var desk = Desk.In(With("  - end: true"));
        desk.Writes(Stranger, "报修");

        Assert.Equal(TicketKind.HandOff, desk.OpenTicket.Kind);
    }

    [Theory]
    [InlineData("喂喂")]
    [InlineData("还没人来吗")]
    public void Who_waits_for_a_person_and_asks_whether_one_comes_is_told_how_it_stands(string words)
    {
        var desk = Desk.AtEight();
        desk.Writes(Desk.Yang, "人工");
        desk.Writes(Desk.Yang, words);

        Assert.Contains(desk.OpenTicket.Number, desk.LastTo(Desk.Yang));
    }

    [Fact]
    public void Never_mind_after_a_call_for_help_goes_to_whoever_comes()
    {
        var desk = Desk.AtEight();
        desk.Writes(Desk.Yang, "着火了");
        desk.Writes(Desk.Yang, "算了");

        Assert.Equal(Urgency.Emergency, desk.OpenTicket.Urgency);
        Assert.Contains("算了", desk.LastTo(Desk.Chen));
    }

    [Fact]
    public void A_rating_takes_no_answer_from_a_check_in()
    {
        var (desk, number) = Requested();
        desk.Acts(new StaffAction.MarkDone("sam", "小山", number));
        desk.Writes(Desk.Yang, "1");
        Assert.NotNull(desk.Talk(Desk.Yang).Session);
        desk.Opens("yang-guizhen");
        desk.Writes(Desk.Yang, "1");

        Assert.Equal(CheckInState.Fine, desk.CheckIn("yang-guizhen").State);
    }

    [Fact]
    public void The_example_that_residents_are_told_to_follow_is_understood()
    {
        foreach (var (language, example) in new[] { (Language.Zh, "水管漏水"), (Language.En, "my sink is leaking") })
        {
            Assert.Contains(example, Oak.World.Book.Texts.Say("not_understood", language));
            var guess = Oak.World.Understand(example, new TalkState(false, false, false, language))[0];
            Assert.True(guess is { Intent: "service_request", Confidence: >= Conversations.Routing.Confident }, $"{example}: {guess}");
        }
    }

    [Fact]
    public void Fixed_or_not_waits_for_the_end_of_a_dialog()
    {
        var (desk, number) = Requested();
        desk.Writes(Desk.Yang, "报修");
        desk.Acts(new StaffAction.MarkDone("sam", "小山", number));
        Assert.DoesNotContain(number, desk.LastTo(Desk.Yang));
        desk.Writes(Desk.Yang, "1");
        Assert.Equal(TicketState.Done, desk.Find<Ticket>(number)!.State);
        desk.Writes(Desk.Yang, "取消");

        Assert.Contains(number, desk.LastTo(Desk.Yang));
        desk.Writes(Desk.Yang, "1");
        Assert.Equal(TicketState.Closed, desk.Find<Ticket>(number)!.State);
    }

    [Fact]
    public void Fixed_or_not_waits_for_the_answer_to_a_check_in()
    {
        var (desk, number) = Requested();
        desk.Opens("yang-guizhen");
        desk.Acts(new StaffAction.MarkDone("sam", "小山", number));
        desk.Writes(Desk.Yang, "1");

        Assert.Equal((CheckInState.Fine, TicketState.Done), (desk.CheckIn("yang-guizhen").State, desk.Find<Ticket>(number)!.State));
        Assert.Contains(number, desk.LastTo(Desk.Yang));
    }

    [Fact]
    public void Two_requests_done_are_asked_about_one_after_the_other()
    {
        var (desk, first) = Requested();
        foreach (var words in (string[])["电梯坏了", "跳过", "1栋", "1"]) desk.Writes(Desk.Yang, words);
        var second = desk.All<Ticket>().Single(ticket => ticket.Number != first).Number;
        desk.Acts(new StaffAction.MarkDone("sam", "小山", first));
        desk.Acts(new StaffAction.MarkDone("sam", "小山", second));
        Assert.Contains(first, desk.LastTo(Desk.Yang));
        desk.Writes(Desk.Yang, "1");

        Assert.Contains(second, desk.LastTo(Desk.Yang));
        desk.Writes(Desk.Yang, "2");
        Assert.Equal((TicketState.Closed, TicketState.Waiting), (desk.Find<Ticket>(first)!.State, desk.Find<Ticket>(second)!.State));
    }

    static (Desk Desk, string Number) Requested()
    {
        var desk = Desk.AtEight();
        foreach (var words in (string[])["厨房水管漏水了", "跳过", "1"]) desk.Writes(Desk.Yang, words);
        return (desk, desk.OpenTicket.Number);
    }

    static World With(string steps) => Oak.World with
    {
        Book = Oak.World.Book with
        {
            Dialogs = ImmutableDictionary<string, Dialog>.Empty.Add("d", Books.Of(steps).Dialogs["d"] with { StartsOn = ["service_request"] }),
        },
    };
}
