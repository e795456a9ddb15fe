using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.Twilio;

/// <summary>Creates messages: <c>POST /2010-04-01/Accounts/AC…/Messages.json</c> with the form <c>To=…&amp;From=…&amp;Body=…&amp;StatusCallback=…</c>.</summary>
sealed class TwilioSender(TwilioSettings settings, string hook, HttpClient http, TimeSpan patience)
{
    /// <summary>Sends the parts of a message one after another; the first that fails is the outcome, and no parts at all are refused.</summary>
    internal Task<SendOutcome> SendAsync(Outgoing message, IReadOnlyList<TwilioContent> parts, CancellationToken cancellation) =>
        SendAsync(message, parts, new TakenParts(), cancellation);

    /// <summary>The same, behind the parts that an earlier try has had taken.</summary>
    internal Task<SendOutcome> SendAsync(Outgoing message, IReadOnlyList<TwilioContent> parts, TakenParts taken, CancellationToken cancellation) =>
        taken.SendAsync(message.Id, [.. parts.Select<TwilioContent, Func<Task<SendOutcome>>>((part, i) => () => SendPartAsync(message, part, isLast: i == parts.Count - 1, cancellation))]);

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
