using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Dialogs;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Tests.Dialogs;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using Xunit;

namespace ResidentBot.Core.Tests.Deciding;

/// <summary>What may come in the middle of a question, and how the question comes again.</summary>
public sealed class QuestionTests
{
    static Desk Asked(params string[] words)
    {
        var desk = Desk.AtEight();
        foreach (var one in words) desk.Writes(Desk.Yang, one);
        return desk;
    }

    [Fact]
    public void Back_brings_the_question_before()
    {
        var desk = Asked("报修", "1");
        var category = desk.Talk(Desk.Yang).Session!.Answers;
        desk.Writes(Desk.Yang, "返回");

        Assert.Single(category);
        Assert.Equal(("category", 0), (desk.Talk(Desk.Yang).Session!.Frames[^1].Step, desk.Talk(Desk.Yang).Session!.Answers.Count));
    }

    [Fact]
    public void Help_says_what_the_question_wants_and_what_else_can_be_done()
    {
        var desk = Asked("报修");
        desk.Writes(Desk.Yang, "帮助");

        Assert.StartsWith(desk.Text("dialog_help_choice"), desk.LastTo(Desk.Yang), StringComparison.Ordinal);
        Assert.Contains(desk.Text("dialog_help_here"), desk.LastTo(Desk.Yang), StringComparison.Ordinal);
        Assert.NotNull(desk.Talk(Desk.Yang).Session);
    }

    [Fact]
    public void Zero_in_a_question_brings_a_person()
    {
        var desk = Asked("报修", "0");

        Assert.Equal((TicketKind.HandOff, "asked"), (desk.OpenTicket.Kind, desk.OpenTicket.Cause));
        Assert.Null(desk.Talk(Desk.Yang).Session);
    }

    [Fact]
    public void How_my_request_stands_is_said_and_then_the_question_comes_again()
    {
        var desk = Asked("你好", "报修");
        var question = desk.LastTo(Desk.Yang);
        desk.Writes(Desk.Yang, "查询进度");

        Assert.Equal($"{desk.Text("dialog_were_at")}\n{question}", desk.LastTo(Desk.Yang));
        Assert.Contains(desk.Text("status_none"), desk.Sent.Select(message => message.Text));
    }

    [Fact]
    public void A_talk_in_which_nothing_was_said_yet_is_not_come_back_to()
    {
        var desk = Asked("报修", "1", "返回", "找工作");
        Assert.Equal(("job_interest", null), (desk.Talk(Desk.Yang).Session!.Frames[^1].Dialog, desk.Talk(Desk.Yang).Session!.Held));
    }

    [Fact]
    public void A_talk_in_which_something_was_said_is_held_and_gone_on_with()
    {
        var desk = Asked("我家停电了");
        var place = desk.Talk(Desk.Yang).Session!;
        desk.Writes(Desk.Yang, "找工作");
        var jobs = desk.Talk(Desk.Yang).Session!;
        desk.Writes(Desk.Yang, "2");

        Assert.Equal(("job_interest", place.Frames[^1]), (jobs.Frames[^1].Dialog, jobs.Held!.Frames[^1]));
        Assert.Equal((place.Frames[^1], place.Answers.Count), (desk.Talk(Desk.Yang).Session!.Frames[^1], desk.Talk(Desk.Yang).Session!.Answers.Count));
        Assert.StartsWith(desk.Text("dialog_were_at"), desk.LastTo(Desk.Yang), StringComparison.Ordinal);
    }

    [Fact]
    public void Cancel_goes_back_to_the_talk_that_was_held()
    {
        var desk = Asked("我家停电了");
        var place = desk.Talk(Desk.Yang).Session!.Frames[^1];
        desk.Writes(Desk.Yang, "找工作");
        desk.Writes(Desk.Yang, "取消");

        Assert.Equal(place, desk.Talk(Desk.Yang).Session!.Frames[^1]);
        desk.Writes(Desk.Yang, "取消");
        Assert.Null(desk.Talk(Desk.Yang).Session);
    }

    [Fact]
    public void Silence_ends_the_talk_that_interrupted_and_the_one_it_held()
    {
        var desk = Asked("我家停电了", "找工作");
        desk.After(24 * 60);

        Assert.Null(desk.Talk(Desk.Yang).Session);
        Assert.Equal(desk.Text("dialog_timed_out"), desk.LastTo(Desk.Yang));
    }

    [Theory]
    [InlineData("我很好，谢谢", CheckInState.Fine)]
    [InlineData("嗯", CheckInState.Asked)]
    [InlineData("9", CheckInState.Asked)]
    public void Plain_words_answer_a_check_in_that_the_question_cannot_take(string words, CheckInState state)
    {
        var desk = Desk.AtEight();
        desk.Opens("yang-guizhen");
        desk.Writes(Desk.Yang, "报修");
        desk.Writes(Desk.Yang, words);

        Assert.Equal(state, desk.CheckIn("yang-guizhen").State);
        Assert.Equal("category", desk.Talk(Desk.Yang).Session!.Frames[^1].Step);
    }

