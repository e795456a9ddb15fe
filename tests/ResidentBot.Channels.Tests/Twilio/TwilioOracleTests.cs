using System.Security.Cryptography;
using System.Text;
using ResidentBot.Channels.Twilio;
using Xunit;

namespace ResidentBot.Channels.Tests.Twilio;

/// <summary>Our signatures beside those of Twilio's own Node library.</summary>
[Trait("needs", "npm")]
public sealed class TwilioOracleTests
{
    static readonly string[] Urls =
    [
        "https://bot.example.org/hooks/oak/sms", "https://bot.example.org:443/hooks/oak/sms", "https://bot.example.org:8443/h?a=1&b=it's",
        "http://bot.example.org/h", "http://bot.example.org:80/h?q=%e5%a5%bd+x", "https://Bot.Example.org/h?z=1&a=2&z=3", "https://[::1]:8443/h",
    ];

    static readonly string[] Values = ["", "1", "好", "a b+c&d=e", "<b>'\"%20", "😀 ok", "\r\n\t", "é\u0301", "+15005550006"];

    static readonly string[] Names = ["Body", "body", "From", "FromCity", "MediaUrl0", "MediaUrl10", "MediaUrl2", "_x", "Ärger", "名", "To"];

    sealed record Vector(string Token, string Url, Dictionary<string, string[]> Params, string? Signature = null, string? Body = null);

    static Vector[] Vectors(int count)
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, count).Select(_ => new Vector(
            Values[random.Next(1, Values.Length)], Urls[random.Next(Urls.Length)],
            Names.Where(_ => random.Next(2) == 0).ToDictionary(
                n => n, _ => Enumerable.Range(0, random.Next(8) == 0 ? 3 : 1).Select(_ => Values[random.Next(Values.Length)]).ToArray())))];
    }

    static IEnumerable<KeyValuePair<string, string>> Fields(Vector vector) =>
        vector.Params.SelectMany(p => p.Value.Select(value => KeyValuePair.Create(p.Key, value)));

    [Fact]
    public async Task Every_signature_is_the_one_that_twilios_library_computes()
    {
        var vectors = Vectors(1000);
        var theirs = await NodeOracle.AskAsync("twilio-signature.mjs", vectors);
        for (var i = 0; i < vectors.Length; i++)
            Assert.Equal(theirs[i].GetProperty("signature").GetString(), TwilioSignature.Of(vectors[i].Token, vectors[i].Url, Fields(vectors[i])));
    }

    [Fact]
    public async Task Signatures_are_good_and_bad_where_twilios_validator_says_so()
    {
        var random = new Random(8);
        var vectors = Vectors(1000).Select(v => v with
        {
            Signature = TwilioSignature.Of(
                random.Next(4) == 0 ? v.Token + "x" : v.Token,
                random.Next(4) == 0 ? Urls[random.Next(Urls.Length)] : v.Url.Replace(":443", "").Replace(":80/", "/"),
                Fields(v)),
        }).ToArray();
        var theirs = await NodeOracle.AskAsync("twilio-validate.mjs", vectors);
        var good = vectors.Select(v => TwilioSignature.IsGood(v.Signature!, v.Token, v.Url, Fields(v))).ToArray();
        Assert.Equal(theirs.Select(t => t.GetProperty("good").GetBoolean()), good);
        Assert.Contains(true, good);
        Assert.Contains(false, good);
    }

    [Fact]
    public async Task Json_bodies_are_bound_as_twilios_validator_binds_them()
    {
        var vectors = Values.SelectMany(body => new[] { body, body + " " }.Select(sent =>
        {
            var url = $"https://bot.example.org/h?bodySHA256={Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)))}";
            return new Vector("token", url, [], TwilioSignature.Of("token", url, []), sent);
        })).ToArray();
        var theirs = await NodeOracle.AskAsync("twilio-validate.mjs", vectors);
        Assert.Equal(
            theirs.Select(t => t.GetProperty("good").GetBoolean()),
            vectors.Select(v => TwilioSignature.IsGood(v.Signature!, v.Token, v.Url, [])
                && TwilioSignature.IsHashOf(v.Url[(v.Url.IndexOf('=') + 1)..], Encoding.UTF8.GetBytes(v.Body!))));
    }
}
