using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using Xunit;

namespace ResidentBot.Core.Tests.Deciding;

/// <summary>No word that somebody sends takes anybody out of the welfare texts, and help words reach a person from wherever they are sent.</summary>
public sealed class StayingTests
{
    static readonly string[] Words =
    [
        "退订", "TD", "T", "STOP", "停问候", "stop greetings", "停通知", "停报平安给家人", "别发了", "打错了", "找错人了", "不是我", "wrong number", "我换号了", "new number", "我换号了，我是杨桂珍，1栋101", "删除我的资料", "delete my data",
        "我的资料", "0", "1", "2", "3", "不想说", "孙德华 1栋301", "杨桂珍 1栋101", "人工", "厨房水管漏水了", "帮我妈报修", "12345678", "START", "开问候", "订阅", "取消", "谢谢",
    ];

    public static TheoryData<string> All => [.. Words];

    [Theory]
    [MemberData(nameof(All))]
    public void Whatever_is_written_everybody_stays_in_the_programme(string first)
    {
        foreach (var second in Words)
        {
            var desk = Desk.AtEight();
            var enrolled = Enrolled(desk);
            foreach (var phone in (string[])[Desk.Yang, Desk.Shared, "sms:+12025550104"])
            {
                desk.Opens("sun-dehua");
                desk.Writes(phone, first);
                desk.Writes(phone, second);
            }
            foreach (var ticket in desk.All<Ticket>().Where(ticket => ticket.Cause is "identity" or "new-number").ToList())
                desk.Acts(new StaffAction.ConfirmIdentity("sam", "小山", ticket.Number, ticket.PersonId ?? "sun-dehua", true));
            foreach (var person in enrolled) desk.Acts(new StaffAction.SetConsent("sam", "小山", person, Purpose.Welfare, false, "说不要", "spoken", null));

            Assert.Equal(enrolled, Enrolled(desk));
            Assert.Equal(enrolled, desk.Lists[Lists.Enrolled]);
            Assert.All(enrolled, person => Assert.Null(desk.Person(person).Pause));
            foreach (var person in enrolled) Assert.True(desk.Opens(person, "evening") is { IsOpen: true }, $"{person} after {first}, {second}");
        }
    }

    static readonly Dictionary<string, Action<Desk, string>> Before = new()
    {
        ["a stranger"] = (_, _) => { },
        ["one who stopped"] = (desk, phone) => desk.Writes(phone, "退订"),
        ["one whose carrier stopped us"] = (desk, phone) => desk.Writes(phone, "STOP", kind: ArrivalKind.CarrierStop),
        ["one who had blocked us"] = (desk, phone) => desk.Writes(phone, "", kind: ArrivalKind.Blocked),
        ["one who was a wrong number"] = (desk, phone) => desk.Writes(phone, "打错了"),
        ["one who is asked who he is"] = (desk, phone) => desk.Writes(phone, "人工"),
        ["one who is asked for his door"] = (desk, phone) => { desk.Writes(phone, "人工"); desk.Writes(phone, "孙德华"); },
        ["one who would not say"] = (desk, phone) => { desk.Writes(phone, "人工"); desk.Writes(phone, "0"); },
        ["one who changes his number"] = (desk, phone) => desk.Writes(phone, "我换号了"),
        ["one who sent wrong codes"] = (desk, phone) => { for (var i = 0; i < 7; i++) desk.Writes(phone, $"8765432{i}"); },
        ["one who asks for his data"] = (desk, phone) => desk.Writes(phone, "我的资料"),
        ["one who is asked for whom"] = (desk, phone) => { foreach (var words in (string[])["帮我妈报修，厨房水管漏水了", "跳过", "东1栋", "1"]) desk.Writes(phone, words); },
        ["one who is asked for whom by name"] = (desk, phone) => { foreach (var words in (string[])["帮我妈报修，厨房水管漏水了", "跳过", "东1栋", "1", "3"]) desk.Writes(phone, words); },
    };

    public static TheoryData<string> Places => [.. Before.Keys];

    [Theory]
    [MemberData(nameof(Places))]
    public void Help_words_reach_the_duty_person_from_everywhere(string from)
    {
        foreach (var phone in (string[])["sms:+12025559999", Desk.Yang, Desk.Shared])
        {
            var desk = Desk.AtEight();
            Before[from](desk, phone);
            var paged = desk.CountTo(Desk.Duty);
            desk.Writes(phone, "救命！");

            var alert = Assert.Single(desk.All<Ticket>(), ticket => ticket is { Urgency: Urgency.Emergency, State: TicketState.Waiting });
            Assert.Contains(alert.Number, desk.Lists[Lists.Queue("welfare")]);
            Assert.True(desk.CountTo(Desk.Duty) > paged, from);
        }
    }

    static List<string> Enrolled(Desk desk) => [.. desk.All<Person>().Where(person => person.Enrolled).Select(person => person.Id).Order(StringComparer.Ordinal)];
}