    [Fact]
    public void Who_feels_unwell_is_not_told_to_choose_a_number()
    {
        var desk = Asked("报修", "我身体不舒服，头有点晕");

        Assert.Equal("worry", desk.OpenTicket.Cause);
        Assert.Null(desk.Talk(Desk.Yang).Session);
    }

    [Fact]
    public void A_talk_that_stopped_waiting_is_offered_again_within_a_day()
    {
        var desk = Paused();
        desk.After(10 * 60);
        desk.Writes(Desk.Yang, "你好");
        Assert.Equal(desk.Text("dialog_resume"), desk.LastTo(Desk.Yang));
        desk.Writes(Desk.Yang, "1");

        Assert.Equal(("二？", "甲"), (desk.LastTo(Desk.Yang), desk.Talk(Desk.Yang).Session!.Answers["job_interest.one"].Value));
        Assert.Null(desk.Talk(Desk.Yang).Paused);
    }

    [Fact]
    public void A_plain_wish_goes_before_the_offer_and_a_later_day_ends_it()
    {
        var desk = Paused();
        desk.Writes(Desk.Yang, "我家停电了");
        Assert.Equal("service_request", desk.Talk(Desk.Yang).Session!.Frames[^1].Dialog);
        desk.Writes(Desk.Yang, "取消");
        Assert.NotNull(desk.Talk(Desk.Yang).Paused);
        desk.After(25 * 60);
        desk.Writes(Desk.Yang, "你好");

        Assert.Equal(("menu", null), (desk.Talk(Desk.Yang).Session!.Frames[^1].Dialog, desk.Talk(Desk.Yang).Paused));
    }

    [Fact]
    public void An_offer_that_is_not_answered_lets_the_words_speak_for_themselves()
    {
        var desk = Paused();
        desk.Writes(Desk.Yang, "你好");
        desk.Writes(Desk.Yang, "我家停电了");

        Assert.Equal("service_request", desk.Talk(Desk.Yang).Session!.Frames[^1].Dialog);
    }

    [Fact]
    public void An_open_check_in_goes_before_the_offer()
    {
        var desk = Paused();
        desk.Opens("yang-guizhen");
        desk.Writes(Desk.Yang, "1");

        Assert.Equal(CheckInState.Fine, desk.CheckIn("yang-guizhen").State);
        Assert.NotNull(desk.Talk(Desk.Yang).Paused);
    }

    // A dialog that remembers where it stopped, in the place of one that is shipped.
    static Desk Paused()
    {
        var book = Books.Read([.. Books.All, new DialogFile("oak/job_interest.yml", """
            dialog: job_interest
            starts_on: [job_search]
            title: {zh: 题, en: Title}
            steps:
              - ask: one
                text: {zh: 一？, en: One?}
              - ask: two
                text: {zh: 二？, en: Two?}
                timeout: 1h
                on_timeout: resume
            """, 1)]);
        var desk = Desk.In(Oak.World with { Book = book });
        desk.Writes(Desk.Yang, "找工作");
        desk.Writes(Desk.Yang, "甲");
        desk.After(61);
        Assert.Equal((null, desk.Text("dialog_paused")), (desk.Talk(Desk.Yang).Session, desk.LastTo(Desk.Yang)));
        return desk;
    }

    [Fact]
    public void Who_reads_little_is_reminded_of_a_person_and_an_address_is_looked_up_in_the_tree()
    {
        var book = Books.Read([.. Books.All, new DialogFile("oak/job_interest.yml", """
            dialog: job_interest
            starts_on: [job_search]
            title: {zh: 题, en: Title}
            steps:
              - ask: place
                type: address
                text: {zh: 请问您说的地方具体在哪？, en: Where?, simple: {zh: 在哪？, en: Where?}}
              - open_ticket: {kind: visit, queue: service, summary: "{answers.place}", fields: [place]}
            """, 1)]);
        var desk = Desk.In(Oak.World with { Book = book });
        desk.Acts(new StaffAction.EditPerson("sam", "小山", "yang-guizhen", new PersonEdit { Literacy = new(Literacy.VoiceOnly) }, ""));
        desk.Writes(Desk.Yang, "找工作");
        Assert.EndsWith($"\n在哪？\n{desk.Text("dialog_person_hint")}", desk.LastTo(Desk.Yang), StringComparison.Ordinal);
        desk.Writes(Desk.Yang, "1栋2单元301");
        Assert.Contains("东 1 栋 2 单元还是西 1 栋 2 单元", desk.LastTo(Desk.Yang), StringComparison.Ordinal);
        desk.Writes(Desk.Yang, "西");

        Assert.Equal(("w1-2", "西 1 栋 2 单元 301"), (desk.OpenTicket.Place, desk.OpenTicket.Summary));
    }
}
