using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Communities;
using ResidentBot.Host.Turns;
using Timer = ResidentBot.Core.Turns.Timer;

namespace ResidentBot.Host.Commands.Chat;

/// <summary>What one event came to.</summary>
/// <param name="At">People's time.</param>
/// <param name="Decision">What was decided.</param>
/// <param name="Documents">Documents as they were and as they are now; null for one that was or is not there.</param>
/// <param name="Fault">What broke, when the event's own turn did.</param>
sealed record Rehearsed(Instant At, Decision Decision, ImmutableArray<(object? Before, object? After)> Documents, Exception? Fault);

/// <summary>
/// A community's own decisions over documents kept in memory: no Redis, no provider, and a clock that stands still until it is moved. For trying dialogs
/// out, never for serving anybody.
/// </summary>
sealed class Rehearsal(World world, Instant start)
{
    readonly Instant _start = start;
    readonly Documents _documents = new();
    readonly Dictionary<DocumentKey, Stored> _stored = [];
    readonly Dictionary<string, (Timer Timer, Instant Due)> _timers = [];
    int _events;

    /// <summary>What is decided by.</summary>
    public World World => world;

    /// <summary>People's time.</summary>
    public Instant Now { get; private set; } = start;

    /// <summary>What is set to happen, the earliest first.</summary>
    public IEnumerable<(Timer Timer, Instant Due)> Timers => _timers.Values.OrderBy(timer => timer.Due).ThenBy(timer => timer.Timer.Name, StringComparer.Ordinal);

    /// <summary>All tickets by their numbers.</summary>
    public IEnumerable<Ticket> Tickets => _stored.Values.Select(stored => stored.Value).OfType<Ticket>().OrderBy(ticket => ticket.Number, StringComparer.Ordinal);

    /// <summary>Decides and stores one event, given its id and time.</summary>
    public Rehearsed Do(Func<string, Instant, TurnEvent> happens)
    {
        var happened = happens($"r{++_events}", Now);
        try
        {
            return Store(Decide(happened), null);
        }
        catch (Exception fault) when (happened is not TurnEvent.Broken)
        {
            return Store(Decide(new TurnEvent.Broken($"b{happened.Id}", Now, happened, fault.GetType().Name)), fault);
        }
    }

    /// <summary>Enters a household of the community's files.</summary>
    public void Seed(Core.Communities.HouseholdSeed household) => Do((_, at) => Seeding.Event(household, at));

    /// <summary>Moves the clock, and does everything that falls due on the way in its order.</summary>
    public IEnumerable<Rehearsed> Advance(Duration by)
    {
        var until = Now + by;
        while (Next(until) is { } next)
        {
            if (next.At > Now) Now = next.At;
            yield return Do(next.Happens);
        }
        Now = until;
    }

    (Instant At, Func<string, Instant, TurnEvent> Happens)? Next(Instant until)
    {
        var window = Windows(until).Select(one => ((Instant, Func<string, Instant, TurnEvent>)?)one).FirstOrDefault();
        var (timer, due) = Timers.FirstOrDefault();
        if (timer is null || due > until || due > window?.Item1) return window;
        return (due, (id, at) => new TurnEvent.TimerDue(id, at, timer, due));
    }

    // A window that has opened for a person is known by its check-in.
    IEnumerable<(Instant, Func<string, Instant, TurnEvent>)> Windows(Instant until)
    {
        if (world.Community.CheckIns is not { } programme) yield break;
        foreach (var (opens, date, window) in WindowPlan.Occurrences(world.Community, programme, _start, until))
            foreach (var person in _stored.Values.Select(stored => stored.Value).OfType<Person>().Where(person => person.Enrolled))
                if (!_stored.ContainsKey(new DocumentKey(DocumentType.CheckIn, Core.CheckIns.CheckInWatch.IdOf(person.Id, date, window.Id))))
                    yield return (opens, (id, at) => new TurnEvent.WindowOpens(id, at, person.Id, date, window.Id, opens));
    }

    Decision Decide(TurnEvent happened)
    {
        while (true)
        {
            var attempt = Deciding.Decide(_documents, happened, world);
            if (attempt is Attempt.Decided decided) return decided.Decision;
            foreach (var key in ((Attempt.Need)attempt).Keys) _documents.Know(key, _stored.GetValueOrDefault(key));
        }
    }

    // Everything goes through the stored form, so that what a document forgets on its way is forgotten here too.
    Rehearsed Store(Decision decision, Exception? fault)
    {
        var changes = ImmutableArray.CreateBuilder<(object? Before, object? After)>();
        foreach (var (key, document) in decision.Documents)
        {
            var before = _stored.GetValueOrDefault(key);
            changes.Add((before.Value, document));
            _stored[key] = new Stored(before.Version + 1, document is null ? null : Codec.Read(key, Codec.Write(key, document)));
        }
        _documents.Clear();
        foreach (var (timer, due) in decision.Timers)
            if (due is { } at) _timers[timer.Name] = (timer, at);
            else _timers.Remove(timer.Name);
        return new Rehearsed(Now, decision, changes.ToImmutable(), fault);
    }
}
