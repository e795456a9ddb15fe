using System.Text.Json;

namespace ResidentBot.Channels.BotFramework;

/// <summary>
/// Our own token for the Connector: client credentials (RFC 6749, 4.4) at the account's token endpoint, or that of the managed identity which Azure gave the machine:
/// <c>GET http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&amp;resource=https%3A%2F%2Fapi.botframework.com&amp;client_id=…</c> with <c>Metadata: true</c>.
/// </summary>
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
        using var question = settings.Identity is { } identity ? OfMachine(settings, identity) : OfDirectory(settings);
        using var answer = await http.SendAsync(question, cancellation);
        if (!answer.IsSuccessStatusCode) return new KeptToken.Grant(null, 0, ConnectorErrors.OfLogin(answer));
        var grant = JsonSerializer.Deserialize(await answer.Content.ReadAsByteArrayAsync(cancellation), BotFrameworkJson.Default.TokenGrant);
        return new KeptToken.Grant(grant?.AccessToken, grant?.ExpiresIn ?? 0);
    }

    static HttpRequestMessage OfDirectory(BotFrameworkSettings settings) => new(HttpMethod.Post, settings.Login)
    {
        Content = new FormUrlEncodedContent(
        [
            new("grant_type", "client_credentials"),
            new("client_id", settings.AppId),
            new("client_secret", settings.AppPassword),
            new("scope", settings.Scope),
        ]),
    };

    // The machine is asked by the resource, which the directory calls a scope with a word behind it.
    static HttpRequestMessage OfMachine(BotFrameworkSettings settings, Uri identity)
    {
        var resource = settings.Scope.EndsWith("/.default", StringComparison.Ordinal) ? settings.Scope[..^"/.default".Length] : settings.Scope;
        var question = new HttpRequestMessage(
            HttpMethod.Get, $"{identity}?api-version=2018-02-01&resource={Uri.EscapeDataString(resource)}&client_id={Uri.EscapeDataString(settings.AppId)}");
        question.Headers.Add("Metadata", "true");
        return question;
    }
}
