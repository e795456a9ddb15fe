using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ResidentBot.StandIns;

/// <summary>Microsoft's directory, where the Emulator signs in with the bot's own id and secret: keys without endorsements, tokens that know no service.</summary>
public sealed partial class BotFrameworkStandIn
{
    /// <summary>What stands as issuer in the directory's tokens of the first version, for bots of all tenants.</summary>
    public const string EmulatorIssuer = "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/";

    static readonly Lazy<RSA[]> OfTheDirectory = new(() => [RSA.Create(2048), RSA.Create(2048)]);

    int _directoryKey;

    /// <summary>For <c>emulator_metadata</c>.</summary>
    public Uri EmulatorMetadata => new(_server!.Root, "/common/v2.0/.well-known/openid-configuration");

    /// <summary>How often the directory's keys were read.</summary>
    public int DirectoryKeyReads { get; private set; }

    /// <summary>The directory's key that signs.</summary>
    public RSA DirectoryKey => OfTheDirectory.Value[_directoryKey];

    /// <summary>The directory publishes another key from now on, and signs with it alone.</summary>
    public void RotateDirectoryKey() => _directoryKey = 1 - _directoryKey;

    /// <summary>The <c>Authorization</c> header of a request of the Emulator, valid for an hour; <see cref="Authorization"/> says the rest.</summary>
    public string EmulatorAuthorization(Action<JsonObject, JsonObject>? change = null, RSA? key = null)
    {
        var now = _clock.GetUtcNow().ToUnixTimeSeconds();
        var header = new JsonObject { ["typ"] = "JWT", ["alg"] = "RS256", ["kid"] = $"directory-{_directoryKey}" };
        var claims = new JsonObject { ["aud"] = AppId, ["iss"] = EmulatorIssuer, ["nbf"] = now - 60, ["exp"] = now + 3600, ["appid"] = AppId, ["ver"] = "1.0" };
        change?.Invoke(header, claims);
        return $"Bearer {Sign(header.ToJsonString(), claims.ToJsonString(), key ?? DirectoryKey)}";
    }

    Task AnswerDirectoryAsync(HttpContext http) => MetadataIsDown
        ? ErrorAsync(http, 503, "down")
        : http.Response.WriteAsJsonAsync(new JsonObject
        {
            ["issuer"] = "https://login.microsoftonline.com/{tenantid}/v2.0",
            ["jwks_uri"] = new Uri(_server!.Root, "/common/discovery/v2.0/keys").AbsoluteUri,
            ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
        });

    Task AnswerDirectoryKeysAsync(HttpContext http)
    {
        lock (_gate) DirectoryKeyReads++;
        return MetadataIsDown
            ? ErrorAsync(http, 503, "down")
            : http.Response.WriteAsJsonAsync(new JsonObject { ["keys"] = new JsonArray(Published(DirectoryKey, $"directory-{_directoryKey}")) });
    }
}
