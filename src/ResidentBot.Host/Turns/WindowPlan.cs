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

    /// <summary>Adds events for the next enrolled persons of the earliest window that has opened and is not yet done.</summary>
    public async Task GatherAsync(List<Pending> events, World world, Instant now, int most)
    {
        if (world.Community.CheckIns is not { } programme) return;
        var through = (await store.FindAsync<Planned>("windows"))?.Through;
        if (through is null)
        {
            events.Add(new Pending(new TurnEvent.PlannedThrough("plan:first", now, now)));
            return;
        }
        if (Occurrences(world.Community, programme, through.Value, now).FirstOrDefault() is not { Window: not null } next) return;
        if (_under?.Opens != next.Opens) _under = (next.Opens, null);
        var persons = await store.NamesAfterAsync(Lists.Enrolled, _under.Value.After, most);
        foreach (var person in persons)
        {
            var id = $"w:{CheckInWatch.IdOf(person, next.Date, next.Window.Id)}";
            events.Add(new Pending(new TurnEvent.WindowOpens(id, now, person, next.Date, next.Window.Id, next.Opens)));
        }
        if (persons.Count > 0)
        {
            _under = (next.Opens, persons[^1]);
            return;
        }
        _under = null;
        events.Add(new Pending(new TurnEvent.PlannedThrough($"plan:{next.Opens.ToUnixTimeSeconds()}", now, next.Opens)));
    }

    /// <summary>Begins the window under way afresh: after a batch whose commit is not known, or a new lease.</summary>
    public void Reset() => _under = null;

    /// <summary>When the next window opens; null without a programme.</summary>
    public Instant? Next(World world, Instant now) => world.Community.CheckIns is { } programme
        ? Occurrences(world.Community, programme, now, now + Duration.FromDays(2)).Select(one => (Instant?)one.Opens).FirstOrDefault()
        : null;

    // Two windows of one instant would share a place in the plan: the check refuses that.
    internal static IEnumerable<(Instant Opens, LocalDate Date, CheckInWindow Window)> Occurrences(
        Community community, CheckInProgramme programme, Instant after, Instant until)
    {
        var last = until.InZone(community.Zone).Date;
        for (var date = after.InZone(community.Zone).Date; date <= last; date = date.PlusDays(1))
            foreach (var window in programme.Windows.OrderBy(window => window.At))
            {
                var opens = (date + window.At).InZoneLeniently(community.Zone).ToInstant();
                if (opens > after && opens <= until) yield return (opens, date, window);
            }
    }
}
