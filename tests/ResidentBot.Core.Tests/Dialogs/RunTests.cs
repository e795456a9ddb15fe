using System.Text;
using ResidentBot.Core.Dialogs;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;
using Xunit;
using static ResidentBot.Core.Tests.Dialogs.Runs;

namespace ResidentBot.Core.Tests.Dialogs;

/// <summary>What a turn does at the edges: files changed under a talk, old buttons, time, circles.</summary>
public sealed class RunTests
{
    [Fact]
    public void A_dialog_gone_since_is_told_and_ends()
    {
        var session = Started(Books.Of(Asking));

        var turn = DialogRun.Resume(Books.Of("  - end: true", "e"), session, Books.Input("1"), Books.Context("turn-2"));

        Assert.Equal((DialogEnd.Gone, null, false), (turn.End, turn.Session, turn.Understood));
        Assert.Equal(Books.Shipped.Texts.Say("dialog_changed", Language.Zh), Said(turn));
    }

    [Fact]
    public void A_dialog_that_does_not_exist_is_gone() => Assert.Equal(DialogEnd.Gone, DialogRun.Start(Books.Shipped, "nothing", Books.Context(), null).End);

    [Fact]
    public void A_step_gone_since_begins_its_dialog_again()
    {
        var session = Started(Books.Of(Asking));

        var turn = DialogRun.Resume(Books.Of("  - ask: other\n    text: {zh: 另一个？, en: Another?}"), session, Books.Input("1"), Books.Context("turn-2"));

        Assert.Equal((DialogEnd.Waiting, "other", false), (turn.End, turn.Session!.Frames[^1].Step, turn.Understood));
        Assert.Equal($"{Books.Shipped.Texts.Say("dialog_restarted", Language.Zh)}\n另一个？", Said(turn));
    }

    [Fact]
    public void A_call_gone_since_begins_the_caller_again()
    {
        var called = Books.Dialog("  - ask: name\n    text: {zh: 名？, en: Name?}", "sub");
        var session = Started(Books.Read(Books.Dialog("  - call: sub"), called));

        var turn = DialogRun.Resume(Books.Read(Books.Dialog("  - ask: other\n    text: {zh: 另一个？, en: Another?}"), called), session, Books.Input("x"), Books.Context("turn-2"));

        Assert.Equal([new DialogFrame("d", "other")], turn.Session!.Frames);
    }

    [Fact]
    public void A_choice_added_or_moved_since_is_taken_by_its_id()
    {
        var session = Started(Books.Of(Asking));
        var book = Books.Of(Asking.Replace("id: gas, label: {zh: 气, en: Gas}", "id: wood, label: {zh: 柴, en: Wood}", StringComparison.Ordinal));

        var taken = DialogRun.Resume(book, session, Books.Input("") with { Tap = $"{session.Token}.water" }, Books.Context("turn-2"));
        var gone = DialogRun.Resume(book, session, Books.Input("") with { Tap = $"{session.Token}.gas" }, Books.Context("turn-2"));

        Assert.True(taken.Understood);
        Assert.Equal((false, 0, "哪种？"), (gone.Understood, gone.Session!.Tries, Said(gone)));
    }

    [Fact]
    public void A_button_of_an_earlier_question_answers_nothing_and_costs_no_try()
    {
        var book = Books.Of("""
              - ask: first
                type: yes_no
                text: {zh: 一？, en: One?}
              - ask: second
                type: yes_no
                text: {zh: 二？, en: Two?}
            """);
        var first = Started(book);
        var second = DialogRun.Resume(book, first, Books.Input("1"), Books.Context("turn-2")).Session!;

        var turn = DialogRun.Resume(book, second, Books.Input("") with { Tap = $"{first.Token}.yes" }, Books.Context("turn-3"));

        Assert.Equal((false, 0, "二？", second.Token), (turn.Understood, turn.Session!.Tries, Said(turn), turn.Session.Token));
    }

