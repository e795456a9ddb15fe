using ResidentBot.Channels.WeChat;
using ResidentBot.StandIns;
using Xunit;
using static ResidentBot.Channels.Tests.WeChat.WeChatAccount;

namespace ResidentBot.Channels.Tests.WeChat;

/// <summary>Which requests are believed.</summary>
public sealed class WeChatRequestTests
{
    const string Words = "<xml><ToUserName>gh_7f083739789a</ToUserName><FromUserName>oMei_-1</FromUserName><CreateTime>1772352000</CreateTime><MsgType>text</MsgType><Content>好</Content><MsgId>1</MsgId></xml>";

    static string Replaced(string query, string name, string value) =>
        string.Join('&', query.Split('&').Select(pair => pair.StartsWith(name + "=", StringComparison.Ordinal) ? $"{name}={value}" : pair));

    [Fact]
    public async Task The_address_is_proven_by_giving_the_echo_back_as_it_came()
    {
        await using var account = await StartAsync();
        var accepted = Assert.IsType<Reception.Accepted>(account.Channel.Receive(account.Request(account.WeChat.Check("5927782489442352469"), "", "GET")));
        Assert.Equal(("5927782489442352469", "text/plain"), (accepted.Body, accepted.BodyType));
    }

    [Theory]
    [InlineData("")]
    [InlineData("signature=abc&echostr=1&timestamp=1772352000&nonce=1")]
    [InlineData("echostr=1&timestamp=1772352000&nonce=1")]
    public async Task A_stranger_gets_no_echo(string query)
    {
        await using var account = await StartAsync();
        Assert.Equal(403, Assert.IsType<Reception.Refused>(account.Channel.Receive(account.Request(query, "", "GET"))).Status);
    }

    [Theory]
    [InlineData(WeChatMode.Plain, "")]
    [InlineData(WeChatMode.Compatible, "")]
    [InlineData(WeChatMode.Compatible, "with a key")]
    [InlineData(WeChatMode.Safe, "with a key")]
    public async Task Each_mode_is_read_and_answered_success(WeChatMode mode, string key)
    {
        await using var account = await StartAsync();
        var channel = account.With(("aes_key", key.Length == 0 ? "" : account.WeChat.AesKey));
        var (query, body) = account.WeChat.Write(Words, mode);
        var accepted = Assert.IsType<Reception.Accepted>(channel.Receive(account.Request(query, body)));
        Assert.Equal("好", Assert.Single(accepted.Arrivals).Text);
        Assert.Equal("success", accepted.Body);
    }

    [Theory]
    [InlineData(WeChatMode.Plain, "with a key")]
    [InlineData(WeChatMode.Safe, "")]
    public async Task A_mode_that_does_not_fit_the_settings_is_refused(WeChatMode mode, string key)
    {
        await using var account = await StartAsync();
        var channel = account.With(("aes_key", key.Length == 0 ? "" : account.WeChat.AesKey));
        var (query, body) = account.WeChat.Write(Words, mode);
        Assert.Equal(403, Assert.IsType<Reception.Refused>(channel.Receive(account.Request(query, body))).Status);
    }

    [Theory]
    [InlineData("signature", "0000000000000000000000000000000000000000")]
    [InlineData("signature", "")]
    [InlineData("timestamp", "1772352001")]
    [InlineData("nonce", "x")]
    [InlineData("msg_signature", "0000000000000000000000000000000000000000")]
    [InlineData("msg_signature", "")]
    public async Task A_forged_request_is_refused(string name, string value)
    {
        await using var account = await StartAsync();
        var (query, body) = account.WeChat.Write(Words);
        Assert.Equal(403, Assert.IsType<Reception.Refused>(account.Channel.Receive(account.Request(Replaced(query, name, value), body))).Status);
    }

    [Fact]
    public async Task Another_body_under_a_good_signature_is_refused()
    {
        await using var account = await StartAsync();
        var (query, _) = account.WeChat.Write(Words);
        var other = $"<xml><Encrypt>{account.WeChat.Encrypt(Words)}</Encrypt></xml>";
        Assert.Equal(403, Assert.IsType<Reception.Refused>(account.Channel.Receive(account.Request(query, other))).Status);
    }

    [Theory]
    [InlineData(-301, false)]
    [InlineData(-299, true)]
    [InlineData(299, true)]
    [InlineData(301, false)]
    public async Task A_request_is_good_for_five_minutes(int seconds, bool isGood)
    {
        await using var account = await StartAsync();
        var (query, body) = account.WeChat.Write(Words);
        var request = account.Request(query, body);
        Assert.Equal(isGood, account.Channel.Receive(request with { At = request.At - NodaTime.Duration.FromSeconds(seconds) }) is Reception.Accepted);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("<xml>")]
    [InlineData("<html><body>1</body></html>")]
    [InlineData("<!DOCTYPE xml [<!ENTITY a \"b\">]><xml><ToUserName>gh_7f083739789a</ToUserName><FromUserName>oMei</FromUserName><Content>&a;</Content></xml>")]
    [InlineData("<xml><ToUserName>gh_7f083739789a</ToUserName></xml>")]
    [InlineData("<xml><ToUserName>gh_7f083739789a</ToUserName><FromUserName>o Mei</FromUserName></xml>")]
    [InlineData("<xml><ToUserName>gh_7f083739789a</ToUserName><FromUserName>{x}</FromUserName></xml>")]
    public async Task What_cannot_be_read_is_refused_with_400_encrypted_or_not(string xml)
    {
        await using var account = await StartAsync();
        var plain = account.With(("aes_key", ""));
        foreach (var (channel, mode) in new[] { (account.Channel, WeChatMode.Safe), (plain, WeChatMode.Plain) })
        {
            var (query, body) = account.WeChat.Write(xml, mode);
            Assert.Equal(400, Assert.IsType<Reception.Refused>(channel.Receive(account.Request(query, body))).Status);
        }
    }

    [Fact]
    public async Task A_body_over_64_KB_is_refused()
    {
        await using var account = await StartAsync();
        var (query, body) = account.WeChat.Write(Words.Replace("好", new string('好', 30_000), StringComparison.Ordinal));
        Assert.Equal(413, Assert.IsType<Reception.Refused>(account.Channel.Receive(account.Request(query, body))).Status);
    }

    [Fact]
    public async Task A_message_for_another_account_is_refused()
    {
        await using var account = await StartAsync();
        var (query, body) = account.WeChat.Write(Words.Replace("gh_7f083739789a", "gh_other", StringComparison.Ordinal));
        Assert.Equal(403, Assert.IsType<Reception.Refused>(account.Channel.Receive(account.Request(query, body))).Status);
    }

    [Fact]
    public async Task What_is_encrypted_for_another_app_id_is_refused()
    {
        await using var account = await StartAsync();
        var encrypted = account.WeChat.Encrypt(Words, "wx0000000000000000");
        const string Timestamp = "1772352000";
        var query = $"signature={WeChatCrypto.Sign(account.WeChat.Token, Timestamp, "1")}&timestamp={Timestamp}&nonce=1&encrypt_type=aes&msg_signature={WeChatCrypto.Sign(account.WeChat.Token, Timestamp, "1", encrypted)}";
        Assert.Equal(403, Assert.IsType<Reception.Refused>(account.Channel.Receive(account.Request(query, $"<xml><Encrypt>{encrypted}</Encrypt></xml>"))).Status);
    }
}
