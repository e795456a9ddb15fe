using NodaTime;
using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Jobs;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using Xunit;
using Timer = ResidentBot.Core.Turns.Timer;

namespace ResidentBot.Core.Tests.Deciding;

/// <summary>Oak Garden in memory: decides events one after another, keeps what they change as it would be stored, and plays the clock.</summary>
sealed class Desk
{
    public const string Yang = "sms:+12025550101";
    public const string Shared = "sms:+12025550102";
    public const string Chen = "telegram:4500000000000101";
    public const string Wang = "sms:+447700900104";
    public const string Zhou = "telegram:4500000000000106";
    public const string Duty = "sms:+447700900107";

    static readonly LocalDate FirstDay = new(2026, 3, 4);

    readonly Dictionary<DocumentKey, (long Version, byte[] Bytes)> _documents = [];
    int _events;

    Desk(World world)
    {
        World = world;
        Now = At(FirstDay, 8, 0);
        foreach (var seed in world.Community.Residents) Decide(Seeded(seed));
    }

    Desk(Desk other)
    {
        (World, Now, _events) = (other.World, other.Now, other._events);
        foreach (var (key, stored) in other._documents) _documents.Add(key, stored);
        foreach (var (name, timer) in other.Timers) Timers.Add(name, timer);
        foreach (var (list, members) in other.Lists) Lists.Add(list, [.. members]);
        Sent.AddRange(other.Sent);
    }

    /// <summary>The files it is run by; another edition may take their place.</summary>
    public World World { get; set; }

    public Instant Now { get; private set; }

    public Dictionary<string, (Timer Timer, Instant Due)> Timers { get; } = [];

    public Dictionary<string, SortedSet<string>> Lists { get; } = [];

    public List<Outgoing> Sent { get; } = [];

    public List<LogEntry> Log { get; } = [];

    /// <summary>What was written into threads.</summary>
    public List<(Address Thread, ThreadEntry Entry)> Thread { get; } = [];

    public static Desk AtEight() => new(Oak.World);

    public static Desk In(World world) => new(world);

    /// <summary>Another one that goes its own way from here.</summary>
    public Desk Copy() => new(this);

    /// <summary>A local time of the first day or a later one.</summary>
    public Instant At(int hour, int minute = 0, int day = 0) => At(FirstDay.PlusDays(day), hour, minute);

    Instant At(LocalDate date, int hour, int minute) => date.At(new LocalTime(hour, minute)).InZoneStrictly(World.Community.Zone).ToInstant();

    /// <summary>Decides an event and stores what it changes.</summary>
    public Decision Decide(TurnEvent happened)
    {
        var known = new Documents();
        while (true)
        {
            if (Turns.Deciding.Decide(known, happened, World) is Attempt.Decided decided) return Apply(decided.Decision);
            var need = (Attempt.Need)Turns.Deciding.Decide(known, happened, World);
            foreach (var key in need.Keys)
                known.Know(key, _documents.TryGetValue(key, out var stored) ? new Stored(stored.Version, Codec.Read(key, stored.Bytes)) : default);
        }
    }

    /// <summary>A resident, or one of the staff on his own phone, writes or taps.</summary>
    public Decision Writes(string from, string text, string? tap = null, ArrivalKind? kind = null, string? account = null) => Decide(new TurnEvent.Arrived(Id(), Now, new Arrival
    {
        Account = account ?? (from.StartsWith("sms", StringComparison.Ordinal) ? "sms-welfare" : from[..from.IndexOf(':')]),
        From = new Address(from),
        ProviderId = Id(),
        At = Now,
        Text = text,
        Tap = tap,
        Kind = kind ?? (tap is null ? ArrivalKind.Message : ArrivalKind.Tapped),
    }));

    public Decision Acts(StaffAction action) => Decide(new TurnEvent.StaffActed(Id(), Now, action));

    /// <summary>A window opens for a person, now.</summary>
    public CheckIn Opens(string person, string window = "morning", Instant? opened = null)
    {
        var date = World.Local(opened ?? Now).Date;
        Decide(new TurnEvent.WindowOpens(Id(), Now, person, date, window, opened ?? Now));
        return CheckIn(person, window, date);
    }

