using NodaTime;
using ResidentBot.Channels;
using ResidentBot.Channels.Telegram;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Communities;
using ResidentBot.Host.Media;
using ResidentBot.Host.Sending;
using ResidentBot.Store;

namespace ResidentBot.Host.Turns;

/// <summary>
/// Works for one community while this host holds its lease: gathers events, decides them in batches, hands the messages to the senders. Wakes when
/// something is published or a timer is due; a slow sweep is the net under both.
/// </summary>
sealed class CommunityWorker : IAsyncDisposable
{
    static readonly TimeSpan Sweep = TimeSpan.FromMilliseconds(500);

    readonly RunningCommunity _community;
    readonly Lease _lease;
    readonly TimeProvider _time;
    readonly ILogger _log;
    readonly TurnBatch _batch;
    readonly Gathering _gathering;
    readonly InHand _inHand;
    readonly Outcomes _outcomes;
    readonly Dictionary<string, AccountSender> _senders;
    readonly List<Pulling> _pulls;
    readonly List<Connecting> _connects;
    readonly Fetching _fetching;
    readonly FeedTrim _trim;
    readonly AuditArchive _archive;
    volatile bool _scan = true;
    readonly CancellationTokenSource _stop = new();
    readonly SemaphoreSlim _wake = new(0, 1);
    ITimer? _timer;
    Task? _working;
    Task? _asking;
    int _wakes;
    int _restedAfter = -1;

    /// <summary>Prepares the work; <see cref="Start"/> begins it.</summary>
    public CommunityWorker(RunningCommunity community, Lease lease, IReadOnlyDictionary<string, IChannel> channels, MediaFolder media, TimeProvider time, ILogger log)
    {
        (_community, _lease, _time, _log) = (community, lease, time, log);
        _batch = new TurnBatch(community.Store, () => community.World, lease, log);
        _gathering = new Gathering(community.Store, () => community.World, time);
        _trim = new FeedTrim(community.Store, lease);
        _archive = new AuditArchive(community, lease, time, media.Root, log);
        _inHand = new InHand(community.Store, lease, log);
        _outcomes = new Outcomes(community.Store, lease, log);
        var accounts = community.World.Community.Accounts;
        _senders = channels.ToDictionary(
            pair => pair.Key,
            pair => new AccountSender(accounts[pair.Key], pair.Value, community.Store, () => community.World, lease, _outcomes, time, log),
            StringComparer.Ordinal);
        _pulls = [.. channels.Where(pair => pair.Value is IPullsArrivals && IsPulled(pair.Key)).Select(pair => new Pulling(community, accounts[pair.Key], pair.Value, time, log))];
        _connects = [.. channels.Where(pair => pair.Value is TelegramChannel && !IsPulled(pair.Key)).Select(pair => new Connecting(accounts[pair.Key], (TelegramChannel)pair.Value, log))];
        _fetching = new Fetching(community, lease, channels, media, time, log);

        bool IsPulled(string id) => accounts[id].Channel != "telegram" || accounts[id].Settings.GetValueOrDefault("mode") == "poll";
    }

    /// <summary>Ends when the work does: the lease is lost, or it was stopped.</summary>
    public Task Ended => _working ?? Task.CompletedTask;

    /// <summary>Whether a look that began after the last wake found nothing to decide, nothing waits to be sent, and how every send ended is stored.</summary>
    public bool IsIdle => Volatile.Read(ref _restedAfter) == Volatile.Read(ref _wakes) && _senders.Values.All(sender => sender.IsIdle) && _outcomes.IsIdle;

    /// <summary>Begins.</summary>
    public void Start()
    {
        _outcomes.Start();
        _working = Task.Run(WorkAsync);
        _asking = Task.WhenAll(
        [
            .. _pulls.Select(pull => Task.Run(() => pull.RunAsync(_stop.Token))),
            .. _connects.Select(connect => Task.Run(() => connect.RunAsync(_stop.Token))),
            Task.Run(() => _fetching.RunAsync(_stop.Token)),
            Task.Run(() => _archive.RunAsync(_stop.Token)),
        ]);
    }

    /// <summary>Something was published for this community; only what brings work wakes the worker, live pages hear the rest.</summary>
    public void Wake(string why)
    {
        if (why == WakeWords.Feed) return;
        if (why == WakeWords.Outbox) _scan = true;
        Interlocked.Increment(ref _wakes);
        try
        {
            if (_wake.CurrentCount == 0) _wake.Release();
        }
        catch (Exception fault) when (fault is SemaphoreFullException or ObjectDisposedException)
        {
            // Two wakes at once are one; a wake after the end is none.
        }
    }

