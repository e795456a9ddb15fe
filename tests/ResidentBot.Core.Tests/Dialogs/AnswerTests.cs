using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Core.Dialogs;
using ResidentBot.Core.Dialogs.Answers;
using ResidentBot.Core.Messages;
using Xunit;

namespace ResidentBot.Core.Tests.Dialogs;

/// <summary>What people write and what it means, by type of question.</summary>
public sealed class AnswerTests
{
    static readonly ImmutableArray<DialogChoice> Kinds =
    [
        new("water", new Texts("水管", "Water pipe"), ["漏水", "马桶", "leak", "tap"]),
        new("power", new Texts("电路", "Power"), ["停电", "灯", "light"]),
        new("lift", new Texts("电梯", "Elevator"), ["lift"]),
        new("lamp", new Texts("路灯", "Street lamp"), ["lamp"]),
    ];

    [Theory]
    [InlineData("1", "water")]
    [InlineData("１", "water")]
    [InlineData("1.", "water")]
    [InlineData("1、", "water")]
    [InlineData("（2）", "power")]
    [InlineData("②", "power")]
    [InlineData("2️⃣", "power")]
    [InlineData("一", "water")]
    [InlineData("壹", "water")]
    [InlineData("三", "lift")]
    [InlineData("第一个", "water")]
    [InlineData("第1个", "water")]
    [InlineData("第二", "power")]
    [InlineData("两", "power")]
    [InlineData("选1", "water")]
    [InlineData("我选第三个", "lift")]
    [InlineData("选择 2 吧", "power")]
    [InlineData("回复3", "lift")]
    [InlineData("3号", "lift")]
    [InlineData("first", "water")]
    [InlineData("the first one", "water")]
    [InlineData("The second one, please", "power")]
    [InlineData("option 1", "water")]
    [InlineData("Option two", "power")]
    [InlineData("number 3", "lift")]
    [InlineData("#3", "lift")]
    [InlineData("2nd", "power")]
    [InlineData("two", "power")]
    [InlineData("水管", "water")]
    [InlineData("水管。", "water")]
    [InlineData("WATER PIPE", "water")]
    [InlineData("ｗａｔｅｒ ｐｉｐｅ", "water")]
    [InlineData("water", "water")]
    [InlineData("1 水管", "water")]
    [InlineData("1. 水管", "water")]
    [InlineData("1、厨房", "water")]
    [InlineData("厨房漏水了", "water")]
    [InlineData("the taps drip", "water")]
    [InlineData("电梯坏了", "lift")]
    [InlineData("路灯不亮", "lamp")]
    [InlineData("不是水管，是灯", "power")]
    [InlineData("not the tap, the light", "power")]
    [InlineData("5", null)]
    [InlineData("0", null)]
    [InlineData("12", null)]
    [InlineData("1、灯", null)]
    [InlineData("水管和电梯", null)]
    [InlineData("lifting", null)]
    [InlineData("2 days ago", null)]
    [InlineData("你好", null)]
    [InlineData("", null)]
    [InlineData("。。。", null)]
    [InlineData("我昨天晚上回家的时候发现楼下的人都在说我们这里好像有人家里的马桶坏了不知道是谁", null)]
    public void A_choice_is_understood(string text, string? id) => Assert.Equal(id, ChoiceMatch.Answer(text, Kinds)?.Id);

    [Theory]
    [InlineData("厨房水管漏水了，从昨天晚上开始的，能不能快点派人来看一看，谢谢你们了，老人在家", "water")]
    [InlineData("1号楼有问题", null)]
    [InlineData("1", null)]
    [InlineData("", null)]
    public void Opening_words_choose_by_words_alone(string text, string? id) => Assert.Equal(id, ChoiceMatch.Opening(text, Kinds)?.Id);

    [Theory]
    [InlineData("1")]
    [InlineData("１")]
    [InlineData("是")]
    [InlineData("是的")]
    [InlineData("对")]
    [InlineData("对对对")]
    [InlineData("好")]
    [InlineData("好的，谢谢")]
    [InlineData("好呀")]
    [InlineData("嗯")]
    [InlineData("嗯嗯")]
    [InlineData("可以")]
    [InlineData("可以的")]
    [InlineData("没问题")]
    [InlineData("没错！")]
    [InlineData("行")]
    [InlineData("yes")]
    [InlineData("YES.")]
    [InlineData("Ｙ")]
    [InlineData("ok")]
    [InlineData("okay")]
    [InlineData("yes please")]
    [InlineData("Sure, go ahead")]
    [InlineData("👍")]
    [InlineData("第一个")]
    [InlineData("选1")]
    public void Yes_is_said_in_many_ways(string text) => Assert.True(YesNo.Read(text, "是", "否"));

    [Theory]
    [InlineData("2")]
    [InlineData("否")]
    [InlineData("不")]
    [InlineData("不是")]
    [InlineData("不是的")]
    [InlineData("不对")]
    [InlineData("不用了")]
    [InlineData("不要了")]
    [InlineData("不好")]
    [InlineData("不行")]
    [InlineData("错了")]
    [InlineData("算了吧")]
    [InlineData("no")]
    [InlineData("No, the address is wrong")]
    [InlineData("N")]
    [InlineData("nope")]
    [InlineData("no thanks")]
    [InlineData("not now")]
    [InlineData("二")]
    [InlineData("没有")]
    public void No_is_said_in_many_ways(string text) => Assert.False(YesNo.Read(text, "是", "否") ?? true);

