using System.Text.RegularExpressions;
using NodaTime;
using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Files;
using ResidentBot.Core.Messages;
using ResidentBot.Host.Commands.Chat;
using ResidentBot.Host.Samples;
using ResidentBot.Host.Tests.Configuration;
using ResidentBot.Host.Tests.Harness;
using Xunit;

namespace ResidentBot.Host.Tests.Commands;

/// <summary>Several residents and workers in one rehearsal.</summary>
public sealed class SideBySideTests
{
    static readonly string[] Shipped = ["chat", "--config", Path.Combine(TestCommunity.Repository(), "config"), "--dialogs", TestCommunity.Dialogs];

    [Fact]
    public async Task Two_residents_and_a_worker_talk_through_a_pipe_and_what_is_saved_goes_again_as_it_went()
    {
        using var folder = new TemporaryFolder();
        string[] input =
        [
            "/be gao-yulan sms", "/be worker chen telegram", "/be yang-guizhen", "/until 19:00", "/be gao-yulan", "1", "/be yang-guizhen", "/advance 90m", "/be chen", "/tap 1",
            "/advance 5m", "/tap 1", "/tickets", $"/save {folder["talk.yml"]}",
        ];

        var run = await CommandRun.ReadingAsync(string.Join('\n', input), [.. Shipped, "--channel", "sms", "--as", "yang-guizhen", "--from", "2026-03-04 18:00"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("\ngao-yulan< 高玉兰，晚安！", run.Output, StringComparison.Ordinal);
        Assert.Contains("\ngao-yulan> 1\ngao-yulan< 好的", run.Output, StringComparison.Ordinal);
        Assert.Contains("\n< 杨桂珍，还没有收到您的回答。", run.Output, StringComparison.Ordinal);
        Assert.Contains("\nchen< 1010 杨桂珍没有回答问候", run.Output, StringComparison.Ordinal);
        Assert.Contains("! ticket 1010 closed: fine\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("chen> /tickets\n! nothing\n", run.Output, StringComparison.Ordinal);
        var problems = new List<Problem>();
        var saved = SavedTalk.Read("talk.yml", await File.ReadAllTextAsync(folder["talk.yml"], TestContext.Current.CancellationToken), problems)!;
        Assert.Empty(problems);
        Assert.Equal(saved.Talk.TrimEnd(), saved.Replay(ShippedWorld.Oak).Talk!.TrimEnd());
        Assert.DoesNotContain("/tickets", saved.Talk, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/be", "/be takes")]
    [InlineData("/be nobody", "no resident `nobody`")]
    [InlineData("/be liu-wie", "did you mean `liu-wei`")]
    [InlineData("/be wu-min sms", "no address of the channel `sms`")]
    [InlineData("/be worker nobody", "nobody `nobody` in the staff")]
    [InlineData("/be stranger pigeon", "no address of the channel `pigeon`")]
    [InlineData("/until noon", "21:00")]
    [InlineData("/next", "nothing is to come")]
    [InlineData("/delivered", "no message")]
    [InlineData("/failed 30003 7", "no message 7")]
    [InlineData("/staff 9999 claim", "open are")]
    public void What_makes_no_sense_is_explained_and_changes_nothing(string line, string explanation)
    {
        var record = ShippedWorld.Record("web", null);
        record.Do("人工");
        var before = record.Saved.Talk;

        // The desk's ladder is what comes next; without its ticket nothing does.
        if (line == "/next") record = ShippedWorld.Record("web", null);
        var wrong = Assert.Throws<FormatException>(() => record.Do(line));

        Assert.Contains(explanation, wrong.Message, StringComparison.Ordinal);
        if (line != "/next") Assert.Equal(before, record.Saved.Talk);
    }

    [Fact]
    public void Help_names_what_there_is()
    {
        var talk = ShippedWorld.Begin("sms", "yang-guizhen");
        foreach (var command in Regex.Matches(RehearsedTalk.Help, "^/[a-z]+", RegexOptions.Multiline, TimeSpan.FromSeconds(1)).Select(match => match.Value).Where(word => word is not ("/save" or "/quit")))
        {
            var known = Record.Exception(() => talk.Do(command).ToList());
            Assert.DoesNotContain("there is no /", known?.Message ?? "", StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_clock_goes_to_a_time_of_day_or_to_what_comes_next()
    {
        var talk = ShippedWorld.Begin("sms", "yang-guizhen");
        talk.Do("/until 12:30").ToList();
        Assert.Equal(new LocalDateTime(2026, 3, 4, 12, 30), talk.Clock());
        talk.Do("/until 12:30").ToList();
        Assert.Equal(new LocalDateTime(2026, 3, 5, 12, 30), talk.Clock());
        talk.Do("/next").ToList();
        Assert.Equal(new LocalDateTime(2026, 3, 5, 19, 0), talk.Clock());
        talk.Do("1").ToList();
        // The reminder of what was answered is still set, and will come to nothing.
        Assert.NotEmpty(talk.Rehearsal.Timers);
        Assert.Equal("! nothing", Assert.Single(talk.Do("/timers")).Text);
        talk.Do("/next").ToList();
        Assert.Equal(new LocalDateTime(2026, 3, 6, 8, 0), talk.Clock());
    }

    [Fact]
    public void Who_comes_after_a_window_has_opened_is_asked_from_the_next_one_on()
    {
        var talk = ShippedWorld.Begin("sms", "yang-guizhen");
        talk.Do("/until 19:30").ToList();
        talk.Do("/be gao-yulan sms").ToList();
        talk.Do("/until 07:59").ToList();
        Assert.DoesNotContain(talk.Rehearsal.All<CheckIn>(), checkIn => checkIn.Person == "gao-yulan");
        talk.Do("/until 08:00").ToList();
        Assert.Equal("gao-yulan:2026-03-05:morning", Assert.Single(talk.Rehearsal.All<CheckIn>(), checkIn => checkIn.Person == "gao-yulan").Id);
    }

    [Fact]
    public void The_outbox_tells_whom_by_what_how_long_and_how_far()
    {
        var talk = ShippedWorld.Begin("sms", "george-brown");
        talk.Do("/next").ToList();
        Assert.Equal("! 1 to george-brown by sms-welfare, checkin welfare, 1 segment GSM-7, sent: Evening, George Brown! Are you well?", Assert.Single(talk.Do("/outbox")).Text);
        talk.Do("/delivered").ToList();
        Assert.Contains("GSM-7, delivered:", Assert.Single(talk.Do("/outbox")).Text, StringComparison.Ordinal);
        Assert.Equal("! sms-welfare: 1 message, 1 segment, 0.05 CNY", Assert.Single(talk.Do("/cost")).Text);
        Assert.Contains("stays so", Assert.Throws<FormatException>(() => talk.Do("/failed 30003 1")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("30005", SendError.BadAddress)]
    [InlineData("opted-out", SendError.OptedOut)]
    [InlineData("Blocked", SendError.Blocked)]
    public void A_check_in_that_does_not_arrive_starts_its_ladder_at_once(string code, SendError error)
    {
        var talk = ShippedWorld.Begin("sms", "george-brown");
        talk.Do("/next").ToList();
        var lines = talk.Do($"/failed {code}").Select(line => line.Text).ToList();
        Assert.Equal(error, talk.Rehearsal.Outbox[0].Error);
        Assert.Contains(lines, line => line.StartsWith("! ticket 1010 ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("! to 马春花: ", StringComparison.Ordinal));
    }

    [Fact]
    public void Telegram_does_not_tell_that_something_arrived()
    {
        var talk = ShippedWorld.Begin("telegram", "anna-miller");
        talk.Do("hi").ToList();
        Assert.Contains("telegram does not tell", Assert.Throws<FormatException>(() => talk.Do("/delivered")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Staff_act_on_the_ticket_they_name()
    {
        var talk = ShippedWorld.Begin("web", null);
        talk.Do("人工").ToList();
        talk.Do("/be stranger sms").ToList();
        talk.Do("人工").ToList();
        var first = talk.Rehearsal.Tickets.First().Number;
        Assert.Equal($"! ticket {first} claimed by desk", talk.Do($"/staff {first} claim").First().Text);
    }

    [Fact]
    public void Outside_a_demo_only_made_up_people_are_played()
    {
        var real = ShippedWorld.Oak.Community with { Demo = false };
        var played = SampleResidents.Of(real).SelectMany(household => household.Persons).ToList();
        Assert.NotEmpty(played);
        Assert.Empty(played.Select(person => person.Id).Intersect(real.Residents.SelectMany(household => household.Persons).Select(person => person.Id)));
        Assert.Empty(played.SelectMany(person => person.Addresses).Intersect(real.Residents.SelectMany(household => household.Persons).SelectMany(person => person.Addresses)));
        var (talk, wrong) = new TalkSetting("sms", null, played[0].Id, new LocalDateTime(2026, 3, 4, 18, 0)).Begin(ShippedWorld.Oak with { Community = real });
        Assert.True(talk is not null, wrong);
        Assert.Contains(talk.Do("/next"), line => line.Text.Contains(played[0].Name, StringComparison.Ordinal));
        Assert.Equal(SampleResidents.Of(ShippedWorld.Oak.Community), ShippedWorld.Oak.Community.Residents);
    }
}
