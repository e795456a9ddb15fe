using NodaTime;
using ResidentBot.Channels;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Incidents;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Communities;

namespace ResidentBot.Host.Sending;

/// <summary>
/// Shows residents that somebody at the desk is writing to them, where their channel can. It changes no state, so nothing is decided or committed for it: a sign
/// that is lost is lost. To one talk there goes one in five seconds at the most, on one account one at a time, none is queued or repeated, none is
/// sent on an account that does not work, and a provider that is slow is not waited for.
/// </summary>
sealed class TypingSigns(ChannelRegistry channels, TimeProvider time)
{
    static readonly Duration Between = Duration.FromSeconds(5);
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    const int MostKept = 1024;

    readonly Lock _gate = new();
    readonly Dictionary<(string Community, Address To), Instant> _next = [];
    readonly HashSet<(string Community, string Account)> _flying = [];

    /// <summary>Shows it once, now or not at all; whether it was. Throws <see cref="Store.StoreDownException"/>.</summary>
    public async Task<bool> ShowAsync(RunningCommunity community, Address to)
    {
        if (!TryBegin((community.Id, to), Now)) return false;
        if (World.IsFetched(to))
        {
            await community.Store.TellTypingAsync(to);
            return true;
        }
        if (await community.Store.FindAsync<Conversation>(to.Value) is not { } talk || community.World.AccountFor(talk, Purpose.Service) is not { } account) return false;
        if (channels.Find(community.Id, account.Id) is not IShowsTyping channel) return false;
        if (await community.Store.FindAsync<AccountHealth>(account.Id) is { Works: false }) return false;
        lock (_gate)
        {
            _next[(community.Id, to)] = Now + Duration.Max(Between, channel.TypingLasts);
            if (!_flying.Add((community.Id, account.Id))) return false;
        }
        try
        {
            using var limit = new CancellationTokenSource(Patience);
            return await channel.ShowTypingAsync(to, limit.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        finally
        {
            lock (_gate) _flying.Remove((community.Id, account.Id));
        }
    }

    Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    bool TryBegin((string Community, Address To) talk, Instant now)
    {
        lock (_gate)
        {
            if (_next.TryGetValue(talk, out var next) && now < next) return false;
            if (_next.Count >= MostKept)
                foreach (var (old, _) in _next.Where(one => one.Value <= now).ToList()) _next.Remove(old);
            _next[talk] = now + Between;
            return true;
        }
    }
}