    [Fact]
    public void The_opening_answers_a_question_once_and_not_when_it_comes_round_again()
    {
        var book = Books.Of("""
              - ask: kind
                type: choice
                text: {zh: 哪种？, en: Which?}
                choices:
                  - {id: gas, label: {zh: 气, en: Gas}}
                  - {id: water, label: {zh: 水, en: Water}}
                prefill_from_opening: true
              - ask: sure
                type: yes_no
                text: {zh: "{answers.kind}，对吗？", en: "{answers.kind}?"}
              - when:
                  - {if: sure = no, go: kind}
            """);
        var asked = DialogRun.Start(book, "d", Books.Context(), "气");

        var again = DialogRun.Resume(book, asked.Session!, Books.Input("不对"), Books.Context("turn-2"));

        Assert.Equal("气，对吗？", Said(asked));
        Assert.Equal("哪种？", Said(again));
    }

    [Fact]
    public void A_button_of_the_same_question_stays_good_when_it_is_asked_again()
    {
        var book = Books.Of(Asking);
        var first = Started(book);
        var again = DialogRun.Resume(book, first, Books.Input("什么"), Books.Context("turn-2")).Session!;

        Assert.Equal(1, again.Tries);
        Assert.True(DialogRun.Resume(book, again, Books.Input("") with { Tap = $"{first.Token}.water" }, Books.Context("turn-3")).Understood);
    }

    [Fact]
    public void Tokens_are_short_and_differ_from_question_to_question()
    {
        var book = Books.Of(Asking);
        var tokens = Enumerable.Range(0, 1000).Select(i => Started(book, $"turn-{i}").Token).ToArray();

        Assert.Equal(1000, tokens.Distinct().Count());
        Assert.All(tokens, token => Assert.Matches("^[0-9a-z]{1,12}$", token));
    }

    [Fact]
    public void A_turn_decided_twice_is_the_same_turn()
    {
        string Decided() => Encoding.UTF8.GetString(Codec.Write(Started(Books.Of(Asking))));
        Assert.Equal(Decided(), Decided());
    }

    [Fact]
    public void A_turn_that_opened_a_ticket_is_never_given_back_as_not_understood()
    {
        const string ticket = "\n  - open_ticket: {kind: request, queue: service, summary: x}\n";
        var asked = Books.Of("  - ask: photo\n    type: photo\n    optional: true\n    tries: 1\n    text: {zh: 照片？, en: Photo?}" + ticket);
        var restarted = Books.Of(ticket.TrimStart('\n') + "  - ask: other\n    text: {zh: 另一个？, en: Another?}");
        foreach (var book in new[] { asked, restarted })
        {
            var tickets = new List<TicketDraft>();
            var turn = DialogRun.Resume(book, Started(asked), Books.Input("在厨房里"), Books.Context("turn-2", tickets: tickets));

            Assert.Single(tickets);
            Assert.True(turn.Understood);
        }
    }

    [Fact]
    public void A_timer_that_comes_early_changes_nothing()
    {
        var book = Books.Of(Asking);
        var session = Started(book);

        var turn = DialogRun.TimedOut(book, session, Books.Context("turn-2"));

        Assert.Equal((0, session, DialogEnd.Waiting), (turn.Effects.Length, turn.Session, turn.End));
    }

    [Fact]
    public void A_time_out_after_the_dialog_went_ends_quietly()
    {
        var session = Started(Books.Of(Asking));

        var turn = DialogRun.TimedOut(Books.Of("  - end: true", "e"), session, Books.Context("turn-2", now: session.WaitUntil));

        Assert.Equal((DialogEnd.Finished, null), (turn.End, turn.Session));
    }

    [Fact]
    public void A_question_repeated_loses_no_try_and_waits_anew()
    {
        var book = Books.Of(Asking);
        var session = Started(book) with { Tries = 1 };

        var turn = DialogRun.Repeat(book, session, Books.Context("turn-2", now: session.WaitUntil));

        Assert.Equal((1, session.Token, "哪种？"), (turn.Session!.Tries, turn.Session.Token, Said(turn)));
        Assert.True(turn.Session.WaitUntil > session.WaitUntil);
    }

