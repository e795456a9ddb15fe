using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ResidentBot.StandIns;

namespace ResidentBot.Channels.Tests.BotFramework;

/// <summary>Requests to a bot by what is wrong with their token. Cases are data: the same ones are put to Microsoft's own library.</summary>
static class TokenCases
{
    /// <summary>The header of each case; <c>good</c> ones are let in.</summary>
    public static IReadOnlyDictionary<string, Func<BotFrameworkStandIn, string?>> All { get; } = new Dictionary<string, Func<BotFrameworkStandIn, string?>>
    {
        ["good"] = service => service.Authorization(),
        ["good, a minute slow"] = service => service.Authorization(Claim("nbf", 60)),
        ["good, expired four minutes ago"] = service => service.Authorization(Claim("exp", -240)),
        ["no header"] = _ => null,
        ["empty header"] = _ => "",
        ["no token"] = _ => "Bearer ",
        ["not a token"] = _ => "Bearer abc",
        ["two parts"] = service => service.Authorization()[..service.Authorization().LastIndexOf('.')],
        ["four parts"] = service => service.Authorization() + ".AAAA",
        ["basic"] = service => service.Authorization().Replace("Bearer", "Basic"),
        ["alg none"] = service => "Bearer " + BotFrameworkStandIn.Encode("""{"alg":"none","typ":"JWT"}""") + "." + service.Authorization().Split('.')[1] + ".",
        ["alg none, signed"] = service => service.Authorization((header, _) => header["alg"] = "none"),
        ["alg HS256 with the public key"] = Symmetric,
        ["alg PS256"] = service => service.Authorization((header, _) => header["alg"] = "PS256"),
        ["no kid"] = service => service.Authorization((header, _) => header.Remove("kid")),
        ["unknown kid"] = service => service.Authorization((header, _) => header["kid"] = "key-7"),
        ["a kid that is no RSA key"] = service => service.Authorization((header, _) => header["kid"] = "curve"),
        ["a stranger's signature"] = service => service.Authorization(key: BotFrameworkStandIn.Stranger),
        ["claims of another token"] = service => Spliced(service),
        ["wrong issuer"] = service => service.Authorization((_, claims) => claims["iss"] = "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/"),
        ["no issuer"] = service => service.Authorization((_, claims) => claims.Remove("iss")),
        ["wrong audience"] = service => service.Authorization((_, claims) => claims["aud"] = "another-bot"),
        ["no audience"] = service => service.Authorization((_, claims) => claims.Remove("aud")),
        ["expired"] = service => service.Authorization(Claim("exp", -301)),
        ["not valid yet"] = service => service.Authorization(Claim("nbf", 360)),
        ["another serviceUrl"] = service => service.Authorization((_, claims) => claims["serviceurl"] = "https://evil.example.org/"),
        ["no serviceUrl"] = service => service.Authorization((_, claims) => claims.Remove("serviceurl")),
    };

    /// <summary>Where we decide otherwise than the library: mostly more strictly, and twice as the standards have it.</summary>
    public static IReadOnlyDictionary<string, Func<BotFrameworkStandIn, string?>> Ours { get; } = new Dictionary<string, Func<BotFrameworkStandIn, string?>>
    {
        ["good, bearer in small letters"] = service => service.Authorization().Replace("Bearer", "bearer"),
        ["good, service without slash"] = service => service.Authorization((_, claims) => claims["serviceurl"] = service.ServiceUrl.TrimEnd('/')),
        ["a critical extension"] = service => service.Authorization((header, _) => header["crit"] = new JsonArray("exp")),
        ["no expiry"] = service => service.Authorization((_, claims) => claims.Remove("exp")),
        ["an expiry in words"] = service => service.Authorization((_, claims) => claims["exp"] = "tomorrow"),
        ["an expiry past all time"] = service => service.Authorization((_, claims) => claims["exp"] = long.MaxValue),
        ["several audiences"] = service => service.Authorization((_, claims) => claims["aud"] = new JsonArray("x", service.AppId)),
        ["a claim twice"] = service => Raw(service, $$"""{"iss":"https://evil.example.org","iss":"{{service.Issuer}}","aud":"{{service.AppId}}","exp":4000000000,"serviceurl":"{{service.ServiceUrl}}"}"""),
        ["a claim that is no text"] = service => Raw(service, """{"iss":"\ud800","\ud800":1}"""),
        ["claims that are a list"] = service => Raw(service, "[]"),
        ["over 16 KB"] = service => service.Authorization((_, claims) => claims["pad"] = new string('x', 20_000)),
    };

    static Action<JsonObject, JsonObject> Claim(string name, int seconds) =>
        (_, claims) => claims[name] = (name == "nbf" ? (long)claims["nbf"]! + 60 : (long)claims["exp"]! - 3600) + seconds;

    static string Raw(BotFrameworkStandIn service, string claims)
    {
        var token = "";
        service.Authorization((header, _) => token = header.ToJsonString());
        return "Bearer " + BotFrameworkStandIn.Sign(token, claims, service.Key);
    }

    static string Symmetric(BotFrameworkStandIn service)
    {
        var token = service.Authorization((header, _) => header["alg"] = "HS256").Split('.');
        var signed = $"{token[0]["Bearer ".Length..]}.{token[1]}";
        var key = Encoding.ASCII.GetBytes(service.Key.ExportSubjectPublicKeyInfoPem());
        return $"Bearer {signed}.{System.Buffers.Text.Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(signed)))}";
    }

    static string Spliced(BotFrameworkStandIn service)
    {
        var (mine, other) = (service.Authorization().Split('.'), service.Authorization((_, claims) => claims["exp"] = (long)claims["exp"]! + 1).Split('.'));
        return $"{mine[0]}.{other[1]}.{mine[2]}";
    }
}
