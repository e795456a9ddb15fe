using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.WeChat;

/// <summary>
/// Turns a message or an event into what a resident did (developers.weixin.qq.com, "receiving standard messages" and "receiving event pushes").
/// </summary>
/// <param name="account">Our account.</param>
/// <param name="fields">As <see cref="WeChatXml.Read"/> gives them, with a <c>FromUserName</c> that an address can hold.</param>
/// <param name="now">No message is younger.</param>
sealed class WeChatArrivals(string account, IReadOnlyDictionary<string, string> fields, Instant now)
{
    const int LongestTap = 64;

    string this[string name] => fields.GetValueOrDefault(name, "");

    /// <summary>The address of a person: <c>wechat:oA1…</c>. An OpenID is another one for each of our accounts; null for what is none.</summary>
    public static Address? AddressOf(string openId) =>
        openId.Length is > 0 and <= 64 && openId.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? new Address($"wechat:{openId}") : null;

    /// <summary>The arrival, null when it means nothing to us.</summary>
    public Arrival? Read() => this["MsgType"] == "event" ? FromEvent() : FromMessage();

    /// <summary>
    /// What became of a template message. Its <see cref="DeliveryReport.MessageId"/> is empty: WeChat says only its own <c>MsgID</c>.
    /// <code>&lt;Event&gt;TEMPLATESENDJOBFINISH&lt;/Event&gt;&lt;MsgID&gt;200163836&lt;/MsgID&gt;&lt;Status&gt;failed:user block&lt;/Status&gt;</code>
    /// </summary>
    public DeliveryReport? Report()
    {
        if (this["MsgType"] != "event" || this["Event"] != "TEMPLATESENDJOBFINISH" || (this["MsgID"] is not { Length: > 0 and <= 32 } id)) return null;
        var status = this["Status"];
        return new DeliveryReport
        {
            MessageId = "",
            Account = account,
            To = AddressOf(this["FromUserName"])!.Value,
            State = status == "success" ? DeliveryState.Delivered : DeliveryState.Failed,
            Error = status switch
            {
                "success" => null,
                "failed:user block" => SendError.Blocked,
                _ => SendError.Refused,
            },
            ProviderId = id,
            At = When(),
        };
    }

    Arrival? FromMessage()
    {
        // Without an id of its own a repeat could not be told from a second message.
        if (this["MsgId"] is not { Length: > 0 and <= 32 } id) return null;
        var arrival = Blank(id) with { Text = TextParts.Head(Words().Trim()), Media = Picture() is { } media ? [media] : [], Location = Place() };
        return arrival is { Text: "", Media.IsEmpty: true, Location: null } ? null : arrival;
    }

    Arrival? FromEvent()
    {
        var arrival = Blank(EventId());
        return this["Event"] switch
        {
            "subscribe" => arrival with { Kind = ArrivalKind.Started, Tap = Scene(this["EventKey"], "qrscene_") },
            "SCAN" => arrival with { Kind = ArrivalKind.Started, Tap = Scene(this["EventKey"], "") },
            "unsubscribe" => arrival with { Kind = ArrivalKind.Blocked },
            // A menu's key is the words that it stands for.
            "CLICK" when this["EventKey"].Trim() is { Length: > 0 } key => arrival with { Text = TextParts.Head(key) },
            _ => null,
        };
    }

    Arrival Blank(string id) => new() { Account = account, From = AddressOf(this["FromUserName"])!.Value, ProviderId = id, At = When() };

    /// <summary>Events have no id: WeChat says to tell them by sender, time and kind.</summary>
    string EventId() => Base64Url.EncodeToString(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', this["FromUserName"], this["CreateTime"], this["Event"], this["EventKey"]))));

    string Words() => this["MsgType"] switch
    {
        "text" => this["Content"],
        "voice" => this["Recognition"],
        "link" => string.Join('\n', new[] { this["Title"], this["Description"], this["Url"] }.Where(line => line.Length > 0)),
        "file" => this["Title"],
        _ => "",
    };

    Media? Picture() => (this["MsgType"], this["MediaId"], this["PicUrl"]) switch
    {
        ("image", "", "") or ("voice" or "video" or "shortvideo", "", _) => null,
        ("image", var id, var url) => new Media("photo", WeChatMedia.Source(id, url), "image/jpeg"),
        ("voice", var id, _) => new Media("voice", WeChatMedia.Source(id, ""), "audio/amr"),
        ("video" or "shortvideo", var id, _) => new Media("video", WeChatMedia.Source(id, ""), "video/mp4"),
        _ => null,
    };

    /// <summary><c>Location_X</c> is the latitude.</summary>
    GeoPoint? Place() =>
        this["MsgType"] == "location" && Degrees("Location_X", 90) is { } latitude && Degrees("Location_Y", 180) is { } longitude
            ? new GeoPoint(latitude, longitude, this["Label"] is { Length: > 0 } label ? label : null)
            : null;

    double? Degrees(string name, double most) =>
        double.TryParse(this[name], NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(degrees) <= most ? degrees : null;

    static string? Scene(string key, string prefix) =>
        key.StartsWith(prefix, StringComparison.Ordinal) && key[prefix.Length..] is { Length: > 0 and <= LongestTap } scene
            && scene.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? scene
            : null;

    Instant When() =>
        long.TryParse(this["CreateTime"], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 253_402_300_800
            && Instant.FromUnixTimeSeconds(seconds) is var at && at < now
            ? at
            : now;
}
