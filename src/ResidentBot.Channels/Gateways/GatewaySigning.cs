using System.Security.Cryptography;
using System.Text;
using ResidentBot.Core.Communities.Gateways;

namespace ResidentBot.Channels.Gateways;

/// <summary>The computed signatures. Sources: Alibaba Cloud, "RPC style: request signature" and "V3 request body and signature mechanism".</summary>
public static class GatewaySigning
{
    /// <summary>RFC 3986: everything but letters, digits and <c>-_.~</c> is escaped, in capital hexadecimal digits.</summary>
    public static string Escape(string text) => Uri.EscapeDataString(text);

    /// <summary>Names and values escaped and joined, sorted by their names' code units.</summary>
    public static string Canonical(IEnumerable<KeyValuePair<string, string>> parameters) => string.Join('&',
        parameters.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{Escape(one.Key)}={Escape(one.Value)}"));

    /// <summary>Alibaba Cloud's RPC signature: base64 of HMAC-SHA1 over method, <c>/</c> and the parameters, keyed with the secret and <c>&amp;</c>.</summary>
    public static string Rpc(string method, IEnumerable<KeyValuePair<string, string>> parameters, string secret) =>
        Convert.ToBase64String(HMACSHA1.HashData(Utf8(secret + "&"), Utf8($"{method}&{Escape("/")}&{Escape(Canonical(parameters))}")));

    /// <summary>The value of <c>Authorization</c> in Alibaba Cloud's V3 style.</summary>
    /// <param name="method">GET or POST.</param>
    /// <param name="path">As it is called, at least <c>/</c>.</param>
    /// <param name="query">Decoded.</param>
    /// <param name="headers">All headers to sign, names in small letters; <c>host</c> and <c>x-acs-content-sha256</c> among them.</param>
    /// <param name="id">The AccessKey's id.</param>
    /// <param name="secret">The AccessKey's secret.</param>
    public static string Acs3(
        string method, string path, IEnumerable<KeyValuePair<string, string>> query, IReadOnlyDictionary<string, string> headers, string id, string secret)
    {
        var sorted = headers.OrderBy(header => header.Key, StringComparer.Ordinal).ToList();
        var names = string.Join(';', sorted.Select(header => header.Key));
        var lines = string.Concat(sorted.Select(header => $"{header.Key}:{header.Value.Trim()}\n"));
        var request = $"{method}\n{path}\n{Canonical(query)}\n{lines}\n{names}\n{headers["x-acs-content-sha256"]}";
        var text = $"ACS3-HMAC-SHA256\n{Convert.ToHexStringLower(SHA256.HashData(Utf8(request)))}";
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Utf8(secret), Utf8(text)));
        return $"ACS3-HMAC-SHA256 Credential={id},SignedHeaders={names},Signature={signature}";
    }

    /// <summary>A keyed hash as it is written on the wire.</summary>
    internal static string Of(KeyedHash hash, string key, ReadOnlySpan<byte> over)
    {
        var bytes = hash.IsSha1 ? HMACSHA1.HashData(Utf8(key), over) : HMACSHA256.HashData(Utf8(key), over);
        return hash.IsBase64 ? Convert.ToBase64String(bytes) : Convert.ToHexStringLower(bytes);
    }

    static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
