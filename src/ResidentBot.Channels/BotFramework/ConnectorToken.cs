using System.Text.Json;
using NodaTime;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.BotFramework;

/// <summary>
/// Our own token for the Connector: client credentials (RFC 6749, 4.4) at the account's token endpoint. One is kept until five minutes before its
/// end, and never two are asked for at once.
/// </summary>
sealed class ConnectorToken(BotFrameworkSettings settings, HttpClient http, TimeProvider time, TimeSpan patience)
{
    static readonly Duration Early = Duration.FromMinutes(5);

    readonly SemaphoreSlim _one = new(1, 1);
    volatile Held? _held;

    /// <summary>A token, or why there is none. The Emulator without a registration wants none: an empty one.</summary>
    public async Task<Answer> GetAsync(CancellationToken cancellation)
    {
        if (settings.AppId.Length == 0) return new Answer("", null);
        if (_held is { } held && Now < held.End - Early) return new Answer(held.Token, null);
        await _one.WaitAsync(cancellation);
        try
        {
            if (_held is { } other && Now < other.End - Early) return new Answer(other.Token, null);
            var answer = await AskAsync(cancellation);
            // In its last five minutes a token still serves, should a new one not be had.
            return answer.Failure is not null && _held is { } old && Now < old.End ? new Answer(old.Token, null) : answer;
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

    Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    async Task<Answer> AskAsync(CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        using var form = new FormUrlEncodedContent(
        [
            new("grant_type", "client_credentials"),
            new("client_id", settings.AppId),
            new("client_secret", settings.AppPassword),
            new("scope", settings.Scope),
        ]);
        try
        {
            var asked = Now;
            using var answer = await http.PostAsync(settings.Login, form, limit.Token);
            if (!answer.IsSuccessStatusCode) return new Answer(null, ConnectorErrors.OfLogin(answer));
            var grant = JsonSerializer.Deserialize(await answer.Content.ReadAsByteArrayAsync(limit.Token), BotFrameworkJson.Default.TokenGrant);
            if (grant is not { AccessToken.Length: > 0, ExpiresIn: > 0 and < 1_000_000 }) return Down;
            _held = new Held(grant.AccessToken, asked + Duration.FromSeconds(grant.ExpiresIn));
            return new Answer(grant.AccessToken, null);
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException or JsonException
            || (lost is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return Down;
        }
    }

    static Answer Down => new(null, new SendOutcome.Failed(SendError.ProviderDown));

    /// <summary>Either a token or a failure.</summary>
    public sealed record Answer(string? Token, SendOutcome.Failed? Failure);

    sealed record Held(string Token, Instant End);
}
