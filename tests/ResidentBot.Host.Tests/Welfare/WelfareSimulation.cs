using System.Diagnostics;
using System.Globalization;
using NodaTime;
using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Tickets;
using ResidentBot.StandIns;
using Xunit;

namespace ResidentBot.Host.Tests.Welfare;

/// <summary>
/// Thirty days of two hundred people, two windows a day, over a change of the clocks: chance answers, silence, shared handsets, staff who accept, pass,
/// forget and report, restarts and outages. Every window ends with the resident's own "fine" or a named person's act.
/// </summary>
public sealed class WelfareSimulation(ITestOutputHelper output)
{
    const int People = 200;
    const int Days = 30;
    const int AfterDays = 4;

    static readonly LocalDate FirstDay = new(2026, 10, 10);
    static readonly string[] StaffPhones = ["+447700900101", "+447700900104", "+447700900106", "+447700900107"];

    // Every tenth handset belongs to two people.
    static readonly Dictionary<string, IReadOnlyList<string>> Handsets = Enumerable.Range(0, People)
        .GroupBy(i => i % 10 == 1 ? i - 1 : i)
        .ToDictionary(group => $"+447700900{200 + group.Key}", IReadOnlyList<string> (group) => [.. group.Select(Name)]);

    // Local hours at which the host stops and comes back: within a window, over its whole time to ask, over reminder and alert.
    static readonly (int Day, double Down, double Up)[] Outages = [(3, 7.75, 8.75), (8, 7.5, 11.5), (13, 8.5, 10.25), (17, 18.8, 20.5), (22, 8.5, 15), (26, 9.75, 10.5)];

    [Fact]
    public async Task Every_window_of_every_person_ends_in_an_answer_or_a_named_persons_act()
    {
        var seed = Environment.GetEnvironmentVariable("WELFARE_SEED") is { Length: > 0 } given ? int.Parse(given, CultureInfo.InvariantCulture) : Random.Shared.Next();
        output.WriteLine($"seed {seed}: repeat it with WELFARE_SEED={seed}");
        var watch = Stopwatch.StartNew();
        await using var town = await Town.StartAsync("welfare", At(FirstDay, 0), Residents());
        var random = new Random(seed);
        var people = new Townspeople(random, Handsets);
        for (var day = 0; day < Days + AfterDays; day++)
        {
            people.Obedient = day >= Days;
            await LiveAsync(town, people, random, day);
        }
        output.WriteLine($"{town.Twilio.Sent.Count} texts in {watch.Elapsed.TotalSeconds:0} s");
        Assert.Empty(town.Twilio.Violations);
        await JudgeAsync(town, people);
    }

    async Task LiveAsync(Town town, Townspeople people, Random random, int day)
    {
        var date = FirstDay.PlusDays(day);
        var (midnight, end) = (At(date, 0), At(date.PlusDays(1), 0));
        var outage = Array.Find(Outages, one => one.Day == day);
        // A few days see the host or Redis restarted at a bad moment: as texts leave, as answers come.
        var restart = day % 5 == 2 ? At(date, 8).AddMinutes(random.Next(4) * 5) : DateTimeOffset.MaxValue;
        while (true)
        {
            var next = await NextAsync(town, people);
            if (outage.Up > 0 && town.IsUp && At(date, outage.Down) <= next && town.Clock.GetUtcNow() < At(date, outage.Up))
            {
                await town.MoveToAsync(At(date, outage.Down));
                await town.DownAsync();
            }
            if (!town.IsUp && next >= At(date, outage.Up))
            {
                town.Clock.MoveTo(At(date, outage.Up));
                await town.UpAsync();
                next = town.Clock.GetUtcNow();
            }
            if (next >= end) break;
            await town.MoveToAsync(next);
            if (next >= restart)
            {
                restart = DateTimeOffset.MaxValue;
                await RestartAsync(town, people, host: day % 2 == 0);
            }
            await WriteAsync(town, people);
        }
        await town.MoveToAsync(end);
    }

    // Answers are on their way while it goes down: what meets a closed door stays in the provider's list.
    static async Task RestartAsync(Town town, Townspeople people, bool host)
    {
        if (host)
        {
            await town.DownAsync();
            await WriteAsync(town, people);
            await town.UpAsync();
            return;
        }
        var restart = town.Redis.RestartAsync();
        await Task.WhenAll(people.Take(town.Clock.GetUtcNow()).Select(one => town.WriteAsync(one.From, one.Text)));
        await restart;
        await town.SettleAsync();
        town.Clock.Advance(TimeSpan.FromMinutes(5));
        await town.SettleAsync();
    }

    static async Task WriteAsync(Town town, Townspeople people)
    {
        var fresh = town.NewlySent();
        people.Read(fresh);
        var undelivered = town.IsUp ? people.NotDelivered(fresh).ToList() : [];
        await Task.WhenAll(undelivered.Select(message => town.ReportAsync(message, "undelivered", 30003)));
        var written = people.Take(town.Clock.GetUtcNow());
        if (written.Count + undelivered.Count == 0) return;
        foreach (var wave in written.GroupBy(one => one.From).SelectMany(phone => phone.Select((one, i) => (one, i))).GroupBy(pair => pair.i))
            await Task.WhenAll(wave.Select(pair => town.WriteAsync(pair.one.From, pair.one.Text)));
        if (town.IsUp) await town.SettleAsync();
        people.Read(town.NewlySent());
    }

