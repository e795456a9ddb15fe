using ResidentBot.Core.Dialogs;
using ResidentBot.Core.Messages;
using Xunit;
using static ResidentBot.Core.Tests.Dialogs.Runs;

namespace ResidentBot.Core.Tests.Dialogs;

/// <summary>What a turn does at the edges of confirmations, ways back, results and offers to go on.</summary>
public sealed class ConfirmedRunTests
{
    static readonly string Confirmed = """
          - ask: kind
            text: {zh: 哪种？, en: Which?}
          - ask: more
            text: {zh: 还有呢？, en: What else?}
          - confirm: [kind, more]
          - say: {zh: "{answers.kind}{answers.more}", en: "{answers.kind} {answers.more}"}
        """;

    static DialogSession Answered(DialogBook book, params string[] answers)
    {
        var session = Started(book);
        for (var i = 0; i < answers.Length; i++)
            session = Talk.Restored(DialogRun.Resume(book, session, Books.Input(answers[i]), Books.Context($"turn-{i + 2}")).Session)!;
        return session;
    }

    [Fact]
    public void A_confirmation_gone_since_goes_on_behind_the_amended_question()
    {
        var amending = Answered(Books.Of(Confirmed), "甲", "乙", "2", "1");
        var book = Books.Of(Confirmed.Replace("  - confirm: [kind, more]\n", "", StringComparison.Ordinal));

        var turn = DialogRun.Resume(book, amending, Books.Input("丙"), Books.Context("turn-9"));

        Assert.Equal(("confirm", DialogEnd.Waiting, "还有呢？"), (amending.Frames[^1].Confirm, turn.End, Said(turn)));
    }

    [Fact]
    public void A_confirmation_gone_while_it_waits_begins_the_dialog_again()
    {
        var waiting = Answered(Books.Of(Confirmed), "甲", "乙");
        var book = Books.Of(Confirmed.Replace("  - confirm: [kind, more]\n", "", StringComparison.Ordinal));

        foreach (var turn in new[]
        {
            DialogRun.Resume(book, waiting, Books.Input("1"), Books.Context("turn-9")),
            DialogRun.Back(book, waiting, Books.Context("turn-9")),
            DialogRun.Help(book, waiting, Books.Context("turn-9")),
            DialogRun.Repeat(book, waiting, Books.Context("turn-9"), isReturn: true),
        })
            Assert.Equal($"{Books.Shipped.Texts.Say("dialog_restarted", Language.Zh)}\n哪种？", Said(turn));
    }

    [Fact]
    public void The_way_back_passes_over_questions_gone_since()
    {
        var waiting = Answered(Books.Of(Confirmed), "甲", "乙");
        var book = Books.Of(Confirmed.Replace("  - ask: more\n    text: {zh: 还有呢？, en: What else?}\n", "", StringComparison.Ordinal).Replace("[kind, more]", "[kind]", StringComparison.Ordinal).Replace("{answers.more}", "", StringComparison.Ordinal));

        var turn = DialogRun.Back(book, waiting, Books.Context("turn-9"));

        Assert.Equal(("哪种？", 0, DialogEnd.Waiting), (Said(turn), turn.Session!.Answers.Count, turn.End));
    }

    [Fact]
    public void A_result_that_nobody_wants_any_more_is_dropped()
    {
        const string called = "takes: [x]\nsteps:\n  - ask: name\n    text: {zh: 名？, en: Name?}\n  - return: \"{answers.name}\"\n";
        var sub = new DialogFile("sub.yml", $"dialog: sub\ntitle: {{zh: 题, en: T}}\n{called}");
        DialogBook Of(string result) => Books.Read(Books.Dialog($"  - call: {{dialog: sub, with: {{x: y}}{result}}}\n  - ask: next\n    text: {{zh: 然后？, en: Next?}}"), sub);
        var session = Started(Of(", result: who"));

        Assert.Equal("王", DialogRun.Resume(Of(", result: who"), session, Books.Input("王"), Books.Context("turn-2")).Session!.Answers["d.who"].Value);
        Assert.DoesNotContain("d.who", DialogRun.Resume(Of(""), session, Books.Input("王"), Books.Context("turn-2")).Session!.Answers.Keys);
    }

