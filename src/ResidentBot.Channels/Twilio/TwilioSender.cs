using System.Net;
using System.Text.Json;
using NodaTime;
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
        using var content = new NotedContent(FormOf(message, part, isLast));
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{settings.Folder}/Messages.json") { Content = content };
        request.Headers.Authorization = settings.Credentials;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        try
        {
            using var answer = await http.SendAsync(request, limit.Token);
            return Outcome(answer, await answer.Content.ReadAsByteArrayAsync(limit.Token));
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException || (lost is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return new SendOutcome.Failed(content.HasLeft ? SendError.Unknown : SendError.ProviderDown);
        }
    }

    KeyValuePair<string, string>[] FormOf(Outgoing message, TwilioContent part, bool isLast) =>
    [
        new("To", settings.PartyOf(message.To)),
        settings.MessagingService is { } service ? new("MessagingServiceSid", service) : new("From", settings.From!),
        .. part.Fields(),
        new("StatusCallback", new TwilioCallback(message.Id, message.Concerns, isLast).Below(hook.TrimEnd('/'))),
    ];

    static SendOutcome Outcome(HttpResponseMessage answer, byte[] body)
    {
        if (answer.IsSuccessStatusCode)
        {
            // A proxy's friendly 200 is no proof that Twilio took it.
            return Read(() => JsonSerializer.Deserialize(body, TwilioJson.Default.MessageResource)?.Sid) is { Length: > 0 } sid
                ? new SendOutcome.Sent(sid)
                : new SendOutcome.Failed(SendError.Unknown);
        }
        var code = Read(() => JsonSerializer.Deserialize(body, TwilioJson.Default.Refusal)?.Code ?? 0);
        return new SendOutcome.Failed(TwilioErrors.OfAnswer((int)answer.StatusCode, code), After(answer));
    }

    static T? Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (JsonException)
        {
            return default;
        }
    }

    /// <summary><c>Retry-After</c> in seconds, or as a date counted from the answer's own.</summary>
    static Duration? After(HttpResponseMessage answer) => answer.Headers.RetryAfter switch
    {
        { Delta: { } delta } => Duration.FromTimeSpan(delta),
        { Date: { } date } when answer.Headers.Date is { } now && date > now => Duration.FromTimeSpan(date - now),
        _ => null,
    };

    /// <summary>A form that remembers whether it began to leave: before that nothing can have been sent.</summary>
    sealed class NotedContent(IEnumerable<KeyValuePair<string, string>> form) : FormUrlEncodedContent(form)
    {
        internal bool HasLeft { get; private set; }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            HasLeft = true;
            return base.SerializeToStreamAsync(stream, context, cancellationToken);
        }
    }
}
