using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace ResidentBot.StandIns;

/// <summary>How a request of the platform was answered in the end.</summary>
/// <param name="Status">HTTP, 0 for none in time.</param>
/// <param name="Text">What the follower was shown at once; null for nothing.</param>
/// <param name="Requests">How often the platform asked.</param>
public sealed record WeChatAnswered(HttpStatusCode Status, string? Text, int Requests);

public sealed partial class WeChatStandIn
{
    const int Times = 3;

    /// <summary>A new id for a message.</summary>
    public string NewId()
    {
        lock (_gate) return (++_ids).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Somebody follows the account and has just written to it.</summary>
    public void Follow(string from) => Open(from, null);

    /// <summary>A message of words.</summary>
    public (string Name, string Value)[] Words(string from, string text, string? id = null) => [.. From(from, "text"), ("Content", text), ("MsgId", id ?? NewId())];

    /// <summary>An event.</summary>
    public (string Name, string Value)[] Event(string from, string name, params (string, string)[] more) => [.. From(from, "event"), ("Event", name), .. more];

    /// <summary>The fields every message begins with.</summary>
    public (string Name, string Value)[] From(string from, string kind) =>
        [("ToUserName", OriginalId), ("FromUserName", from), ("CreateTime", Seconds()), ("MsgType", kind)];

    /// <summary>The XML of a message.</summary>
    public static string Xml(IEnumerable<(string Name, string Value)> fields) =>
        $"<xml>{string.Concat(fields.Select(field => $"<{field.Name}><![CDATA[{field.Value.Replace("]]>", "]]]]><![CDATA[>", StringComparison.Ordinal)}]]></{field.Name}>"))}</xml>";

    /// <summary>The query and the body of a request, in the account's mode.</summary>
    public (string Query, string Body) Write(string xml, WeChatMode? mode = null)
    {
        var (timestamp, nonce) = (Seconds(), RandomNumberGenerator.GetHexString(10, lowercase: true));
        var query = $"signature={Sign(Token, timestamp, nonce)}&timestamp={timestamp}&nonce={nonce}";
        if ((mode ?? Mode) == WeChatMode.Plain) return (query, xml);
        var encrypted = Encrypt(xml);
        var element = $"<Encrypt><![CDATA[{encrypted}]]></Encrypt>";
        var body = (mode ?? Mode) == WeChatMode.Safe ? $"<xml><ToUserName><![CDATA[{OriginalId}]]></ToUserName>{element}</xml>" : xml.Replace("</xml>", element + "</xml>", StringComparison.Ordinal);
        return ($"{query}&encrypt_type=aes&msg_signature={Sign(Token, timestamp, nonce, encrypted)}", body);
    }

    /// <summary>The query by which the platform asks whether an address is ours.</summary>
    public string Check(string echo)
    {
        var (timestamp, nonce) = (Seconds(), "1372623149");
        return $"signature={Sign(Token, timestamp, nonce)}&echostr={echo}&timestamp={timestamp}&nonce={nonce}";
    }

    /// <summary>A follower does something: the platform tells the account, up to three times, and shows what it is answered.</summary>
    public async Task<WeChatAnswered> PostAsync(Uri hook, (string Name, string Value)[] fields)
    {
        var from = fields.Single(field => field.Name == "FromUserName").Value;
        Open(from, fields.FirstOrDefault(field => field.Name == "Event").Value);
        for (var request = 1; ; request++)
        {
            var (query, body) = Write(Xml(fields));
            using var limit = new CancellationTokenSource(Patience);
            try
            {
                using var content = new StringContent(body, Encoding.UTF8, "text/xml");
                using var answer = await _http.PostAsync($"{hook}?{query}", content, limit.Token);
                var text = await answer.Content.ReadAsStringAsync(limit.Token);
                if (answer.IsSuccessStatusCode || request == Times) return new WeChatAnswered(answer.StatusCode, answer.IsSuccessStatusCode ? Show(from, text) : null, request);
            }
            catch (Exception late) when (late is OperationCanceledException or HttpRequestException)
            {
                if (request == Times) return new WeChatAnswered(0, null, request);
            }
        }
    }

    /// <summary>The words of an answer; null for "received". What is neither is a violation, as "the service is out of order" would be shown.</summary>
    public string? Read(string answer, string to)
    {
        if (answer is "" or "success") return null;
        try
        {
            var fields = XElement.Parse(answer).Elements().ToDictionary(field => field.Name.LocalName, field => field.Value);
            if (Mode != WeChatMode.Plain && fields.Remove("Encrypt", out var encrypted))
            {
                if (fields["MsgSignature"] != Sign(Token, fields["TimeStamp"], fields["Nonce"], encrypted)) Violate("an answer with a wrong MsgSignature");
                if (fields.Count != 3) Violate("an encrypted answer with other fields");
                fields = XElement.Parse(Decrypt(encrypted)).Elements().ToDictionary(field => field.Name.LocalName, field => field.Value);
            }
            else if (Mode == WeChatMode.Safe) Violate("an answer that is not encrypted");
            if (fields["ToUserName"] != to || fields["FromUserName"] != OriginalId) Violate("an answer to or from somebody else");
            if (fields["CreateTime"].Length != 10 || fields["MsgType"] != "text" || fields.Count != 5) Violate("an answer of another form");
            if (Encoding.UTF8.GetByteCount(fields["Content"]) is 0 or > 2048) Violate("an answer of no or too many words");
            return fields["Content"];
        }
        catch (Exception broken) when (broken is System.Xml.XmlException or KeyNotFoundException or FormatException or CryptographicException)
        {
            Violate("an answer nobody can read");
            return null;
        }
    }

    /// <summary>As the platform encrypts.</summary>
    public string Encrypt(string xml, string? appId = null)
    {
        var (text, id) = (Encoding.UTF8.GetBytes(xml), Encoding.UTF8.GetBytes(appId ?? AppId));
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, text.Length);
        byte[] plain = [.. RandomNumberGenerator.GetBytes(16), .. length, .. text, .. id];
        var padding = 32 - plain.Length % 32;
        using var aes = Cipher();
        return Convert.ToBase64String(aes.EncryptCbc([.. plain, .. Enumerable.Repeat((byte)padding, padding)], _key.AsSpan(0, 16), PaddingMode.None));
    }

