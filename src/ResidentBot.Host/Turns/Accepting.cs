using System.Threading.Channels;
using ResidentBot.Core.Messages;
using ResidentBot.Store;

namespace ResidentBot.Host.Turns;

/// <summary>
/// Stores what webhooks bring, many at a time: while one group is being stored, the next one gathers. A webhook is answered when its own group is
/// stored, never before; when Redis cannot store it, the fault goes to the webhook, whose provider repeats or is asked later.
/// </summary>
sealed class Accepting(CommunityStore store) : IAsyncDisposable
{
    const int GroupSize = 256;

    readonly Channel<Waiting> _waiting = Channel.CreateUnbounded<Waiting>(new UnboundedChannelOptions { SingleReader = true });
    Task? _storing;

    /// <summary>Begins to store.</summary>
    public void Start() => _storing = Task.Run(StoreAsync);

    /// <summary>Stores arrivals; says which were new. Throws <see cref="StoreDownException"/>.</summary>
    public Task<bool[]> AcceptAsync(IReadOnlyList<Arrival> arrivals)
    {
        if (arrivals.Count == 0) return Task.FromResult(Array.Empty<bool>());
        var waiting = new Waiting(arrivals, new TaskCompletionSource<bool[]>(TaskCreationOptions.RunContinuationsAsynchronously));
        return _waiting.Writer.TryWrite(waiting) ? waiting.Done.Task : throw new StoreDownException("the host is stopping");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        if (_storing is not null) await _storing;
    }

    async Task StoreAsync()
    {
        var group = new List<Waiting>();
        var arrivals = new List<Arrival>();
        while (await _waiting.Reader.WaitToReadAsync())
        {
            group.Clear();
            arrivals.Clear();
            while (arrivals.Count < GroupSize && _waiting.Reader.TryRead(out var next))
            {
                group.Add(next);
                arrivals.AddRange(next.Arrivals);
            }
            await StoreAsync(group, arrivals);
        }
    }

    async Task StoreAsync(List<Waiting> group, List<Arrival> arrivals)
    {
        try
        {
            var stored = await store.AcceptAsync(arrivals);
            var at = 0;
            foreach (var waiting in group)
            {
                waiting.Done.SetResult(stored[at..(at + waiting.Arrivals.Count)]);
                at += waiting.Arrivals.Count;
            }
        }
        catch (Exception fault)
        {
            foreach (var waiting in group) waiting.Done.SetException(fault);
        }
    }

    sealed record Waiting(IReadOnlyList<Arrival> Arrivals, TaskCompletionSource<bool[]> Done);
}
