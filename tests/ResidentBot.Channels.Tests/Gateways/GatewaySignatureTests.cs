using System.Security.Cryptography;
using System.Text;
using ResidentBot.Channels.Gateways;
using Xunit;
using static ResidentBot.Channels.Tests.Gateways.GatewayCases;

namespace ResidentBot.Channels.Tests.Gateways;

/// <summary>Our signatures beside those of Alibaba Cloud's own library.</summary>
[Trait("needs", "npm")]
public sealed class GatewaySignatureTests
{
    static readonly string[] Values = ["", "1", "好", "a b+c&d=e", "<b>'\"%20*~!()", "😀 ok", "\r\n\t", "{\"name\":\"杨\"}", "+8613912345678", "/?#[]@:;,$"];
    static readonly string[] Names = ["Action", "PhoneNumbers", "SignName", "TemplateParam", "a", "B", "AccessKeyId", "outId", "z9", "Version"];

    sealed record Vector(string Style, string Method, string Path, Dictionary<string, string> Query, Dictionary<string, string> Headers, string Secret, string Id);

    static Vector[] Vectors(string style, int count)
    {
        var random = new Random(11);
        return [.. Enumerable.Range(0, count).Select(_ => new Vector(
            style, random.Next(2) == 0 ? "GET" : "POST", random.Next(2) == 0 ? "/" : "/v1/sms",
            Names.Where(_ => random.Next(2) == 0).ToDictionary(name => name, _ => Values[random.Next(Values.Length)]),
            new Dictionary<string, string>
            {
                ["host"] = "dysmsapi.aliyuncs.com",
                ["x-acs-action"] = "SendSms",
                ["x-acs-date"] = "2026-03-01T08:00:00Z",
                ["x-acs-signature-nonce"] = $"{random.Next()}",
                ["x-acs-content-sha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Values[random.Next(Values.Length)]))),
                ["content-type"] = "application/json; charset=utf-8",
            },
            Values[random.Next(1, Values.Length)], "LTAI4test"))];
    }

    static string Ours(Vector vector) => vector.Style == "rpc"
        ? GatewaySigning.Rpc(vector.Method, vector.Query, vector.Secret)
        : GatewaySigning.Acs3(vector.Method, vector.Path, vector.Query, vector.Headers, vector.Id, vector.Secret);

    [Theory]
    [InlineData("rpc")]
    [InlineData("acs3")]
    public async Task Every_signature_is_the_one_that_the_providers_library_computes(string style)
    {
        var vectors = Vectors(style, 500);
        var theirs = await NodeOracle.AskAsync("aliyun-signature.mjs", vectors);
        for (var i = 0; i < vectors.Length; i++) Assert.Equal(theirs[i].GetProperty("signature").GetString(), Ours(vectors[i]));
    }

    [Fact]
    public async Task What_goes_over_the_wire_in_the_rpc_style_is_signed_as_the_library_would()
    {
        var (_, seen) = await SendAsync(Example("aliyun"), Text("a b*~!'()好"), """{"Code":"OK"}""");
        var signed = seen[0].Query.Concat(seen[0].Form).Where(field => field.Key != "Signature").ToDictionary();
        var theirs = await NodeOracle.AskAsync("aliyun-signature.mjs", [new Vector("rpc", "POST", "/", signed, [], "secret%& 好", "")]);
        Assert.Equal(theirs[0].GetProperty("signature").GetString(), seen[0].Query["Signature"]);
    }

    [Fact]
    public async Task What_goes_over_the_wire_in_the_acs3_style_is_signed_as_the_library_would()
    {
        var small = Small(
            "query: {PhoneNumbers: \"{to}\", Words: \"{text}\"}\n  form: {Ref: \"{reference}\"}\n  headers: {x-acs-action: SendSms, x-acs-version: 2017-05-25}",
            "{scheme: acs3-hmac-sha256, id: \"{access_key_id}\", secret: \"{access_key_secret}\"}");
        var (_, seen) = await SendAsync(small, Text("a b*~!'()好"));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(seen[0].Body))), seen[0].Headers["x-acs-content-sha256"]);
        var vector = new Vector("acs3", "POST", "/send", seen[0].Query.ToDictionary(), seen[0].Headers.ToDictionary(), "secret%& 好", "LTAI4test");
        var theirs = await NodeOracle.AskAsync("aliyun-signature.mjs", [vector]);
        Assert.Equal(theirs[0].GetProperty("signature").GetString(), seen[0].Headers["authorization"]);
    }
}
