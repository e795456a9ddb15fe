using NodaTime;
using ResidentBot.Channels;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Incidents;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;
using ResidentBot.Store;

namespace ResidentBot.Host.Sending;

/// <summary>
/// Sends one account's messages within its rate. Everything it holds also stands in the outbox streams, which are the memory for a crash; it looks at
/// the lease before each request and lets go when too little is left.
/// </summary>
sealed class AccountSender(
    ChannelAccount account, IChannel channel, CommunityStore store, Func<World> world, Lease lease, Outcomes outcomes, TimeProvider time, ILogger log)
    : IDisposable
{
    const int Concurrent = 16;
    const int MostTries = 8;
    static readonly Duration SettleUnknown = Duration.FromSeconds(30);
    static readonly TimeSpan LookAtLease = TimeSpan.FromMilliseconds(50);

    // A provider that is away or slows us down is waited for: giving up would lose the answer, and whoever must not wait has a timer of his own.
    static readonly Duration WaitForProvider = Duration.FromHours(12);

    readonly Lock _gate = new();
    readonly SendQueue _queue = new(channel.Capabilities.AddressRate);

    // An entry's id is its own only within its lane's stream: one commit gives the first of each lane the same.
    readonly HashSet<(Lane Lane, string Id)> _known = [];
    readonly Dictionary<Lane, string> _scanned = [];
    readonly Pace _pace = new(account.Rate, Instant.FromDateTimeOffset(time.GetUtcNow()));
    readonly HashSet<string> _unsettled = new(StringComparer.Ordinal);
    readonly HashSet<string> _settled = new(StringComparer.Ordinal);
    List<(Lane Lane, string Id)> _gone = [];
    SendRun _run = new();
    bool _readHealth;
    ITimer? _wake;
    TaskCompletionSource? _landed;
    int _flying;
    volatile bool _stopped;

    Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>Whether nothing waits or flies.</summary>
    public bool IsIdle { get { lock (_gate) return _queue.Count == 0 && _flying == 0; } }

    /// <summary>Takes messages straight from a commit.</summary>
    public void Take(IEnumerable<(string Id, Outgoing Message)> messages) => Take(messages, areFound: false);

    void Take(IEnumerable<(string Id, Outgoing Message)> messages, bool areFound)
    {
        lock (_gate)
        {
            foreach (var (id, message) in messages)
            {
                if (!_known.Add((message.Lane, id))) continue;
                var waiting = new Waiting(id, message) { IsFound = areFound };
                _queue.Add(waiting);
                if (_run is { IsFailing: true, Misconfigured: 0 }) TellHeldUp(waiting, SendError.ProviderDown, Now);
            }
        }
        Pump();
    }

    /// <summary>Reads what stands in the outbox and is not in hand: after a start, and what other hosts' clicks put there.</summary>
    public async Task ScanAsync()
    {
        await ReadHealthAsync();
        // An entry that left the outbox while this scan reads it must still be known, or it would be sent again.
        List<(Lane, string)> gone;
        lock (_gate) (gone, _gone) = (_gone, []);
        foreach (var lane in Enum.GetValues<Lane>())
        {
            while (true)
            {
                var entries = await store.ReadAsync(store.Keys.Outbox(account.Id, lane), _scanned.GetValueOrDefault(lane, ""), 500);
                if (entries.Count == 0) break;
                _scanned[lane] = entries[^1].Id;
                Take(entries.Select(entry => (entry.Id, Codec.Read<Outgoing>(entry.Data))), areFound: true);
            }
        }
        lock (_gate) _known.ExceptWith(gone);
        Pump();
    }

    // What a host before this one told of the account still holds until a send shows otherwise.
    async Task ReadHealthAsync()
    {
        if (_readHealth) return;
        var isFailing = await store.FindAsync<AccountHealth>(account.Id) is { FailingSince: not null };
        lock (_gate) (_run, _readHealth) = (_run with { IsFailing = isFailing }, true);
    }

    /// <summary>A report, good or bad, tells that the provider has a message: if its send went unanswered, it is not sent again.</summary>
    public void Settle(string messageId)
    {
        lock (_gate)
        {
            if (!_unsettled.Contains(messageId)) return;
            _settled.Add(messageId);
            if (!_queue.TryRelease(messageId, Now)) return;
        }
        Pump();
    }

    /// <summary>Sends nothing more.</summary>
    public void Dispose()
    {
        lock (_gate) _stopped = true;
        _wake?.Dispose();
    }

    /// <summary>After <see cref="Dispose"/>: ends when the last request under way has its answer.</summary>
    public Task LandedAsync()
    {
        lock (_gate)
        {
            if (_flying == 0) return Task.CompletedTask;
            return (_landed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Starts whatever may leave now.</summary>
    public void Pump()
    {
        List<Waiting>? ready = null;
        lock (_gate)
        {
            var now = Now;
            var edition = world();
            Instant? wake = null;
            while (!_stopped && _flying < Concurrent && _queue.Count > 0)
            {
                if (!_pace.IsReady(now, out var again))
                {
                    wake = again;
                    break;
                }
                if (!_queue.TryTake(now, message => edition.QuietEnd(message.Purpose, null, now), out var next)) break;
                _pace.Pay(ChannelList.CostOf(account, next.Message));
                _unsettled.Add(next.Message.Id);
                _flying++;
                (ready ??= []).Add(next);
            }
            if (_queue.NextHeld is { } held && held > now && (wake is null || held < wake)) wake = held;
            if (wake is { } at && !_stopped) WakeAt(at, now);
        }
        if (ready is not null)
            foreach (var waiting in ready) _ = SendAsync(waiting);
    }

    async Task SendAsync(Waiting waiting)
    {
        SendOutcome? outcome;
        try
        {
            (outcome, var later) = await TryAsync(waiting.Message);
            if (later is { } end)
            {
                PutOff(waiting, end);
                return;
            }
        }
        catch (OperationCanceledException)
        {
            outcome = new SendOutcome.Failed(SendError.ProviderDown);
        }
        catch (StoreDownException)
        {
            // Our own matter: it says nothing of the provider.
            outcome = new SendOutcome.Failed(SendError.RateLimited);
        }
        catch (Exception fault)
        {
            log.LogError("Sending message {Id} broke: {Fault} {Where}", waiting.Message.Id, fault.GetType().Name, fault.StackTrace);
            outcome = new SendOutcome.Failed(SendError.Unknown);
        }
        Settle(waiting, outcome);
    }

    // An outcome; or until when the person's quiet hours hold it; or neither, when the work here ended before the request was made.
    async Task<(SendOutcome? Outcome, Instant? Later)> TryAsync(Outgoing message)
    {
        if (IsSettled(message.Id)) return (new SendOutcome.Sent(null), null);
        do
        {
            // Waiting for the lease is no try: it lasts as long as Redis is away, by this machine's clock.
            while (lease.Left < Lease.NeededToSend)
            {
                if (_stopped) return default;
                await Task.Delay(LookAtLease);
            }
            if (Now > SendTimes.Last(message)) return (new SendOutcome.Failed(SendError.TooOld), null);
            if (message.Media is { } media && !channel.Capabilities.CanShow(media)) return (new SendOutcome.Failed(SendError.Refused), null);
            if (!StillTrue.Concerns(message)) continue;
            var documents = await store.LoadAsync(StillTrue.Needs(message));
            switch (StillTrue.Look(message, documents.Select(stored => stored.Value), world(), Now))
            {
                case Leaving.Never:
                    return (new SendOutcome.Failed(SendError.Obsolete), null);
                case Leaving.Later later:
                    return (null, later.At);
            }
        }
        while (lease.Left < Lease.NeededToSend);
        var outcome = await channel.SendAsync(message, CancellationToken.None);
        if (outcome is SendOutcome.Failed { MovedTo: { } moved }) outcome = await channel.SendAsync(message with { To = moved }, CancellationToken.None);
        return (outcome, null);
    }

    void PutOff(Waiting waiting, Instant until)
    {
        lock (_gate)
        {
            _flying--;
            _unsettled.Remove(waiting.Message.Id);
            _queue.PutOff(waiting, until);
            if (_flying == 0) _landed?.TrySetResult();
        }
        Pump();
    }

    bool IsSettled(string messageId)
    {
        lock (_gate) return _settled.Contains(messageId);
    }

    void Settle(Waiting waiting, SendOutcome? outcome)
    {
        var now = Now;
        lock (_gate)
        {
            _flying--;
            if (_settled.Remove(waiting.Message.Id)) outcome = new SendOutcome.Sent(null);
            if (outcome is null)
            {
                // It stands in the outbox for whoever works here next.
            }
            else
            {
                (_run, var news) = _run.After(outcome, now);
                if (news != SendNews.None) outcomes.Add(new Outcome.Account(account.Id, news, now));
                // What was never tried waits as long as what is tried again and again.
                if (news == SendNews.Down)
                    foreach (var other in _queue.All) TellHeldUp(other, SendError.ProviderDown, now);
                if (outcome is SendOutcome.Failed failed && RetryAfter(waiting, failed, now) is { } after) TryAgain(waiting, failed.Error, now, after);
                else End(waiting, outcome, now);
            }
            if (_flying == 0) _landed?.TrySetResult();
        }
        Pump();
    }

    void End(Waiting waiting, SendOutcome outcome, Instant now)
    {
        _unsettled.Remove(waiting.Message.Id);
        outcomes.Add(new Outcome.Ended(waiting, outcome, now, () => Forget(waiting)));
        _queue.Free(waiting);
    }

    void TryAgain(Waiting waiting, SendError error, Instant now, Duration after)
    {
        waiting.Tries++;
        _queue.Hold(waiting, now + after);
        if (_run.IsFailing && (error is SendError.ProviderDown or SendError.Unknown)) TellHeldUp(waiting, error, now);
    }

    // Whoever must not wait for a provider that is down is told once: there may be another way.
    void TellHeldUp(Waiting waiting, SendError error, Instant now)
    {
        if (waiting.ToldHeldUp || !waiting.MustNotWait) return;
        waiting.ToldHeldUp = true;
        outcomes.Add(new Outcome.HeldUp(waiting, error, now));
    }

    // Null: no other try. What may have been sent is repeated for everybody but those who only get a notice.
    static Duration? RetryAfter(Waiting waiting, SendOutcome.Failed failed, Instant now)
    {
        var waits = failed.Error is SendError.RateLimited or SendError.ProviderDown && now - waiting.Message.At < WaitForProvider;
        if (waiting.Tries >= MostTries && !waits) return null;
        if (failed.Error == SendError.Unknown) return waiting.Message.Lane == Lane.Notice ? null : SettleUnknown;
        if (!failed.Error.Retryable()) return null;
        return failed.After ?? SendTimes.Pause(waiting.Tries, Random.Shared.NextDouble());
    }

    void Forget(Waiting waiting)
    {
        lock (_gate) _gone.Add((waiting.Message.Lane, waiting.Id));
    }

    void WakeAt(Instant at, Instant now)
    {
        var delay = (at - now).ToTimeSpan();
        if (_wake is null) _wake = time.CreateTimer(_ => Pump(), null, delay, Timeout.InfiniteTimeSpan);
        else _wake.Change(delay, Timeout.InfiniteTimeSpan);
    }
}
