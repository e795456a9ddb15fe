using System.Threading.Channels;
using NodaTime;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;
using ResidentBot.Store;

namespace ResidentBot.Host.Sending;

/// <summary>A message's final outcome on one account.</summary>
sealed record Outcome(Waiting Waiting, SendOutcome Result, Instant At, Action Stored)
{
    /// <summary>Whether only the outbox is told: the full news could not be stored.</summary>
    public bool Bare { get; init; }
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

    /// <summary>Begins to store.</summary>
    public void Start() => _storing = Task.Run(StoreAsync);

    /// <summary>Stores an outcome soon; its <see cref="Outcome.Stored"/> is called when it is.</summary>
    public void Add(Outcome outcome) => _waiting.Writer.TryWrite(outcome);

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
            foreach (var outcome in group) outcome.Stored();
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
            catch (CommitRefusedException fault) when (group.Count == 1)
            {
                log.LogError("The outcome of message {Id} cannot be stored, it only leaves the outbox: {Fault}", group[0].Waiting.Message.Id, fault.Message);
                group = [group[0] with { Result = new SendOutcome.Sent(null), Bare = true }];
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
        foreach (var outcome in group)
        {
            var message = outcome.Waiting.Message;
            commit.DropEntry(store.Keys.Outbox(message.Account, message.Lane), outcome.Waiting.Id);
            if (outcome.Bare) continue;
            if (outcome.Result is SendOutcome.Sent sent)
            {
                commit.Append(store.Keys.Thread(message.To), [Codec.Write(News(outcome, sent))]);
                feed.Add($"thread:{message.To.Value}");
            }
            else
            {
                commit.AppendEntry(store.Keys.Reports, Codec.Write(Report(outcome, (SendOutcome.Failed)outcome.Result)));
            }
        }
        if (feed.Count > 0) commit.AppendEntry(store.Keys.Feed, Codec.Write(feed));
        return commit.Publish(store.Keys.Feed, store.Keys.Wake, group.Exists(outcome => outcome.Result is SendOutcome.Failed) ? WakeWords.Inbox : WakeWords.Feed);
    }

    static ThreadEntry News(Outcome outcome, SendOutcome.Sent sent) => new()
    {
        Id = $"{outcome.Waiting.Message.Id}:sent",
        Kind = ThreadKind.News,
        At = outcome.At,
        Ref = outcome.Waiting.Message.Id,
        State = DeliveryState.Sent,
        ProviderId = sent.ProviderId,
    };

    static DeliveryReport Report(Outcome outcome, SendOutcome.Failed failed) => new()
    {
        MessageId = outcome.Waiting.Message.Id,
        Account = outcome.Waiting.Message.Account,
        To = outcome.Waiting.Message.To,
        State = DeliveryState.Failed,
        Error = failed.Error,
        Concerns = outcome.Waiting.Message.Concerns,
        At = outcome.At,
    };
}
