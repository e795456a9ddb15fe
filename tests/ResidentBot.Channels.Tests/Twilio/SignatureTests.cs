using System.Security.Cryptography;
using System.Text;
using ResidentBot.StandIns;
using Xunit;
using static ResidentBot.Channels.Tests.Twilio.TwilioCases;

namespace ResidentBot.Channels.Tests.Twilio;

public sealed class SignatureTests
{
    [Fact]
    public void A_missing_signature_is_401_and_a_wrong_one_403()
    {
        var form = Inbound("hello");
        Assert.Equal(401, Refusal(Deaf().Receive(Raw("POST", "/hooks/oak/sms-welfare", Encode(form), signature: null))));
        Assert.Equal(403, Refusal(Deaf().Receive(Raw("POST", "/hooks/oak/sms-welfare", Encode(form), "AAAA"))));
        Assert.Equal(403, Refusal(Deaf().Receive(Post(form, token: "another token"))));
    }

    [Fact]
    public void A_changed_added_or_missing_parameter_breaks_the_signature()
    {
        var good = TwilioSigning.Sign(Token, Hook, Inbound("1"));
        foreach (var forged in new[] { Inbound("2"), Inbound("1", ("OptOutType", "STOP")), Inbound("1")[..^1] })
            Assert.Equal(403, Refusal(Deaf().Receive(Raw("POST", "/hooks/oak/sms-welfare", Encode(forged), good))));
    }

    [Theory]
    [InlineData("https://bot.example.org/h/sms", "https://bot.example.org/h/sms")]
    [InlineData("https://bot.example.org/h/sms", "https://bot.example.org:443/h/sms")]
    [InlineData("https://bot.example.org:8443/h/sms", "https://bot.example.org:8443/h/sms")]
    [InlineData("https://bot.example.org:8443/h/sms", "https://bot.example.org/h/sms")]
    [InlineData("http://bot.example.org/h/sms", "http://bot.example.org:80/h/sms")]
    [InlineData("https://Bot.Example.org/h/sms", "https://Bot.Example.org/h/sms")]
    [InlineData("https://user:word@bot.example.org/h/sms", "https://bot.example.org/h/sms")]
    [InlineData("https://bot.example.org/h/sms#rc=5&rp=all", "https://bot.example.org/h/sms")]
    [InlineData("https://[::1]:8443/h/sms", "https://[::1]/h/sms")]
    public void The_url_is_good_with_and_without_its_port(string hook, string signed) =>
        Assert.Equal("1", Arrival(Deaf(hook).Receive(Post(Inbound("1"), "/h/sms", signed))).Text);

    [Theory]
    [InlineData("https://evil.example/h/sms")]
    [InlineData("http://bot.example.org/h/sms")]
    [InlineData("https://bot.example.org:444/h/sms")]
    [InlineData("https://bot.example.org/h/other")]
    [InlineData("https://bot.example.org/h/sms?x=1")]
    public void Another_url_is_refused(string signed) =>
        Assert.Equal(403, Refusal(Deaf("https://bot.example.org/h/sms").Receive(Post(Inbound("1"), "/h/sms", signed))));

    [Fact]
    public void Behind_a_proxy_that_cuts_a_prefix_the_public_url_counts()
    {
        const string Public = "https://town.example/rb/hooks/oak/sms-welfare";
        Assert.Equal("1", Arrival(Deaf(Public).Receive(Post(Inbound("1"), "/hooks/oak/sms-welfare", Public))).Text);
        var status = Form(("AccountSid", Sid), ("MessageSid", "SM1"), ("MessageStatus", "sent"), ("To", Theirs));
        var accepted = Deaf(Public).Receive(Post(status, "/hooks/oak/sms-welfare/status?m=c41", Public + "/status?m=c41"));
        Assert.Single(Assert.IsType<Reception.Accepted>(accepted).Reports);
    }

    [Theory]
    [InlineData("?b=2&a=1")]
    [InlineData("?q=it's%20a+b&r=%e5%a5%bd")]
    [InlineData("?empty=&flag")]
    [InlineData("?")]
    public void The_query_is_signed_exactly_as_it_came(string query) =>
        Assert.Equal("1", Arrival(Deaf().Receive(Post(Inbound("1"), "/hooks/oak/sms-welfare" + query, Hook + query))).Text);

    [Fact]
    public void A_repeated_parameter_is_read_as_twilios_node_library_does_sorted_and_once()
    {
        var wire = Inbound("1", ("Tag", "b"), ("Tag", "a"), ("Tag", "b"));
        var signature = TwilioSigning.Sign(Token, Hook, Inbound("1", ("Tag", "ab".Insert(1, "Tag"))));
        Assert.Equal("1", Arrival(Deaf().Receive(Raw("POST", "/hooks/oak/sms-welfare", Encode(wire), signature))).Text);
    }

    [Theory]
    [InlineData("Body=%zz")]
    [InlineData("Body=%4")]
    [InlineData("Body=%ff%fe")]
    public void A_form_with_broken_escapes_or_bytes_is_400(string body) =>
        Assert.Equal(400, Refusal(Deaf().Receive(Raw("POST", "/hooks/oak/sms-welfare", Encoding.UTF8.GetBytes(body), "AAAA"))));

    [Fact]
    public void A_megabyte_is_read_and_one_byte_more_is_413()
    {
        var rest = Encode(Inbound("")).Length;
        var full = Inbound(new string('a', (1 << 20) - rest));
        Assert.Equal(4096, Arrival(Deaf().Receive(Post(full))).Text.Length);
        Assert.Equal(413, Refusal(Deaf().Receive(Post(Inbound(new string('a', (1 << 20) - rest + 1))))));
    }

    [Fact]
    public void Other_methods_are_refused() =>
        Assert.Equal(400, Refusal(Deaf().Receive(Raw("PUT", "/hooks/oak/sms-welfare", [], "AAAA"))));

    [Fact]
    public void A_json_body_is_bound_by_the_hash_in_the_signed_query()
    {
        var body = Encoding.UTF8.GetBytes($$"""{"MessageSid":"SM5","AccountSid":"{{Sid}}","From":"{{Theirs}}","Body":"好","NumMedia":0}""");
        var query = $"?bodySHA256={Convert.ToHexStringLower(SHA256.HashData(body))}";
        var signature = TwilioSigning.Sign(Token, Hook + query, []);
        WebhookRequest Request(byte[] sent, string asked) => Raw("POST", "/hooks/oak/sms-welfare" + asked, sent, signature, "application/json");

        Assert.Equal("好", Arrival(Deaf().Receive(Request(body, query))).Text);
        Assert.Equal(403, Refusal(Deaf().Receive(Request([.. body, (byte)' '], query))));
        Assert.Equal(403, Refusal(Deaf().Receive(Request(body, ""))));
    }

    [Fact]
    public void A_json_body_without_its_hash_or_shape_is_refused()
    {
        var list = "[]"u8.ToArray();
        var query = $"?bodySHA256={Convert.ToHexStringLower(SHA256.HashData(list))}";
        Assert.Equal(400, Refusal(Deaf().Receive(
            Raw("POST", "/hooks/oak/sms-welfare" + query, list, TwilioSigning.Sign(Token, Hook + query, []), "application/json"))));
        Assert.Equal(403, Refusal(Deaf().Receive(
            Raw("POST", "/hooks/oak/sms-welfare", list, TwilioSigning.Sign(Token, Hook, []), "application/json"))));
    }
}
