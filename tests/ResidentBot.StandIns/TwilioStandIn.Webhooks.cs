using System.Globalization;

namespace ResidentBot.StandIns;

public sealed partial class TwilioStandIn
{
    static readonly HashSet<string> StopWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT",
    };

    /// <summary>
    /// A resident writes: the text enters the list of messages, a stop or start word blocks or frees the number, and the signed webhook
    /// is posted. The same <paramref name="sid"/> again posts the same message again.
    /// </summary>
    /// <param name="http">The client that plays Twilio's.</param>
    /// <param name="postTo">Where the host really listens.</param>
    /// <param name="from">The resident's number.</param>
    /// <param name="to">Ours.</param>
    /// <param name="body">The text.</param>
    /// <param name="publicUrl">The URL as configured in the console, over which is signed; <paramref name="postTo"/> when null.</param>
    /// <param name="sid">MessageSid; a new one when null.</param>
    /// <param name="pictures">An MMS, if any.</param>
    /// <param name="more">More parameters, such as OptOutType.</param>
    public Task<HttpResponseMessage> SmsAsync(
        HttpClient http, Uri postTo, string from, string to, string body, string? publicUrl = null, string? sid = null,
        (string Type, byte[] Bytes)[]? pictures = null, params (string Name, string Value)[] more)
    {
        var inbound = Listed(sid, from, to, body, pictures ?? []);
        var form = new List<KeyValuePair<string, string>>
        {
            new("ToCountry", "US"), new("SmsMessageSid", inbound.Sid), new("NumMedia", inbound.Pictures.Count.ToString(CultureInfo.InvariantCulture)),
            new("SmsSid", inbound.Sid), new("SmsStatus", "received"), new("FromCity", ""), new("Body", body), new("To", to), new("NumSegments", "1"),
            new("MessageSid", inbound.Sid), new("AccountSid", AccountSid), new("From", from), new("ApiVersion", "2010-04-01"),
        };
        for (var i = 0; i < inbound.Pictures.Count; i++)
        {
            form.Add(new($"MediaContentType{i}", inbound.Pictures[i].Type));
            form.Add(new($"MediaUrl{i}", new Uri(Root, $"/2010-04-01/Accounts/{AccountSid}/Messages/{inbound.Sid}/Media/{inbound.Pictures[i].Sid}").ToString()));
        }
        form.AddRange(more.Select(m => KeyValuePair.Create(m.Name, m.Value)));
        return PostAsync(http, postTo, publicUrl ?? postTo.OriginalString, form);
    }

    /// <summary>Twilio calls a message's StatusCallback, signed over that URL, but posted to where the host really listens.</summary>
    /// <param name="http">The client that plays Twilio's.</param>
    /// <param name="host">Scheme, name and port of the host; path and query come from the callback.</param>
    /// <param name="sent">The message.</param>
    /// <param name="status">sent, delivered, undelivered, ...</param>
    /// <param name="errorCode">For undelivered and failed.</param>
    public Task<HttpResponseMessage> StatusAsync(HttpClient http, Uri host, TwilioSent sent, string status, int? errorCode = null)
    {
        var callback = sent.StatusCallback ?? throw new ArgumentException("the message asked for no callback", nameof(sent));
        var form = new List<KeyValuePair<string, string>>
        {
            new("MessageSid", sent.Sid), new("SmsSid", sent.Sid), new("MessageStatus", status), new("SmsStatus", status), new("To", sent.To),
            new("From", sent.From ?? "+15005550006"), new("AccountSid", AccountSid), new("ApiVersion", "2010-04-01"),
        };
        if (errorCode is { } code) form.Add(new("ErrorCode", code.ToString(CultureInfo.InvariantCulture)));
        return PostAsync(http, new Uri(host, new Uri(callback).PathAndQuery), callback, form);
    }

    TwilioInbound Listed(string? sid, string from, string to, string body, (string Type, byte[] Bytes)[] pictures)
    {
        var inbound = sid is null ? null : Find(sid);
        if (inbound is null)
        {
            inbound = new TwilioInbound(
                sid ?? NewSid(pictures.Length > 0 ? "MM" : "SM"), from, to, body, _clock.GetUtcNow(), [.. pictures.Select(p => new TwilioPicture(NewSid("ME"), p.Type, p.Bytes))]);
            lock (_gate) _inbound.Add(inbound);
        }
        lock (_gate)
        {
            if (StopWords.Contains(body.Trim())) _stopped.Add((to, from));
            else if (body.Trim().ToUpperInvariant() is "START" or "UNSTOP" or "YES") _stopped.Remove((to, from));
        }
        return inbound;
    }

    async Task<HttpResponseMessage> PostAsync(HttpClient http, Uri postTo, string signedUrl, List<KeyValuePair<string, string>> form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, postTo) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Add("X-Twilio-Signature", TwilioSigning.Sign(AuthToken, signedUrl, form));
        request.Headers.UserAgent.ParseAdd("TwilioProxy/1.1");
        return await http.SendAsync(request);
    }
}
