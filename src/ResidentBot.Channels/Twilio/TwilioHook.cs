using System.Globalization;
using NodaTime;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.Twilio;

/// <summary>Checks and reads what Twilio calls: the hook itself with messages, and <c>/status</c> below it with news of ours.</summary>
sealed class TwilioHook
{
    const string EmptyTwiml = """<?xml version="1.0" encoding="UTF-8"?><Response/>""";

    readonly string _account;
    readonly TwilioSettings _settings;
    readonly TwilioDoor _door;

    internal TwilioHook(string account, TwilioSettings settings, Uri hook) => (_account, _settings, _door) = (account, settings, new TwilioDoor(settings, hook));

    /// <summary>The hook as it is written in Twilio's console.</summary>
    internal string PublicUrl => _door.PublicUrl;

    /// <inheritdoc cref="IChannel.Receive"/>
    internal Reception Receive(WebhookRequest request)
    {
        var (entered, refused) = _door.Open(request, "status");
        return entered is null ? refused! : Read(entered, request.At);
    }

    Reception Read(TwilioRequest request, Instant at)
    {
        if (request.Part == "status") return new Reception.Accepted { Reports = Report(request.Told, request.Asked, at) is { } report ? [report] : [] };
        return TwilioArrivals.OfWebhook(_account, _settings, request.Told, at) is { } arrival
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
}
