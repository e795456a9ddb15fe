using System.Collections.Immutable;
using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Communities.Gateways;

/// <summary>The words that a gateway's file may use.</summary>
public static class GatewayWords
{
    /// <summary>What a request can say of a message, besides the account's settings.</summary>
    public static readonly ImmutableArray<string> OfMessage =
    [
        "to", "to_digits", "to_national", "text", "id", "reference", "receipts_url", "nonce", "time_unix", "time_ms", "time_iso",
    ];

    /// <summary>What a request can say of its template; only where there are templates.</summary>
    public static readonly ImmutableArray<string> OfTemplate = ["template", "params", "params_list"];

    /// <summary>
    /// What may stand in JSON without quotes: numbers and whole JSON values. Everything else is text.
    /// </summary>
    public static readonly ImmutableArray<string> Bare = ["to_digits", "to_national", "time_unix", "time_ms", "params", "params_list"];

    /// <summary>The texts that are sent for <see cref="Purpose.Welfare"/>: where one cannot leave, a check-in or its alarm fails at night.</summary>
    public static readonly ImmutableArray<string> Welfare =
    [
        "checkin_ask", "checkin_remind", "checkin_again", "checkin_thanks", "checkin_thanks_all_the_same", "checkin_coming", "checkin_unclear", "checkin_who",
        "rung_ask", "rung_ask_private", "rung_result", "rung_result_private", "rung_more", "rung_more_private", "rung_says_fine", "rung_all_clear", "confirm_ask",
    ];

    internal static readonly ImmutableDictionary<string, SendError> Errors = ImmutableDictionary.CreateRange(StringComparer.Ordinal,
    [
        KeyValuePair.Create("rate-limited", SendError.RateLimited),
        KeyValuePair.Create("provider-down", SendError.ProviderDown),
        KeyValuePair.Create("unreachable", SendError.Unreachable),
        KeyValuePair.Create("opted-out", SendError.OptedOut),
        KeyValuePair.Create("blocked", SendError.Blocked),
        KeyValuePair.Create("bad-address", SendError.BadAddress),
        KeyValuePair.Create("refused", SendError.Refused),
        KeyValuePair.Create("window-closed", SendError.WindowClosed),
        KeyValuePair.Create("misconfigured", SendError.Misconfigured),
        KeyValuePair.Create("unknown", SendError.Unknown),
    ]);

    /// <summary>The texts that leave when nobody has written for a while: a channel that closes needs a template for each.</summary>
    internal static ImmutableArray<string> Unasked(Purpose purpose) => purpose switch
    {
        Purpose.Welfare => ["checkin_ask", "checkin_remind"],
        Purpose.Jobs => ["job_offer"],
        _ => [],
    };

    /// <summary>The texts an account must be able to send for its purposes where only templates are taken.</summary>
    internal static ImmutableArray<string> Needed(Purpose purpose) => purpose switch
    {
        Purpose.Welfare => Welfare,
        Purpose.Jobs => ["job_offer"],
        _ => [],
    };
}
