using NodaTime;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Roster;
using ResidentBot.Core.Tests.Deciding;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using Xunit;

namespace ResidentBot.Core.Tests.Roster;

/// <summary>What a named person sees and reports on his own phone.</summary>
public sealed class WorkerTests
{
    static readonly LocalDate Today = new(2026, 3, 4);

    static void Edit(Desk desk, string person, PersonEdit edit) => desk.Acts(new StaffAction.EditPerson("sam", "小山", person, edit, "家访"));

    [Fact]
    public void The_households_are_exactly_his_and_each_look_is_written_down()
    {
        var worker = Worker.Chen();
        var desk = worker.Desk;
        Edit(desk, "yang-guizhen", new PersonEdit { LivesAlone = new(true), AddNeeds = ["轮椅"], Away = new(new Away("成都", Today.PlusDays(6), "chen", Today)) });
        Assert.Equal(
            "我的住户：4户（1/1）\n1 东 1 栋 1 单元 101 杨桂珍\n2 东 1 栋 1 单元 102 李富贵 +1\n3 东 1 栋 1 单元 201 吴强 +1\n4 东 1 栋 1 单元 301 孙德华\n5 只看外出的\n6 返回菜单",
            worker.Goes("菜单", "1"));
        Assert.Equal(
            "东 1 栋 1 单元 101\n杨桂珍：独居，在成都，到3月10日（周二），需要：轮椅，+12025550101\n1 下一户\n2 返回名单\n3 报告变化\n4 返回菜单",
            worker.Says("1"));
        Assert.Contains("李富贵：+12025550102\n赵凤英：+12025550102", worker.Taps("下一户"));
        Assert.Equal("外出：1人\n东 1 栋 1 单元 101 杨桂珍: 在成都，到3月10日（周二）\n1 返回名单\n2 返回菜单", worker.Goes("2", "5"));

        var read = desk.Log.Where(line => line is { Who: "chen", What: "read household" }).Select(line => line.About);
        Assert.Equal(["h-e1-101", "h-e1-102", "h-e1-101"], read);
        Assert.DoesNotContain(desk.Sent.Where(message => message.To.Value == Worker.Phone), message => message.Text.Contains("黄淑兰", StringComparison.Ordinal));
    }

    [Fact]
    public void Nobody_else_is_shown_whatever_a_button_says()
    {
        var worker = Worker.Chen();
        worker.Goes("菜单", "1");
        var shown = worker.Pairing!.Shown;
        foreach (var payload in (string[])["w:look:h-e1-402", $"w:{shown}:look:h-e1-402", $"w:{shown}:99", $"w:{shown}:-1", $"w:{shown - 1}:0", "w:x:y", "look:h-e1-402"])
        {
            worker.TapsPayload(payload);
            Assert.DoesNotContain("黄淑兰", worker.Last.Text, StringComparison.Ordinal);
        }
        Assert.DoesNotContain(worker.Desk.Log, line => line is { What: "read household" });
    }

    [Fact]
    public void What_was_his_when_it_was_listed_must_be_his_when_it_is_opened()
    {
        var desk = Desk.AtEight();
        desk.Acts(new StaffAction.PutOnLeave("sam", "小山", "luo", Today, Today));
        var worker = Worker.Chen(desk: desk);
        Assert.Contains("7户", worker.Goes("菜单", "1"));
        var index = Array.IndexOf(worker.Choices, "东 1 栋 2 单元 402 黄淑兰");
        desk.Acts(new StaffAction.EndLeave("sam", "小山", "luo", Today));

        Assert.StartsWith(desk.Text("worker_not_yours"), worker.Says($"{index + 1}"));
        Assert.Contains("4户", worker.Goes("菜单", "1"));
    }

    [Fact]
    public void Long_lists_come_in_pages_of_eight()
    {
        var desk = Desk.AtEight();
        for (var i = 0; i < 15; i++)
            desk.Decide(new TurnEvent.HouseholdSeeded($"seed{i}", desk.Now, new Household($"x{i:00}", "e1-1", $"{i + 900}", [$"x-{i:00}"]), [new Person { Id = $"x-{i:00}", Name = $"住户{i}", Household = $"x{i:00}" }]));
        var worker = Worker.Chen(desk: desk);
        Assert.StartsWith("我的住户：19户（1/3）", worker.Goes("菜单", "1"));
        Assert.Equal(["下一页", "只看外出的", "返回菜单"], worker.Choices[8..]);
        Assert.StartsWith("我的住户：19户（3/3）", worker.Goes("9", "9"));
        Assert.Equal(["上一页", "只看外出的", "返回菜单"], worker.Choices[3..]);
        Assert.All(worker.Last.Choices, choice => Assert.InRange(choice.Id.Length, 1, 64));
    }

