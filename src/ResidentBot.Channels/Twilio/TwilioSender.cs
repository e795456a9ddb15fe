using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.Twilio;

/// <summary>Creates messages: <c>POST /2010-04-01/Accounts/AC…/Messages.json</c> with the form <c>To=…&amp;From=…&amp;Body=…&amp;StatusCallback=…</c>.</summary>
sealed class TwilioSender(TwilioSettings settings, string hook, HttpClient http, TimeSpan patience)
{
    /// <summary>Sends the parts of a message one after another; the first that fails is the outcome, and no parts at all are refused.</summary>
    internal async Task<SendOutcome> SendAsync(Outgoing message, IReadOnlyList<TwilioContent> parts, CancellationToken cancellation)
    {
        SendOutcome outcome = new SendOutcome.Failed(SendError.Refused);
        for (var i = 0; i < parts.Count; i++)
        {
            outcome = await SendPartAsync(message, parts[i], isLast: i == parts.Count - 1, cancellation);
            if (outcome is SendOutcome.Failed) break;
        }
        return outcome;
    }

    async Task<SendOutcome> SendPartAsync(Outgoing message, TwilioContent part, bool isLast, CancellationToken cancellation)
    {
        var answer = await new TwilioRest(settings, http, patience).PostAsync("Messages.json", FormOf(message, part, isLast), cancellation);
        return answer.Outcome;
    }

    KeyValuePair<string, string>[] FormOf(Outgoing message, TwilioContent part, bool isLast) =>
    [
        new("To", settings.PartyOf(message.To)),
        settings.MessagingService is { } service ? new("MessagingServiceSid", service) : new("From", settings.From!),
        .. part.Fields(),
        new("StatusCallback", new TwilioCallback(message.Id, message.Concerns, isLast).Below(hook.TrimEnd('/'))),
    ];
}
