using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ResidentBot.Core.Messages;
using Xunit;
using static ResidentBot.Channels.Tests.Gateways.GatewayCases;

namespace ResidentBot.Channels.Tests.Gateways;

public sealed class GatewaySendTests
{
    [Fact]
    public async Task A_check_in_leaves_as_the_template_of_its_text()
    {
        var (outcome, seen) = await SendAsync(
            Example("aliyun"), Text("杨桂珍，早安，您好吗？", Phrase("checkin_ask", ("name", "杨\"桂\n珍"), ("window", "早安")), "好", "要帮忙"), """{"Code":"OK","BizId":"134@1"}""");
        Assert.Equal(new SendOutcome.Sent("134@1"), outcome);
        var form = Assert.Single(seen).Form;
        Assert.Equal(("13912345678", "橡园社区", "SMS_100000001"), (form["PhoneNumbers"], form["SignName"], form["TemplateCode"]));
        Assert.Equal("""{"name":"杨\"桂 珍","when":"早安"}""", form["TemplateParam"]);
        Assert.Equal("c41.0!checkin%7Cp7%7C%E6%97%A9", form["OutId"]);
        Assert.Equal(("SendSms", "2026-03-01T08:00:00Z", "nonce1"), (seen[0].Query["Action"], seen[0].Query["Timestamp"], seen[0].Query["SignatureNonce"]));
        Assert.DoesNotContain("secret", seen[0].Body + string.Join(' ', seen[0].Query.Values));
    }

