using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace ResidentBot.Channels.WeChat;

/// <summary>
/// WeChat's message encryption (developers.weixin.qq.com, "message encryption and decryption"): AES-256-CBC under the EncodingAESKey, whose first 16 bytes are
/// the IV; 16 random bytes, the length in 4 bytes big-endian, the XML, the AppID, padded as PKCS#7 to blocks of 32 bytes.
/// </summary>
sealed class WeChatCrypto
{
    const int Block = 32;
    const int Before = 20;

    readonly byte[] _key;
    readonly byte[] _appId;

    /// <summary>Throws <see cref="ArgumentException"/> for a key that is not 43 characters of base64.</summary>
    public WeChatCrypto(string encodingAesKey, string appId)
    {
        if (!IsKey(encodingAesKey, out var key)) throw new ArgumentException("an EncodingAESKey is 43 characters of base64", nameof(encodingAesKey));
        (_key, _appId) = (key, Encoding.UTF8.GetBytes(appId));
    }

    /// <summary>
    /// The hexadecimal SHA-1 of the parts, sorted by their bytes and joined: of token, timestamp and nonce for <c>signature</c>, with the encrypted text for
    /// <c>msg_signature</c>.
    /// </summary>
    [SuppressMessage("Security", "CA5350", Justification = "WeChat signs with SHA-1")]
    public static string Sign(params string[] parts)
    {
        var joined = string.Concat(parts.Order(StringComparer.Ordinal));
        return Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(joined)));
    }

    /// <summary>Whether a signature is the expected one, in constant time.</summary>
    public static bool IsSame(string given, string expected) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));

    /// <summary>The XML in base64 as WeChat wrote it; null when it cannot be read or is for another AppID.</summary>
    public byte[]? Decrypt(string encrypted)
    {
        try
        {
            using var aes = Cipher();
            var plain = aes.DecryptCbc(Convert.FromBase64String(encrypted), _key.AsSpan(0, 16), PaddingMode.None);
            return Unwrap(plain);
        }
        catch (Exception broken) when (broken is FormatException or CryptographicException)
        {
            return null;
        }
    }

    /// <summary>An XML in base64, as WeChat reads it.</summary>
    public string Encrypt(string xml) => Encrypt(Encoding.UTF8.GetBytes(xml), RandomNumberGenerator.GetBytes(16));

    internal string Encrypt(byte[] xml, byte[] random)
    {
        var length = Before + xml.Length + _appId.Length;
        var padding = Block - length % Block;
        var plain = new byte[length + padding];
        random.CopyTo(plain, 0);
        BinaryPrimitives.WriteInt32BigEndian(plain.AsSpan(16), xml.Length);
        xml.CopyTo(plain, Before);
        _appId.CopyTo(plain, Before + xml.Length);
        plain.AsSpan(length).Fill((byte)padding);
        using var aes = Cipher();
        return Convert.ToBase64String(aes.EncryptCbc(plain, _key.AsSpan(0, 16), PaddingMode.None));
    }

    byte[]? Unwrap(byte[] plain)
    {
        if (plain.Length < Block || plain[^1] is 0 or > Block) return null;
        var padding = plain[^1];
        if (plain.AsSpan(plain.Length - padding).ContainsAnyExcept(padding)) return null;
        var whole = plain.AsSpan(0, plain.Length - padding);
        if (whole.Length < Before) return null;
        var length = BinaryPrimitives.ReadInt32BigEndian(whole[16..]);
        if (length < 0 || length > whole.Length - Before) return null;
        return whole[(Before + length)..].SequenceEqual(_appId) ? whole.Slice(Before, length).ToArray() : null;
    }

    Aes Cipher()
    {
        var aes = Aes.Create();
        aes.Key = _key;
        return aes;
    }

    static bool IsKey(string text, out byte[] key)
    {
        key = new byte[33];
        if (text.Length != 43 || !Convert.TryFromBase64String(text + "=", key, out var written) || written != 32) return false;
        key = key[..32];
        return true;
    }
}
