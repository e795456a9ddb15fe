using System.Collections.Immutable;

namespace ResidentBot.StandIns;

/// <summary>A connection that is lost on the way; nothing of the provider's own words.</summary>
public enum TelegramLoss
{
    /// <summary>The connection breaks before the call has an effect.</summary>
    HangUpBefore,

    /// <summary>The call has its effect, then the connection breaks.</summary>
    HangUpAfter,

    /// <summary>The call has its effect, but no answer ever comes.</summary>
    Silence,
}

/// <summary>
/// What can go wrong at the stand-ins, as closed lists: what stands in none cannot be asked for or answered, and what no table of tests asks for fails a test. So no stand-in
/// can do what nobody looks at.
/// </summary>
public static class StandInFaults
{
    /// <summary><c>error_code</c> of the Bot API, by <see cref="TelegramStandIn.FailNext"/>.</summary>
    public const string Telegram = "telegram";

    /// <summary>HTTP statuses of the Connector, by <see cref="BotFrameworkStandIn.Fault(int, string?, int)"/>.</summary>
    public const string BotFramework = "botframework";

    /// <summary>HTTP statuses of the token endpoint, by <see cref="BotFrameworkStandIn.FaultLogin"/>.</summary>
    public const string BotFrameworkLogin = "botframework login";

    /// <summary><c>errcode</c> of WeChat's API, or an HTTP status, by <see cref="WeChatStandIn.Fault(int, int, int)"/>.</summary>
    public const string WeChat = "wechat";

    /// <summary>Twilio's codes for a message that is written wrongly; they are not asked for, but earned.</summary>
    public const string TwilioRefusal = "twilio refusal";

    /// <summary>WeChat's codes for a call that is wrong; they are not asked for, but earned.</summary>
    public const string WeChatRefusal = "wechat refusal";

    /// <summary>The lists of numbers.</summary>
    public static ImmutableDictionary<string, ImmutableArray<int>> Codes { get; } = ImmutableDictionary.CreateRange(StringComparer.Ordinal,
    [
        KeyValuePair.Create<string, ImmutableArray<int>>(Telegram, [400, 401, 403, 404, 409, 413, 429, 500, 502, 504]),
        KeyValuePair.Create<string, ImmutableArray<int>>(BotFramework, [200, 302, 400, 401, 403, 404, 405, 408, 410, 412, 413, 418, 429, 500, 502, 503, 504]),
        KeyValuePair.Create<string, ImmutableArray<int>>(BotFrameworkLogin, [400, 401, 429, 500, 503]),
        KeyValuePair.Create<string, ImmutableArray<int>>(WeChat, [-1, 503, 40001, 40003, 40004, 40009, 40014, 40164, 42001, 43004, 45002, 45009, 45011, 45015, 45047, 48001, 48002, 99999]),
        KeyValuePair.Create<string, ImmutableArray<int>>(TwilioRefusal, [21211, 21212, 21600, 21602, 21603, 21604, 21609, 21617, 21619, 21620, 21654, 21655, 21656, 21701]),
        KeyValuePair.Create<string, ImmutableArray<int>>(
            WeChatRefusal,
            [40001, 40002, 40003, 40004, 40007, 40009, 40013, 40037, 40050, 40052, 40066, 40125, 41005, 43004, 44004, 45002, 45015, 45047, 45072, 45080, 45081, 47001, 47003, 48001]),
    ]);

    /// <summary>The lists of ways in which an answer is lost, or is no answer.</summary>
    public static ImmutableArray<Type> Losses { get; } = [typeof(TelegramLoss), typeof(TwilioFault)];

    /// <summary>The code, if the list has it. Throws <see cref="ArgumentOutOfRangeException"/> otherwise.</summary>
    public static int Known(string standIn, int code) => Codes[standIn].Contains(code)
        ? code
        : throw new ArgumentOutOfRangeException(nameof(code), code, $"no fault of the stand-in {standIn}: StandInFaults lists them");
}