    [Fact]
    public void Away_and_back_change_the_register_at_once_and_are_written_down()
    {
        var worker = Worker.Chen();
        var desk = worker.Desk;
        Assert.Equal("杨桂珍怎么了？\n1 外出\n2 回来了\n3 换了号码\n4 搬走了\n5 去世了\n6 来了新人\n7 其他\n8 返回菜单", worker.Goes("菜单", "3", "1"));
        worker.Goes("1", "成都", "昨天");
        Assert.StartsWith(desk.Text("worker_bad_date"), worker.Says("13月40日"));
        Assert.StartsWith("记下了：杨桂珍在成都，到3月10日（周二）。", worker.Says("3月10日"));
        Assert.Equal(new Away("成都", Today.PlusDays(6), "chen", Today), desk.Person("yang-guizhen").Away);
        Assert.Contains(desk.Log, line => line is { Who: "chen", What: "noted away", About: "yang-guizhen" });
        worker.Goes("菜单", "3", "1", "2");
        Assert.Null(desk.Person("yang-guizhen").Away);
        Assert.Contains(desk.Log, line => line is { Who: "chen", What: "noted back", About: "yang-guizhen" });
    }

    [Fact]
    public void A_new_number_replaces_the_old_one_and_whoever_has_the_old_one_answers_for_nobody()
    {
        var worker = Worker.Chen();
        var desk = worker.Desk;
        desk.Opens("yang-guizhen");
        Assert.StartsWith(desk.Text("worker_bad_number"), worker.Goes("菜单", "3", "1", "3", "555"));
        Assert.StartsWith("改好了：杨桂珍 +447700900177", worker.Says("00 44 7700 900177"));
        Assert.Equal(["sms:+447700900177"], desk.Person("yang-guizhen").Addresses.Select(address => address.Value));
        Assert.Empty(desk.Talk(Desk.Yang).Persons);
        desk.Writes(Desk.Yang, "1");
        Assert.True(desk.CheckIn("yang-guizhen").IsOpen);
        desk.Until(desk.At(10, 1));
        Assert.Equal(TicketKind.Alert, desk.OpenTicket.Kind);
        Assert.Contains(desk.Log, line => line is { Who: "chen", What: "changed number", About: "yang-guizhen" });
    }

    [Fact]
    public void A_number_that_said_it_is_somebody_elses_is_his_again_by_the_worker_s_word()
    {
        var worker = Worker.Chen();
        worker.Desk.Writes(Desk.Yang, "打错了");
        Assert.Empty(worker.Desk.Person("yang-guizhen").Addresses);
        worker.Says("菜单");
        worker.Taps(worker.Desk.Text("worker_change"));
        worker.TapsPayload(worker.Last.Choices.First(choice => choice.Label.Contains("杨桂珍", StringComparison.Ordinal)).Id);
        worker.Taps(worker.Desk.Text("change_number"));
        worker.Says(Desk.Yang[4..]);

        Assert.Equal([new Address(Desk.Yang)], worker.Desk.Person("yang-guizhen").Addresses);
    }

    [Theory]
    [InlineData("fine")]
    [InlineData("accept")]
    [InlineData("")]
    public void A_button_about_a_matter_he_was_never_asked_about_does_nothing(string word)
    {
        var worker = Worker.Chen("ma");
        worker.Desk.Writes(Desk.Yang, "救命");
        var number = worker.Desk.OpenTicket.Number;
        var said = worker.TapsPayload($"r:{number}:{word}");

        Assert.Equal(worker.Desk.Text("rung_over", ("number", number)), said);
        Assert.Equal(TicketState.Waiting, worker.Desk.Find<Ticket>(number)!.State);
    }

    [Fact]
    public void A_number_that_is_another_households_goes_to_the_desk()
    {
        var worker = Worker.Chen();
        worker.Goes("菜单", "3", "1", "3", "+12025550105");

        Assert.Equal([Desk.Yang], worker.Desk.Person("yang-guizhen").Addresses.Select(address => address.Value));
        Assert.Equal("change", worker.Desk.OpenTicket.Cause);
    }

    [Theory]
    [InlineData("4", "陈秀兰报告，杨桂珍：搬走了")]
    [InlineData("5", "陈秀兰报告，杨桂珍：去世了")]
    [InlineData("6 女儿来住，吴敏，13800000000", "陈秀兰报告，杨桂珍：来了新人: 女儿来住，吴敏，13800000000")]
    [InlineData("7 门锁换了", "陈秀兰报告，杨桂珍：其他: 门锁换了")]
    public void What_ends_or_adds_somebody_waits_for_the_desk_and_the_welfare_texts_go_on(string says, string summary)
    {
        var worker = Worker.Chen();
        var desk = worker.Desk;
        worker.Goes(["菜单", "3", "1", .. says.Split(' ', 2)]);
        var ticket = desk.OpenTicket;

        Assert.Equal((TicketKind.Visit, "handoff", "change", "yang-guizhen", summary), (ticket.Kind, ticket.Queue, ticket.Cause, ticket.PersonId, ticket.Summary));
        Assert.True(desk.Person("yang-guizhen").Enrolled);
        Assert.Null(desk.Person("yang-guizhen").Left);
        Assert.NotNull(ticket.Climb?.NextAt);
        Assert.Equal(0, desk.CountTo(Desk.Zhou));
        desk.Opens("yang-guizhen");
        Assert.Equal(1, desk.CountTo(Desk.Yang));
    }

