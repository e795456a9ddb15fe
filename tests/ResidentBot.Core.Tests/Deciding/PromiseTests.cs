using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using Xunit;

namespace ResidentBot.Core.Tests.Deciding;

/// <summary>
/// Whatever happens in whatever order, nobody's silence goes unnoticed: an open ticket with a ladder has an owner or a next step with its timer, an open
/// check-in has a timer or an open ticket, and a day later every window has ended or somebody is being asked about it.
/// </summary>
public sealed class PromiseTests
{
    static readonly string[] People = ["yang-guizhen", "li-fugui", "zhao-fengying", "sun-dehua", "huang-shulan", "liu-laotai"];
    static readonly string[] Phones = [Desk.Yang, Desk.Shared, "sms:+12025550104", "telegram:4500000000000301", "sms:+12025550105", "sms:+12025550107"];
    static readonly string[] Staff = [Desk.Chen, Desk.Wang, Desk.Zhou, Desk.Duty, "sms:+447700900101", "sms:+447700900102"];
    static readonly string[] Words =
    [
        "1", "2", "3", "好", "头晕", "blub", "救命", "人工", "退订", "退订工作", "订阅", "厨房水管漏水了", "跳过", "1栋2单元301", "取消", "谢谢", "都好", "赵凤英", "李富贵头晕", "找工作", "报名", "查询", "没修好", "english", "打错了", "我换号了", "停问候", "帮我妈报修", "0", "1栋101",
    ];

    static readonly SendError[] Errors = [SendError.Unreachable, SendError.OptedOut, SendError.Blocked, SendError.BadAddress, SendError.TooOld, SendError.Unknown];

    static Gen<Action<Desk>> Steps => Gen.Frequency(
        (6, from phone in Gen.Elements(Phones) from words in Gen.Elements(Words) select Step(desk => desk.Writes(phone, words))),
        (6, from phone in Gen.Elements(Staff) from digit in Gen.Choose(1, 7) from which in Gen.Choose(0, 5) select Step(desk => Answer(desk, phone, digit, which))),
        (5, from minutes in Gen.Elements(1, 5, 10, 30, 60, 240, 900) select Step(desk => desk.After(minutes))),
        (2, from minutes in Gen.Elements(15, 60, 200, 700) select Step(desk => desk.DownUntil(desk.Now + Duration.FromMinutes(minutes)))),
        (4, from person in Gen.Elements(People) from window in Gen.Elements("morning", "evening") from late in Gen.Elements(0, 0, 30, 130) select Step(desk => desk.Opens(person, window, desk.Now - Duration.FromMinutes(late)))),
        (3, from which in Gen.Choose(0, 9) from error in Gen.Elements(Errors) select Step(desk => Fail(desk, which, error))),
        (1, from phone in Gen.Elements(Phones) from kind in Gen.Elements(ArrivalKind.CarrierStop, ArrivalKind.CarrierStart, ArrivalKind.Blocked) select Step(desk => desk.Writes(phone, "", kind: kind))),
        (5, from which in Gen.Choose(0, 5) from what in Gen.Choose(0, 6) from who in Gen.Elements("sam", "kim") select Step(desk => Click(desk, which, what, who))),
        (1, from minutes in Gen.Choose(0, 9) select Step(Break)));

