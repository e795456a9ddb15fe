using System.Net;
using System.Text.Json;
using NodaTime;
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
        using var content = new NotedContent(FormOf(message, body, isLast));
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

    KeyValuePair<string, string>[] FormOf(Outgoing message, string body, bool isLast) =>
    [
        new("To", message.To.Local),
        settings.MessagingService is { } service ? new("MessagingServiceSid", service) : new("From", settings.From!),
        new("Body", body),
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
