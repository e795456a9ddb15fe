using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NodaTime;

namespace ResidentBot.Channels.BotFramework;

/// <summary>
/// The token of a request: a JSON Web Token signed with RS256 and nothing else. It is read strictly by ourselves: three parts, no unknown critical
/// extension, no field twice, every claim of the type that the Connector writes.
/// </summary>
sealed class BearerToken
{
    static readonly Duration Skew = Duration.FromMinutes(5);
    const int Longest = 16 * 1024;
    const string Scheme = "Bearer ";

    static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    readonly byte[] _signed;
    readonly byte[] _signature;
    readonly JsonElement _claims;

    BearerToken(string keyId, JsonElement claims, byte[] signed, byte[] signature) =>
        (KeyId, _claims, _signed, _signature) = (keyId, claims, signed, signature);

    /// <summary>Which key it says it is signed with.</summary>
    public string KeyId { get; }

    /// <summary>The service URL it was issued for; null when it names none.</summary>
    public string? ServiceUrl => _claims.Words("serviceurl");

    /// <summary>A claim; null when there is none, or it is no text.</summary>
    public string? Words(string claim) => _claims.Words(claim);

    /// <summary>The token in an <c>Authorization</c> header; null when there is none or it is not of the one form we take.</summary>
    public static BearerToken? Read(string? header)
    {
        if (header is null || header.Length > Longest || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return null;
        var token = header[Scheme.Length..];
        if (token.Split('.') is not [var head, var body, var signature]) return null;
        try
        {
            var parsed = Parse(head);
            if (parsed.Words("alg") != "RS256" || parsed.Find("crit").ValueKind != JsonValueKind.Undefined) return null;
            if (parsed.Words("kid") is not { Length: > 0 } key) return null;
            return new BearerToken(key, Parse(body), Encoding.ASCII.GetBytes($"{head}.{body}"), Base64Url.DecodeFromChars(signature));
        }
        catch (Exception broken) when (broken is FormatException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>What its claims lack to be a token of this issuer for us, now; null when nothing. Says nothing about the signature.</summary>
    public string? Fault(string issuer, string audience, Instant now)
    {
        if (_claims.Words("iss") != issuer) return "wrong issuer";
        if (audience.Length == 0 || _claims.Words("aud") != audience) return "wrong audience";
        if (Time("exp") is not { } end) return "no expiry";
        if (now >= end + Skew) return "expired";
        return _claims.Find("nbf").ValueKind == JsonValueKind.Undefined || Time("nbf") <= now + Skew ? null : "not valid yet";
    }

    /// <summary>Whether the key's owner signed it.</summary>
    public bool IsSignedBy(SigningKey key)
    {
        using var rsa = RSA.Create(key.Public);
        return rsa.VerifyData(_signed, _signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    static JsonElement Parse(string part)
    {
        using var json = JsonDocument.Parse(Base64Url.DecodeFromChars(part), Strict);
        if (json.RootElement.ValueKind != JsonValueKind.Object) throw new JsonException("a part of a token is an object");
        return json.RootElement.Clone();
    }

    Instant? Time(string claim) =>
        _claims.Find(claim) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var seconds) && seconds is > 0 and < 253_402_300_800 - 3600
            ? Instant.FromUnixTimeSeconds(seconds)
            : null;
}
