using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Roster;
using ResidentBot.Core.Tests.Deciding;
using ResidentBot.Core.Turns;
using Xunit;

namespace ResidentBot.Core.Tests.Roster;

/// <summary>How a phone becomes a named person's, and what stands before residents' data.</summary>
public sealed class PairingTests
{
    static string[] Lines(Decision decision) => [.. decision.Thread.Where(line => line.Entry.Kind == ThreadKind.In).Select(line => line.Entry.Text ?? "")];

    [Theory]
    [InlineData("48213377", null)]
    [InlineData("4821 3377", null)]
    [InlineData("４８２１-３３７７", null)]
    [InlineData("", "48213377")]
    public void The_code_from_the_desk_makes_a_phone_his_and_stands_in_no_thread(string text, string? start)
    {
        var desk = Desk.AtEight();
        desk.Acts(new StaffAction.MakePairingCode("sam", "小山", "luo", Worker.Code));
        var decision = desk.Writes("telegram:4500000000000199", text, start, start is null ? null : ArrivalKind.Started);

        Assert.Equal("luo", desk.Find<Pairing>("telegram:4500000000000199")!.Staff);
        Assert.Equal(["telegram:4500000000000199"], desk.Find<StaffCard>("luo")!.Paired.Select(address => address.Value));
        Assert.StartsWith("罗大成，这里配对好了", desk.LastTo("telegram:4500000000000199"));
        Assert.DoesNotContain(Lines(decision), line => line.Any(char.IsDigit));
        Assert.Contains(desk.Log, line => line is { Who: "luo", What: "paired phone" });
    }

    [Theory]
    [InlineData("1234")]
    [InlineData("8765")]
    [InlineData("0000")]
    [InlineData("9012")]
    [InlineData("1212")]
    [InlineData("454545")]
    [InlineData("0150")]
    [InlineData("123")]
    [InlineData("1234567")]
    public void What_is_easy_to_guess_is_no_pin(string pin)
    {
        var worker = new Worker(Desk.AtEight());
        worker.Desk.Acts(new StaffAction.MakePairingCode("sam", "小山", "chen", Worker.Code));
        worker.Says(Worker.Code);

        Assert.Equal(worker.Desk.Text("pin_weak"), worker.Says(pin));
        Assert.Null(worker.Pairing?.Pin);
    }

    [Fact]
    public void The_pin_stands_nowhere_in_the_open_and_opens_the_menu_for_twelve_hours()
    {
        var desk = Desk.AtEight();
        desk.Acts(new StaffAction.MakePairingCode("sam", "小山", "chen", Worker.Code));
        var worker = new Worker(desk);
        worker.Says(Worker.Code);
        var chosen = desk.Writes(Worker.Phone, Worker.Pin);
        Assert.Equal([Routing.Secret], Lines(chosen));
        Assert.DoesNotContain(Worker.Pin, worker.Pairing!.Pin, StringComparison.Ordinal);
        desk.Until(desk.At(19, 59));
        Assert.Contains("我的住户", worker.Says("菜单"));
        desk.Until(desk.At(20, 0));
        Assert.Equal(desk.Text("pin_ask"), worker.Says("0"));
        Assert.Equal([Routing.Secret], Lines(desk.Writes(Worker.Phone, "9999")));
        Assert.Contains("1 我的住户", worker.Says(Worker.Pin));
    }

    [Fact]
    public void Five_wrong_pins_lock_it_for_half_an_hour_then_for_an_hour_and_alarms_go_on()
    {
        var worker = Worker.Chen();
        var desk = worker.Desk;
        desk.Until(desk.At(20, 30));
        worker.Says("菜单");
        for (var i = 4; i >= 1; i--) Assert.Equal(desk.Text("pin_wrong", ("count", $"{i}")), worker.Says("7391"));
        Assert.Equal(desk.Text("pin_locked", ("time", "21:00")), worker.Says("7391"));
        Assert.Equal(desk.Text("pin_locked", ("time", "21:00")), worker.Says(Worker.Pin));
        Assert.Equal(desk.Text("pin_locked", ("time", "21:00")), worker.Says("菜单"));
        desk.Writes(Desk.Yang, "救命");
        var number = desk.OpenTicket.Number;
        worker.TapsPayload($"r:{number}:accept");
        Assert.Equal("chen", desk.OpenTicket.Owner);
        worker.TapsPayload($"r:{number}:fine");

        desk.Until(desk.At(21, 0));
        Assert.Equal(desk.Text("pin_ask"), worker.Says("菜单"));
        for (var i = 0; i < 5; i++) worker.Says("7391");
        Assert.Equal(desk.At(22, 0), worker.Pairing!.LockedUntil);
        desk.Until(desk.At(22, 1));
        worker.Says("菜单");
        Assert.Contains("我的住户", worker.Says(Worker.Pin));
        Assert.Equal((0, 0), (worker.Pairing!.Failures, worker.Pairing.Locks));
    }

