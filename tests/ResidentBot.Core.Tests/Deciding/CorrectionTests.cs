using System.Text;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using ResidentBot.Core.Understanding.Corrections;
using ResidentBot.Core.Understanding.Examples;
using Xunit;

namespace ResidentBot.Core.Tests.Deciding;

/// <summary>What nobody understood comes to staff with the best guesses; what they say was meant is kept masked, reviewed, and never told of a secret.</summary>
public sealed class CorrectionTests
{
    const string Words = "杨桂珍家501那个东西又那样了 13800138000";

    static Desk Unclear(string words = Words)
    {
        var desk = Desk.AtEight();
        desk.World = desk.World with { Understand = (_, _) => [new("service_request", 0.5), new("request_status", 0.45), new("human", 0.03), new("thanks", 0.02), new("cancel", 0.001)], UnderstandingEdition = "e1" };
        desk.Writes(Desk.Yang, words);
        desk.Writes(Desk.Yang, words);
        return desk;
    }

    static StaffAction.Correct Meant(Desk desk, string intent, string category = "-", bool begin = false) => new("sam", "小山", desk.OpenTicket.Number, intent, category, begin);

    [Fact]
    public void A_ticket_of_words_not_understood_has_the_three_best_guesses_and_names_the_understanding()
    {
        var desk = Unclear();
        var heard = desk.OpenTicket.Heard!;

        Assert.Equal("handoff", desk.OpenTicket.Queue);
        Assert.Equal((Words, "e1"), (heard.Text, heard.Edition));
        Assert.Equal(["service_request", "request_status", "human"], heard.Guesses.Select(guess => guess.Intent));
    }

    [Fact]
    public void A_ticket_stored_before_there_were_guesses_is_still_read()
    {
        var ticket = Codec.Write(new DocumentKey(DocumentType.Ticket, "1008"), Unclear().OpenTicket with { Heard = null });

        Assert.DoesNotContain("heard", Encoding.UTF8.GetString(ticket), StringComparison.Ordinal);
        Assert.Null(((Ticket)Codec.Read(new DocumentKey(DocumentType.Ticket, "1008"), ticket)).Heard);
    }

    [Fact]
    public void What_was_meant_is_kept_without_names_phones_and_doors_and_stands_in_the_audit_log()
    {
        var desk = Unclear();
        Assert.Null(desk.Acts(Meant(desk, "service_request", "electric")).Refusal);
        var kept = Assert.Single(desk.All<Correction>());

        Assert.Equal("某某家000那个东西又那样了 0000000", kept.Text);
        Assert.Equal(("service_request", "electric", "service_request", "sam", false), (kept.Intent, kept.Category, kept.Was, kept.By, kept.IsAccepted));
        Assert.Equal("service_request", desk.OpenTicket.Heard!.Meant);
        Assert.Contains(desk.Log, line => line is { Who: "sam", What: "corrected reading", Why: "service_request" } && line.About == desk.OpenTicket.Number);
        Assert.All(desk.Log, line => Assert.Contains(line.What, AuditWords.All));
    }

    [Fact]
    public void The_right_dialog_can_begin_at_once_and_the_ticket_ends()
    {
        var desk = Unclear();
        var number = desk.OpenTicket.Number;
        desk.Acts(Meant(desk, "service_request", "other", begin: true));

        Assert.Equal((TicketState.Closed, "sam"), (desk.Find<Ticket>(number)!.State, desk.Find<Ticket>(number)!.Outcome!.By));
        Assert.Equal("service_request", desk.Talk(Desk.Yang).Session!.Frames[0].Dialog);
        Assert.Null(desk.Talk(Desk.Yang).Ticket);
    }

    [Theory]
    [InlineData("thanks", "-", "no_dialog")]
    [InlineData("nonsense", "-", "no_such_intent")]
    [InlineData("service_request", "-", "no_such_category")]
    [InlineData("greeting", "plumbing", "no_such_category")]
    public void What_cannot_be_is_refused_and_nothing_is_kept(string intent, string category, string refusal)
    {
        var desk = Unclear();

        Assert.Equal(refusal, desk.Acts(Meant(desk, intent, category, begin: true)).Refusal?.Text);
        Assert.Empty(desk.All<Correction>());
    }

    [Fact]
    public void What_somebody_else_has_in_hand_is_not_corrected()
    {
        var desk = Unclear();
        desk.Acts(new StaffAction.Claim("kim", "小金", desk.OpenTicket.Number));

        Assert.Equal(new Refusal("ticket_taken", "小金"), desk.Acts(Meant(desk, "greeting")).Refusal);
    }

    [Theory]
    [InlineData("心里难受想找人说说")]
    [InlineData("老板欠薪三个月了")]
    public void A_secret_never_becomes_an_example(string words)
    {
        var desk = Desk.AtEight();
        desk.Writes(Desk.Yang, words);

        Assert.NotEqual(Sensitivity.Ordinary, desk.OpenTicket.Sensitivity);
        Assert.Null(desk.OpenTicket.Heard);
        Assert.Equal("nothing_heard", desk.Acts(Meant(desk, "human")).Refusal?.Text);
        Assert.Empty(desk.All<Correction>());
    }

    [Fact]
    public void What_turns_into_a_secret_later_is_forgotten()
    {
        var desk = Unclear();
        desk.Acts(Meant(desk, "human"));
        desk.World = Oak.World;
        desk.Writes(Desk.Yang, "心里难受想找人说说");

        Assert.Equal(Sensitivity.Confidential, desk.OpenTicket.Sensitivity);
        Assert.Null(desk.OpenTicket.Heard);
        Assert.Empty(desk.All<Correction>());
    }

