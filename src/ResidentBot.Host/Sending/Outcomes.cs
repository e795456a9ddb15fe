using System.Threading.Channels;
using NodaTime;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;
using ResidentBot.Store;

namespace ResidentBot.Host.Sending;

/// <summary>A message's final outcome on one account.</summary>
sealed record Outcome(Waiting Waiting, SendOutcome Result, Instant At, Action Stored);

/// <summary>
/// Stores how sends ended, many in one commit: the entry leaves its outbox, the thread learns of it, and a failure becomes a report that takes a turn.
/// A crash before this commit repeats what was in flight, and nothing else.
/// </summary>
sealed class Outcomes(CommunityStore store, Lease lease, ILogger log) : IAsyncDisposable
{
    const int GroupSize = 256;

    readonly Channel<Outcome> _waiting = Channel.CreateUnbounded<Outcome>(new UnboundedChannelOptions { SingleReader = true });
    Task? _storing;

    /// <summary>Begins to store.</summary>
    public void Start() => _storing = Task.Run(StoreAsync);

    /// <summary>Stores an outcome soon; its <see cref="Outcome.Stored"/> is called when it is.</summary>
    public void Add(Outcome outcome) => _waiting.Writer.TryWrite(outcome);

    /// <summary>Stores what is waiting and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        if (_storing is not null) await _storing;
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

    // Repeats until it is stored or the lease is gone; storing it twice would only repeat a line of the thread.
    async Task<bool> StoreAsync(List<Outcome> group)
    {
        while (true)
        {
            try
            {
                if (await store.Link.CommitAsync(Build(group)) is CommitResult.Committed) return true;
                log.LogWarning("Outcomes of {Count} sends are not stored: another host works for {Community} now", group.Count, store.Keys.Community);
                return false;
            }
            catch (StoreDownException) when (lease.Left > TimeSpan.FromSeconds(-30))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200));
            }
            catch (StoreDownException)
            {
                return false;
            }
        }
    }

    Commit Build(List<Outcome> group)
    {
        var commit = lease.Guard(new Commit());
        var feed = new List<string>();
        foreach (var outcome in group)
        {
            var message = outcome.Waiting.Message;
            commit.DropEntry(store.Keys.Outbox(message.Account, message.Lane), outcome.Waiting.Id);
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
        return commit.Publish(store.Keys.Feed, store.Keys.Wake, "outcome");
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
