using ResidentBot.Channels.Sms;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.Twilio;

/// <summary>Creates messages: <c>POST /2010-04-01/Accounts/AC…/Messages.json</c> with the form <c>To=…&amp;From=…&amp;Body=…&amp;StatusCallback=…</c>.</summary>
sealed class TwilioSender(TwilioSettings settings, string hook, HttpClient http, TimeSpan patience)
{
    internal const int LongestBody = 1600;

    /// <summary>Sends the message, a long one in several parts one after another; the first part that fails is the outcome.</summary>
    internal async Task<SendOutcome> SendAsync(Outgoing message, CancellationToken cancellation)
    {
        var written = NumberedText.Of(message);
        SendOutcome outcome = new SendOutcome.Failed(SendError.Refused);
        if (string.IsNullOrWhiteSpace(written)) return outcome;

        var parts = Splitting.Split(written, LongestBody).ToArray();
        for (var i = 0; i < parts.Length; i++)
        {
            outcome = await SendPartAsync(message, parts[i], isLast: i == parts.Length - 1, cancellation);
            if (outcome is SendOutcome.Failed) break;
        }
        return outcome;
    }

    async Task<SendOutcome> SendPartAsync(Outgoing message, string body, bool isLast, CancellationToken cancellation)
    {
        var answer = await new TwilioRest(settings, http, patience).PostAsync("Messages.json", FormOf(message, body, isLast), cancellation);
        return answer.Outcome;
    }

    KeyValuePair<string, string>[] FormOf(Outgoing message, string body, bool isLast) =>
    [
        new("To", message.To.Local),
        settings.MessagingService is { } service ? new("MessagingServiceSid", service) : new("From", settings.From!),
        new("Body", body),
        new("StatusCallback", new TwilioCallback(message.Id, message.Concerns, isLast).Below(hook.TrimEnd('/'))),
    ];
}
