using System.Collections.Frozen;
using NodaTime;
using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Communities;

/// <summary>The channels there are, by the name that addresses and accounts use, with what each can do.</summary>
public static class ChannelKinds
{
    const int Megabyte = 1 << 20;

    static readonly string[] Pictures = ["image/jpeg", "image/png", "image/gif"];

    // The most that staff may send at all.
    static readonly FrozenDictionary<string, int> Everything = Shown([.. Pictures, "image/webp", "application/pdf"], 20);

    // By Twilio (twilio.com/docs/sms/accepted-mime-types): pictures that every carrier takes.
    static readonly FrozenDictionary<string, int> ByMms = Shown(Pictures, 5);

    /// <summary>All of them. Limits are their providers': core.telegram.org/bots/api, Twilio's and Tencent's documentation, the Bot Framework's activity specification.</summary>
    public static readonly FrozenDictionary<string, Capabilities> All = new Dictionary<string, Capabilities>(StringComparer.Ordinal)
    {
        // The person begins; from then on we may write at any time.
        ["telegram"] = new() { TwoWay = true, MayStart = false, Buttons = true, Pictures = true, Shows = Everything, MaxLength = 4096, Reports = false, AddressRate = 1 },
        ["sms"] = new() { TwoWay = true, MayStart = true, Buttons = false, Pictures = false, MaxLength = 1600, Reports = true },
        ["web"] = new() { TwoWay = true, MayStart = false, Buttons = true, Pictures = true, Shows = Everything, MaxLength = 4096, Reports = false, Fetched = true, Unasked = false },
        // Teams shows pictures of at most 1 MB in a bot's message, and no documents.
        ["botframework"] = new() { TwoWay = true, MayStart = false, Buttons = true, Pictures = true, Shows = Shown(Pictures, 1), MaxLength = 4096, Reports = false, Unasked = false },
        // Five messages within 48 hours of the person's last one; anything else is a template message to a follower.
        ["wechat"] = new()
        {
            TwoWay = true,
            MayStart = false,
            Buttons = false,
            Pictures = true,
            // Temporary media: 2 MB (developers.weixin.qq.com, uploadTempMedia).
            Shows = Shown(Pictures, 2),
            MaxLength = 600,
            Reports = false,
            Window = Duration.FromHours(48),
            WindowMessages = 5,
            Templates = true,
        },
        ["whatsapp"] = new()
        {
            TwoWay = true,
            MayStart = true,
            Buttons = false,
            Pictures = true,
            // twilio.com/docs/whatsapp/guidance-whatsapp-media-messages; WebP is for stickers alone.
            Shows = new Dictionary<string, int> { ["image/jpeg"] = 5 * Megabyte, ["image/png"] = 5 * Megabyte, ["application/pdf"] = 16 * Megabyte }.ToFrozenDictionary(),
            MaxLength = 1600,
            Reports = true,
            Window = Duration.FromHours(24),
            Templates = true,
        },
        ["voice"] = new() { TwoWay = true, MayStart = true, Buttons = false, Pictures = false, MaxLength = 1000, Reports = true, Voice = true },
    }.ToFrozenDictionary(StringComparer.Ordinal);

    static FrozenDictionary<string, int> Shown(IEnumerable<string> types, int megabytes) => types.ToFrozenDictionary(type => type, _ => megabytes * Megabyte, StringComparer.Ordinal);

    /// <summary>
    /// What an account can do: its channel's, of an SMS provider what its file says, with <c>mms</c> pictures too, and of a WeChat account that only answers,
    /// the moments after a message.
    /// </summary>
    internal static Capabilities Of(ChannelAccount account) => account switch
    {
        { Gateway: { } gateway } => All[account.Channel] with { TwoWay = gateway.Inbound is not null, MaxLength = gateway.Send.Most, Reports = gateway.Receipts is not null },
        { Channel: "wechat" } when account.Settings.GetValueOrDefault("replies") == "passive" =>
            All[account.Channel] with { Window = Duration.FromSeconds(15), WindowMessages = null, Templates = false, Unasked = false, Shows = FrozenDictionary<string, int>.Empty },
        { Channel: "sms" } when account.Settings.GetValueOrDefault("mms") == "true" => All[account.Channel] with { Shows = ByMms },
        _ => All[account.Channel],
    };
}
