using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ResidentBot.StandIns;

/// <summary>Keys, tokens of the Connector for the bot's webhook, and the token endpoint.</summary>
public sealed partial class BotFrameworkStandIn
{
    // Making keys is slow; two are enough for a rollover, and a third for a stranger.
    static readonly RSA[] Made = [RSA.Create(2048), RSA.Create(2048), RSA.Create(2048)];

    int _key;

    /// <summary>For <c>issuer</c>: what stands in tokens.</summary>
    public string Issuer { get; } = "https://api.botframework.com";

    /// <summary>What the published key may speak for; empty for everything.</summary>
    public IReadOnlyList<string> Endorsements { get; set; } = ["msteams", "webchat", "directline", "facebook", "slack", "line", "sms", "emulator"];

    /// <summary>A key that is published nowhere.</summary>
    public static RSA Stranger => Made[2];

    /// <summary>The published key.</summary>
    public RSA Key => Made[_key];

    /// <summary>The published key's id.</summary>
    public string KeyId => $"key-{_key}";

    /// <summary>Another key is published from now on, and alone signs.</summary>
    public void RotateKey() => _key = 1 - _key;

    /// <summary>
    /// The <c>Authorization</c> header of a request to the bot, valid for an hour. <paramref name="change"/> edits header and claims before they are
    /// signed with <paramref name="key"/>, the published one when null.
    /// </summary>
    public string Authorization(Action<JsonObject, JsonObject>? change = null, RSA? key = null)
    {
        var now = _clock.GetUtcNow().ToUnixTimeSeconds();
        var header = new JsonObject { ["typ"] = "JWT", ["alg"] = "RS256", ["kid"] = KeyId, ["x5t"] = KeyId };
        var claims = new JsonObject { ["serviceurl"] = ServiceUrl, ["nbf"] = now - 60, ["exp"] = now + 3600, ["iss"] = Issuer, ["aud"] = AppId };
        change?.Invoke(header, claims);
        return $"Bearer {Sign(header.ToJsonString(), claims.ToJsonString(), key ?? Key)}";
    }

    /// <summary>A token of any two texts.</summary>
    public static string Sign(string header, string claims, RSA key)
    {
        var signed = $"{Encode(header)}.{Encode(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    /// <summary>A part of a token.</summary>
    public static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    /// <summary>The published keys, as the bot reads them.</summary>
    public JsonObject Keys()
    {
        var key = Published(Key, KeyId);
        if (Endorsements.Count > 0) key["endorsements"] = new JsonArray([.. Endorsements.Select(one => JsonValue.Create(one))]);
        return new JsonObject { ["keys"] = new JsonArray(new JsonObject { ["kty"] = "EC", ["kid"] = "curve", ["crv"] = "P-256" }, key) };
    }

    static JsonObject Published(RSA key, string id)
    {
        var numbers = key.ExportParameters(includePrivateParameters: false);
        return new JsonObject
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["kid"] = id,
            ["n"] = Base64Url.EncodeToString(numbers.Modulus),
            ["e"] = Base64Url.EncodeToString(numbers.Exponent),
        };
    }

    Task AnswerMetadataAsync(HttpContext http)
    {
        if (MetadataIsDown) return ErrorAsync(http, 503, "down");
        return http.Response.WriteAsJsonAsync(new JsonObject
        {
            ["issuer"] = Issuer,
            ["jwks_uri"] = new Uri(_server!.Root, "/v1/.well-known/keys").AbsoluteUri,
            ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
        });
    }

    Task AnswerKeysAsync(HttpContext http)
    {
        lock (_gate) KeyReads++;
        return MetadataIsDown ? ErrorAsync(http, 503, "down") : http.Response.WriteAsJsonAsync(Keys());
    }

    async Task LoginAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType)
        {
            await ViolateAsync(http, 400, "not a form");
            return;
        }
        var form = await http.Request.ReadFormAsync();
        int? fault;
        lock (_gate) fault = _loginFaults.TryDequeue(out var next) ? next : null;
        if (fault is { } status)
            await ErrorAsync(http, status, "out of order");
        else if (form["grant_type"] != "client_credentials" || form["scope"] != "https://api.botframework.com/.default")
            await ViolateAsync(http, 400, "invalid_request");
        else if (form["client_id"] != AppId || form["client_secret"] != AppPassword)
            await ErrorAsync(http, 401, "invalid_client");
        else
            await http.Response.WriteAsJsonAsync(new { token_type = "Bearer", expires_in = (long)TokenLife.TotalSeconds, access_token = Issue() });
    }

    /// <summary>Azure's own answer gives numbers as texts.</summary>
    async Task IdentifyAsync(HttpContext http)
    {
        int? fault;
        lock (_gate) fault = _loginFaults.TryDequeue(out var next) ? next : null;
        var query = http.Request.Query;
        if (fault is { } status)
            await ErrorAsync(http, status, "out of order");
        else if (http.Request.Method != "GET" || http.Request.Headers["Metadata"] != "true" || query["api-version"] != "2018-02-01" || query["resource"] != "https://api.botframework.com")
            await ViolateAsync(http, 400, "invalid_request");
        else if (query["client_id"] != AppId)
            await ErrorAsync(http, 400, "Identity not found");
        else
            await http.Response.WriteAsJsonAsync(new { access_token = Issue(), expires_in = $"{(long)TokenLife.TotalSeconds}", resource = "https://api.botframework.com", token_type = "Bearer" });
    }

    string Issue()
    {
        lock (_gate)
        {
            var token = $"token-{++TokensIssued}";
            _tokens.Add(token);
            return token;
        }
    }

    bool IsAuthorized(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        lock (_gate) return header.StartsWith("Bearer ", StringComparison.Ordinal) && _tokens.Contains(header["Bearer ".Length..]);
    }
}