    [Fact]
    public void Of_several_people_he_says_who()
    {
        var worker = Worker.Chen();

        Assert.Equal("是谁？\n1 李富贵\n2 赵凤英\n3 返回菜单", worker.Goes("菜单", "3", "2"));
        Assert.StartsWith("赵凤英怎么了？", worker.Says("2"));
    }

    [Fact]
    public void Leave_is_noted_and_he_hears_who_stands_in()
    {
        var worker = Worker.Chen();
        var desk = worker.Desk;
        Assert.StartsWith("请假记下了：3月6日（周五）到3月8日（周日）。由王建国代班。", worker.Goes("菜单", "4", "3月6日", "3月8日"));
        Assert.Equal(new Leave(Today.PlusDays(2), Today.PlusDays(4), "chen"), Assert.Single(desk.Find<StaffCard>("chen")!.Leaves));
        Assert.Contains(desk.Log, line => line is { Who: "chen", What: "put on leave" });
        worker.Goes("菜单", "4");
        Assert.Equal(desk.Text("worker_leave_ended"), worker.Taps("销假：3月6日（周五）到3月8日（周日）").Split('\n')[0]);
        Assert.Empty(desk.Find<StaffCard>("chen")!.Leaves);
    }

    [Fact]
    public void Tasks_come_with_their_own_answers_on_whatever_phone()
    {
        var worker = Worker.Chen();
        var desk = worker.Desk;
        Assert.StartsWith(desk.Text("worker_no_tasks"), worker.Goes("菜单", "2"));
        desk.Opens("yang-guizhen");
        desk.Until(desk.At(10, 1));
        Assert.Contains("1 我去\n2 去不了", worker.Goes("菜单", "2"));
        worker.Says("1");
        Assert.Equal("chen", desk.OpenTicket.Owner);
        desk.After(1);
        Assert.Contains("1 平安", worker.Goes("菜单", "2"));
        worker.Says("1");
        Assert.All(desk.All<Ticket>(), ticket => Assert.Equal(TicketState.Closed, ticket.State));
    }

    [Fact]
    public void An_alarm_that_comes_later_has_the_digit()
    {
        var worker = Worker.Chen(address: Desk.Chen);
        var desk = worker.Desk;
        desk.Opens("yang-guizhen");
        desk.Until(desk.At(9, 59));
        worker.Goes("菜单", "3", "1", "1");
        desk.Until(desk.At(10));
        Assert.StartsWith("记下了", worker.Goes("成都", "3月10日"));
        desk.Until(desk.At(10, 1));
        worker.Says("菜单");
        desk.Opens("li-fugui");
        desk.Until(desk.At(12, 0));
        worker.Says($"1 {desk.All<Ticket>().Single(ticket => ticket.PersonId == "yang-guizhen").Number}");
        Assert.Equal("chen", desk.All<Ticket>().Single(ticket => ticket.PersonId == "yang-guizhen").Owner);
    }

    [Fact]
    public void A_check_in_of_his_own_is_answered_by_the_digit_that_comes_after_it()
    {
        var desk = Desk.AtEight();
        var worker = Worker.Chen(desk: desk, address: "sms:+12025550104");
        worker.Says("菜单");
        desk.After(1);
        desk.Opens("sun-dehua");
        desk.After(1);
        worker.Says("1");

        Assert.False(desk.CheckIn("sun-dehua").IsOpen);
    }

    [Fact]
    public void What_is_no_word_of_his_menu_goes_the_way_of_every_resident()
    {
        var worker = Worker.Chen();
        var desk = worker.Desk;
        worker.Goes("菜单", "1");
        worker.Says("厨房水管漏水了");
        Assert.NotNull(desk.Talk(Worker.Phone).Session);
        Assert.Null(worker.Pairing!.Step);
        var emergency = worker.Says("救命");
        Assert.Contains("120", emergency);
    }

    [Fact]
    public void A_role_that_does_not_know_residents_gets_no_household()
    {
        var staff = Oak.World.Community.Staff;
        var world = Oak.World with { Community = Oak.World.Community with { Staff = staff.SetItem("chen", staff["chen"] with { Role = Role.Property }) } };
        var worker = Worker.Chen(desk: Desk.In(world));

        Assert.StartsWith("您的岗位不看住户资料。", worker.Goes("菜单", "1"));
    }

    [Fact]
    public void An_address_of_the_files_alone_opens_nothing()
    {
        var desk = Desk.AtEight();
        desk.Writes(Desk.Chen, "菜单");

        Assert.DoesNotContain(desk.LastMessageTo(Desk.Chen).Choices, choice => choice.Label == "我的住户");
        Assert.Null(desk.Find<Pairing>(Desk.Chen));
    }
}
