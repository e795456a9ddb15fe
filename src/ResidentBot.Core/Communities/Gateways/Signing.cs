namespace ResidentBot.Core.Communities.Gateways;

/// <summary>How a request tells who sends it: the closed list.</summary>
public abstract record Signing
{
    Signing() { }

    /// <summary><c>none</c>: by what stands in its fields.</summary>
    public sealed record None : Signing;

    /// <summary><c>basic</c>: <c>Authorization: Basic</c> of user and password.</summary>
    public sealed record Basic(FilledText User, FilledText Password) : Signing;

    /// <summary><c>bearer</c>: <c>Authorization: Bearer</c>.</summary>
    public sealed record Bearer(FilledText Token) : Signing;

    /// <summary>
    /// <c>hmac-sha1-rpc</c>: Alibaba Cloud's RPC style. AccessKeyId, nonce, time and signature are added to the query; the signature is over the method
    /// and all parameters of query and form, sorted and encoded by RFC 3986, keyed with the secret and <c>&amp;</c>.
    /// </summary>
    public sealed record Rpc(FilledText Id, FilledText Secret) : Signing;

    /// <summary><c>acs3-hmac-sha256</c>: Alibaba Cloud's V3 style, over a canonical request with the hash of its body.</summary>
    public sealed record Acs3(FilledText Id, FilledText Secret) : Signing;

    /// <summary><c>hmac</c>: a keyed hash of a text; what it gives stands wherever <c>{hmac}</c> is written.</summary>
    public sealed record Hmac(KeyedHash Hash) : Signing;
}

/// <summary>A keyed hash.</summary>
/// <param name="Over">What is hashed; <c>{body}</c> is the body as it goes over the wire.</param>
/// <param name="Key">The key.</param>
/// <param name="IsSha1">SHA-1 instead of SHA-256.</param>
/// <param name="IsBase64">Written in base64 instead of small hexadecimal digits.</param>
public sealed record KeyedHash(FilledText Over, FilledText Key, bool IsSha1, bool IsBase64);
