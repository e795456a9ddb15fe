using System.Globalization;
using System.Text;
using NodaTime;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.Twilio;

/// <summary>Checks and reads what Twilio calls: the hook itself with messages, and <c>/status</c> below it with news of ours.</summary>
sealed class TwilioHook
{
    const int LongestBody = 1 << 20;
    const string EmptyTwiml = """<?xml version="1.0" encoding="UTF-8"?><Response/>""";

    readonly string _account, _authToken, _statusEnd;
    readonly TwilioSettings _settings;

    internal TwilioHook(string account, TwilioSettings settings, Uri hook)
    {
        (_account, _settings, _authToken) = (account, settings, settings.AuthToken);
        PublicUrl = AsTwilioCalls(hook);
        var path = PublicUrl[(PublicUrl.IndexOf("://", StringComparison.Ordinal) + 3)..].TrimEnd('/');
        _statusEnd = (path.Contains('/') ? path[path.LastIndexOf('/')..] : "") + "/status";
    }

    /// <summary>The hook as it is written in Twilio's console.</summary>
    internal string PublicUrl { get; }

    /// <inheritdoc cref="IChannel.Receive"/>
    internal Reception Receive(WebhookRequest request)
    {
        if (request.Method is not ("GET" or "POST")) return new Reception.Refused(400, "neither GET nor POST");
        if (request.Body.Length > LongestBody) return new Reception.Refused(413, "over 1 MB");
        if (request.Header("X-Twilio-Signature") is not { Length: > 0 } signature) return new Reception.Refused(401, "no signature");

        var mark = request.PathAndQuery.IndexOf('?');
        var path = mark < 0 ? request.PathAndQuery : request.PathAndQuery[..mark];
        var query = mark < 0 ? "" : request.PathAndQuery[mark..];
        var isStatus = path.TrimEnd('/').EndsWith(_statusEnd, StringComparison.Ordinal);
        var url = (isStatus ? PublicUrl.TrimEnd('/') + "/status" : PublicUrl) + query;

        if (TwilioForm.Read(Encoding.UTF8.GetBytes(query.TrimStart('?'))) is not { } asked) return new Reception.Refused(400, "unreadable query");
        var isJson = request.Header("Content-Type")?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) is true;
        return isJson ? ReceiveJson() : ReceiveForm();

        // JSON is signed by the URL alone, which holds the hash of the body.
        Reception ReceiveJson()
        {
            if (!TwilioSignature.IsGood(signature, _authToken, url, [])) return new Reception.Refused(403, "wrong signature");
            if (!TwilioSignature.IsHashOf(asked["bodySHA256"], request.Body.Span)) return new Reception.Refused(403, "wrong hash of the body");
            return TwilioForm.ReadJson(request.Body) is { } told ? Read(told, asked, isStatus, request.At) : new Reception.Refused(400, "unreadable JSON");
        }

        Reception ReceiveForm()
        {
            if (TwilioForm.Read(request.Body.Span) is not { } form) return new Reception.Refused(400, "unreadable form");
            if (!TwilioSignature.IsGood(signature, _authToken, url, form.Fields)) return new Reception.Refused(403, "wrong signature");
            return Read(request.Method == "GET" ? asked : form, asked, isStatus, request.At);
        }
    }

    Reception Read(TwilioForm told, TwilioForm asked, bool isStatus, Instant at)
    {
        if (told["AccountSid"] != _settings.AccountSid) return new Reception.Refused(403, "another AccountSid");
        if (isStatus) return new Reception.Accepted { Reports = Report(told, asked, at) is { } report ? [report] : [] };
        return TwilioArrivals.OfWebhook(_account, _settings, told, at) is { } arrival
            ? new Reception.Accepted { Arrivals = [arrival], Body = EmptyTwiml, BodyType = "text/xml" }
            : new Reception.Refused(400, "no MessageSid, or From is nobody of this channel");
    }

    /// <summary>Null for states that are no news, and for messages that are not ours.</summary>
    DeliveryReport? Report(TwilioForm told, TwilioForm asked, Instant at)
    {
        var status = told["MessageStatus"] is { Length: > 0 } named ? named : told["SmsStatus"];
        if (StateOf(status) is not { } state || TwilioCallback.Read(asked) is not { } callback) return null;
        if (_settings.AddressOf(told["To"]) is not { } to) return null;
        if (!callback.IsLast && state != DeliveryState.Failed) return null;
        _ = int.TryParse(told["ErrorCode"], NumberStyles.None, CultureInfo.InvariantCulture, out var code);
        return new DeliveryReport
        {
            MessageId = callback.MessageId,
            Account = _account,
            To = to,
            State = state,
            Error = state != DeliveryState.Failed ? null : status == "canceled" ? SendError.Refused : TwilioErrors.OfReport(code),
            ProviderId = told["MessageSid"] is { Length: > 0 } sid ? sid : null,
            Concerns = callback.Concerns,
            At = at,
        };
    }

    static DeliveryState? StateOf(string status) => status switch
    {
        "sent" => DeliveryState.Sent,
        "delivered" => DeliveryState.Delivered,
        "read" => DeliveryState.Seen,
        "undelivered" or "failed" or "canceled" => DeliveryState.Failed,
        _ => null,
    };

    /// <summary>As written, because <see cref="Uri"/> would lower the host's case; without user, query and fragment, which Twilio does not sign.</summary>
    static string AsTwilioCalls(Uri hook)
    {
        var written = hook.OriginalString;
        var end = written.IndexOfAny(['?', '#']);
        if (end >= 0) written = written[..end];
        return hook.UserInfo.Length == 0 ? written : written.Replace($"{hook.UserInfo}@", "", StringComparison.Ordinal);
    }
}
