using System.Buffers.Text;
using System.Text;
using ResidentBot.Channels.WebChat;
using Xunit;

namespace ResidentBot.Channels.Tests.WebChat;

public sealed class ChatTokenTests
{
    static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(n => (byte)n)];
    static readonly ChatToken Token = new("oak", "web", "5f0c", TokenUse.Stream, DateTimeOffset.FromUnixTimeSeconds(1_795_334_400), "dl_7");

    [Fact]
    public void A_token_says_after_signing_what_it_said_before() => Assert.Equal(Token, ChatToken.Read(Token.Sign(Key), Key));

    [Fact]
    public void Its_payload_is_that_of_a_web_token_so_that_clients_find_the_user()
    {
        var payload = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(Token.Sign(Key).Split('.')[1]));

        Assert.Equal("""{"com":"oak","acc":"web","conv":"5f0c","use":"Stream","exp":1795334400,"user":"dl_7"}""", payload);
    }

    [Theory]
    [InlineData(null, "https://a.example.org", true)]
    [InlineData("https://a.example.org https://b.example.org", "https://b.example.org", true)]
    [InlineData("https://a.example.org", "https://a.example.org.evil.example", false)]
    [InlineData("https://a.example.org", "https://a.example.org https://b.example.org", false)]
    [InlineData("https://a.example.org", "", false)]
    public void It_trusts_the_origins_it_names(string? named, string origin, bool trusted)
    {
        var token = ChatToken.Read((Token with { Origins = named }).Sign(Key), Key)!;

        Assert.Equal(trusted, token.Trusts(origin));
    }

    [Fact]
    public void No_character_of_it_can_be_changed()
    {
        var text = Token.Sign(Key);
        for (var i = 0; i < text.Length; i++)
        {
            var changed = text[..i] + (text[i] == 'A' ? 'B' : 'A') + text[(i + 1)..];
            Assert.True(ChatToken.Read(changed, Key) is null, $"changed at {i}");
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a.b.c")]
    [InlineData("..")]
    [InlineData("eyJhbGciOiJub25lIn0.eyJjb20iOiJvYWsifQ.")]
    public void What_is_no_token_is_refused(string? text)
    {
        Assert.Null(ChatToken.Read(text, Key));
        Assert.Null(ChatToken.CommunityOf(text));
    }

    [Fact]
    public void Another_key_opens_nothing() => Assert.Null(ChatToken.Read(Token.Sign(Key), new byte[32]));
}
