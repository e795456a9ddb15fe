using System.Text;

namespace ResidentBot.Channels.Twilio;

/// <summary>A request that Twilio signed.</summary>
/// <param name="Part">What follows the hook's own path: <c>status</c>; empty for the hook itself.</param>
/// <param name="Told">What Twilio tells.</param>
/// <param name="Asked">The query that we wrote into the address ourselves.</param>
sealed record TwilioRequest(string Part, TwilioForm Told, TwilioForm Asked);

/// <summary>Lets in only what Twilio signed with the account's auth token, over the address as Twilio calls it.</summary>
sealed class TwilioDoor
{
    const int LongestBody = 1 << 20;

    readonly string _accountSid, _authToken, _lastSegment;

    internal TwilioDoor(TwilioSettings settings, Uri hook)
    {
        (_accountSid, _authToken) = (settings.AccountSid, settings.AuthToken);
        PublicUrl = AsTwilioCalls(hook);
        var path = PublicUrl[(PublicUrl.IndexOf("://", StringComparison.Ordinal) + 3)..].TrimEnd('/');
        _lastSegment = path.Contains('/') ? path[path.LastIndexOf('/')..] : "";
    }

    /// <summary>The hook as it is written in Twilio's console.</summary>
    internal string PublicUrl { get; }

    /// <summary>The request, or why it is refused. <paramref name="parts"/> are the names that may follow the hook's path.</summary>
    internal (TwilioRequest? Request, Reception.Refused? Refused) Open(WebhookRequest request, params ReadOnlySpan<string> parts)
    {
        if (request.Method is not ("GET" or "POST")) return Refuse(400, "neither GET nor POST");
        if (request.Body.Length > LongestBody) return Refuse(413, "over 1 MB");
        if (request.Header("X-Twilio-Signature") is not { Length: > 0 } signature) return Refuse(401, "no signature");

        var mark = request.PathAndQuery.IndexOf('?');
        var path = mark < 0 ? request.PathAndQuery : request.PathAndQuery[..mark];
        var query = mark < 0 ? "" : request.PathAndQuery[mark..];
        var part = PartOf(path, parts);
        var url = (part.Length == 0 ? PublicUrl : $"{PublicUrl.TrimEnd('/')}/{part}") + query;

        if (TwilioForm.Read(Encoding.UTF8.GetBytes(query.TrimStart('?'))) is not { } asked) return Refuse(400, "unreadable query");
        var isJson = request.Header("Content-Type")?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) is true;
        return isJson ? OpenJson() : OpenForm();

        // JSON is signed by the URL alone, which holds the hash of the body.
        (TwilioRequest?, Reception.Refused?) OpenJson()
        {
            if (!TwilioSignature.IsGood(signature, _authToken, url, [])) return Refuse(403, "wrong signature");
            if (!TwilioSignature.IsHashOf(asked["bodySHA256"], request.Body.Span)) return Refuse(403, "wrong hash of the body");
            return TwilioForm.ReadJson(request.Body) is { } told ? Enter(told) : Refuse(400, "unreadable JSON");
        }

        (TwilioRequest?, Reception.Refused?) OpenForm()
        {
            if (TwilioForm.Read(request.Body.Span) is not { } form) return Refuse(400, "unreadable form");
            if (!TwilioSignature.IsGood(signature, _authToken, url, form.Fields)) return Refuse(403, "wrong signature");
            return Enter(request.Method == "GET" ? asked : form);
        }

        (TwilioRequest?, Reception.Refused?) Enter(TwilioForm told) =>
            told["AccountSid"] == _accountSid ? (new TwilioRequest(part, told, asked), null) : Refuse(403, "another AccountSid");
    }

    string PartOf(string path, ReadOnlySpan<string> parts)
    {
        path = path.TrimEnd('/');
        foreach (var part in parts)
            if (path.EndsWith($"{_lastSegment}/{part}", StringComparison.Ordinal)) return part;
        return "";
    }

    static (TwilioRequest?, Reception.Refused?) Refuse(int status, string why) => (null, new Reception.Refused(status, why));

    /// <summary>As written, because <see cref="Uri"/> would lower the host's case; without user, query and fragment, which Twilio does not sign.</summary>
    static string AsTwilioCalls(Uri hook)
    {
        var written = hook.OriginalString;
        var end = written.IndexOfAny(['?', '#']);
        if (end >= 0) written = written[..end];
        return hook.UserInfo.Length == 0 ? written : written.Replace($"{hook.UserInfo}@", "", StringComparison.Ordinal);
    }
}
