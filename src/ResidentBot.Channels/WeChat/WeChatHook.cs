using System.Globalization;
using System.Text;
using NodaTime;
using ResidentBot.Channels.Twilio;

namespace ResidentBot.Channels.WeChat;

/// <summary>
/// Checks and reads what WeChat posts: <c>?signature=…&amp;timestamp=1409659813&amp;nonce=1372623149</c>, encrypted also <c>&amp;encrypt_type=aes&amp;msg_signature=…</c>.
/// </summary>
sealed class WeChatHook(string account, WeChatSettings settings)
{
    /// <summary>What WeChat takes for "received, nothing to say now".</summary>
    public const string Success = "success";

    /// <summary>A request older than this, or as much ahead of our clock, is refused; WeChat's own repeats come within 15 s.</summary>
    static readonly Duration Fresh = Duration.FromMinutes(5);

    /// <inheritdoc cref="IChannel.Receive"/>
    public Reception Receive(WebhookRequest request)
    {
        var at = request.PathAndQuery.IndexOf('?', StringComparison.Ordinal);
        if (TwilioForm.Read(Encoding.UTF8.GetBytes(at < 0 ? "" : request.PathAndQuery[(at + 1)..])) is not { } query) return new Reception.Refused(400, "unreadable query");
        if (!WeChatCrypto.IsSame(query["signature"], WeChatCrypto.Sign(settings.Token, query["timestamp"], query["nonce"])))
            return new Reception.Refused(403, "wrong signature");
        if (!IsFresh(query["timestamp"], request.At)) return new Reception.Refused(403, "over five minutes old, or one of the clocks is wrong");
        if (request.Method == "GET")
            return query["echostr"] is { Length: > 0 and <= 256 } echo ? new Reception.Accepted { Body = echo } : new Reception.Refused(400, "no echostr");
        if (request.Body.Length > WeChatXml.MostBytes) return new Reception.Refused(413, "message over 64 KB");
        if (WeChatXml.Read(request.Body) is not { } outer) return new Reception.Refused(400, "not a message");
        return settings.Crypto is { } crypto ? Decrypt(crypto, query, outer, request.At) : Plain(outer, request.At);
    }

    // The signature of a plain request does not cover its body, so that with a key nothing plain is believed: in compatible mode the encrypted half counts.
    Reception Decrypt(WeChatCrypto crypto, TwilioForm query, IReadOnlyDictionary<string, string> outer, Instant now)
    {
        if (outer.GetValueOrDefault("Encrypt") is not { Length: > 0 } encrypted) return new Reception.Refused(403, "not encrypted, though the account has an aes_key");
        if (!WeChatCrypto.IsSame(query["msg_signature"], WeChatCrypto.Sign(settings.Token, query["timestamp"], query["nonce"], encrypted)))
            return new Reception.Refused(403, "wrong msg_signature");
        if (crypto.Decrypt(encrypted) is not { } inner) return new Reception.Refused(403, "encrypted with another key, or for another app_id");
        return WeChatXml.Read(inner) is { } fields ? Read(fields, now) : new Reception.Refused(400, "not a message within the encryption");
    }

    Reception Plain(IReadOnlyDictionary<string, string> outer, Instant now) =>
        outer.ContainsKey("Encrypt") && !outer.ContainsKey("FromUserName")
            ? new Reception.Refused(403, "encrypted, and the account has no aes_key")
            : Read(outer, now);

    Reception Read(IReadOnlyDictionary<string, string> fields, Instant now)
    {
        if (fields.GetValueOrDefault("ToUserName") != settings.OriginalId) return new Reception.Refused(403, "for another original_id");
        if (WeChatArrivals.AddressOf(fields.GetValueOrDefault("FromUserName", "")) is null) return new Reception.Refused(400, "a message without a sender");
        var read = new WeChatArrivals(account, fields, now);
        return new Reception.Accepted
        {
            Arrivals = read.Read() is { } arrival ? [arrival] : [],
            Reports = read.Report() is { } report ? [report] : [],
            Body = Success,
        };
    }

    static bool IsFresh(string timestamp, Instant now) =>
        long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 253_402_300_800
        && Instant.FromUnixTimeSeconds(seconds) is var at && at >= now - Fresh && at <= now + Fresh;
}
