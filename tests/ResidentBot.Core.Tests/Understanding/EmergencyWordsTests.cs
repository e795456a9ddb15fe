using ResidentBot.Core.Files;
using ResidentBot.Core.Understanding;
using Xunit;

namespace ResidentBot.Core.Tests.Understanding;

public sealed class EmergencyWordsTests
{
    static readonly string[] Courtesies = ["，谢谢", "。麻烦你们了", ", please", ". Thank you very much", "！求求你们", "，不好意思打扰了", " 🙏", "，我现在没事了"];
    static readonly EmergencyWords Words = WordFiles.Emergency();

    [Fact]
    public void Every_phrase_of_danger_is_heard() => WordFiles.AssertNone(WordFiles.Table("must_fire.txt").Where(text => Words.Match(text) is null));

    [Fact]
    public void Nothing_else_is_taken_for_danger() =>
        WordFiles.AssertNone(WordFiles.Table("must_not_fire.txt").Select(text => (text, Words.Match(text))).Where(row => row.Item2 is not null));

    [Fact]
    public void A_courtesy_after_it_silences_nothing() =>
        WordFiles.AssertNone(WordFiles.Table("must_fire.txt")
            .SelectMany(text => Courtesies.SkipLast(1).Select(courtesy => text + courtesy))
            .Where(text => Words.Match(text) is null));

    [Fact]
    public void The_tables_are_as_long_as_promised()
    {
        Assert.True(WordFiles.Table("must_fire.txt").Length >= 120);
        Assert.True(WordFiles.Table("must_not_fire.txt").Length >= 80);
    }

    [Theory]
    [InlineData("没着火，但是我爸倒在地上", "fallen")]
    [InlineData("not a fire, it is a gas leak", "gas")]
    [InlineData("我没想死，我就是活够了", "self_harm")]
    [InlineData("我没有自杀", "self_harm")]
    [InlineData("no suicide, it is over now", "self_harm")]
    [InlineData("I said I do not want to die but I want to end my life", "self_harm")]
    [InlineData("stop it, he is hitting me", "intruder_or_violence")]
    public void An_exception_cancels_only_what_it_touches(string text, string family) => Assert.Equal(family, Words.Match(text)?.Family);

    [Theory]
    [InlineData("我爸，晕倒了！", "晕倒")]
    [InlineData("Dad: HE'S UNCONSCIOUS.", "UNCONSCIOUS")]
    public void The_match_quotes_the_resident(string text, string phrase) => Assert.Contains(phrase, Words.Match(text)!.Phrase, StringComparison.Ordinal);

    [Fact]
    public void Any_text_is_read_without_fault()
    {
        var chance = new Random(7);
        var pieces = WordFiles.Table("must_fire.txt").Concat(WordFiles.Table("must_not_fire.txt")).Concat(["\ud83d", "\udd98", "'", "--", "\n", "??", "．．．"]).ToArray();
        for (var run = 0; run < 2000; run++)
            Words.Match(string.Concat(Enumerable.Range(0, chance.Next(12)).Select(_ => pieces[chance.Next(pieces.Length)])));
    }

    [Theory]
    [InlineData("families:\n  fire:\n    when: [着火, 着火]\n", 3, "stands here twice")]
    [InlineData("families:\n  fire:\n    when: [\"\"]\n", 3, "empty pattern")]
    [InlineData("families:\n  fire:\n    when: [<whoo> 着火]\nwords: { who: [我] }\n", 3, "did you mean `who`")]
    [InlineData("families:\n  fire:\n    when: [.. 着火]\n", 3, "`..` needs words on both sides")]
    [InlineData("families:\n  fire:\n    when: [着火]\n    unles: [x]\n", 4, "unknown key `unles`")]
    [InlineData("families:\n  self_harm:\n    always: true\n    when: [不想活]\n    unless: [\"没 @\"]\n", 5, "never cancelled")]
    [InlineData("misspelled: [fire]\nfamilies:\n  fire: { when: [fire] }\n", 1, "too short")]
    [InlineData("unless: [\"a @ b\"]\nfamilies:\n  fire: { when: [fire] }\n", 1, "first or the last")]
    [InlineData("families: {}\n", 1, "at least one kind")]
    public void Mistakes_in_the_file_are_found_at_their_line(string yaml, int line, string message)
    {
        var problems = new List<Problem>();
        EmergencyWords.Read("emergency.yml", yaml, problems);
        Assert.Contains(problems, problem => problem.Line == line && problem.Message.Contains(message, StringComparison.Ordinal));
    }
}
