using System.Collections.Frozen;
using NodaTime;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.WeChat;

/// <summary>What WeChat's <c>errcode</c> means to the outbox (developers.weixin.qq.com, "global return codes"). HTTP is 200 even then.</summary>
static class WeChatErrors
{
    /// <summary>The token is not the valid one: another process had it renewed, or it is over.</summary>
    public static readonly FrozenSet<int> Token = FrozenSet.ToFrozenSet([40001, 40014, 42001]);

    /// <summary>The message of this <c>client_msg_id</c> has been taken before.</summary>
    public const int Repeated = 45065;

    /// <summary>Free words are not taken now: a template may be.</summary>
    public static bool ClosesWindow(int code) => code is 45015 or 45047;

    /// <summary>What a code means.</summary>
    public static SendOutcome.Failed Of(int code) => new(Table.GetValueOrDefault(code, SendError.Refused), After(code));

    static readonly FrozenDictionary<int, SendError> Table = new Dictionary<int, SendError>
    {
        [-1] = SendError.ProviderDown, // busy
        [40001] = SendError.ProviderDown, // token, though it has just been renewed: somebody else renews it too
        [40014] = SendError.ProviderDown,
        [42001] = SendError.ProviderDown,
        [45009] = SendError.RateLimited, // the day's quota
        [45011] = SendError.RateLimited, // the minute's quota
        [45015] = SendError.WindowClosed, // 48 hours after the person's last message
        [45047] = SendError.WindowClosed, // five messages since it
        [43004] = SendError.Blocked, // does not follow the account
        [43019] = SendError.Blocked, // on the account's blacklist
        [48002] = SendError.Blocked, // refuses messages of the account
        [40003] = SendError.BadAddress, // no OpenID of this account
        [40004] = SendError.Refused, // a kind of media it does not take
        [40007] = SendError.Refused, // no such media
        [40009] = SendError.Refused, // picture too large
        [41005] = SendError.Refused, // no media in the form
        [45001] = SendError.Refused, // media too large
        [43101] = SendError.Refused, // refuses this template
        [40249] = SendError.Refused, // forbidden words
        [44004] = SendError.Refused, // empty
        [45002] = SendError.Refused, // too long
        [47001] = SendError.Refused, // not readable
        [47003] = SendError.Refused, // a template's value of the wrong kind
        [40002] = SendError.Misconfigured, // grant_type
        [40013] = SendError.Misconfigured, // AppID
        [40125] = SendError.Misconfigured, // AppSecret
        [40164] = SendError.Misconfigured, // our IP address is not on the list
        [40243] = SendError.Misconfigured, // AppSecret is frozen
        [40037] = SendError.Misconfigured, // template_id
        [41002] = SendError.Misconfigured, // AppID is missing
        [41004] = SendError.Misconfigured, // AppSecret is missing
        [43116] = SendError.Misconfigured, // the template is barred
        [48001] = SendError.Misconfigured, // no permission for this interface
        [48004] = SendError.Misconfigured, // the interface is barred
        [50002] = SendError.Misconfigured, // the account is restricted
        [50004] = SendError.Misconfigured, // no stable_token
        [50007] = SendError.Misconfigured, // the account is frozen
    }.ToFrozenDictionary();

    // The day's quota comes back at midnight in China; who asks every hour is not long behind.
    static Duration? After(int code) => code switch
    {
        45009 => Duration.FromHours(1),
        45011 => Duration.FromMinutes(1),
        _ => null,
    };
}
