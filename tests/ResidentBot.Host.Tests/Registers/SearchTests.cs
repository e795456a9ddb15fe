using System.Diagnostics;
using NodaTime;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Files;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Host.Registers;
using ResidentBot.Host.Tests.Harness;
using Xunit;

namespace ResidentBot.Host.Tests.Registers;

/// <summary>Finding people in the index, without a store.</summary>
public sealed class SearchTests(ITestOutputHelper output)
{
    static readonly LocalDate Today = new(2026, 3, 4);
    static readonly Community Oak = Read();

    static readonly RegisterEntry[] Few =
    [
        Entry("wang-fang", "王芳", "e1-1", "101", "+12025550101"),
        Entry("wang-fangfang", "王芳芳", "e1-2", "1101", "+12025550102"),
        Entry("zeng-dan", "曾单", "e2-1", "101", "+12025550103"),
        Entry("shan-xiong", "单雄信", "w1-1", "303", "+12025554711"),
        Entry("zhang-san", "張三", "w1-2", "12A", "+12025550105"),
        Entry("anna", "Anna Miller", "w1-2", "202", "+12025550106"),
    ];

    [Theory]
    [InlineData("王芳", "wang-fang wang-fangfang")]
    [InlineData("芳芳", "wang-fangfang")]
    [InlineData("张三", "zhang-san")]
    [InlineData("miller", "anna")]
    [InlineData("wangfang", "wang-fang wang-fangfang")]
    [InlineData("WangFang", "wang-fang wang-fangfang")]
    [InlineData("wang fang", "wang-fang wang-fangfang")]
    [InlineData("wang f", "wang-fang wang-fangfang")]
    [InlineData("wf", "wang-fang wang-fangfang")]
    [InlineData("wff", "wang-fangfang")]
    [InlineData("w fang", "wang-fang wang-fangfang")]
    [InlineData("wfang", "wang-fang wang-fangfang")]
    [InlineData("zengdan", "zeng-dan")]
    [InlineData("cengshan", "zeng-dan")]
    [InlineData("cd", "zeng-dan")]
    [InlineData("shanxiong", "shan-xiong")]
    [InlineData("danxx", "shan-xiong")]
    [InlineData("zhs", "zhang-san")]
    [InlineData("4711", "shan-xiong")]
    [InlineData("202555 0101", "wang-fang")]
    [InlineData("+1 (202) 555-4711", "shan-xiong")]
    [InlineData("东1栋1单元101", "wang-fang")]
    [InlineData("东 1 号楼 1 单元 101 室", "wang-fang")]
    [InlineData("东1-1-101", "wang-fang")]
    [InlineData("1-1-101", "wang-fang")]
    [InlineData("2-101", "zeng-dan")]
    [InlineData("西1栋", "shan-xiong zhang-san anna")]
    [InlineData("1101", "wang-fangfang")]
    [InlineData("12a", "zhang-san")]
    [InlineData("王 东1栋1单元", "wang-fang")]
    [InlineData("shan-xiong", "shan-xiong")]
    [InlineData("张四", "")]
    [InlineData("wangl", "")]
    [InlineData("0999", "")]
    [InlineData("01", "")]
    public void People_are_found_however_they_are_typed(string words, string ids) =>
        Assert.Equal(ids, string.Join(' ', Find(Few, words).Select(entry => entry.Person.Id)));

    [Fact]
    public void The_very_name_comes_before_its_beginning_and_its_sound()
    {
        RegisterEntry[] entries = [Entry("a", "李王芳", "e1-1", "1", "+12025550111"), Entry("b", "汪方", "e1-1", "2", "+12025550112"), Entry("c", "王芳", "e2-1", "9", "+12025550113")];
        Assert.Equal(["c", "a"], Find(entries, "王芳").Select(entry => entry.Person.Id));
        Assert.Equal(["b", "c", "a"], Find(entries, "wangfang").Select(entry => entry.Person.Id));
    }

    [Fact]
    public void Two_labels_must_both_hold_today()
    {
        RegisterEntry[] entries =
        [
            Entry("both", "甲", "e1-1", "1", "+12025550111", ("age-80", null), ("empty-nest", Today)),
            Entry("over", "乙", "e1-1", "2", "+12025550112", ("age-80", null), ("empty-nest", Today.PlusDays(-1))),
            Entry("one", "丙", "e1-1", "3", "+12025550113", ("age-80", null)),
        ];
        Assert.Equal("both", Assert.Single(RegisterIndex.Find(entries, new RegisterQuery { Labels = ["age-80", "empty-nest"], Today = Today })).Person.Id);
        Assert.Equal(3, RegisterIndex.Find(entries, new RegisterQuery { Labels = ["age-80"], Today = Today }).Count);
    }

    [Fact]
    public void A_place_holds_what_is_below_it_and_nobody_sees_more_than_he_may()
    {
        Assert.Equal(3, RegisterIndex.Find(Few, new RegisterQuery { Place = "east", Today = Today }).Count);
        Assert.Equal(["zeng-dan"], RegisterIndex.Find(Few, new RegisterQuery { Words = "101", Today = Today, IsSeen = entry => entry.Place == "e2-1" }).Select(entry => entry.Person.Id));
    }

    [Fact]
    public void A_big_community_is_searched()
    {
        string[] families = ["王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "曾", "单", "欧阳"];
        string[] given = ["芳", "伟", "秀英", "敏", "静", "丽", "强", "磊", "军", "洋", "桂珍", "建国", "玉兰", "霞", "平"];
        string[] places = ["e1-1", "e1-2", "e2-1", "w1-1", "w1-2"];
        var entries = Enumerable.Range(0, 18_401).Select(i => Entry(
            $"p-{i}", families[i % 15] + given[i / 15 % 15] + (i % 3 == 0 ? given[i / 225 % 15] : ""), places[i % 5], $"{i / 5}", $"+8613{i:D9}")).ToArray();
        foreach (var words in (string[])["王芳", "wangfang", "wf", "ouyang", "0101", "东1栋1单元101", "1-1-101", "王 东1栋"])
        {
            var times = new List<double>();
            for (var i = 0; i < 15; i++)
            {
                var begun = Stopwatch.GetTimestamp();
                Find(entries, words);
                times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }
            times.Sort();
            output.WriteLine($"{words}: {times[7]:F2} ms, {Find(entries, words).Count} found");
            Assert.NotEmpty(Find(entries, words));
        }
    }

    static List<RegisterEntry> Find(RegisterEntry[] entries, string words) => RegisterIndex.Find(entries, new RegisterQuery { Words = words, Today = Today });

    static RegisterEntry Entry(string id, string name, string place, string unit, string phone, params (string Label, LocalDate? Until)[] labels) => new(
        new Person { Id = id, Name = name, Household = "h-" + id, Addresses = [new Address("sms:" + phone)], Labels = [.. labels.Select(one => new PersonLabel(one.Label, "", "", Today, one.Until))] },
        new Household("h-" + id, place, unit, [id]),
        Oak);

    static Community Read()
    {
        var folder = Path.Combine(TestCommunity.Repository(), "config", "oak");
        var problems = new List<Problem>();
        return CommunityReader.Read(folder, [.. Directory.GetFiles(folder, "*.yml").Select(path => (path, File.ReadAllText(path)))], _ => null, problems)!;
    }
}