    [Fact]
    public void More_than_a_hundred_steps_in_a_turn_bring_a_person()
    {
        var steps = new StringBuilder().Insert(0, "  - say: {zh: 一, en: One}\n", 101).ToString();

        var turn = DialogRun.Start(Books.Of(steps), "d", Books.Context(), null);

        Assert.Equal(new DialogEffect.HandOff("", DialogReasons.TooManySteps), turn.Effects[^1]);
        Assert.Equal(DialogEnd.HandedOff, turn.End);
    }

    [Fact]
    public void A_called_dialog_returns_and_its_answers_are_seen()
    {
        var book = Books.Read(
            Books.Dialog("  - call: sub\n  - say: {zh: \"您是{sub.name}，{person.jobs}\", en: \"You are {sub.name}\"}"),
            Books.Dialog("  - ask: name\n    text: {zh: 名？, en: Name?}\n  - set: {person.jobs: \"{answers.name}1\"}\n  - end: true", "sub"));

        var turn = DialogRun.Resume(book, Started(book), Books.Input("王"), Books.Context("turn-2"));

        Assert.Equal("您是王，王1", Said(turn));
        Assert.Equal(DialogEnd.Finished, turn.End);
    }

    [Fact]
    public void Labels_follow_the_language_of_the_moment()
    {
        var book = Books.Of(Asking);
        var second = DialogRun.Resume(book, Started(book), Books.Input("水"), Books.Context("turn-2")).Session!;

        Assert.Equal("Water no", Said(DialogRun.Resume(book, second, Books.Input("no"), Books.Context("turn-3", Language.En))));
    }

    [Fact]
    public void A_session_stored_without_later_fields_is_read()
    {
        var json = """{"frames":[{"dialog":"d","step":"kind"}],"answers":{},"token":"t","startedAt":"2026-03-04T01:00:00Z","waitUntil":"2026-03-04T03:00:00Z","edition":"old"}""";
        var session = Codec.Read<DialogSession>(Encoding.UTF8.GetBytes(json));

        Assert.Equal("还有呢？", Said(DialogRun.Resume(Books.Of(Asking), session, Books.Input("1"), Books.Context("turn-2"))));
    }

    [Fact]
    public void A_session_without_frames_is_gone()
    {
        var session = Started(Books.Of(Asking)) with { Frames = [] };
        Assert.Equal(DialogEnd.Gone, DialogRun.Resume(Books.Of(Asking), session, Books.Input("1"), Books.Context("turn-2")).End);
    }

    [Theory]
    [InlineData("age > 17 and age < 65", "30", true)]
    [InlineData("age > 17 and age < 65", "65", false)]
    [InlineData("age >= 65 or age <= 3", "65", true)]
    [InlineData("not (age = 1 or age = 2)", "2", false)]
    [InlineData("age in [1, 2, 3]", "2", true)]
    [InlineData("age not in [1, 2, 3]", "2", false)]
    [InlineData("age != 4", "4", false)]
    [InlineData("age is not empty and person.name is empty", "4", true)]
    [InlineData("person.name = \"and\" or age = '5'", "5", true)]
    [InlineData("opening = 开始", "5", true)]
    public void A_condition_decides_the_way(string condition, string age, bool holds)
    {
        var book = Books.Of($"""
              - ask: age
                type: number
                text: "TEXT"
              - when:
                  - if: '{condition.Replace("'", "''", StringComparison.Ordinal)}'
                    go: held
              - end: true
              - id: held
                say: "TEXT"
            """.Replace("\"TEXT\"", "{zh: 对, en: Yes}", StringComparison.Ordinal));

        var turn = DialogRun.Resume(book, Started(book), Books.Input(age), Books.Context("turn-2"));

        Assert.Equal(holds ? "对" : "", Said(turn));
    }
}
