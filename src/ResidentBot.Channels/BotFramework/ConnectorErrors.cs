using System.Net;
using NodaTime;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.BotFramework;

/// <summary>What the answers of the Connector and of the token endpoint mean to the outbox. Decided by status alone: the words differ by channel.</summary>
static class ConnectorErrors
{
    /// <summary>What a refused message means. A 401 here is the second one: a new token did not help.</summary>
    public static SendOutcome.Failed Of(HttpResponseMessage answer) => new(ErrorOf((int)answer.StatusCode), After(answer));

    /// <summary>What a refused request for a token means.</summary>
    public static SendOutcome.Failed OfLogin(HttpResponseMessage answer) => new(
        answer.StatusCode switch
        {
            HttpStatusCode.TooManyRequests => SendError.RateLimited,
            HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError => SendError.ProviderDown,
            _ => SendError.Misconfigured,
        },
        After(answer));

    static SendError ErrorOf(int status) => status switch
    {
        429 => SendError.RateLimited,
        // 412: somebody else wrote into the conversation at the same moment.
        408 or 412 or >= 500 => SendError.ProviderDown,
        // The person removed the bot, or left.
        403 => SendError.Blocked,
        404 or 410 => SendError.BadAddress,
        400 or 405 or 409 or 413 or 415 or 422 => SendError.Refused,
        _ => SendError.Misconfigured,
    };

    /// <summary><c>Retry-After</c> in seconds, or as a date counted from the answer's own.</summary>
    static Duration? After(HttpResponseMessage answer) => answer.Headers.RetryAfter switch
    {
        { Delta: { } delta } => Duration.FromTimeSpan(delta),
        { Date: { } date } when answer.Headers.Date is { } now && date > now => Duration.FromTimeSpan(date - now),
        _ => null,
    };
}
