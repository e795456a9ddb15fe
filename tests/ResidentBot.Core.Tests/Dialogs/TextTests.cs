using ResidentBot.Core.Dialogs;
using ResidentBot.Core.Messages;
using Xunit;

namespace ResidentBot.Core.Tests.Dialogs;

/// <summary>Variants, short forms, and words that follow a number.</summary>
public sealed class TextTests
{
    static string Said(string text, string turn = "turn-1", Language language = Language.En, bool readsLittle = false) => Assert.IsType<DialogEffect.Say>(
        DialogRun.Start(Books.Of($"  - say: {text}"), "d", Books.Context(turn, language) with { ReadsLittle = readsLittle }, "3").Effects[0]).Text;

    [Fact]
    public void Each_turn_takes_one_variant_and_the_same_turn_the_same()
    {
        const string text = "{zh: 好, en: [One., Two., Three.]}";
        var said = Enumerable.Range(0, 60).Select(i => Said(text, $"turn-{i}")).ToArray();

        Assert.Equal(["One.", "Three.", "Two."], said.Distinct().Order());
        Assert.Equal(said, Enumerable.Range(0, 60).Select(i => Said(text, $"turn-{i}")));
    }

    [Theory]
    [InlineData(Language.Zh, false, "请您说一说具体的情况。")]
    [InlineData(Language.Zh, true, "什么事？")]
    [InlineData(Language.En, true, "What is it?")]
    public void Who_reads_little_gets_the_short_form(Language language, bool readsLittle, string said) =>
        Assert.Equal(said, Said("{zh: 请您说一说具体的情况。, en: Please tell us some details., simple: {zh: 什么事？, en: What is it?}}", language: language, readsLittle: readsLittle));

    [Theory]
    [InlineData("1", "There is one request of 1.")]
    [InlineData("0", "There are 0 requests of 0.")]
    [InlineData("12", "There are 12 requests of 12.")]
    public void English_words_follow_a_number(string count, string said)
    {
        var template = Template.Parse("There {answers.count|is one request|are # requests} of {answers.count}.", wrong => Assert.Fail(wrong));
        Assert.Equal(said, template.Fill(_ => count));
        Assert.Equal(said, template.Fill([("answers.count", count)]));
    }

    [Fact]
    public void A_catalogue_text_may_follow_a_number_too()
    {
        var texts = TextCatalogue.Read([Books.Texts, new DialogFile("texts.yml", "left: {zh: '{count}次', en: '{count|one try|# tries}'}", 1)], new Dictionary<string, string[]>(Books.OtherTexts) { ["left"] = ["count"] }, [])!;
        Assert.Equal(("one try", "2 tries", "1次"), (texts.Say("left", Language.En, ("count", "1")), texts.Say("left", Language.En, ("count", "2")), texts.Say("left", Language.Zh, ("count", "1"))));
    }
}
