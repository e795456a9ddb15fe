using System.Globalization;
using ResidentBot.Core.Communities;

namespace ResidentBot.Channels.WeChat;

/// <summary>An account's settings.</summary>
sealed record WeChatSettings
{
    /// <summary>AppID, as <c>wx2421b1c4370ec43b</c>; it also stands at the end of whatever is encrypted.</summary>
    public required string AppId { get; init; }

    /// <summary>AppSecret: our tokens are asked for with it.</summary>
    public required string AppSecret { get; init; }

    /// <summary>The word that both sides sign with, as typed at mp.weixin.qq.com.</summary>
    public required string Token { get; init; }

    /// <summary>EncodingAESKey; null in plain mode, and then what is encrypted cannot be read.</summary>
    public WeChatCrypto? Crypto { get; init; }

    /// <summary>The account's own id, <c>gh_…</c>: who messages are for, and who answers are from.</summary>
    public required string OriginalId { get; init; }

    /// <summary>Root of the API, without a slash at its end.</summary>
    public required string Api { get; init; }

    /// <summary>How long a request is held for its answer; zero for not at all.</summary>
    public TimeSpan AnswerWithin { get; init; }

    /// <summary>Whether nothing can be said but in the answer to a request: accounts without the customer service interface.</summary>
    public bool PassiveOnly { get; init; }

    /// <summary>Reads them. Throws <see cref="ArgumentException"/> naming one that is missing.</summary>
    public static WeChatSettings Of(ChannelAccount account)
    {
        string Need(string name) => account.Settings.GetValueOrDefault(name) is { Length: > 0 } value
            ? value
            : throw new ArgumentException($"account {account.Id} has no {name}", nameof(account));
        var (appId, token) = (Need("app_id"), Need("token"));
        return new WeChatSettings
        {
            AppId = appId,
            AppSecret = Need("app_secret"),
            Token = token,
            Crypto = account.Settings.GetValueOrDefault("aes_key") is { Length: > 0 } key ? new WeChatCrypto(key, appId) : null,
            OriginalId = Need("original_id"),
            Api = account.Settings.GetValueOrDefault("api", "https://api.weixin.qq.com"),
            AnswerWithin = TimeSpan.FromSeconds(double.Parse(account.Settings.GetValueOrDefault("answer_within", "4"), CultureInfo.InvariantCulture)),
            PassiveOnly = account.Settings.GetValueOrDefault("replies") == "passive",
        };
    }
}