    [Theory]
    [InlineData("")]
    [InlineData("3")]
    [InlineData("也许")]
    [InlineData("是不是")]
    [InlineData("maybe")]
    [InlineData("yes no")]
    [InlineData("好，不对")]
    [InlineData("好像不是")]
    [InlineData("12")]
    public void What_may_mean_both_is_neither(string text) => Assert.Null(YesNo.Read(text, "是", "否"));

    [Theory]
    [InlineData("3", 3)]
    [InlineData("３个", 3)]
    [InlineData("三", 3)]
    [InlineData("两个人", 2)]
    [InlineData("十", 10)]
    [InlineData("十五", 15)]
    [InlineData("二十", 20)]
    [InlineData("二十一岁", 21)]
    [InlineData("一百", 100)]
    [InlineData("一百零五", 105)]
    [InlineData("一百二", 120)]
    [InlineData("三千", 3000)]
    [InlineData("九千九百九十九", 9999)]
    [InlineData("一千零一", 1001)]
    [InlineData("二五", 25)]
    [InlineData("about 12", 12)]
    [InlineData("twelve", 12)]
    [InlineData("-5", -5)]
    [InlineData("玖", 9)]
    [InlineData("⑦", 7)]
    public void A_number_is_read(string text, int number) => Assert.Equal(number, Numbers.Read(text));

    [Theory]
    [InlineData("")]
    [InlineData("几个")]
    [InlineData("3到5个")]
    [InlineData("3 or 4")]
    [InlineData("many")]
    [InlineData("99999999999999999999")]
    public void What_holds_no_single_number_is_none(string text) => Assert.Null(Numbers.Read(text));

    // Today is Wednesday, 4 March 2026.
    [Theory]
    [InlineData("今天", "2026-03-04")]
    [InlineData("明天", "2026-03-05")]
    [InlineData("明天上午", "2026-03-05")]
    [InlineData("后天", "2026-03-06")]
    [InlineData("大后天", "2026-03-07")]
    [InlineData("周三", "2026-03-04")]
    [InlineData("周二", "2026-03-10")]
    [InlineData("星期五", "2026-03-06")]
    [InlineData("礼拜天", "2026-03-08")]
    [InlineData("这周一", "2026-03-02")]
    [InlineData("下周三", "2026-03-11")]
    [InlineData("下星期一", "2026-03-09")]
    [InlineData("下个周日", "2026-03-15")]
    [InlineData("周6", "2026-03-07")]
    [InlineData("3月5号", "2026-03-05")]
    [InlineData("三月五日", "2026-03-05")]
    [InlineData("3月3日", "2027-03-03")]
    [InlineData("5号", "2026-03-05")]
    [InlineData("１号", "2026-04-01")]
    [InlineData("31号", "2026-03-31")]
    [InlineData("二十号", "2026-03-20")]
    [InlineData("2026-03-05", "2026-03-05")]
    [InlineData("2026/3/5", "2026-03-05")]
    [InlineData("2026年3月5日", "2026-03-05")]
    [InlineData("20260305", "2026-03-05")]
    [InlineData("3/5", "2026-03-05")]
    [InlineData("2月29日", "2028-02-29")]
    [InlineData("1948年10月1日", "1948-10-01")]
    [InlineData("today", "2026-03-04")]
    [InlineData("Tomorrow morning", "2026-03-05")]
    [InlineData("the day after tomorrow", "2026-03-06")]
    [InlineData("next Monday", "2026-03-09")]
    [InlineData("on Friday", "2026-03-06")]
    [InlineData("March 5", "2026-03-05")]
    [InlineData("5 March", "2026-03-05")]
    [InlineData("Mar 5th, 2027", "2027-03-05")]
    [InlineData("the 9th", "2026-03-09")]
    [InlineData("", null)]
    [InlineData("随便", null)]
    [InlineData("明天或后天", null)]
    [InlineData("2月30日", null)]
    [InlineData("2026-13-01", null)]
    [InlineData("5", null)]
    [InlineData("soon", null)]
    [InlineData("周三或周五", null)]
    [InlineData("40号", null)]
    public void A_day_is_read(string text, string? date) =>
        Assert.Equal(date, Dates.Read(text, new LocalDate(2026, 3, 4))?.ToString("uuuu-MM-dd", null));

    [Fact]
    public void A_day_is_read_in_the_zone_of_the_community()
    {
        var book = Books.Of("  - ask: day\n    type: date\n    text: {zh: 哪天？, en: Which?}\n  - say: {zh: \"{answers.day}\", en: \"{answers.day}\"}");
        var night = Books.Context(now: Instant.FromUtc(2026, 3, 4, 17, 0)); // past midnight in Shanghai
        var session = DialogRun.Start(book, "d", night, null).Session!;

        var turn = DialogRun.Resume(book, session, Books.Input("明天"), night);

        Assert.Equal("3月6日（周五）", Assert.IsType<DialogEffect.Say>(Assert.Single(turn.Effects)).Text);
    }
}
