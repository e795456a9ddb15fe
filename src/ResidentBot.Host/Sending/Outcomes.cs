using System.Threading.Channels;
using NodaTime;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Incidents;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;
using ResidentBot.Store;

namespace ResidentBot.Host.Sending;

/// <summary>Something a sender has to tell. It is stored, and a turn hears of it where one must.</summary>
abstract record Outcome
{
    Outcome() { }

    /// <summary>A message's final outcome on one account.</summary>
    public sealed record Ended(Waiting Waiting, SendOutcome Result, Instant At, Action Stored) : Outcome
    {
        /// <summary>Whether only the outbox is told: the full news could not be stored.</summary>
        public bool Bare { get; init; }
    }

    /// <summary>A message waits for a provider that is down; it stays in its outbox.</summary>
    public sealed record HeldUp(Waiting Waiting, SendError Error, Instant At) : Outcome;

    /// <summary>An account no longer works, or works again.</summary>
    public sealed record Account(string Id, SendNews News, Instant At) : Outcome;
}

/// <summary>
/// Stores how sends ended, many in one commit: the entry leaves its outbox, the thread learns of it, and a failure becomes a report that takes a turn.
/// A crash before this commit repeats what was in flight, and nothing else.
/// </summary>
sealed class Outcomes(CommunityStore store, Lease lease, ILogger log) : IAsyncDisposable
{
    const int GroupSize = 256;
    static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(10);

    readonly Channel<Outcome> _waiting = Channel.CreateUnbounded<Outcome>(new UnboundedChannelOptions { SingleReader = true });
    readonly CancellationTokenSource _end = new();
    Task? _storing;
    string? _mark;
    long _groups;
    int _open;

    /// <summary>Whether everything told so far is stored.</summary>
    public bool IsIdle => Volatile.Read(ref _open) == 0;

    /// <summary>Begins to store.</summary>
    public void Start() => _storing = Task.Run(StoreAsync);

    /// <summary>Stores an outcome soon; an end is told when it is.</summary>
    public void Add(Outcome outcome)
    {
        Interlocked.Increment(ref _open);
        _waiting.Writer.TryWrite(outcome);
    }

