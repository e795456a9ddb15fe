using System.Text.Json;
using NodaTime;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels;

/// <summary>
/// A token for a provider's API: kept until five minutes before its end, never two asked for at once. Who waited while somebody else asked in vain does not
/// ask in vain himself: the time he was given for a send is short.
/// </summary>
/// <param name="time">Tokens grow old by it.</param>
/// <param name="patience">How long one question may take.</param>
/// <param name="ask">Asks the provider once, for another token than before when true. What it throws of the network or of JSON means that the provider is down.</param>
sealed class KeptToken(TimeProvider time, TimeSpan patience, Func<bool, CancellationToken, Task<KeptToken.Grant>> ask)
{
    static readonly Duration Early = Duration.FromMinutes(5);

    readonly SemaphoreSlim _one = new(1, 1);
    volatile Held? _held;
    volatile int _failures;

    Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>A token, or why there is none.</summary>
    public async Task<Answer> GetAsync(CancellationToken cancellation)
    {
        if (_held is { } held && Now < held.End - Early) return new Answer(held.Token, null);
        var before = _failures;
        await _one.WaitAsync(cancellation);
        try
        {
            if (_failures != before) return Down;
            if (_held is { } other && Now < other.End - Early) return new Answer(other.Token, null);
            var answer = await AskAsync(another: false, cancellation);
            if (answer.Failure is not null) _failures++;
            // In its last five minutes a token still serves, should a new one not be had.
            return answer.Failure is not null && _held is { } old && Now < old.End ? new Answer(old.Token, null) : answer;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>
    /// Another token than one that was refused. Another process may have renewed it, and then the usual question brings the new one; if it brings the refused one
    /// once more, the provider is made to give another.
    /// </summary>
    public async Task<Answer> RenewAsync(string refused, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            if (_held is { } held && held.Token != refused) return new Answer(held.Token, null);
            _held = null;
            var answer = await AskAsync(another: false, cancellation);
            return answer.Token == refused ? await AskAsync(another: true, cancellation) : answer;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Forgets a token that was refused, unless a newer one has taken its place.</summary>
    public void Drop(string token)
    {
        if (_held is { } held && held.Token == token) Interlocked.CompareExchange(ref _held, null, held);
    }

    async Task<Answer> AskAsync(bool another, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        try
        {
            var asked = Now;
            var grant = await ask(another, limit.Token);
            if (grant.Failure is not null) return new Answer(null, grant.Failure);
            if (grant is not { Token.Length: > 0, Seconds: > 0 and < 1_000_000 }) return Down;
            _held = new Held(grant.Token, asked + Duration.FromSeconds(grant.Seconds));
            return new Answer(grant.Token, null);
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException or JsonException
            || (lost is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return Down;
        }
    }

    static Answer Down => new(null, new SendOutcome.Failed(SendError.ProviderDown));

    /// <summary>What a provider answers.</summary>
    /// <param name="Token">Null or empty for none.</param>
    /// <param name="Seconds">How long it lasts; believed from 1 to 999,999.</param>
    /// <param name="Failure">Why there is none, where the provider says so.</param>
    public sealed record Grant(string? Token, long Seconds, SendOutcome.Failed? Failure = null);

    /// <summary>Either a token or a failure.</summary>
    public sealed record Answer(string? Token, SendOutcome.Failed? Failure);

    sealed record Held(string Token, Instant End);
}