    [Fact]
    public void An_offer_to_go_on_that_is_answered_otherwise_is_given_back()
    {
        var book = Books.Of(Asking);
        var session = Answered(book, "1");
        var offered = DialogRun.Offer(book, new PausedTalk(session, session.WaitUntil), Books.Context("turn-5")).Session!;

        var other = DialogRun.Resume(book, Talk.Restored(offered)!, Books.Input("楼道灯坏了"), Books.Context("turn-6"));
        var yes = DialogRun.Resume(book, Talk.Restored(offered)!, Books.Input("1"), Books.Context("turn-6"));

        Assert.Equal((false, null, DialogEnd.Finished), (other.Understood, other.Session, other.End));
        Assert.Equal(("还有呢？", "gas"), (Said(yes), yes.Session!.Answers["d.kind"].Value));
    }

    [Fact]
    public void An_offer_after_the_dialog_went_tells_so()
    {
        var session = Answered(Books.Of(Asking), "1");
        var offered = DialogRun.Offer(Books.Of("  - end: true", "e"), new PausedTalk(session, session.WaitUntil), Books.Context("turn-5")).Session!;

        Assert.Equal(DialogEnd.Gone, DialogRun.Resume(Books.Of("  - end: true", "e"), offered, Books.Input("1"), Books.Context("turn-6")).End);
    }

    [Fact]
    public void A_long_talk_remembers_the_last_ten_questions()
    {
        var book = Books.Of("""
              - ask: word
                optional: true
                text: {zh: 词？, en: Word?}
              - go: word
            """);
        var session = Answered(book, [.. Enumerable.Range(0, 30).Select(i => $"词{i}")]);

        Assert.Equal(10, session.Trail.Length);
    }

    [Fact]
    public void What_is_amended_is_asked_although_the_opening_would_answer_it()
    {
        var sub = new DialogFile("sub.yml", """
            dialog: sub
            title: {zh: 题, en: T}
            steps:
              - ask: kind
                type: choice
                text: {zh: 哪种？, en: Which?}
                prefill_from_opening: true
                choices:
                  - {id: gas, label: {zh: 开始, en: Gas}}
                  - {id: water, label: {zh: 水, en: Water}}
              - return: "{answers.kind}"
            """);
        var book = Books.Read(Books.Dialog("  - call: {dialog: sub, result: kind}\n  - confirm: [kind]\n  - say: {zh: \"{answers.kind}\", en: x}"), sub);
        var asked = Answered(book, "2");
        var confirming = DialogRun.Resume(book, asked, Books.Input("水"), Books.Context("turn-3"));

        Assert.Equal([new DialogFrame("d", "sub") { Confirm = "confirm" }, new DialogFrame("sub", "kind")], asked.Frames);
        Assert.Equal("水", Said(DialogRun.Resume(book, confirming.Session!, Books.Input("1"), Books.Context("turn-4"))));
    }

    [Fact]
    public void Silence_while_amending_goes_its_own_way_and_not_back_to_the_confirmation()
    {
        var book = Books.Of(Confirmed.Replace("Which?}", "Which?}\n    timeout: 1h\n    on_timeout: late", StringComparison.Ordinal)
            + "\n  - end: true\n  - id: late\n    say: {zh: 晚了, en: Late}\n  - ask: again\n    text: {zh: 再来？, en: Again?}");
        var amending = Answered(book, "甲", "乙", "2", "1");

        Assert.Equal("晚了\n再来？", Said(DialogRun.TimedOut(book, amending, Books.Context("turn-9", now: amending.WaitUntil))));
    }
}
