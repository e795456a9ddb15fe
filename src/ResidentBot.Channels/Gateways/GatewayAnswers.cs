using NodaTime;
using ResidentBot.Core.Communities.Gateways;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.Gateways;

/// <summary>Reads a provider's answer to a send. Many answer 200 to everything and say in the body how it went.</summary>
static class GatewayAnswers
{
    /// <summary>The outcome.</summary>
    internal static SendOutcome Read(GatewayAnswer rules, HttpResponseMessage answer, byte[] body)
    {
        var field = CallbackFields.OfAnswer(body);
        var result = rules.Result is null ? "" : field(rules.Result);
        var id = rules.Id is null ? "" : field(rules.Id);
        if (answer.IsSuccessStatusCode)
        {
            if (rules.Result is null ? rules.Id is null || id.Length > 0 : rules.Success.Contains(result)) return new SendOutcome.Sent(id.Length > 0 ? id : null);
            // A proxy's friendly 200 is no proof that the provider saw it, nor that it did not.
            return new SendOutcome.Failed(result.Length == 0 ? SendError.Unknown : rules.Errors.GetValueOrDefault(result, rules.Otherwise));
        }
        var error = rules.Errors.TryGetValue(result, out var known) ? known : OfStatus((int)answer.StatusCode, rules.Otherwise);
        return new SendOutcome.Failed(error, After(answer));
    }

    static SendError OfStatus(int status, SendError otherwise) => status switch
    {
        429 => SendError.RateLimited,
        408 or >= 500 => SendError.ProviderDown,
        401 or 403 or 404 or 405 or 415 => SendError.Misconfigured,
        _ => otherwise,
    };

    static Duration? After(HttpResponseMessage answer) => answer.Headers.RetryAfter switch
    {
        { Delta: { } delta } => Duration.FromTimeSpan(delta),
        { Date: { } date } when answer.Headers.Date is { } now && date > now => Duration.FromTimeSpan(date - now),
        _ => null,
    };
}