    /// <summary>Stores what is waiting and stops; gives up after a while when Redis is away, which may repeat these sends.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        _end.CancelAfter(LastPatience);
        if (_storing is not null) await _storing;
        _end.Dispose();
    }

    async Task StoreAsync()
    {
        var group = new List<Outcome>();
        while (await _waiting.Reader.WaitToReadAsync())
        {
            group.Clear();
            while (group.Count < GroupSize && _waiting.Reader.TryRead(out var next)) group.Add(next);
            if (!await StoreAsync(group)) return;
            foreach (var ended in group.OfType<Outcome.Ended>()) ended.Stored();
            Interlocked.Add(ref _open, -group.Count);
        }
    }

    // Repeats until it is stored, however long Redis is away, or another host works here. Each group moves a mark, so that one whose commit went
    // unanswered is not stored twice.
    async Task<bool> StoreAsync(List<Outcome> group)
    {
        var mark = $"{lease.Fence}-{++_groups}";
        while (!_end.IsCancellationRequested)
        {
            try
            {
                _mark ??= await store.GetAsync(store.Keys.Outcomes) ?? "";
                if (await CommitAsync(group, mark) is { } stored) return stored;
            }
            catch (StoreDownException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200));
            }
            catch (CommitRefusedException fault) when (group is [Outcome.Ended { Bare: false } ended])
            {
                log.LogError("The outcome of message {Id} cannot be stored, it only leaves the outbox: {Fault}", ended.Waiting.Message.Id, fault.Message);
                group = [ended with { Bare = true }];
            }
            catch (CommitRefusedException fault) when (group.Count == 1)
            {
                log.LogError("What a sender told cannot be stored: {Fault}", fault.Message);
                return true;
            }
            catch (CommitRefusedException)
            {
                foreach (var outcome in group)
                    if (!await StoreAsync([outcome])) return false;
                return true;
            }
        }
        return false;
    }

    // Null: somebody moved the mark, and it was not this group; try again.
    async Task<bool?> CommitAsync(List<Outcome> group, string mark)
    {
        switch (await store.Link.CommitAsync(Build(group, mark)))
        {
            case CommitResult.Conflict conflict when conflict.Keys.Contains(store.Keys.Fence):
                log.LogWarning("Outcomes of {Count} sends are not stored: another host works for {Community} now", group.Count, store.Keys.Community);
                return false;
            case CommitResult.Committed:
                _mark = mark;
                return true;
            default:
                _mark = await store.GetAsync(store.Keys.Outcomes) ?? "";
                return _mark == mark ? true : null;
        }
    }

    Commit Build(List<Outcome> group, string mark)
    {
        var commit = lease.Guard(new Commit()).CheckEquals(store.Keys.Outcomes, _mark!).Set(store.Keys.Outcomes, mark);
        var feed = new List<string>();
        var takesTurn = false;
        foreach (var outcome in group) takesTurn |= Write(commit, outcome, feed);
        if (feed.Count > 0) commit.AppendEntry(store.Keys.Feed, Codec.Write(feed));
        return commit.Publish(store.Keys.Feed, store.Keys.Wake, takesTurn ? WakeWords.Inbox : WakeWords.Feed);
    }

    // Whether a turn must hear of it.
    bool Write(Commit commit, Outcome outcome, List<string> feed)
    {
        switch (outcome)
        {
            case Outcome.Account account:
                commit.Place(store.Keys.Timers, ChannelIncidents.Tell(account.Id, account.News).Name, account.At.ToUnixTimeMilliseconds());
                return true;
            case Outcome.HeldUp held:
                commit.AppendEntry(store.Keys.Reports, Codec.Write(Report(held.Waiting.Message, DeliveryState.Queued, held.Error, held.At)));
                return true;
        }
        var ended = (Outcome.Ended)outcome;
        var message = ended.Waiting.Message;
        commit.DropEntry(store.Keys.Outbox(message.Account, message.Lane), ended.Waiting.Id);
        if (ended.Bare) return false;
        if (ended.Result is SendOutcome.Failed failed)
        {
            commit.AppendEntry(store.Keys.Reports, Codec.Write(Report(message, DeliveryState.Failed, failed.Error, ended.At)));
            return true;
        }
        var sent = (SendOutcome.Sent)ended.Result;
        // Whoever was told that it waits, or who waits for it, is told that it left.
        if (ended.Waiting.ToldHeldUp || (ended.Waiting.IsFound && message.Concerns?.StartsWith("checkin|", StringComparison.Ordinal) == true) || message.Concerns?.StartsWith("canary|", StringComparison.Ordinal) == true)
        {
            commit.AppendEntry(store.Keys.Reports, Codec.Write(Report(message, DeliveryState.Sent, null, ended.At) with { ProviderId = sent.ProviderId }));
            return true;
        }
        commit.Append(store.Keys.Thread(message.To), [Codec.Write(News(ended, sent))]);
        feed.Add($"thread:{message.To.Value}");
        return false;
    }

    static ThreadEntry News(Outcome.Ended outcome, SendOutcome.Sent sent) => new()
    {
        Id = $"{outcome.Waiting.Message.Id}:sent",
        Kind = ThreadKind.News,
        At = outcome.At,
        Ref = outcome.Waiting.Message.Id,
        State = DeliveryState.Sent,
        ProviderId = sent.ProviderId,
    };

    static DeliveryReport Report(Outgoing message, DeliveryState state, SendError? error, Instant at) => new()
    {
        MessageId = message.Id,
        Account = message.Account,
        To = message.To,
        State = state,
        Error = error,
        Concerns = message.Concerns,
        Lane = message.Lane,
        At = at,
    };
}
