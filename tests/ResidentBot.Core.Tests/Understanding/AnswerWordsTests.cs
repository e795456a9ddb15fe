using ResidentBot.Core.Files;
using ResidentBot.Core.Tests.Deciding;
using ResidentBot.Core.Understanding;
using Xunit;

namespace ResidentBot.Core.Tests.Understanding;

/// <summary>Answers to questions that no dialog asks, from the shipped files.</summary>
public sealed class AnswerWordsTests
{
    [Theory]
    [InlineData("1", Answer.OfferTaken)]
    [InlineData("１", Answer.OfferTaken)]
    [InlineData("我要报名", Answer.OfferTaken)]
    [InlineData("報名，謝謝", Answer.OfferTaken)]
    [InlineData("I'll take it, thanks", Answer.OfferTaken)]
    [InlineData("2", Answer.OfferLeft)]
    [InlineData("不去了，谢谢", Answer.OfferLeft)]
    [InlineData("莫得空", Answer.OfferLeft)]
    [InlineData("唔去", Answer.OfferLeft)]
    [InlineData("No, thank you", Answer.OfferLeft)]
    [InlineData("I'm not interested", Answer.OfferLeft)]
    [InlineData("好了，谢谢师傅", Answer.Fixed)]
    [InlineData("搞掂", Answer.Fixed)]
    [InlineData("It's fixed now, thanks", Answer.Fixed)]
    [InlineData("还在漏", Answer.NotFixed)]
    [InlineData("莫修好", Answer.NotFixed)]
    [InlineData("still broken", Answer.NotFixed)]
    [InlineData("回菜单", Answer.Menu)]
    [InlineData("0", Answer.Menu)]
    public void A_whole_reply_is_heard(string text, Answer answer) => Assert.True(Oak.World.AnswerWords.Is(text, answer));

    [Theory]
    [InlineData("报名几点截止", Answer.OfferTaken)]
    [InlineData("报名？", Answer.OfferTaken)]
    [InlineData("我去医院", Answer.OfferTaken)]
    [InlineData("好了吗", Answer.Fixed)]
    [InlineData("是不是修好了", Answer.Fixed)]
    [InlineData("is it fixed", Answer.Fixed)]
    [InlineData("没修好", Answer.Fixed)]
    [InlineData("not fixed", Answer.Fixed)]
    [InlineData("厨房好了，厕所没修好", Answer.Fixed)]
    [InlineData("厨房好了，厕所没修好", Answer.NotFixed)]
    [InlineData("修好了，没修好", Answer.Fixed)]
    [InlineData("谢谢", Answer.OfferTaken)]
    [InlineData("", Answer.Fixed)]
    public void More_than_that_is_none(string text, Answer answer) => Assert.False(Oak.World.AnswerWords.Is(text, answer));

    [Theory]
    [InlineData("都好", true)]
    [InlineData("我俩都好，谢谢", true)]
    [InlineData("两口子都好", true)]
    [InlineData("We're both fine, thank you", true)]
    [InlineData("all of us", true)]
    [InlineData("都不好", false)]
    [InlineData("both not well", false)]
    [InlineData("都好，就是有点头晕", false)]
    [InlineData("都好吗？", false)]
    [InlineData("我好", false)]
    [InlineData("Both", true)]
    [InlineData("yes both", true)]
    [InlineData("我们身体都好", true)]
    [InlineData("我都很好", false)]
    [InlineData("我身体都好", false)]
    [InlineData("俺都好", false)]
    [InlineData("wo dou hao", false)]
    [InlineData("I'm all fine", false)]
    [InlineData("I am fine, thank you all", false)]
    [InlineData("fine, thank you both", false)]
    [InlineData("hello everyone, I'm fine", false)]
    [InlineData("Good morning all", false)]
    public void All_who_share_a_phone_are_named_by_words_of_the_file(string text, bool all) => Assert.Equal(all, Oak.World.CheckInWords.IsEverybody(text));

