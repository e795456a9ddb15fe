using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
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

/// <summary>A message that would have left.</summary>
/// <param name="Number">Its place in the outbox, from 1.</param>
/// <param name="Message">What would be sent.</param>
/// <param name="State">Taken by the provider, until a report says more.</param>
/// <param name="Error">Why it failed, when it did.</param>
public sealed record RehearsedMessage(int Number, Outgoing Message, DeliveryState State = DeliveryState.Sent, SendError? Error = null);

/// <summary>
/// A community's own decisions over documents kept in memory: no Redis, no provider, and a clock that stands still until it is moved. For trying dialogs
/// out, never for serving anybody.
/// </summary>
sealed class Rehearsal(World world, Instant start)
{
    readonly Documents _documents = new();
    readonly Dictionary<DocumentKey, Stored> _stored = [];
    readonly Dictionary<string, (Timer Timer, Instant Due)> _timers = [];
    readonly Dictionary<Address, List<ThreadEntry>> _threads = [];
    readonly List<RehearsedMessage> _outbox = [];
    readonly Queue<Func<string, Instant, TurnEvent>> _opening = new();
    Instant _planned = start;
    int _events;

    /// <summary>What is decided by.</summary>
    public World World => world;

    /// <summary>People's time.</summary>
    public Instant Now { get; private set; } = start;

    /// <summary>What is set to happen, the earliest first.</summary>
    public IEnumerable<(Timer Timer, Instant Due)> Timers => _timers.Values.OrderBy(timer => timer.Due).ThenBy(timer => timer.Timer.Name, StringComparer.Ordinal);

    /// <summary>All tickets by their numbers.</summary>
    public IEnumerable<Ticket> Tickets => All<Ticket>().OrderBy(ticket => ticket.Number, StringComparer.Ordinal);

    /// <summary>Everything that would have been sent, in order. What a page fetches is not sent.</summary>
    public IReadOnlyList<RehearsedMessage> Outbox => _outbox;

    /// <summary>What of that will come to anything as things stand: a reminder of what has been answered will not.</summary>
    public IEnumerable<(Timer Timer, Instant Due)> Coming => Timers.Where(timer => Foresee(timer.Timer, timer.Due) is { } decision && decision.Documents.Count + decision.Outbox.Count > 0);

    /// <summary>When something happens next by itself: a timer, or a window of somebody who is asked after. Null when nothing is to come.</summary>
    public Instant? NextAt
    {
        get
        {
            var window = Enrolled().Any() ? WindowPlan.Next(world, _planned) : null;
            return Coming.Select(timer => (Instant?)timer.Due).Take(1).Append(window).Min();
        }
    }

    /// <summary>All documents of a type.</summary>
    public IEnumerable<T> All<T>() where T : class => _stored.Values.Select(stored => stored.Value).OfType<T>();

    /// <summary>The lines of the talk with an address, oldest first.</summary>
    public IReadOnlyList<ThreadEntry> ThreadOf(Address address) => _threads.GetValueOrDefault(address) ?? [];

    /// <summary>Decides and stores one event, given its id and time.</summary>
    public Rehearsed Do(Func<string, Instant, TurnEvent> happens)
    {
        var (decision, fault) = Decide(happens($"r{++_events}", Now));
        return Store(decision, fault);
    }

    /// <summary>What a timer that is set would come to if nothing happened before; nothing is stored.</summary>
    public Decision Foresee(Timer timer, Instant due)
    {
        var (decision, _) = Decide(new TurnEvent.TimerDue("foreseen", due, timer, due));
        _documents.Clear();
        return decision;
    }

    /// <summary>A provider tells how far a message has come.</summary>
    public Rehearsed Report(RehearsedMessage message, DeliveryState state, SendError? error)
    {
        _outbox[message.Number - 1] = message with { State = state, Error = error };
        return Do((id, at) => new TurnEvent.Reported(id, at, new DeliveryReport
        {
            MessageId = message.Message.Id,
            Account = message.Message.Account,
            To = message.Message.To,
            State = state,
            Error = error,
            Concerns = message.Message.Concerns,
            Lane = message.Message.Lane,
            At = at,
        })
        {
            Line = ThreadOf(message.Message.To).LastOrDefault(line => line.Id == message.Message.Id),
        });
    }

    /// <summary>Enters a household of the community's files.</summary>
    public void Seed(Core.Communities.HouseholdSeed household) => Do((_, at) => Seeding.Event(household, at));

    /// <summary>Moves the clock, and does everything that falls due on the way in its order.</summary>
    public IEnumerable<Rehearsed> Advance(Duration by)
    {
        var until = Now + by;
        while (Next(until) is { } happens) yield return Do(happens);
        Now = until;
    }

    Func<string, Instant, TurnEvent>? Next(Instant until)
    {
        while (true)
        {
            if (_opening.TryDequeue(out var opening)) return opening;
            var (timer, due) = Timers.FirstOrDefault();
            var opens = Windows(until).Select(window => (Instant?)window.Opens).FirstOrDefault();
            if (timer is not null && due <= until && !(opens < due))
            {
                Now = Instant.Max(Now, due);
                return (id, at) => new TurnEvent.TimerDue(id, at, timer, due);
            }
            if (opens is null) return null;
            Now = Instant.Max(Now, opens.Value);
            Open(opens.Value);
        }
    }

    // For everybody who is asked after at that moment: who comes later is asked from the next window on.
    void Open(Instant opens)
    {
        foreach (var (_, date, window) in Windows(opens).ToList())
            foreach (var person in Enrolled())
                _opening.Enqueue((id, at) => new TurnEvent.WindowOpens(id, at, person.Id, date, window.Id, opens));
        _planned = opens;
    }

    IEnumerable<(Instant Opens, LocalDate Date, Core.Communities.CheckInWindow Window)> Windows(Instant until) =>
        world.Community.CheckIns is { } programme ? WindowPlan.Occurrences(world.Community, programme, _planned, until) : [];

    IEnumerable<Person> Enrolled() => All<Person>().Where(person => person is { Enrolled: true, Left: null, MergedInto: null });

    (Decision Decision, Exception? Fault) Decide(TurnEvent happened)
    {
        try
        {
            return (Attempts(happened), null);
        }
        catch (Exception fault) when (happened is not TurnEvent.Broken)
        {
            return (Attempts(new TurnEvent.Broken($"b{happened.Id}", happened.At, happened, fault.GetType().Name)), fault);
        }
    }

    Decision Attempts(TurnEvent happened)
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
        foreach (var (address, entry) in decision.Thread)
        {
            if (!_threads.TryGetValue(address, out var thread)) _threads.Add(address, thread = []);
            thread.Add(entry);
        }
        foreach (var address in decision.Erased) _threads.Remove(address);
        foreach (var message in decision.Outbox) _outbox.Add(new RehearsedMessage(_outbox.Count + 1, message));
        return new Rehearsed(Now, decision, changes.ToImmutable(), fault);
    }
}
