using NodaTime;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Incidents;
using ResidentBot.Core.Jobs;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;
using ResidentBot.Store;

namespace ResidentBot.Host.Turns;

/// <summary>An event to decide, and the stream entry it came from, if any.</summary>
/// <param name="Event">What happened.</param>
/// <param name="Inbox">Its inbox entry; null when it came from elsewhere.</param>
/// <param name="Report">Its report entry; null when it came from elsewhere.</param>
readonly record struct Pending(TurnEvent Event, string? Inbox = null, string? Report = null);

/// <summary>
/// Gathers what is to be decided next: people first, then news of messages, then what time brings: timers, windows, offers. Windows are derived from
/// the persons enrolled now, never from the window before, so one broken turn silences nobody.
/// </summary>
sealed class Gathering(CommunityStore store, Func<World> world, TimeProvider time)
{
    const int BatchSize = 256;
    const int TimeSize = 128;

    readonly WindowPlan _windows = new(store);
    (string Post, string Person) _offered;
    World? _begun;

    /// <summary>When to look again at the latest, in people's time; null when nothing is set.</summary>
    public Instant? NextDue { get; private set; }

    /// <summary>Begins the window under way afresh: after a batch whose end nobody knows, or with a new lease.</summary>
    public void Reset()
    {
        _windows.Reset();
        _offered = default;
        _begun = null;
    }

    /// <summary>Gathers one batch; empty when there is nothing to do.</summary>
    public async Task<List<Pending>> NextAsync(Cursor cursor, int most = BatchSize)
    {
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        var inbox = store.ReadAsync(store.Keys.Inbox, cursor.Inbox, most);
        var reports = store.ReadAsync(store.Keys.Reports, cursor.Reports, most);
        var due = store.DueTimersAsync(now, TimeSize);
        var events = new List<Pending>();
        foreach (var entry in await inbox) events.Add(new Pending(Arrived(entry, now), Inbox: entry.Id));
        foreach (var entry in await reports)
            if (events.Count < most) events.Add(new Pending(await WithLineAsync(Reported(entry, now)), Report: entry.Id));
        foreach (var (timer, at) in await due)
            if (events.Count < most) events.Add(new Pending(new TurnEvent.TimerDue(IdOf(timer, at), now, timer, at)));
        AddCanaries(events, now);
        var idle = events.Count == 0;
        // On a busy day the streams may never be empty: windows open as soon as people are drained.
        if (events.Count < most) await _windows.GatherAsync(events, world(), now, TimeSize);
        if (events.Count == 0) await GatherImportAsync(events, now);
        if (idle) await GatherOffersAsync(events, now);
        return events;
    }

    // Timers chain the canaries; a new lease or edition begins those that are not under way.
    void AddCanaries(List<Pending> events, Instant now)
    {
        if (_begun == world()) return;
        _begun = world();
        foreach (var account in _begun.Community.Accounts.Values.Where(account => account is { Canary: not null, Enabled: true }))
            events.Add(new Pending(new TurnEvent.TimerDue($"canary:{account.Id}:{now.ToUnixTimeMilliseconds()}", now, Canary.Next(account.Id), now)));
    }

    // The words of a person that did not arrive stand in the thread alone.
    async Task<TurnEvent> WithLineAsync(TurnEvent happened)
    {
        if (happened is not TurnEvent.Reported { Report: { } report } reported || !Failover.NeedsLine(report)) return happened;
        try
        {
            return reported with { Line = (await store.ThreadAsync(report.To)).LastOrDefault(line => line.Kind == ThreadKind.Out && line.Id == report.MessageId) };
        }
        catch (System.Text.Json.JsonException)
        {
            // Without the words staff are told that they did not arrive.
            return happened;
        }
    }

    // People first: an import has one chunk at a time, and only when nobody else waits.
    async Task GatherImportAsync(List<Pending> events, Instant now)
    {
        if (await store.ListAsync(Lists.Importing, 0, 0) is not [var (id, _)]) return;
        events.Add(new Pending(await ImportChunks.NextAsync(store, id, now)));
    }

    async Task GatherOffersAsync(List<Pending> events, Instant now)
    {
        var quiet = world().QuietEnd(Purpose.Jobs, null, now);
        var offering = events.Count == 0 ? await store.ListAsync(Lists.Offering, 0, 0) : [];
        if (offering.Count > 0 && quiet is null) await GatherOffersAsync(events, offering[0].Member, now);
        if (events.Count > 0) return;
        NextDue = Earliest(await store.NextTimerAsync(), WindowPlan.Next(world(), now), offering.Count > 0 ? quiet : null);
    }

    async Task GatherOffersAsync(List<Pending> events, string id, Instant now)
    {
        var post = await store.FindAsync<Post>(id);
        // A person whose turn broke is passed over; the post itself does not say so.
        var after = _offered.Post == id && string.CompareOrdinal(_offered.Person, post?.OfferedThrough) > 0 ? _offered.Person : post?.OfferedThrough;
        var persons = post is null ? [] : await store.NamesAfterAsync(Lists.JobSeekers, after, TimeSize);
        if (persons.Count > 0) _offered = (id, persons[^1]);
        foreach (var person in persons) events.Add(new Pending(new TurnEvent.PostOffered($"o:{id}:{person}", now, id, person)));
        if (persons.Count == 0) events.Add(new Pending(new TurnEvent.PostOffered($"o:{id}", now, id, null)));
    }

    static TurnEvent Arrived(StreamEntry entry, Instant now) =>
        Read(entry, now, () => new TurnEvent.Arrived(entry.Id, now, Codec.Read<Arrival>(entry.Data)));

    static TurnEvent Reported(StreamEntry entry, Instant now) =>
        Read(entry, now, () => new TurnEvent.Reported(entry.Id, now, Codec.Read<DeliveryReport>(entry.Data)));

    // A stream entry nobody can read becomes an event whose turn is broken: a ticket, not a stop.
    static TurnEvent Read(StreamEntry entry, Instant now, Func<TurnEvent> read)
    {
        try
        {
            return read();
        }
        catch (System.Text.Json.JsonException fault)
        {
            return new TurnEvent.Broken($"b{entry.Id}", now, new TurnEvent.PlannedThrough(entry.Id, now, now), $"unreadable entry at {fault.Path}");
        }
    }

    static Instant? Earliest(params ReadOnlySpan<Instant?> instants)
    {
        Instant? earliest = null;
        foreach (var instant in instants)
            if (instant is { } one && (earliest is null || one < earliest)) earliest = one;
        return earliest;
    }

    // Short, and the same each time this timer is found due at this time: message ids are made from it.
    static string IdOf(Core.Turns.Timer timer, Instant due)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in $"{timer.Name}|{due.ToUnixTimeMilliseconds()}") hash = (hash ^ c) * 1099511628211UL;
        return $"t{hash:x}";
    }
}
