using NodaTime;
using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Turns;
using ResidentBot.Store;

namespace ResidentBot.Host.Turns;

/// <summary>
/// Derives the welfare windows that have opened since the last look from the community's programme and the persons enrolled now. Repeating any part of
/// it changes nothing: a window that is there is not opened again.
/// </summary>
sealed class WindowPlan(CommunityStore store)
{
    (Instant Opens, string? After)? _under;
    (World World, Instant Until)? _nothing;

    /// <summary>Adds events for the next enrolled persons of the earliest window that has opened and is not yet done.</summary>
    public async Task GatherAsync(List<Pending> events, World world, Instant now, int most)
    {
        if (world.Community.CheckIns is not { } programme) return;
        // Nobody but the holder of the lease moves the plan: until the next window opens there is nothing to look up.
        if (_nothing is { } nothing && nothing.World == world && now < nothing.Until) return;
        _nothing = null;
        var through = (await store.FindAsync<Planned>("windows"))?.Through;
        if (through is null)
        {
            events.Add(new Pending(new TurnEvent.PlannedThrough("plan:first", now, now)));
            return;
        }
        var opened = Occurrences(world.Community, programme, through.Value, now).ToList();
        if (opened.Count == 0)
        {
            if (Next(world, now) is { } until) _nothing = (world, until);
            return;
        }
        // A night that skips an hour can bring two windows to one instant: they share a place in the plan.
        await GatherAsync(events, [.. opened.TakeWhile(one => one.Opens == opened[0].Opens)], now, most);
    }

    async Task GatherAsync(List<Pending> events, List<(Instant Opens, LocalDate Date, CheckInWindow Window)> windows, Instant now, int most)
    {
        var opens = windows[0].Opens;
        if (_under?.Opens != opens) _under = (opens, null);
        var persons = await store.NamesAfterAsync(Lists.Enrolled, _under.Value.After, most);
        foreach (var person in persons)
            foreach (var (_, date, window) in windows)
                events.Add(new Pending(new TurnEvent.WindowOpens($"w:{CheckInWatch.IdOf(person, date, window.Id)}", now, person, date, window.Id, opens)));
        if (persons.Count > 0)
        {
            _under = (opens, persons[^1]);
            return;
        }
        _under = null;
        events.Add(new Pending(new TurnEvent.PlannedThrough($"plan:{opens.ToUnixTimeSeconds()}", now, opens)));
    }

    /// <summary>Begins the window under way afresh: after a batch whose commit is not known, or a new lease.</summary>
    public void Reset() => (_under, _nothing) = (null, null);

    /// <summary>When the next window opens; null without a programme.</summary>
    public static Instant? Next(World world, Instant now) => world.Community.CheckIns is { } programme
        ? Occurrences(world.Community, programme, now, now + Duration.FromDays(2)).Select(one => (Instant?)one.Opens).FirstOrDefault()
        : null;

    /// <summary>The windows that open after one instant and up to another, in the order of their instants, which a changed clock can bend.</summary>
    internal static IEnumerable<(Instant Opens, LocalDate Date, CheckInWindow Window)> Occurrences(
        Community community, CheckInProgramme programme, Instant after, Instant until)
    {
        var last = until.InZone(community.Zone).Date.PlusDays(1);
        var all = new List<(Instant Opens, LocalDate Date, CheckInWindow Window)>();
        for (var date = after.InZone(community.Zone).Date.PlusDays(-1); date <= last; date = date.PlusDays(1))
            foreach (var window in programme.Windows)
            {
                var opens = (date + window.At).InZoneLeniently(community.Zone).ToInstant();
                if (opens > after && opens <= until) all.Add((opens, date, window));
            }
        return all.OrderBy(one => one.Opens).ThenBy(one => one.Window.At);
    }
}
