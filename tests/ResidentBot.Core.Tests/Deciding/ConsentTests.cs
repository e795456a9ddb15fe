using NodaTime;
using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using Xunit;

namespace ResidentBot.Core.Tests.Deciding;

/// <summary>What may be sent to whom, and on whose word.</summary>
public sealed class ConsentTests
{
    const string Xie = "sms:+12025550111";

    static string Stopped(Desk desk, string phone) => string.Join(' ', desk.Talk(phone).Stopped.Order());

    [Theory]
    [InlineData("退订", "sms-jobs", "Jobs Notices Family")]
    [InlineData("TD", "sms-jobs", "Jobs Notices Family")]
    [InlineData("T", "sms-welfare", "Jobs Notices Family")]
    [InlineData("停工作", "sms-welfare", "Jobs")]
    [InlineData("stop jobs", "sms-jobs", "Jobs")]
    [InlineData("停通知", "sms-welfare", "Notices")]
    [InlineData("stop notices", "sms-jobs", "Notices")]
    [InlineData("不要给我家人发", "sms-welfare", "Family")]
    [InlineData("stop family", "sms-jobs", "Family")]
    [InlineData("停问候", "sms-welfare", "")]
    public void A_stop_word_stops_what_it_names_at_the_phone_and_stands_on_record(string word, string account, string stopped)
    {
        var desk = Desk.AtEight();
        desk.Writes(Xie, word, account: account);

        Assert.Equal(stopped, Stopped(desk, Xie));
        Assert.Empty(desk.All<Ticket>());
        var words = desk.Person("xie-lan").Consents;
        Assert.Equal(stopped.Length == 0 ? "Welfare" : stopped, string.Join(' ', words.Select(word => word.Purpose)));
        Assert.All(words, one => Assert.Equal((false, "resident", word, "sms"), (one.Given, one.By, one.Words, one.Channel)));
    }

    [Theory]
    [InlineData("退订", "sms-jobs", false)]
    [InlineData("退订", "sms-welfare", true)]
    [InlineData("停问候", "sms-welfare", true)]
    [InlineData("stop greetings", "sms-jobs", true)]
    [InlineData("停通知", "sms-welfare", false)]
    [InlineData("停工作", "sms-jobs", false)]
    public void Only_a_stop_that_may_mean_the_check_ins_opens_the_visit_and_none_ends_them(string word, string account, bool visit)
    {
        var desk = Desk.AtEight();
        desk.Writes(Desk.Yang, word, account: account);

        Assert.Equal(visit, desk.All<Ticket>().Any(ticket => ticket is { Kind: TicketKind.Visit, Cause: "optout" }));
        Assert.True(desk.Person("yang-guizhen").Enrolled);
        Assert.True(desk.Opens("yang-guizhen").IsOpen);
    }

    [Fact]
    public void Start_brings_back_what_there_was_and_nothing_more()
    {
        var desk = Desk.AtEight();
        desk.Writes("sms:+12025550110", "退订", account: "sms-jobs");
        desk.Writes("sms:+12025550110", "订阅");

        Assert.Empty(desk.Talk("sms:+12025550110").Stopped);
        var deng = desk.Person("deng-shiming");
        Assert.False(deng.WantsJobs);
        Assert.True(Consents.MaySend(deng, null, Purpose.Notices));
        Assert.False(Consents.MaySend(deng, null, Purpose.Family));
        Assert.False(Consents.MaySend(deng, null, Purpose.Jobs));
    }

    [Theory]
    [InlineData("开工作", Purpose.Jobs)]
    [InlineData("start notices", Purpose.Notices)]
    [InlineData("给家人报平安", Purpose.Family)]
    public void Start_with_a_purpose_starts_that_one(string word, Purpose purpose)
    {
        var desk = Desk.AtEight();
        desk.Writes(Xie, "退订");
        Assert.False(Consents.MaySend(desk.Person("xie-lan"), desk.Talk(Xie), purpose));
        desk.Writes(Xie, word);

        Assert.True(Consents.MaySend(desk.Person("xie-lan"), desk.Talk(Xie), purpose));
    }

    [Fact]
    public void On_a_shared_handset_the_phone_is_stopped_or_the_one_who_is_named()
    {
        var desk = Desk.AtEight();
        const string phone = "sms:+12025550107";
        desk.Writes(phone, "刘芳不要再给我发工作消息");
        Assert.Empty(desk.Talk(phone).Stopped);
        Assert.False(Consents.MaySend(desk.Person("liu-fang"), desk.Talk(phone), Purpose.Jobs));
        Assert.Empty(desk.Person("liu-laotai").Consents);

        desk.Writes(phone, "停通知");
        Assert.Equal("Notices", Stopped(desk, phone));
        Assert.Empty(desk.Person("liu-laotai").Consents);
    }

