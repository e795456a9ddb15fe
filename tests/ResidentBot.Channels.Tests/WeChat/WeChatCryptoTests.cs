using ResidentBot.Channels.WeChat;
using Xunit;

namespace ResidentBot.Channels.Tests.WeChat;

/// <summary>Our encryption beside two libraries that nobody here wrote.</summary>
[Trait("needs", "npm")]
public sealed class WeChatCryptoTests
{
    static readonly string[] Texts = ["", "<xml/>", "<xml><Content><![CDATA[漏水了 😀 ]]]]><![CDATA[>]]></Content></xml>", new string('a', 31), new string('好', 700)];

    sealed record Question(string Library, string Ask, string Key, string Token, string Id, string Timestamp, string Nonce, string Xml, string Encrypted);

    static Question[] Vectors(string library, string ask)
    {
        var random = new Random(12);
        string Letters(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"[random.Next(62)]));
        return [.. Enumerable.Range(0, 200).Select(i => new Question(
            library, ask, Letters(43), Letters(random.Next(3, 33)), "wx" + Letters(16), $"{1_700_000_000 + random.Next(100_000_000)}", Letters(random.Next(1, 12)), Texts[i % Texts.Length] + Letters(i % 40), ""))];
    }

    [Theory]
    [InlineData("wechat")]
    [InlineData("wecom")]
    public async Task What_we_encrypt_they_read(string library)
    {
        var vectors = Vectors(library, "decrypt").Select(one => one with { Encrypted = new WeChatCrypto(one.Key, one.Id).Encrypt(one.Xml) }).ToArray();
        var theirs = await NodeOracle.AskAsync("wechat-crypto.mjs", vectors);
        for (var i = 0; i < vectors.Length; i++)
            Assert.Equal((vectors[i].Xml, vectors[i].Id), (theirs[i].GetProperty("xml").GetString(), theirs[i].GetProperty("id").GetString()));
    }

    [Theory]
    [InlineData("wechat")]
    [InlineData("wecom")]
    public async Task What_they_encrypt_we_read(string library)
    {
        var vectors = Vectors(library, "encrypt");
        var theirs = await NodeOracle.AskAsync("wechat-crypto.mjs", vectors);
        for (var i = 0; i < vectors.Length; i++)
        {
            var read = new WeChatCrypto(vectors[i].Key, vectors[i].Id).Decrypt(theirs[i].GetProperty("encrypted").GetString()!);
            Assert.Equal(vectors[i].Xml, System.Text.Encoding.UTF8.GetString(read!));
        }
    }

    [Theory]
    [InlineData("wechat")]
    [InlineData("wecom")]
    public async Task We_sign_as_they_do(string library)
    {
        var vectors = Vectors(library, "sign").Select(one => one with { Encrypted = new WeChatCrypto(one.Key, one.Id).Encrypt(one.Xml) }).ToArray();
        var theirs = await NodeOracle.AskAsync("wechat-crypto.mjs", vectors);
        for (var i = 0; i < vectors.Length; i++)
            Assert.Equal(theirs[i].GetProperty("signature").GetString(), WeChatCrypto.Sign(vectors[i].Token, vectors[i].Timestamp, vectors[i].Nonce, vectors[i].Encrypted));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64!")]
    [InlineData("AAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void What_is_no_message_is_not_read(string encrypted) =>
        Assert.Null(new WeChatCrypto("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG", "wx1").Decrypt(encrypted));

    [Theory]
    [InlineData("")]
    [InlineData("abcdefghijklmnopqrstuvwxyz0123456789ABCDEF")]
    [InlineData("abcdefghijklmnopqrstuvwxyz0123456789ABCDEF!")]
    public void A_key_has_43_characters(string key) => Assert.Throws<ArgumentException>(() => new WeChatCrypto(key, "wx1"));
}
