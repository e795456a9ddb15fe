using ResidentBot.Core.Files;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Tests.Deciding;
using ResidentBot.Core.Understanding;
using ResidentBot.Core.Understanding.Residents;
using Xunit;

namespace ResidentBot.Core.Tests.Understanding;

public sealed class ResidentUnderstandingTests
{
    static readonly TalkState Nothing = new(CheckInOpen: false, OfferOpen: false, QuestionOpen: false, Language.Zh);
    static readonly TalkState CheckIn = Nothing with { CheckInOpen = true };

    [Theory]
    [InlineData("我在3栋501")]
    [InlineData("厨房")]
    [InlineData("下周一我有空")]
    [InlineData("in the hallway")]
    [InlineData("half an hour")]
    [InlineData("3栋 _*[a](b)~`>#+-=|{b}.! <i>&amp;</i>")]
    public void An_answer_to_a_question_of_ours_is_no_emergency(string text) => Assert.Null(Oak.Understanding.Emergencies.Match(text, asked: true));

    [Theory]
    [InlineData("救命")]
    [InlineData("我妈晕倒了叫不醒")]
    [InlineData("someone is breaking in")]
    public void Danger_is_heard_in_the_middle_of_a_question(string text) => Assert.NotNull(Oak.Understanding.Emergencies.Match(text, asked: true));

    [Theory]
    [InlineData("1", "checkin_ok")]
    [InlineData("２", "checkin_help")]
    [InlineData("退订", "opt_out")]
    [InlineData("我家厨房水管漏水了", "service_request")]
    [InlineData("wo jia shui guan lou shui le", "service_request")]
    [InlineData("我家廚房水管漏水了", "service_request")]
    [InlineData("我报的修什么时候来", "request_status")]
    [InlineData("I am looking for a job", "job_search")]
    public void Residents_are_understood(string text, string intent) => Assert.Equal(intent, Oak.Understanding.Read(text, null, CheckIn).Guesses[0].Intent);

    [Theory]
    [InlineData("厨房水管漏水", "plumbing")]
    [InlineData("the lift is broken", "elevator")]
    [InlineData("路灯不亮", "lighting")]
    public void A_request_has_a_category(string text, string category) => Assert.Equal(category, Oak.Understanding.Read(text, null, CheckIn).Category);

    [Theory]
    [InlineData("我爸晕倒了叫不醒", TextRoute.Page)]
    [InlineData("我要投诉，师傅态度太差", TextRoute.Staff)]
    [InlineData("退订", TextRoute.Bot)]
    public void A_text_goes_to_the_bot_to_the_staff_or_calls_somebody(string text, TextRoute route) => Assert.Equal(route, Oak.Understanding.Read(text, null, CheckIn).Route);

    [Fact]
    public void Shares_of_all_intents_add_up_to_one()
    {
        var read = Oak.Understanding.Read("厨房有点事想问问", null, Nothing);

        Assert.Equal(1, read.Guesses.Sum(guess => guess.Confidence), 3);
        Assert.Equal(read.Guesses.OrderByDescending(guess => guess.Confidence), read.Guesses);
    }

    [Fact]
    public void What_is_open_makes_its_answers_likelier()
    {
        double Share(TalkState state) => Oak.Understanding.Read("都还不错的呢", state, Nothing).Guesses.Single(guess => guess.Intent == "checkin_ok").Confidence;

        Assert.True(Share(CheckIn) > Share(Nothing));
    }

    [Fact]
    public void An_answer_to_a_question_is_no_command() =>
        Assert.All(["我不想再收到你们的短信了，请停止发送", "取消我的报修吧"], text =>
            Assert.All(Oak.Understanding.Guess(text, Nothing with { QuestionOpen = true }), guess => Assert.True(guess.Confidence < 0.95)));

    [Fact]
    public void Words_nobody_knows_are_not_acted_upon() =>
        Assert.All(["qzxv wkjh pqrt", "ßœø ŧđħ"], text => Assert.True(Oak.Understanding.Guess(text, Nothing)[0].Confidence < 0.6));

    [Fact]
    public void A_bare_digit_in_a_question_is_its_answer() => Assert.Empty(Oak.Understanding.Guess("2", Nothing with { QuestionOpen = true }));

    [Fact]
    public void No_keyword_looks_like_an_emergency() =>
        Assert.All(["1", "2", "好的", "退订", "人工", "报名"], text => Assert.Null(Oak.Understanding.Emergencies.Match(text)));

    [Fact]
    public void A_phrase_of_danger_is_heard_whatever_was_learned() =>
        WordFiles.AssertNone(WordFiles.Table("must_fire.txt").Where(text => Oak.Understanding.Read(text, null, CheckIn).Emergency is null));

    [Theory]
    [InlineData("urgent: [\"leek water\"]\n", 1, "unknown concept `leek` (did you mean `leak`?)")]
    [InlineData("urgnt: [leak]\n", 1, "unknown urgency `urgnt`")]
    public void Mistakes_in_the_rules_of_urgency_are_found_at_their_line(string yaml, int line, string message)
    {
        var problems = new List<Problem>();
        UnderstandingFiles.Read(
            [("keywords.yml", "always:\n  opt_out: [STOP]\n"), ("emergency.yml", "families:\n  fire: { when: [着火] }\n"), ("concepts.yml", "leak: [漏水]\nwater: [水]\n"), ("urgency.yml", yaml)],
            problems);

        Assert.Contains(problems, problem => problem.Line == line && problem.Message.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_intent_needs_a_file_of_examples()
    {
        var problems = new List<Problem>();
        var files = UnderstandingFiles.Read(
            [("keywords.yml", "always:\n  opt_out: [STOP]\n"), ("emergency.yml", "families:\n  fire: { when: [着火] }\n"), ("greeting.tsv", "text\tcategory\turgency\n你好\t-\tnone\n")], problems);

        Assert.Null(files);
        Assert.Equal(16, problems.Count(problem => problem.Message.StartsWith("this file is missing", StringComparison.Ordinal)));
    }
}
