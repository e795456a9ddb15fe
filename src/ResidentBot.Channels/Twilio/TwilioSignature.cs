using System.Security.Cryptography;
using System.Text;

namespace ResidentBot.Channels.Twilio;

/// <summary>
/// <c>X-Twilio-Signature</c>: base64 of HMAC-SHA1, keyed with the auth token, over the URL exactly as Twilio called it followed by every
/// parameter as name and value, names in ordinal order, values decoded, empty values included.
/// A repeated parameter is undefined by Twilio; we read it as its Node library does: values sorted, equal ones once.
/// Source: Twilio, "Webhooks security".
/// </summary>
public static class TwilioSignature
{
    /// <summary>The signature of one request; no parameters for GET and JSON.</summary>
    public static string Of(string authToken, string url, IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var signed = new StringBuilder(url);
        var distinct = parameters.Distinct().OrderBy(p => p.Key, StringComparer.Ordinal).ThenBy(p => p.Value, StringComparer.Ordinal);
        foreach (var (name, value) in distinct) signed.Append(name).Append(value);
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(authToken), Encoding.UTF8.GetBytes(signed.ToString())));
    }

    /// <summary>Whether the signature is good for the URL with or without its port: Twilio signs either, by scheme and by product.</summary>
    public static bool IsGood(string signature, string authToken, string url, IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var given = Encoding.UTF8.GetBytes(signature);
        var all = parameters.ToArray();
        var good = false;
        foreach (var candidate in Ports(url))
            good |= CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes(Of(authToken, candidate, all)));
        return good;
    }

    /// <summary>Whether <c>bodySHA256</c> is the hexadecimal SHA-256 of the raw body.</summary>
    public static bool IsHashOf(string bodySha256, ReadOnlySpan<byte> body) => CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes(bodySha256.ToLowerInvariant()), Encoding.UTF8.GetBytes(Convert.ToHexStringLower(SHA256.HashData(body))));

    /// <summary>The URL without a port and with one; cut by hand, because <see cref="Uri"/> would rewrite the rest.</summary>
    static string[] Ports(string url)
    {
        var start = url.IndexOf("://", StringComparison.Ordinal) + 3;
        var end = url.IndexOfAny(['/', '?', '#'], start);
        if (end < 0) end = url.Length;
        var authority = url[start..end];
        var colon = authority.IndexOf(':', authority.LastIndexOf(']') + 1);
        var host = colon < 0 ? authority : authority[..colon];
        var port = colon >= 0 ? authority[colon..] : url.StartsWith("https:", StringComparison.OrdinalIgnoreCase) ? ":443" : ":80";
        return [url[..start] + host + url[end..], url[..start] + host + port + url[end..]];
    }
}
