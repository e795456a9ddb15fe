using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.WebChat;

/// <summary>What a token is good for; one made for one use is refused for every other.</summary>
public enum TokenUse
{
    /// <summary>The calls of the protocol.</summary>
    Api,

    /// <summary>Opening the socket; short-lived, because it stands in a URL.</summary>
    Stream,

    /// <summary>Fetching one file of the conversation; it stands in a URL too.</summary>
    File,
}

/// <summary>The right to one conversation.</summary>
/// <param name="Community">Its community.</param>
/// <param name="Account">The web account it belongs to.</param>
/// <param name="Conversation">Its id: ASCII, because clients copy it into headers.</param>
/// <param name="Use">What for.</param>
/// <param name="Expires">Until when.</param>
/// <param name="User">The id its messages are from, whatever the client claims; begins with <c>dl_</c>.</param>
/// <param name="File">The hash of the one file, for <see cref="TokenUse.File"/>.</param>
/// <param name="Origins">The only origins whose pages may use it, with spaces between; null for all that the account lets in.</param>
/// <param name="Once">Whether nobody may come back to the conversation once the token has ended: a kiosk's visitor is gone then.</param>
public sealed record ChatToken(
    string Community, string Account, string Conversation, TokenUse Use, DateTimeOffset Expires, string? User = null, string? File = null, string? Origins = null, bool Once = false)
{
    // {"alg":"HS256","typ":"JWT"}: clients decode the payload to learn the user; nothing else of JWT is offered, so no algorithm can be chosen.
    static readonly string Header = Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8);

    /// <summary>The resident's address.</summary>
    public Address Address => new("web:" + Conversation);

    /// <summary>Whether a page of this origin may use it.</summary>
    public bool Trusts(string origin) => Origins is null || Origins.Split(' ').Contains(origin, StringComparer.Ordinal);

    /// <summary>Signs it.</summary>
    public string Sign(ReadOnlySpan<byte> key)
    {
        var claims = new TokenClaims(Community, Account, Conversation, Use.ToString(), Expires.ToUnixTimeSeconds(), User, File, Origins, Once ? true : null);
        var body = $"{Header}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims, WebChatJson.Default.TokenClaims))}";
        return $"{body}.{Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(body)))}";
    }

    /// <summary>Whose key a token must be checked with; null when it is none of ours. Proves nothing.</summary>
    public static string? CommunityOf(string? text) => Claims(text)?.Com;

    /// <summary>Checks the signature, not the time; null when it is not genuine.</summary>
    public static ChatToken? Read(string? text, ReadOnlySpan<byte> key)
    {
        if (text is null || Claims(text) is not { Com: { } community, Acc: { } account, Conv: { } conversation } claims) return null;
        var dot = text.LastIndexOf('.');
        var expected = Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(text[..dot])));
        if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(text[(dot + 1)..]))) return null;
        return Enum.TryParse<TokenUse>(claims.Use, out var use)
            ? new ChatToken(community, account, conversation, use, DateTimeOffset.FromUnixTimeSeconds(claims.Exp), claims.User, claims.File, claims.Org, claims.Once is true)
            : null;
    }

    static TokenClaims? Claims(string? text)
    {
        if (text is null || text.Length > 2048 || text.Split('.') is not [var header, var payload, _] || header != Header) return null;
        try
        {
            return JsonSerializer.Deserialize(Base64Url.DecodeFromChars(payload), WebChatJson.Default.TokenClaims);
        }
        catch (Exception fault) when (fault is JsonException or FormatException)
        {
            return null;
        }
    }
}

/// <summary>
/// A token's payload: <c>{"com":"oak","acc":"web","conv":"5f0c","use":"Api","exp":1795334400,"user":"dl_7"}</c>;
/// with trusted origins also <c>"org":"https://www.example.org"</c>, from a kiosk <c>"once":true</c>.
/// </summary>
public sealed record TokenClaims(string? Com, string? Acc, string? Conv, string? Use, long Exp, string? User, string? File, string? Org, bool? Once);
