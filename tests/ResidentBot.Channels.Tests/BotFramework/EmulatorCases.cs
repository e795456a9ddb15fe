using System.Text.Json.Nodes;
using ResidentBot.StandIns;

namespace ResidentBot.Channels.Tests.BotFramework;

/// <summary>Requests of the Emulator to a bot with a registration, by what is wrong with their token. Cases are data: the same ones are put to Microsoft's own library.</summary>
static class EmulatorCases
{
    /// <summary>The directory of the account's <c>tenant</c>.</summary>
    public const string Tenant = "0b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9";

    const string Microsofts = "https://sts.windows.net/72f988bf-86f1-41af-91ab-2d7cd011db47/";

    /// <summary>The header of each case; <c>good</c> ones are let in.</summary>
    public static IReadOnlyDictionary<string, Func<BotFrameworkStandIn, string?>> All { get; } = new Dictionary<string, Func<BotFrameworkStandIn, string?>>
    {
        ["good"] = service => service.EmulatorAuthorization(),
        ["good, of the second version"] = service => service.EmulatorAuthorization(Second("https://login.microsoftonline.com/d6d49420-f39b-4df7-a1dc-d59a935871db/v2.0")),
        ["good, of the Bot Framework's other directory"] = service => service.EmulatorAuthorization(Claim("iss", "https://sts.windows.net/f8cdef31-a31e-4b4a-93e4-5f571e91255a/")),
        ["good, of the other directory, second version"] = service => service.EmulatorAuthorization(Second("https://login.microsoftonline.com/f8cdef31-a31e-4b4a-93e4-5f571e91255a/v2.0")),
        ["good, of the US government"] = service => service.EmulatorAuthorization(Claim("iss", "https://sts.windows.net/cab8a31a-1906-4287-a0d8-4eef66b95f6e/")),
        ["good, of the US government, second version"] = service => service.EmulatorAuthorization(Second("https://login.microsoftonline.us/cab8a31a-1906-4287-a0d8-4eef66b95f6e/v2.0")),
        ["good, an empty version"] = service => service.EmulatorAuthorization(Claim("ver", "")),
        ["good, expired four minutes ago"] = service => service.EmulatorAuthorization((_, claims) => claims["exp"] = (long)claims["exp"]! - 3840),
        ["no version"] = service => service.EmulatorAuthorization((_, claims) => claims.Remove("ver")),
        ["an unknown version"] = service => service.EmulatorAuthorization(Claim("ver", "3.0")),
        ["first version without appid"] = service => service.EmulatorAuthorization((_, claims) => claims.Remove("appid")),
        ["first version with azp"] = service => service.EmulatorAuthorization((_, claims) =>
        {
            claims["azp"] = service.AppId;
            claims.Remove("appid");
        }),
        ["second version with appid"] = service => service.EmulatorAuthorization(Claim("ver", "2.0")),
        ["another bot's appid"] = service => service.EmulatorAuthorization(Claim("appid", "99999999-2222-3333-4444-555555555555")),
        ["another bot's azp"] = service => service.EmulatorAuthorization((header, claims) =>
        {
            Second("https://login.microsoftonline.com/d6d49420-f39b-4df7-a1dc-d59a935871db/v2.0")(header, claims);
            claims["azp"] = "99999999-2222-3333-4444-555555555555";
        }),
        ["another audience"] = service => service.EmulatorAuthorization(Claim("aud", "99999999-2222-3333-4444-555555555555")),
        ["an unknown directory"] = service => service.EmulatorAuthorization(Claim("iss", "https://sts.windows.net/aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee/")),
        ["a known directory without its slash"] = service => service.EmulatorAuthorization(Claim("iss", BotFrameworkStandIn.EmulatorIssuer.TrimEnd('/'))),
        ["expired"] = service => service.EmulatorAuthorization((_, claims) => claims["exp"] = (long)claims["exp"]! - 3901),
        ["not valid yet"] = service => service.EmulatorAuthorization((_, claims) => claims["nbf"] = (long)claims["nbf"]! + 420),
        ["a stranger's signature"] = service => service.EmulatorAuthorization(key: BotFrameworkStandIn.Stranger),
        ["the Connector's key"] = service => service.EmulatorAuthorization((header, _) => header["kid"] = service.KeyId, service.Key),
        ["the Connector's token by the directory's key"] = service => service.Authorization((header, _) => header["kid"] = "directory-0", service.DirectoryKey),
        ["alg none"] = service => service.EmulatorAuthorization((header, _) => header["alg"] = "none"),
        ["unknown kid"] = service => service.EmulatorAuthorization((header, _) => header["kid"] = "directory-7"),
    };

    /// <summary>Where we decide otherwise than the library.</summary>
    public static IReadOnlyDictionary<string, Func<BotFrameworkStandIn, string?>> Ours { get; } = new Dictionary<string, Func<BotFrameworkStandIn, string?>>
    {
        ["good, of our own tenant"] = service => service.EmulatorAuthorization(Of($"https://sts.windows.net/{Tenant}/", Tenant)),
        ["good, of our own tenant, second version"] = service => service.EmulatorAuthorization(Second($"https://login.microsoftonline.com/{Tenant}/v2.0")),
        ["of a tenant that only the token names"] = service =>
            service.EmulatorAuthorization(Of("https://sts.windows.net/aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee/", "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee")),
        ["of Microsoft's own tenant"] = service => service.EmulatorAuthorization(Claim("iss", Microsofts)),
        ["what we show to the Connector ourselves"] = service => service.EmulatorAuthorization(Claim("aud", "https://api.botframework.com")),
        ["no audience"] = service => service.EmulatorAuthorization((_, claims) => claims.Remove("aud")),
        ["of somebody who signed in, not of the bot"] = service => service.EmulatorAuthorization(Claim("scp", "user_impersonation")),
        ["a version that is no text"] = service => service.EmulatorAuthorization((_, claims) => claims["ver"] = 1),
    };

    static Action<JsonObject, JsonObject> Claim(string name, string value) => (_, claims) => claims[name] = value;

    static Action<JsonObject, JsonObject> Of(string issuer, string tenant) => (_, claims) => (claims["iss"], claims["tid"]) = (issuer, tenant);

    static Action<JsonObject, JsonObject> Second(string issuer) => (_, claims) =>
    {
        (claims["iss"], claims["ver"], claims["azp"]) = (issuer, "2.0", (string?)claims["appid"]);
        claims.Remove("appid");
    };
}