    [Fact]
    public async Task Free_words_fill_the_one_template_for_them_in_parts_that_fit()
    {
        var (_, seen) = await SendAsync(Example("aliyun"), Text(new string('好', 50) + "。" + new string('来', 30), null, "水管"), """{"Code":"OK"}""");
        Assert.Equal(["SMS_100000099", "SMS_100000099"], seen.Select(one => one.Form["TemplateCode"]));
        var words = seen.Select(one => JsonDocument.Parse(one.Form["TemplateParam"]).RootElement.GetProperty("content").GetString()!).ToList();
        Assert.Equal([new string('好', 50) + "。", new string('来', 30) + " 1 水管"], words);
        Assert.EndsWith("!p", seen[0].Form["OutId"], StringComparison.Ordinal);
        Assert.DoesNotContain("!p", seen[1].Form["OutId"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("checkin_coming", "10a8")]
    [InlineData("checkin_coming", "")]
    public async Task What_its_template_cannot_hold_leaves_as_other_words_do_or_is_refused_without_a_request(string key, string number)
    {
        var message = Text("编号", Phrase(key, ("number", number)));
        var aliyun = Example("aliyun");
        Assert.Equal("SMS_100000099", (await SendAsync(aliyun, message)).Seen[0].Form["TemplateCode"]);
        var (outcome, seen) = await SendAsync(aliyun with { Texts = aliyun.Texts with { Otherwise = null } }, message);
        Assert.Equal(new SendOutcome.Failed(SendError.Refused), outcome);
        Assert.Empty(seen);
    }

    [Fact]
    public async Task A_long_value_is_cut_between_characters()
    {
        var name = new string('a', 19) + "😀";
        var (_, seen) = await SendAsync(Example("aliyun"), Text("早", Phrase("checkin_remind", ("name", name))), """{"Code":"OK"}""");
        Assert.Equal($$"""{"name":"{{new string('a', 19)}}"}""", seen[0].Form["TemplateParam"]);
    }

    [Fact]
    public async Task Json_carries_any_words_and_the_address_for_receipts()
    {
        var (outcome, seen) = await SendAsync(Example("rest"), Text("a\"b\\\n好😀"), """{"message":{"id":77}}""", 202);
        Assert.Equal(new SendOutcome.Sent("77"), outcome);
        var json = JsonDocument.Parse(seen[0].Body).RootElement;
        Assert.Equal(("Oak", "+8613912345678", "a\"b\\\n好😀", false),
            (json.GetProperty("from").GetString(), json.GetProperty("to").GetString(), json.GetProperty("text").GetString(), json.GetProperty("flash").GetBoolean()));
        Assert.Equal($"https://bot.example.org/hooks/oak/sms-cn/receipts/{Key}?r=c41.0%21checkin%257Cp7%257C%25E6%2597%25A9", json.GetProperty("callback").GetString());
        Assert.Equal(("Bearer tok", "application/json; charset=utf-8"), (seen[0].Headers["authorization"], seen[0].Headers["content-type"]));
    }

    [Fact]
    public async Task Basic_credentials_and_headers_go_along()
    {
        var small = Small("form: {to: \"{to_digits}\", text: \"{text}\"}\n  headers: {X-Time: \"{time_unix} {time_ms}\"}", "{scheme: basic, user: \"{access_key_id}\", password: \"{access_key_secret}\"}");
        var (_, seen) = await SendAsync(small, Text("好"));
        Assert.Equal("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("LTAI4test:secret%& 好")), seen[0].Headers["authorization"]);
        Assert.Equal(("1772352000 1772352000000", "8613912345678", "/send"), (seen[0].Headers["x-time"], seen[0].Form["to"], seen[0].Path));
    }

    [Fact]
    public async Task A_header_that_cannot_hold_its_words_is_our_own_mistake()
    {
        var (outcome, seen) = await SendAsync(Small("form: {to: \"{to}\", text: \"{text}\"}\n  headers: {X-Words: \"{text}\"}"), Text("好"));
        Assert.Equal(new SendOutcome.Failed(SendError.Misconfigured), outcome);
        Assert.Empty(seen);
    }

    [Fact]
    public async Task A_type_of_the_body_can_be_named_and_an_address_holds_any_words()
    {
        var small = Read("""
            send:
              url: http://127.0.0.1:1/to/{to}?text={text}
              headers: {Content-Type: application/vnd.sms+json}
              json: '{"ref": "{reference}"}'
              signing: {scheme: none}
            answer: {id: id}
            """);
        var (outcome, seen) = await SendAsync(small, Text("a&b/好"));
        Assert.IsType<SendOutcome.Sent>(outcome);
        Assert.Equal(("/to/+8613912345678", "a&b/好", "application/vnd.sms+json"), (seen[0].Path, seen[0].Query["text"], seen[0].Headers["content-type"]));
    }

    [Fact]
    public async Task A_get_has_everything_in_its_address()
    {
        var (outcome, seen) = await SendAsync(Small("method: GET\n  query: {to: \"{to}\", text: \"{text}\"}"), Text("a&b=好"));
        Assert.IsType<SendOutcome.Sent>(outcome);
        Assert.Equal(("GET", "a&b=好", ""), (seen[0].Method, seen[0].Query["text"], seen[0].Body));
    }

    [Theory]
    [InlineData("sha256", "hex")]
    [InlineData("sha1", "base64")]
    public async Task A_keyed_hash_stands_where_it_is_wanted(string algorithm, string encoding)
    {
        var small = Small(
            "form: {to: \"{to}\", text: \"{text}\", sign: \"{hmac}\"}",
            $$"""{scheme: hmac, over: "{to}|{text}|{nonce}", key: "{access_key_secret}", algorithm: {{algorithm}}, encoding: {{encoding}}}""");
        var (_, seen) = await SendAsync(small, Text("好"));
        var (key, over) = (Encoding.UTF8.GetBytes("secret%& 好"), Encoding.UTF8.GetBytes("+8613912345678|好|nonce1"));
        var expected = algorithm == "sha1" ? Convert.ToBase64String(HMACSHA1.HashData(key, over)) : Convert.ToHexStringLower(HMACSHA256.HashData(key, over));
        Assert.Equal(expected, seen[0].Form["sign"]);
    }

    [Fact]
    public async Task A_hash_over_the_body_is_over_its_very_bytes()
    {
        var small = Small(
            "json: '{\"to\": \"{to}\", \"text\": \"{text}\"}'\n  headers: {X-Sign: \"{hmac}\"}", """{scheme: hmac, over: "{time_unix}.{body}", key: "{access_key_secret}"}""");
        var (_, seen) = await SendAsync(small, Text("好"));
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes("secret%& 好"), Encoding.UTF8.GetBytes("1772352000." + seen[0].Body));
        Assert.Equal(Convert.ToHexStringLower(expected), seen[0].Headers["x-sign"]);
    }

    [Theory]
    [InlineData(200, """{"Code":"OK","BizId":"1"}""", null)]
    [InlineData(200, """{"Code":"isv.BUSINESS_LIMIT_CONTROL"}""", SendError.RateLimited)]
    [InlineData(200, """{"Code":"isv.MOBILE_NUMBER_ILLEGAL"}""", SendError.BadAddress)]
    [InlineData(200, """{"Code":"isv.SMS_TEMPLATE_ILLEGAL"}""", SendError.Misconfigured)]
    [InlineData(200, """{"Code":"isv.SOMETHING_NEW"}""", SendError.Refused)]
    [InlineData(200, "<html>log in to the network</html>", SendError.Unknown)]
    [InlineData(200, "{}", SendError.Unknown)]
    [InlineData(200, "[1]", SendError.Unknown)]
    [InlineData(400, """{"Code":"SignatureDoesNotMatch"}""", SendError.Misconfigured)]
    [InlineData(404, """{"Code":"InvalidAccessKeyId.NotFound"}""", SendError.Misconfigured)]
    [InlineData(400, "", SendError.Refused)]
    [InlineData(401, "", SendError.Misconfigured)]
    [InlineData(429, "", SendError.RateLimited)]
    [InlineData(500, "null", SendError.ProviderDown)]
    [InlineData(503, "<html/>", SendError.ProviderDown)]
    public async Task Every_answer_has_a_name(int status, string body, SendError? error)
    {
        var (outcome, _) = await SendAsync(Example("aliyun"), Text("好"), body, status);
        Assert.Equal(error, (outcome as SendOutcome.Failed)?.Error);
    }

    [Fact]
    public async Task An_answer_that_must_have_an_id_and_has_none_is_unknown()
    {
        var (outcome, _) = await SendAsync(Example("rest"), Text("好"), """{"message":{}}""");
        Assert.Equal(new SendOutcome.Failed(SendError.Unknown), outcome);
    }

    [Fact]
    public async Task Nobody_listening_is_a_provider_that_is_down_and_a_lost_answer_unknown()
    {
        using var http = new HttpClient();
        var cancellation = TestContext.Current.CancellationToken;
        Assert.Equal(new SendOutcome.Failed(SendError.ProviderDown), await Channel(Small(), http).SendAsync(Text("好"), cancellation));
        var get = Small("method: GET\n  query: {to: \"{to}\", text: \"{text}\"}");
        Assert.Equal(new SendOutcome.Failed(SendError.ProviderDown), await Channel(get, http).SendAsync(Text("好"), cancellation));
        await using var rude = await StandIns.StandInServer.StartAsync(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        Assert.Equal(new SendOutcome.Failed(SendError.Unknown), await Channel(Small(), http, rude.Root).SendAsync(Text("好"), cancellation));
    }

    [Theory]
    [InlineData(64, 1)]
    [InlineData(65, 2)]
    public void The_providers_prefix_is_paid_for_too(int characters, int segments)
    {
        var account = Account(Read("""
            settings: [sign_name]
            prefix: 【{sign_name}】
            send: {url: "https://sms.example.org/", form: {to: "{to}", text: "{text}"}, signing: {scheme: none}}
            answer: {id: id}
            """));
        Assert.Equal(segments, ChannelList.CostOf(account, Text(new string('好', characters))));
    }

    [Fact]
    public void What_it_can_do_is_what_its_file_describes()
    {
        using var http = new HttpClient();
        Assert.True(Channel(Example("aliyun"), http).Capabilities is { TwoWay: true, MayStart: true, Buttons: false, Pictures: false, Reports: true });
        Assert.True(Channel(Small(), http).Capabilities is { TwoWay: false, Reports: false });
    }
}