    string? Show(string to, string answer)
    {
        if (Read(answer, to) is not { } text) return null;
        lock (_gate) _sent.Add(new WeChatSent(to, WeChatWay.Answer, text, ImmutableDictionary<string, string>.Empty));
        return text;
    }

    // Since 2023: five messages in 48 hours to who wrote, three in a minute to who followed, scanned or tapped the menu.
    void Open(string from, string? happened)
    {
        lock (_gate)
        {
            Followers[from] = happened != "unsubscribe";
            var now = _clock.GetUtcNow();
            if (happened is null) _spoken[from] = now;
            if (happened is null) _windows[from] = (now.AddHours(48), 5);
            else if (happened is "subscribe" or "SCAN" or "CLICK" && (!_windows.TryGetValue(from, out var window) || window.Until < now.AddMinutes(1))) _windows[from] = (now.AddMinutes(1), 3);
        }
    }

    string Decrypt(string encrypted)
    {
        using var aes = Cipher();
        var plain = aes.DecryptCbc(Convert.FromBase64String(encrypted), _key.AsSpan(0, 16), PaddingMode.None);
        plain = plain[..^plain[^1]];
        var length = BinaryPrimitives.ReadInt32BigEndian(plain.AsSpan(16));
        if (Encoding.UTF8.GetString(plain, 20 + length, plain.Length - 20 - length) != AppId) Violate("an answer encrypted for another AppID");
        return Encoding.UTF8.GetString(plain, 20, length);
    }

    Aes Cipher()
    {
        var aes = Aes.Create();
        aes.Key = _key;
        return aes;
    }

    string Seconds() => _clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