    /// <summary>Stops: what is being sent is waited for and stored, then nothing more is written.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        Wake(WakeWords.Inbox);
        if (_working is not null) await _working;
        if (_asking is not null) await _asking;
        foreach (var sender in _senders.Values) sender.Dispose();
        foreach (var sender in _senders.Values) await sender.LandedAsync();
        await _outcomes.DisposeAsync();
        if (_timer is not null) await _timer.DisposeAsync();
        _stop.Dispose();
        _wake.Dispose();
    }

    async Task WorkAsync()
    {
        var fresh = true;
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                // An outage too short for us to notice may still have cost a text that its provider never repeats.
                fresh |= _community.TakeRefused();
                if (fresh)
                {
                    foreach (var pull in _pulls) await pull.CatchUpAsync(_stop.Token);
                    await _batch.ResetAsync();
                    _gathering.Reset();
                    await _inHand.OpenAsync();
                    fresh = false;
                    foreach (var sender in _senders.Values) await sender.ScanAsync();
                }
                if (!await StepAsync()) return;
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (StoreDownException fault)
            {
                _log.LogWarning("{Community} waits for Redis: {Fault}", _community.Id, fault.Message);
                fresh = true;
                await Task.Delay(TimeSpan.FromMilliseconds(300), CancellationToken.None);
            }
            catch (NewerSchemaException fault)
            {
                _log.LogError("{Community} cannot go on: {Fault}", _community.Id, fault.Message);
                return;
            }
            catch (Exception fault)
            {
                _log.LogError("The work for {Community} broke and begins again: {Fault} {Where}", _community.Id, fault.GetType().Name, fault.StackTrace);
                fresh = true;
                await Task.Delay(TimeSpan.FromSeconds(1), CancellationToken.None);
            }
        }
    }

    async Task<bool> StepAsync()
    {
        var wakes = Volatile.Read(ref _wakes);
        var events = await _gathering.NextAsync(_batch.Cursor);
        if (events.Count == 0)
        {
            if (_inHand.IsCareful) await _inHand.PassAsync(0);
            await RestAsync(wakes);
            return true;
        }
        Volatile.Write(ref _restedAfter, -1);
        await _batch.PrefetchAsync(events);
        if (_inHand.IsCareful) return await StepCarefullyAsync(events);
        return HandOver(await _batch.RunAsync(events), events);
    }

    async Task<bool> StepCarefullyAsync(IReadOnlyList<Pending> events)
    {
        foreach (var pending in events)
        {
            var sent = await _inHand.TakeAsync(pending.Event.Id)
                ? await _batch.RunAsync([pending])
                : await _batch.BuryAsync(pending, "in hand at two host deaths");
            if (!HandOver(sent, [pending])) return false;
        }
        await _inHand.PassAsync(events.Count);
        return true;
    }

    bool HandOver(List<(string Id, Core.Messages.Outgoing Message)>? sent, IReadOnlyList<Pending> events)
    {
        if (sent is null)
        {
            _log.LogInformation("Another host works for {Community} now", _community.Id);
            return false;
        }
        foreach (var account in sent.GroupBy(message => message.Message.Account))
            if (_senders.TryGetValue(account.Key, out var sender)) sender.Take(account);
        foreach (var pending in events)
            if (pending.Event is TurnEvent.Reported { Report: { ProviderId: not null } report } && _senders.TryGetValue(report.Account, out var sender))
                sender.Settle(report.MessageId);
        if (events.Any(pending => pending.Event is TurnEvent.Arrived { Arrival.Media.IsEmpty: false })) _fetching.Wake();
        return true;
    }

    // What this host decided went to the senders at once; the outbox is read for what others put there, and now and then as the net.
    async Task RestAsync(int wakes)
    {
        if (_scan)
        {
            _scan = false;
            foreach (var sender in _senders.Values) await sender.ScanAsync();
        }
        await _trim.RunAsync();
        SetTimer();
        Volatile.Write(ref _restedAfter, wakes);
        if (!await _wake.WaitAsync(Sweep, _stop.Token)) _scan = true;
    }

    void SetTimer()
    {
        if (_gathering.NextDue is not { } due) return;
        var delay = (due - Instant.FromDateTimeOffset(_time.GetUtcNow())).ToTimeSpan();
        if (delay <= TimeSpan.Zero) return;
        if (delay > TimeSpan.FromDays(20)) delay = TimeSpan.FromDays(20);
        if (_timer is null) _timer = _time.CreateTimer(_ => Wake(WakeWords.Inbox), null, delay, Timeout.InfiniteTimeSpan);
        else _timer.Change(delay, Timeout.InfiniteTimeSpan);
    }
}