    [Fact]
    public void A_review_accepts_under_another_intent_or_takes_it_away()
    {
        var desk = Unclear();
        desk.Acts(Meant(desk, "service_request", "other"));
        var id = desk.OpenTicket.Number;
        desk.Acts(new StaffAction.ReviewCorrection("head", "主管", id, true, "request_status", "-"));
        var accepted = desk.Find<Correction>(id)!;
        Assert.Equal(("request_status", "-", "head"), (accepted.Intent, accepted.Category, accepted.AcceptedBy));
        Assert.Equal([id], desk.Lists[Lists.Learned]);
        desk.Acts(new StaffAction.ReviewCorrection("head", "主管", id, false, "", ""));

        Assert.Empty(desk.All<Correction>());
        Assert.Empty(desk.Lists[Lists.Learned]);
        Assert.Empty(desk.Lists[Lists.Corrections]);
        Assert.Equal("no_such_correction", desk.Acts(new StaffAction.ReviewCorrection("head", "主管", id, true, "greeting", "-")).Refusal?.Text);
    }

    [Fact]
    public void Erasing_a_person_takes_his_examples_away_even_accepted_ones()
    {
        var desk = Unclear();
        var number = desk.OpenTicket.Number;
        desk.Acts(Meant(desk, "service_request", "other"));
        desk.Acts(new StaffAction.ReviewCorrection("head", "主管", number, true, "service_request", "other"));
        desk.Acts(new StaffAction.Close("sam", "小山", number, "answered", null));
        Assert.Null(desk.Acts(new StaffAction.ErasePerson("head", "主管", "yang-guizhen", "本人要求") { Tickets = [number], EndsCheckIns = true }).Refusal);

        Assert.Empty(desk.All<Correction>());
        Assert.Empty(desk.Lists[Lists.Learned]);
        Assert.Null(desk.Find<Ticket>(number)!.Heard);
    }

    [Fact]
    public void What_was_accepted_is_understood_from_then_on_and_stands_in_for_the_same_text()
    {
        const string text = "那个啥来一下嘛";
        List<Correction> accepted = [.. Enumerable.Range(0, 4).Select(i => Accepted($"{1000 + i}", i == 0 ? text : $"{text}，{"快早又"[i - 1]}", "human"))];
        var files = Oak.Files;
        var learned = Core.Understanding.Residents.ResidentUnderstanding.Train(files, LearnedExamples.With(files.Examples!, accepted), (count, work) => Parallel.For(0, count, work));
        var state = new Core.Understanding.TalkState(false, false, false, Messages.Language.Zh);

        Assert.True(Sure(learned.Guess(text, state)) > Sure(Oak.Understanding.Guess(text, state)));
        var same = files.Examples!.All.First(example => example.Intent == "greeting");
        var examples = LearnedExamples.With(files.Examples, [Accepted("1", same.Text, "thanks"), Accepted("2", "不算", "thanks") with { AcceptedBy = null }]);
        Assert.Equal("thanks", Assert.Single(examples, example => example.Text == same.Text).Intent);
        Assert.Equal(files.Examples.All.Length, examples.Length);

        static double Sure(IEnumerable<Core.Understanding.Guess> guesses) => guesses.Where(guess => guess.Intent == "human").Select(guess => guess.Confidence).DefaultIfEmpty().Max();
    }

    [Fact]
    public void A_review_is_told_of_the_same_text_of_keywords_phrases_and_danger()
    {
        var files = Oak.Files;
        var same = files.Examples!.All.First(example => example.Intent == "greeting");
        Assert.Contains(LearnedExamples.Conflicts(files, Accepted("1", same.Text, "thanks"), []), conflict => conflict is { Kind: "same_text", Intent: "greeting" } && conflict.Where!.StartsWith("greeting.tsv:", StringComparison.Ordinal));
        Assert.Contains(LearnedExamples.Conflicts(files, Accepted("1", "某某话", "thanks"), [Accepted("2", "某某话", "human")]), conflict => conflict is { Kind: "same_text", Intent: "human", Where: "2" });
        Assert.Contains(LearnedExamples.Conflicts(files, Accepted("1", "人工", "thanks"), []), conflict => conflict is { Kind: "keyword", Intent: "human" });
        Assert.Contains(LearnedExamples.Conflicts(files, Accepted("1", "救命", "thanks"), []), conflict => conflict.Kind == "danger");
        Assert.Empty(LearnedExamples.Conflicts(files, Accepted("1", "那个东西又那样了", "service_request"), []));
    }

    [Fact]
    public void A_line_of_a_download_can_be_read_as_a_line_of_the_files()
    {
        var problems = new List<Files.Problem>();
        var text = $"text\tcategory\turgency\n{LearnedExamples.Line(Accepted("1", "东西坏了", "service_request") with { Category = "plumbing" })}\n";
        var read = ExampleSet.Read([("service_request.tsv", text)], problems);

        Assert.Equal(("东西坏了", "plumbing"), (read!.All[0].Text, read.All[0].Category));
        Assert.All(problems, problem => Assert.Contains("this file is missing", problem.Message, StringComparison.Ordinal));
    }

    static Correction Accepted(string id, string text, string intent) => new()
    {
        Id = id,
        Text = text,
        Intent = intent,
        Category = Labels.None,
        By = "sam",
        At = NodaTime.Instant.FromUtc(2026, 3, 4, 0, 0),
        AcceptedBy = "head",
        AcceptedAt = NodaTime.Instant.FromUtc(2026, 3, 4, 1, 0),
    };
}
