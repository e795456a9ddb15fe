using ResidentBot.Core.Files;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Tests.Deciding;
using ResidentBot.Core.Understanding;
using Xunit;

namespace ResidentBot.Core.Tests.Understanding;

public sealed class KeywordUnderstandingTests
{
    static readonly KeywordUnderstanding Words = WordFiles.Keywords();

    [Fact]
    public void Texts_are_read_as_the_table_says() =>
        WordFiles.AssertNone(WordFiles.Table("keywords.tsv")
            .Select(line => line.Split('\t'))
            .Select(cells => (Text: cells[0], State: cells[1], Expected: cells[2], Read: Words.Guess(cells[0], State(cells[1])).FirstOrDefault()?.Intent ?? ""))
            .Where(row => row.Expected != row.Read));

    [Fact]
    public void Words_of_who_somebody_is_are_told_from_wishes() =>
        WordFiles.AssertNone(WordFiles.Table("identity.tsv")
            .Select(line => line.Split('\t'))
            .Select(cells => (Text: cells[0], Expected: cells[1], Read: Words.Guess(cells[0], State("-")).FirstOrDefault()?.Intent ?? ""))
            .Where(row => row.Expected != row.Read));

    [Theory]
    [InlineData("帮我妈报修", true)]
    [InlineData("替邻居王奶奶问一下", true)]
    [InlineData("给老人办高龄津贴", true)]
    [InlineData("我妈家水管漏了", true)]
    [InlineData("it is for my old mother", true)]
    [InlineData("my neighbour's tap is leaking", true)]
    [InlineData("on behalf of Mrs Li", true)]
    [InlineData("邻居太吵了", false)]
    [InlineData("厨房水管漏水了", false)]
    [InlineData("请帮我修一下", false)]
    [InlineData("my tap is leaking", false)]
    [InlineData("my neighbours are noisy", false)]
    public void Words_for_another_are_heard(string text, bool isFor) => Assert.Equal(isFor, Oak.World.IdentityWords.SpeaksForAnother(text));

    [Fact]
    public void Confidence_is_a_share() =>
        Assert.All(WordFiles.Table("must_fire.txt").SelectMany(text => Words.Guess(text, State("-"))), guess => Assert.InRange(guess.Confidence, 0, 1));

    [Fact]
    public void Every_intent_named_is_a_known_one() => Assert.Subset(KeywordUnderstanding.Known.ToHashSet(), Words.Intents.ToHashSet());

    [Theory]
    [InlineData("keywords.yml", "always:\n  opt_ot: [STOP]\n", 2, "did you mean `opt_out`")]
    [InlineData("keywords.yml", "always:\n  opt_out: [STOP]\n  cancel: [Stop]\n", 3, "already stands under `opt_out`")]
    [InlineData("keywords.yml", "always:\n  opt_out: [STOP, STOP]\n", 2, "stands here twice")]
    [InlineData("keywords.yml", "always:\n  opt_out: []\n", 2, "lists no replies")]
    [InlineData("phrases.yml", "humn:\n  sure: [真人]\n", 2, "did you mean `human`")]
    [InlineData("phrases.yml", "human:\n  shure: [真人]\n", 2, "did you mean `sure`")]
    [InlineData("phrases.yml", "human:\n  sure: [真人]\nthanks:\n  sure: [真人]\n", 4, "already stands under `human`")]
    [InlineData("words.yml", "a: b\n", 0, "expected keywords.yml")]
    public void Mistakes_in_the_files_are_found_at_their_line(string path, string yaml, int line, string message)
    {
        var problems = new List<Problem>();
        KeywordUnderstanding.Read([(path, yaml)], problems);
        Assert.Contains(problems, problem => problem.Line == line && problem.Message.Contains(message, StringComparison.Ordinal));
    }

    static TalkState State(string word) => new(word == "checkin", word == "offer", word == "question", Language.Zh);
}