    [Fact]
    public void A_job_is_offered_to_nobody_who_refused()
    {
        var desk = Desk.AtEight();
        desk.Acts(new StaffAction.SetConsent("sam", "小山", "xie-lan", Purpose.Jobs, false, "不找了", "spoken", "王组长"));
        desk.Offers(desk.Publishes("p1", 3), "tang-mei", "xie-lan");

        Assert.Equal((0, 1), (desk.CountTo(Xie), desk.CountTo("sms:+12025550109")));
    }

    [Theory]
    [InlineData(Purpose.Welfare, "", "consent_words")]
    [InlineData(Purpose.Welfare, " ", "consent_words")]
    [InlineData(Purpose.Notices, "", "consent_words")]
    [InlineData(Purpose.Notices, "不要通知", null)]
    public void At_the_desk_a_no_needs_the_words_it_was_said_in(Purpose purpose, string words, string? refusal)
    {
        var desk = Desk.AtEight();

        Assert.Equal(refusal, desk.Acts(new StaffAction.SetConsent("sam", "小山", "yang-guizhen", purpose, false, words, "paper", null)).Refusal?.Text);
        Assert.True(desk.Person("yang-guizhen").Enrolled);
    }

    [Fact]
    public void At_the_desk_a_no_to_the_check_ins_only_opens_the_visit()
    {
        var desk = Desk.AtEight();
        desk.Acts(new StaffAction.SetConsent("sam", "小山", "yang-guizhen", Purpose.Welfare, false, "嫌烦", "spoken", "陈秀兰"));

        Assert.Equal((TicketKind.Visit, "optout"), (desk.OpenTicket.Kind, desk.OpenTicket.Cause));
        Assert.Equal(CheckInState.Asked, desk.Opens("yang-guizhen").State);
        Assert.Equal(("sam", "陈秀兰", false), (desk.Person("yang-guizhen").Consents[0].By, desk.Person("yang-guizhen").Consents[0].Witness, desk.Person("yang-guizhen").Consents[0].Given));
    }

    [Theory]
    [InlineData("你们有我什么资料", "data")]
    [InlineData("what do you hold about me?", "data")]
    [InlineData("删除我的资料", "erase")]
    [InlineData("delete my data please", "erase")]
    public void What_is_held_is_answered_by_a_person_and_never_erased_by_the_bot(string words, string cause)
    {
        var desk = Desk.AtEight();
        desk.Writes(Xie, words);
        desk.Writes(Xie, words);

        Assert.Equal((TicketKind.HandOff, "handoff", cause, "xie-lan"), (desk.OpenTicket.Kind, desk.OpenTicket.Queue, desk.OpenTicket.Cause, desk.OpenTicket.PersonId));
        Assert.NotNull(desk.Find<Person>("xie-lan"));
        Assert.Contains(desk.OpenTicket.Number, desk.LastTo(Xie));
        desk.Writes("sms:+12025559999", words);
        Assert.Equal(desk.World.Book.Texts.Say("who_ask", words.Any(char.IsAsciiLetter) ? Language.En : Language.Zh), desk.LastTo("sms:+12025559999"));
    }

    [Theory]
    [InlineData(Purpose.Jobs, 12, null)]
    [InlineData(Purpose.Jobs, 22, 8)]
    [InlineData(Purpose.Notices, 20, 9)]
    [InlineData(Purpose.Notices, 8, 9)]
    [InlineData(Purpose.Family, 7, 8)]
    public void Quiet_hours_differ_by_purpose(Purpose purpose, int hour, int? end)
    {
        var desk = Desk.AtEight();
        var world = desk.World with
        {
            Community = desk.World.Community with { Quiet = desk.World.Community.Quiet.Add(Purpose.Notices, new QuietHours(new LocalTime(19, 0), new LocalTime(9, 0))) },
        };

        Assert.Equal(end, world.QuietEnd(purpose, null, desk.At(hour)) is { } free ? world.Local(free).Hour : null);
    }

    [Fact]
    public void A_persons_own_hours_add_to_the_communitys()
    {
        var desk = Desk.AtEight();
        var own = new QuietHours(new LocalTime(7, 0), new LocalTime(10, 30));

        Assert.Equal(desk.At(10, 30, day: 1), desk.World.QuietEnd(Purpose.Jobs, own, desk.At(22)));
        Assert.Equal(desk.At(10, 30), desk.World.QuietEnd(Purpose.Jobs, own, desk.At(9)));
        Assert.Null(desk.World.QuietEnd(Purpose.Jobs, own, desk.At(11)));
    }
}
