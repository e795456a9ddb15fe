using ResidentBot.Core.Files;
using ResidentBot.Core.Understanding.Concepts;
using ResidentBot.Core.Understanding.Examples;
using ResidentBot.Core.Understanding.Features;
using ResidentBot.Core.Understanding.Sounds;
using Xunit;

namespace ResidentBot.Core.Tests.Understanding;

public sealed class ReadingTextsTests
{
    [Theory]
    [InlineData("ＳＴＯＰ！！", "stop !")]
    [InlineData("heeeeelp", "heelp")]
    [InlineData("我家漏水了。", "我 家 漏 水 了")]
    [InlineData("煤氣洩漏", "煤 气 泄 漏")]
    [InlineData("I'm at 13800000000", "im at #7")]
    [InlineData("3栋1201", "3 栋 #4")]
    [InlineData("打120", "打 120")]
    [InlineData("①👍👍", "1 👍")]
    [InlineData("哈哈哈哈哈", "哈 哈")]
    [InlineData("。。。", ".")]
    public void Texts_are_learned_from_in_one_form(string text, string units)
    {
        var read = Units.Of(text);

        Assert.Equal(units, string.Join(' ', read.All.Select(unit => read.Letters(unit).ToString())));
    }

    [Theory]
    [InlineData("wo jia lou shui le", true)]
    [InlineData("shuiguan huai le", true)]
    [InlineData("can you change the time", false)]
    [InlineData("he hen hao", true)]
    [InlineData("women like nice pie", false)]
    [InlineData("我家 lou shui", false)]
    [InlineData("the lift is broken", false)]
    public void Syllables_are_told_from_English(string text, bool pinyin) => Assert.Equal(pinyin, Spoken.IsPinyin(text));

    [Theory]
    [InlineData('水', '睡')]
    [InlineData('是', '四')]
    [InlineData('牛', '流')]
    [InlineData('冰', '宾')]
    [InlineData('漏', '楼')]
    [InlineData('門', '们')]
    public void Characters_that_people_mix_up_sound_alike(char one, char other) => Assert.Equal(Syllables.Heard(one), Syllables.Heard(other));

    [Theory]
    [InlineData("漏水了")]
    [InlineData("楼睡了")]
    [InlineData("lou shui le")]
    [InlineData("loushui")]
    [InlineData("it is leakng again")]
    public void A_concept_is_found_as_written_as_heard_and_misspelled(string text)
    {
        var book = Concepts("leak: [漏水, leaking]\nnot: [不, not]\n");

        Assert.Contains(book.Find(text, out _), hit => book.Names[hit.Concept] == "leak");
    }

    [Fact]
    public void A_denied_concept_is_another_feature()
    {
        var book = Concepts("leak: [漏水, leaking]\nnot: [不, 没, not]\n");
        var reader = new FeatureReader(FeatureOptions.Resident, book);

        Assert.NotEqual(Set(reader.Read("没漏水")), Set(reader.Read("漏水没")));
    }

    [Fact]
    public void Latin_letters_of_a_message_in_pinyin_are_no_words()
    {
        var reader = new FeatureReader(FeatureOptions.Resident);

        Assert.Equal(0, reader.Read("wo hen hao").Of(Block.Words).Length);
        Assert.Equal(Set(reader.Read("我很好"), Block.Sounds), Set(reader.Read("wo hen hao"), Block.Sounds));
    }

    [Fact]
    public void Each_block_of_a_vector_has_its_own_length()
    {
        var reader = new FeatureReader(FeatureOptions.Plain);
        var bags = new[] { reader.Read("stop it"), reader.Read("please stop the music") };
        var vector = FeatureSpace.Of(bags, FeatureOptions.Plain).Vector(reader.Read("stop it"));

        Assert.Equal(2, vector.Values.Sum(value => value * value), 3);
        Assert.Equal(0, vector.Unseen);
    }

    [Theory]
    [InlineData("opt_out", "STOP\t-\tnone\nstop!\t-\tnone\nstop\t-\tnone\n", 4, 1, "line 2")]
    [InlineData("opt_out", "STOP\tgas\tnone\n", 2, 6, "has no category")]
    [InlineData("opt_out", "STOP\t-\tsoon\n", 2, 8, "unknown urgency `soon`")]
    [InlineData("service_request", "leak\tplumming\tlow\n", 2, 6, "did you mean `plumbing`")]
    [InlineData("opt_out", "STOP\n", 2, 1, "expected 3 columns")]
    [InlineData("opt_out", " STOP\t-\tnone\n", 2, 1, "blank")]
    [InlineData("opt_ot", "STOP\t-\tnone\n", 0, 0, "did you mean `opt_out`")]
    [InlineData("opt_out", "", 0, 0, "no example")]
    public void Mistakes_among_examples_are_found_at_their_place(string intent, string lines, int line, int column, string message)
    {
        var problems = new List<Problem>();
        ExampleSet.Read([($"{intent}.tsv", "text\tcategory\turgency\n" + lines)], problems);

        Assert.Contains(problems, problem => problem.Line == line && problem.Column == column && problem.Message.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void One_text_cannot_mean_two_things()
    {
        var problems = new List<Problem>();
        ExampleSet.Read([("opt_out.tsv", "text\tcategory\turgency\n不用了\t-\tnone\n"), ("cancel.tsv", "text\tcategory\turgency\n不用了。\t-\tlow\n")], problems);

        Assert.Contains(problems, problem => problem is { File: "cancel.tsv", Line: 2 } && problem.Message.Contains("`opt_out`", StringComparison.Ordinal));
    }

    static ConceptBook Concepts(string yaml)
    {
        var problems = new List<Problem>();
        var book = ConceptBook.Read("concepts.yml", yaml, problems);
        Assert.Empty(problems);
        return book!;
    }

    static string Set(FeatureBag bag, Block block = Block.Concepts) => string.Join(' ', bag.Of(block).ToArray().Order());
}
