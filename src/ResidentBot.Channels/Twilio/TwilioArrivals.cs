using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.Twilio;

/// <summary>Makes arrivals of inbound messages, the same from a webhook and from the list of messages.</summary>
static class TwilioArrivals
{
    const int LongestText = 4096;

    /// <summary>Words that Twilio and the carriers act on themselves when they are the whole text.</summary>
    static readonly FrozenSet<string> StopWords =
        new[] { "STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>YES is left out: without <c>OptOutType</c> it is far more often an answer than a wish to be written to again.</summary>
    static readonly FrozenSet<string> StartWords = new[] { "START", "UNSTOP" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Reads an inbound webhook; null when it lacks an id or a sender that is a phone number. Sample:
    /// <c>MessageSid=SM0a…&amp;AccountSid=AC0b…&amp;From=%2B15005550009&amp;To=%2B15005550006&amp;Body=1&amp;NumMedia=0</c>.
    /// </summary>
    internal static Arrival? OfWebhook(string account, TwilioForm form, Instant at)
    {
        var sid = form["MessageSid"] is { Length: > 0 } id ? id : form["SmsSid"];
        var text = form["Body"];
        return Of(account, sid, form["From"], at, text, KindOf(text, form["OptOutType"]), Pictures(form));
    }

    /// <summary>Reads a listed message; null as above.</summary>
    internal static Arrival? OfListed(string account, MessageResource listed, Instant at, ImmutableArray<Media> pictures) =>
        Of(account, listed.Sid, listed.From, at, listed.Body ?? "", KindOf(listed.Body ?? "", optOutType: ""), pictures);

    /// <summary>The address of a phone number; null for ids of other channels (<c>whatsapp:+1…</c>).</summary>
    internal static Address? Phone(string? number) =>
        !string.IsNullOrEmpty(number) && !number.Contains(':') && Address.TryParse($"sms:{number}", out var address) ? address : null;

    /// <summary>A piece of media as its URL and type name it.</summary>
    internal static Media Picture(string url, string? type) => new(type?.Split('/')[0] switch
    {
        "image" => "photo",
        "audio" => "voice",
        "video" => "video",
        _ => "file",
    }, url, type);

    static Arrival? Of(string account, string? sid, string? from, Instant at, string text, ArrivalKind kind, ImmutableArray<Media> pictures) =>
        string.IsNullOrEmpty(sid) || Phone(from) is not { } address ? null : new Arrival
        {
            Account = account,
            From = address,
            ProviderId = sid,
            At = at,
            Kind = kind,
            Text = text.Length <= LongestText ? text : text[..(char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText)],
            Media = pictures,
        };

    static ArrivalKind KindOf(string text, string optOutType) => (optOutType.ToUpperInvariant(), text.Trim()) switch
    {
        ("STOP", _) => ArrivalKind.CarrierStop,
        ("START", _) => ArrivalKind.CarrierStart,
        (_, var word) when StopWords.Contains(word) => ArrivalKind.CarrierStop,
        (_, var word) when StartWords.Contains(word) => ArrivalKind.CarrierStart,
        _ => ArrivalKind.Message,
    };

    static ImmutableArray<Media> Pictures(TwilioForm form)
    {
        var count = int.TryParse(form["NumMedia"], NumberStyles.None, CultureInfo.InvariantCulture, out var told) ? Math.Min(told, 10) : 0;
        return [.. from i in Enumerable.Range(0, count)
                   let url = form[$"MediaUrl{i}"]
                   where url.Length > 0
                   select Picture(url, form[$"MediaContentType{i}"] is { Length: > 0 } type ? type : null)];
    }
}
