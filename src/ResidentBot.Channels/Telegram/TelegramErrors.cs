using NodaTime;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.Telegram;

/// <summary>What Telegram's answers mean to the outbox. Decided by <c>error_code</c>; words are looked at only to tell 400s apart.</summary>
static class TelegramErrors
{
    /// <summary>How a sendMessage ended.</summary>
    public static SendOutcome OutcomeOf(TelegramReply<TelegramSent> reply)
    {
        if (reply.Ok) return new SendOutcome.Sent(reply.Result?.MessageId?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        // The old chat is closed for good; the host sends the same message once more to its new name.
        if (reply.Parameters?.MigrateToChatId is { } moved)
            return new SendOutcome.Failed(SendError.BadAddress, MovedTo: TelegramArrivals.AddressOf(moved));
        Duration? after = reply.Parameters?.RetryAfter is > 0 and < int.MaxValue and var seconds ? Duration.FromSeconds(seconds) : null;
        return new SendOutcome.Failed(ErrorOf(reply.ErrorCode, reply.Description ?? ""), after);
    }

    static SendError ErrorOf(int code, string description) => code switch
    {
        429 => SendError.RateLimited,
        403 => SendError.Blocked,
        400 => NamesNobody(description) ? SendError.BadAddress : SendError.Refused,
        413 => SendError.Refused,
        >= 500 => SendError.ProviderDown,
        // A 200 whose body cannot be read: Telegram may well have sent the message.
        < 300 => SendError.Unknown,
        // 401 and 404: a wrong token or API root. A redirect or anything else strange: not Telegram at all.
        _ => SendError.Misconfigured,
    };

    static bool NamesNobody(string description) =>
        description.Contains("chat not found", StringComparison.OrdinalIgnoreCase)
        || description.Contains("user not found", StringComparison.OrdinalIgnoreCase)
        || description.Contains("PEER_ID_INVALID", StringComparison.OrdinalIgnoreCase);
}
