using System.Text.Json;

namespace ResidentBot.Channels.BotFramework;

/// <summary>Our own token for the Connector: client credentials (RFC 6749, 4.4) at the account's token endpoint.</summary>
sealed class ConnectorToken(BotFrameworkSettings settings, HttpClient http, TimeProvider time, TimeSpan patience)
{
    readonly KeptToken _kept = new(time, patience, (_, cancellation) => AskAsync(settings, http, cancellation));

    /// <summary>A token, or why there is none. The Emulator without a registration wants none: an empty one.</summary>
    public Task<KeptToken.Answer> GetAsync(CancellationToken cancellation) =>
        settings.AppId.Length == 0 ? Task.FromResult(new KeptToken.Answer("", null)) : _kept.GetAsync(cancellation);

    /// <inheritdoc cref="KeptToken.Drop"/>
    public void Drop(string token) => _kept.Drop(token);

    static async Task<KeptToken.Grant> AskAsync(BotFrameworkSettings settings, HttpClient http, CancellationToken cancellation)
    {
        using var form = new FormUrlEncodedContent(
        [
            new("grant_type", "client_credentials"),
            new("client_id", settings.AppId),
            new("client_secret", settings.AppPassword),
            new("scope", settings.Scope),
        ]);
        using var answer = await http.PostAsync(settings.Login, form, cancellation);
        if (!answer.IsSuccessStatusCode) return new KeptToken.Grant(null, 0, ConnectorErrors.OfLogin(answer));
        var grant = JsonSerializer.Deserialize(await answer.Content.ReadAsByteArrayAsync(cancellation), BotFrameworkJson.Default.TokenGrant);
        return new KeptToken.Grant(grant?.AccessToken, grant?.ExpiresIn ?? 0);
    }
}