    [Theory]
    [InlineData("在家", true)]
    [InlineData("就在屋头", true)]
    [InlineData("我屋企", true)]
    [InlineData("At my place", true)]
    [InlineData("in my flat, please", true)]
    [InlineData("我家楼下", false)]
    [InlineData("在家吗？", false)]
    public void Home_is_a_place(string text, bool home) => Assert.Equal(home, Oak.World.IdentityWords.IsHome(text));

    [Theory]
    [InlineData("我叫王芳", true)]
    [InlineData("你好，我是三栋的老李", true)]
    [InlineData("您好我姓陈", true)]
    [InlineData("俺叫大壮", true)]
    [InlineData("Hi, I'm Anna", true)]
    [InlineData("my name is Anna", true)]
    [InlineData("水管漏了", false)]
    [InlineData("告诉你我是谁", false)]
    [InlineData("the tap leaks", false)]
    [InlineData("hi, it's leaking again", false)]
    [InlineData("It is too cold in here", false)]
    [InlineData("我住的那层没水", false)]
    public void Somebody_begins_to_say_who_he_is(string text, bool introduces) => Assert.Equal(introduces, Oak.World.IdentityWords.Introduces(text));

    [Theory]
    [InlineData("fine: [a]\neverybody: [b]\nmyself: [c]\n", "")]
    [InlineData("fine: [a]\nmyself: [c]\n", "c.yml:1:1: `everybody` lists no words: nobody could say that all who share a phone are fine")]
    [InlineData("fine: [a]\neverybody: [b]\n", "c.yml:1:1: `myself` lists no words: one person's \"fine\" would count for everybody who shares his phone")]
    public void A_check_in_file_that_lacks_words_is_reported(string text, string problem)
    {
        var problems = new List<Problem>();
        Assert.Equal(problem.Length == 0, CheckInWords.Read("c.yml", text, problems) is not null);
        Assert.Equal(problem, string.Join("\n", problems));
    }

    [Theory]
    [InlineData("unwilling: [a]\nintroductions: [b]\nhome: [c]\n", "")]
    [InlineData("unwilling: [a]\nhome: [c]\n", "i.yml:1:1: `introductions` lists no words: nobody could begin to say who he is")]
    [InlineData("unwilling: [a]\nintroductions: [b]\n", "i.yml:1:1: `home` lists no words: nobody could say that a place is his home")]
    public void A_file_of_identity_that_lacks_words_is_reported(string text, string problem)
    {
        var problems = new List<Problem>();
        Assert.Equal(problem.Length == 0, IdentityWords.Read("i.yml", text, problems) is not null);
        Assert.Equal(problem, string.Join("\n", problems));
    }

    [Theory]
    [InlineData("offer: {take: [a], leave: [b]}\nfixed: {fixed: [a], not_fixed: [b]}\nworker: {menu: [m]}\n", "")]
    [InlineData("offer: {take: [a], leave: [a]}\nfixed: {fixed: [a], not_fixed: [b]}\nworker: {menu: [m]}\n", "a.yml:1:28: `a` already stands under `take`")]
    [InlineData("offer: {take: [a], leave: []}\nfixed: {fixed: [a], not_fixed: [b]}\nworker: {menu: [m]}\n", "a.yml:1:27: `leave` lists no words: nobody could give that answer")]
    [InlineData("offer: {take: [a], leave: [b]}\nworker: {menu: [m]}\n", "a.yml:1:1: `fixed` is missing: nobody could answer that question")]
    [InlineData("offer: {take: [a], leave: [b], maybe: [c]}\nfixed: {fixed: [a], not_fixed: [b]}\nworker: {menu: [m]}\n", "a.yml:1:32: unknown key `maybe`")]
    public void A_mistake_is_reported_where_it_stands(string text, string problem)
    {
        var problems = new List<Problem>();
        AnswerWords.Read("a.yml", text, problems);
        Assert.Equal(problem, string.Join("\n", problems));
    }
}