    [Fact]
    public void Nobodys_silence_goes_unnoticed() =>
        Prop.ForAll(Steps.ArrayOf(40).ToArbitrary(), steps =>
        {
            var desk = Desk.AtEight();
            foreach (var step in steps)
            {
                var before = desk.All<Ticket>().Where(ticket => ticket.State != TicketState.Closed).ToDictionary(ticket => ticket.Number);
                var open = desk.All<CheckIn>().Where(checkIn => checkIn.IsOpen).Select(checkIn => checkIn.Id).ToList();
                step(desk);
                Check(desk);
                CheckCries(desk, before, open);
            }
            desk.After(24 * 60);
            Check(desk);
            Assert.All(desk.All<CheckIn>().Where(checkIn => checkIn.IsOpen), checkIn => Assert.True(IsSomebodys(desk, checkIn), $"{checkIn} is nobody's"));
            Assert.All(desk.All<CheckIn>().Where(checkIn => checkIn.State is CheckInState.Fine or CheckInState.Resolved), checkIn => Assert.NotNull(checkIn.EndedBy));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(250));

    static void Check(Desk desk)
    {
        foreach (var ticket in desk.All<Ticket>().Where(ticket => ticket.State != TicketState.Closed && desk.World.Community.Queues[ticket.Queue].Ladder is not null))
        {
            var step = ticket.Climb?.NextAt is { } next && desk.Timers.Values.Any(timer => timer.Timer.About == ticket.Number && timer.Due == next);
            Assert.True(step || ticket.Owner is not null, $"{ticket.Number} {ticket.Kind} {ticket.State} has neither an owner nor a next step: {string.Join(", ", ticket.History.Select(entry => entry.What))}");
            var held = ticket is { State: TicketState.Claimed, Kind: TicketKind.Alert or TicketKind.Visit };
            Assert.True(step || !held, $"{ticket.Number} is held by {ticket.Owner} without a time to report");
        }
        foreach (var checkIn in desk.All<CheckIn>().Where(checkIn => checkIn.IsOpen))
        {
            var timed = desk.Timers.Values.Any(timer => timer.Timer.About == checkIn.Id && timer.Timer.Kind == "alert");
            Assert.True(timed || IsSomebodys(desk, checkIn), $"{checkIn.Id} {checkIn.State} waits for nothing");
        }
    }

    // A cry for help is ended by a named person, and no word of the resident ends a window, or a silence, beside it.
    static void CheckCries(Desk desk, Dictionary<string, Ticket> before, List<string> open)
    {
        foreach (var cry in before.Values.Where(ticket => ticket.Cause == "emergency"))
        {
            var now = desk.Find<Ticket>(cry.Number)!;
            if (now.State == TicketState.Closed) Assert.True(now.Outcome!.By is not ("resident" or "bot"), $"{cry.Number} was ended by {now.Outcome.By}");
            if (now.State == TicketState.Closed || cry.PersonId is not { } person) continue;
            Assert.DoesNotContain(open.Where(id => CheckInEnds.PersonOf(id) == person).Select(id => desk.Find<CheckIn>(id)!), checkIn => checkIn.State == CheckInState.Fine);
            Assert.DoesNotContain(before.Keys.Select(number => desk.Find<Ticket>(number)!), ticket => ticket.PersonId == person && ticket.Outcome?.By == "resident");
        }
    }

    static bool IsSomebodys(Desk desk, CheckIn checkIn) =>
        checkIn.Ticket is { } number && desk.Find<Ticket>(number) is { State: not TicketState.Closed } ticket && ticket.CheckIns.Contains(checkIn.Id);

    static Action<Desk> Step(Action<Desk> step) => step;

    static void Answer(Desk desk, string phone, int digit, int which)
    {
        var open = Open(desk);
        desk.Writes(phone, open.Count > which ? $"{digit} {open[which].Number}" : $"{digit}");
    }

    static void Fail(Desk desk, int which, SendError error)
    {
        if (desk.Sent.Count > which) desk.Fails(desk.Sent[^(which + 1)], error);
    }

    static void Click(Desk desk, int which, int what, string who)
    {
        var open = Open(desk);
        if (open.Count <= which) return;
        var number = open[which].Number;
        desk.Acts(what switch
        {
            0 => new StaffAction.Claim(who, who, number),
            1 => new StaffAction.Release(who, who, number),
            2 => new StaffAction.Reply(who, who, number, "来了"),
            3 => new StaffAction.MarkDone(who, who, number),
            4 => new StaffAction.Close(who, who, number, "fine", null),
            5 => new StaffAction.HandBack(who, who, number),
            _ => new StaffAction.StartTalk(who, who, new Address(Phones[which]), "您好"),
        });
    }

    // A timer's turn breaks; what it watched over must still be somebody's.
    static void Break(Desk desk)
    {
        if (desk.Timers.Values.FirstOrDefault(one => one.Timer.Kind is "remind") is not { Timer: not null } next) return;
        desk.Decide(new TurnEvent.Broken("b", desk.Now, new TurnEvent.TimerDue("t", desk.Now, next.Timer, next.Due), "x"));
    }

    static List<Ticket> Open(Desk desk) => [.. desk.All<Ticket>().Where(ticket => ticket.State != TicketState.Closed).OrderBy(ticket => ticket.Number)];
}
