using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.Twilio;

/// <summary>Makes arrivals of inbound messages, the same from a webhook and from the list of messages.</summary>
static class TwilioArrivals
{
    /// <summary>Words that Twilio and the carriers act on themselves when they are the whole text.</summary>
    static readonly FrozenSet<string> StopWords =
        new[] { "STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>YES is left out: without <c>OptOutType</c> it is far more often an answer than a wish to be written to again.</summary>
    static readonly FrozenSet<string> StartWords = new[] { "START", "UNSTOP" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Words that Twilio answers itself when they are the whole text.</summary>
    static readonly FrozenSet<string> HelpWords = new[] { "HELP", "INFO" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Reads an inbound webhook; null when it lacks an id or a sender of the account's channel. Samples:
    /// <c>MessageSid=SM0a…&amp;AccountSid=AC0b…&amp;From=%2B15005550009&amp;To=%2B15005550006&amp;Body=1&amp;NumMedia=0</c>,
    /// <c>MessageSid=SM0a…&amp;AccountSid=AC0b…&amp;From=whatsapp%3A%2B15005550009&amp;WaId=15005550009&amp;ProfileName=Li&amp;Body=&amp;Latitude=31.23&amp;Longitude=121.47&amp;NumMedia=0</c>.
    /// </summary>
    internal static Arrival? OfWebhook(string account, TwilioSettings settings, TwilioForm form, Instant at)
    {
        var sid = form["MessageSid"] is { Length: > 0 } id ? id : form["SmsSid"];
        var text = TextOf(form);
        // Who shows no number is known by an id of WhatsApp's alone.
        var from = settings.AddressOf(form["From"]) ?? (settings.IsWhatsApp ? settings.AddressOf(form["ExternalUserId"]) : null);
        return Of(account, sid, from, at, text, KindOf(settings, text, form["OptOutType"]), Pictures(form)) is not { } arrival ? null : arrival with
        {
            Name = form["ProfileName"] is { Length: > 0 } name ? name : null,
            Location = PlaceOf(form),
        };
    }

    /// <summary>Reads a listed message; null as above.</summary>
    internal static Arrival? OfListed(string account, TwilioSettings settings, MessageResource listed, Instant at, ImmutableArray<Media> pictures) =>
        Of(account, listed.Sid, settings.AddressOf(listed.From), at, listed.Body ?? "", KindOf(settings, listed.Body ?? "", optOutType: ""), pictures);

    /// <summary>A button of a template says by its payload which digit it stands for, if it was given one; else its words are as if they were written.</summary>
    static string TextOf(TwilioForm form) =>
        form["ButtonPayload"] is { Length: 1 or 2 } digit && digit.All(char.IsAsciiDigit) ? digit
        : form["Body"] is { Length: > 0 } body ? body : form["ButtonText"];

    static GeoPoint? PlaceOf(TwilioForm form) =>
        double.TryParse(form["Latitude"], NumberStyles.Float, CultureInfo.InvariantCulture, out var latitude) && Math.Abs(latitude) <= 90
        && double.TryParse(form["Longitude"], NumberStyles.Float, CultureInfo.InvariantCulture, out var longitude) && Math.Abs(longitude) <= 180
            ? new GeoPoint(latitude, longitude, form["Label"] is { Length: > 0 } label ? label : form["Address"] is { Length: > 0 } address ? address : null)
            : null;

    /// <summary>A piece of media as its URL and type name it.</summary>
    internal static Media Picture(string url, string? type) => new(type?.Split('/')[0] switch
    {
        "image" => "photo",
        "audio" => "voice",
        "video" => "video",
        _ => "file",
    }, url, type);

    static Arrival? Of(string account, string? sid, Address? from, Instant at, string text, ArrivalKind kind, ImmutableArray<Media> pictures) =>
        string.IsNullOrEmpty(sid) || from is not { } address ? null : new Arrival
        {
            Account = account,
            From = address,
            ProviderId = sid,
            At = at,
            Kind = kind,
            Text = TextParts.Head(text),
            Media = pictures,
        };

    // Twilio's own words hold on telephone numbers alone; on WhatsApp only what it says that it acted upon.
    static ArrivalKind KindOf(TwilioSettings settings, string text, string optOutType) => (optOutType.ToUpperInvariant(), text.Trim()) switch
    {
        ("STOP", _) => ArrivalKind.CarrierStop,
        ("START", _) => ArrivalKind.CarrierStart,
        ("HELP", _) => ArrivalKind.CarrierHelp,
        _ when settings.IsWhatsApp => ArrivalKind.Message,
        (_, var word) when StopWords.Contains(word) => ArrivalKind.CarrierStop,
        (_, var word) when StartWords.Contains(word) => ArrivalKind.CarrierStart,
        (_, var word) when HelpWords.Contains(word) => ArrivalKind.CarrierHelp,
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