    /// <summary>A message of ours fails.</summary>
    public Decision Fails(Outgoing message, SendError error) => Decide(new TurnEvent.Reported(Id(), Now, new DeliveryReport
    {
        MessageId = message.Id,
        Account = message.Account,
        To = message.To,
        State = DeliveryState.Failed,
        Error = error,
        Concerns = message.Concerns,
        At = Now,
    }));

    /// <summary>The clock goes on; what falls due is decided at its time.</summary>
    public void Until(Instant instant)
    {
        while (Timers.Values.Where(timer => timer.Due <= instant).OrderBy(timer => timer.Due).FirstOrDefault() is { Timer: not null } next)
        {
            if (next.Due > Now) Now = next.Due;
            Decide(new TurnEvent.TimerDue(Id(), Now, next.Timer, next.Due));
        }
        Now = instant;
    }

    public void After(int minutes) => Until(Now + Duration.FromMinutes(minutes));

    /// <summary>We are down for a while: afterwards everything due is found at once, as the host finds it.</summary>
    public void DownUntil(Instant instant)
    {
        Now = instant;
        foreach (var (timer, due) in Timers.Values.Where(timer => timer.Due <= Now).OrderBy(timer => timer.Due).ToList())
            Decide(new TurnEvent.TimerDue(Id(), Now, timer, due));
    }

    public T? Find<T>(string id) where T : class =>
        _documents.TryGetValue(new DocumentKey(DocumentKey.TypeOf<T>(), id), out var stored)
            ? (T)Codec.Read(new DocumentKey(DocumentKey.TypeOf<T>(), id), stored.Bytes) : null;

    public IEnumerable<T> All<T>() where T : class => _documents.Keys.Where(key => key.Type == DocumentKey.TypeOf<T>()).ToList().Select(key => Find<T>(key.Id)!);

    public CheckIn CheckIn(string person, string window = "morning", LocalDate? date = null) =>
        Find<CheckIn>(CheckInWatch.IdOf(person, date ?? FirstDay, window))!;

    /// <summary>The only ticket that is open.</summary>
    public Ticket OpenTicket => Assert.Single(All<Ticket>(), ticket => ticket.State != TicketState.Closed);

    /// <summary>The words last sent to an address; "" when there are none.</summary>
    public string LastTo(string address) => Sent.LastOrDefault(message => message.To.Value == address)?.Text ?? "";

    public Outgoing LastMessageTo(string address) => Sent.Last(message => message.To.Value == address);

    public int CountTo(string address) => Sent.Count(message => message.To.Value == address);

    /// <summary>A text of the catalogue in Chinese, as it is said.</summary>
    public string Text(string id, params ReadOnlySpan<(string, string)> values) => World.Book.Texts.Say(id, Language.Zh, values);

    public Person Person(string id) => Find<Person>(id)!;

    public Post Post(string id) => Find<Post>(id)!;

    public Conversation Talk(string address) => Find<Conversation>(address)!;

    public string Id() => $"e{_events++}";

    Decision Apply(Decision decision)
    {
        if (decision.Refusal is not null) return decision;
        foreach (var (key, value) in decision.Documents)
            if (value is null) _documents.Remove(key);
            else _documents[key] = (_documents.GetValueOrDefault(key).Version + 1, Codec.Write(key, value));
        foreach (var (timer, due) in decision.Timers)
            if (due is { } at) Timers[timer.Name] = (timer, at);
            else Timers.Remove(timer.Name);
        foreach (var (list, member, score) in decision.Listed)
        {
            if (!Lists.TryGetValue(list, out var members)) Lists.Add(list, members = []);
            if (score is null) members.Remove(member);
            else members.Add(member);
        }
        Sent.AddRange(decision.Outbox);
        Log.AddRange(decision.Log);
        Thread.AddRange(decision.Thread);
        return decision;
    }

    TurnEvent.HouseholdSeeded Seeded(HouseholdSeed seed) => new(
        Id(),
        Now,
        new Household(seed.Id, seed.Place, seed.Unit, [.. seed.Persons.Select(person => person.Id)]),
        [.. seed.Persons.Select(person => new Person
        {
            Id = person.Id,
            Name = person.Name,
            Household = seed.Id,
            Language = person.Language,
            Enrolled = person.CheckIn,
            WantsJobs = person.Jobs,
            Addresses = person.Addresses,
        })]);
}