    /// <summary>The next five minutes in which somebody writes or the host has something to do.</summary>
    static async Task<DateTimeOffset> NextAsync(Town town, Townspeople people)
    {
        var now = town.Clock.GetUtcNow();
        var next = people.NextAt ?? DateTimeOffset.MaxValue;
        if (town.IsUp)
        {
            if (await town.Store.NextTimerAsync() is { } timer && timer.ToDateTimeOffset() < next) next = timer.ToDateTimeOffset();
            if (Turns.WindowPlan.Next(town.Host.Community.World, Instant.FromDateTimeOffset(now)) is { } window && window.ToDateTimeOffset() < next) next = window.ToDateTimeOffset();
        }
        if (next > now.AddDays(2)) return now.AddDays(2);
        var step = TimeSpan.FromMinutes(5).Ticks;
        var grid = new DateTimeOffset((next.UtcTicks + step - 1) / step * step, TimeSpan.Zero);
        return grid > now ? grid : new DateTimeOffset((now.UtcTicks / step + 1) * step, TimeSpan.Zero);
    }

    async Task JudgeAsync(Town town, Townspeople people)
    {
        var store = town.Store;
        var tickets = new List<Ticket>();
        for (var i = 1; await store.FindAsync<Ticket>(TicketNumber.Of(i)) is { } ticket; i++) tickets.Add(ticket);
        var rollCalls = tickets.Where(ticket => ticket.Cause == "rollcall").ToList();
        var sent = town.Twilio.Sent;
        var verdict = new Verdict(sent, people.Record, await town.LogAsync(), rollCalls, StaffPhones, WhenUp);
        var expected = Expecting().ToList();
        var ends = expected.ToLookup(verdict.Of);
        output.WriteLine(string.Join(", ", Enum.GetValues<End>().Select(end => $"{end} {ends[end].Count()}")) + $"; {tickets.Count} tickets, {rollCalls.Count} roll calls");
        foreach (var lost in ends[End.Lost].Take(10))
        {
            var checkIn = await store.FindAsync<CheckIn>(CheckInWatch.IdOf(Id(lost.Person), lost.Date, lost.Window));
            output.WriteLine($"lost: {lost} {checkIn?.State} by {checkIn?.EndedBy} at {checkIn?.EndedAt}, ticket {checkIn?.Ticket}\n{verdict.Evidence(lost)}");
        }

        Assert.Empty(ends[End.Lost]);
        Assert.Equal(People * Days * 2, expected.Count);
        Assert.All((End[])[End.Fine, End.LateFine, End.Named, End.RollCall], end => Assert.NotEmpty(ends[end]));
        CheckTimes(town, sent);
        await CheckSumAsync(town);
    }

    // No first text at a wrong local time: at the window's hour, or within its limit on a day when we were down.
    static void CheckTimes(Town town, IReadOnlyList<TwilioSent> sent)
    {
        foreach (var message in sent.Where(message => message.Body.Contains("安！您还好吗", StringComparison.Ordinal)))
        {
            var local = town.Local(message.At);
            var (at, limit) = message.Body.Contains("早安", StringComparison.Ordinal) ? (new LocalTime(8, 0), 120) : (new LocalTime(19, 0), 60);
            var late = Period.Between(local.Date + at, local, PeriodUnits.Minutes).Minutes;
            var wasDown = Outages.Any(one => FirstDay.PlusDays(one.Day) == local.Date);
            Assert.InRange(late, 0, wasDown ? limit : 5);
        }
        var first = sent.Where(message => message.Body.Contains("安！您还好吗", StringComparison.Ordinal)).ToList();
        Assert.Equal(first.Count, first.DistinctBy(message => (message.To, message.Body, town.Local(message.At).Date)).Count());
    }

    // The product's own roll call closes as well: no window of these days is open, and each ended by somebody.
    static async Task CheckSumAsync(Town town)
    {
        var checkIns = await town.Store.FindAllAsync<CheckIn>(Expecting().Select(one => CheckInWatch.IdOf(Id(one.Person), one.Date, one.Window)));
        Assert.Equal(People * Days * 2, checkIns.Count);
        Assert.All(checkIns, checkIn => Assert.True(checkIn is { State: CheckInState.Fine or CheckInState.Resolved, EndedBy: not null }, $"{checkIn.Id} {checkIn.State}"));
        Assert.Equal(0, await town.Store.CountAsync(town.Store.Keys.Dead));
    }

    static IEnumerable<Expected> Expecting() =>
        from day in Enumerable.Range(0, Days)
        from i in Enumerable.Range(0, People)
        from window in ((string Id, int Hour)[])[("morning", 8), ("evening", 19)]
        let date = FirstDay.PlusDays(day)
        select new Expected(Name(i), date, window.Id, At(date, window.Hour));

    static DateTimeOffset At(LocalDate date, double hour) =>
        (date.AtMidnight() + Period.FromMinutes((long)Math.Round(hour * 60))).InZoneStrictly(DateTimeZoneProviders.Tzdb["Europe/Berlin"]).ToDateTimeOffset().ToUniversalTime();

    // When the host that should have asked, reminded or alarmed was there again; the window's own time when it never was away.
    static DateTimeOffset WhenUp(DateTimeOffset opens) => Outages
        .Select(one => (Down: At(FirstDay.PlusDays(one.Day), one.Down), Up: At(FirstDay.PlusDays(one.Day), one.Up)))
        .Where(one => one.Down < opens.AddHours(3) && one.Up > opens)
        .Select(one => one.Up).DefaultIfEmpty(opens).Max();

    static string Name(int i) => $"王{i:000}";

    static string Id(string name) => $"p{name[1..]}";

    static string Residents() => "households:\n" + string.Concat(Handsets.Select(handset =>
        $"  - {{id: h{handset.Key[^3..]}, place: b1, unit: 1栋{handset.Key[^3..]}, persons: ["
        + string.Join(", ", handset.Value.Select(name => $"{{id: {Id(name)}, name: {name}, check_in: true, addresses: \"sms:{handset.Key}\"}}")) + "]}\n"));
}
