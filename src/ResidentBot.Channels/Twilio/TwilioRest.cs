using System.Net;
using System.Text.Json;
using NodaTime;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.Twilio;

/// <summary>What Twilio said to a request that creates or changes something.</summary>
/// <param name="Outcome">With the new resource's sid when it was taken.</param>
/// <param name="Status">The HTTP status; 0 when none came.</param>
/// <param name="Code">Twilio's own code of a refusal; 0 for none.</param>
readonly record struct TwilioAnswer(SendOutcome Outcome, int Status, int Code);

/// <summary>Posts forms to the account's folder of the REST API.</summary>
sealed class TwilioRest(TwilioSettings settings, HttpClient http, TimeSpan patience)
{
    /// <summary>Posts one form, once: a lost answer is <see cref="SendError.Unknown"/> where the form may have left, else <see cref="SendError.ProviderDown"/>.</summary>
    internal async Task<TwilioAnswer> PostAsync(string resource, IEnumerable<KeyValuePair<string, string>> form, CancellationToken cancellation)
    {
        using var content = new NotedContent(form);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{settings.Folder}/{resource}") { Content = content };
        request.Headers.Authorization = settings.Credentials;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        try
        {
            using var answer = await http.SendAsync(request, limit.Token);
            return Read(answer, await answer.Content.ReadAsByteArrayAsync(limit.Token));
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException || (lost is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return new TwilioAnswer(new SendOutcome.Failed(content.HasLeft ? SendError.Unknown : SendError.ProviderDown), 0, 0);
        }
    }

    static TwilioAnswer Read(HttpResponseMessage answer, byte[] body)
    {
        var status = (int)answer.StatusCode;
        if (answer.IsSuccessStatusCode)
        {
            // A proxy's friendly 200 is no proof that Twilio took it.
            SendOutcome taken = Read(() => JsonSerializer.Deserialize(body, TwilioJson.Default.MessageResource)?.Sid) is { Length: > 0 } sid
                ? new SendOutcome.Sent(sid)
                : new SendOutcome.Failed(SendError.Unknown);
            return new TwilioAnswer(taken, status, 0);
        }
        var code = Read(() => JsonSerializer.Deserialize(body, TwilioJson.Default.Refusal)?.Code ?? 0);
        return new TwilioAnswer(new SendOutcome.Failed(TwilioErrors.OfAnswer(status, code), After(answer)), status, code);
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