    [Fact]
    public void After_five_wrong_codes_none_is_looked_at_until_the_next_day()
    {
        var worker = new Worker(Desk.AtEight());
        worker.Desk.Acts(new StaffAction.MakePairingCode("sam", "小山", "chen", Worker.Code));
        for (var i = 0; i < 5; i++) worker.Says($"1000000{i}");
        worker.Says(Worker.Code);
        Assert.Null(worker.Pairing);
        worker.Desk.Until(worker.Desk.At(8, day: 1));
        worker.Says(Worker.Code);
        Assert.Equal("chen", worker.Pairing?.Staff);
    }

    [Fact]
    public void A_code_works_once_for_seven_days_and_a_newer_one_ends_it()
    {
        var desk = Desk.AtEight();
        var first = Worker.Chen(desk: desk);
        var second = new Worker(desk, "sms:+447700900151");
        Assert.EndsWith(desk.Text("pair_over"), second.Says(Worker.Code));
        desk.Acts(new StaffAction.MakePairingCode("sam", "小山", "chen", "55512345"));
        desk.Acts(new StaffAction.MakePairingCode("sam", "小山", "chen", "55512346"));
        second.Says("55512345");
        Assert.Null(second.Pairing);
        desk.Until(desk.At(8, 1, day: 7));
        Assert.Equal(desk.Text("pair_over"), second.Says("55512346"));
        Assert.NotNull(first.Pairing);
        Assert.Null(second.Pairing);
    }

    [Fact]
    public void A_colleagues_own_phone_stays_the_colleagues()
    {
        var desk = Desk.AtEight();
        desk.Acts(new StaffAction.MakePairingCode("sam", "小山", "chen", Worker.Code));

        Assert.Equal(desk.Text("pair_other"), new Worker(desk, Desk.Wang).Says(Worker.Code));
        Assert.Null(desk.Find<Pairing>(Desk.Wang));
    }

    [Fact]
    public void Unpaired_it_is_anybodys_phone_again()
    {
        var worker = Worker.Chen();
        var desk = worker.Desk;
        desk.Acts(new StaffAction.Unpair("sam", "小山", new Address(Worker.Phone)));
        worker.Says("菜单");

        Assert.Null(worker.Pairing);
        Assert.Empty(desk.Find<StaffCard>("chen")!.Paired);
        Assert.DoesNotContain("我的住户", worker.Last.Text + string.Join(' ', worker.Choices));
        Assert.Equal("not_paired", desk.Acts(new StaffAction.Unpair("sam", "小山", new Address(Worker.Phone))).Refusal?.Text);
    }

    [Fact]
    public void An_alarm_goes_to_a_paired_phone_when_no_other_is_reached()
    {
        var worker = Worker.Chen("duty");
        var desk = worker.Desk;
        desk.Fails(desk.Sent[^1] with { To = new Address(Desk.Duty), Concerns = null }, SendError.BadAddress);
        desk.Writes(Desk.Yang, "救命");

        Assert.Contains("紧急", worker.Last.Text);
        Assert.Equal(0, desk.CountTo(Desk.Duty));
    }

    [Theory]
    [InlineData("nobody", "48213377", "no_such_staff")]
    [InlineData("chen", "4821337", "code_taken")]
    [InlineData("chen", "4821337x", "code_taken")]
    public void Codes_are_made_for_staff_and_have_eight_digits(string staff, string digits, string why) =>
        Assert.Equal(why, Desk.AtEight().Acts(new StaffAction.MakePairingCode("sam", "小山", staff, digits)).Refusal?.Text);
}
