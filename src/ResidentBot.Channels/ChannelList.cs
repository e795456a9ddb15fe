using ResidentBot.Channels.BotFramework;
using ResidentBot.Channels.Gateways;
using ResidentBot.Channels.Sms;
using ResidentBot.Channels.Telegram;
using ResidentBot.Channels.Twilio;
using ResidentBot.Channels.Voice;
using ResidentBot.Channels.WeChat;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels;

/// <summary>The channels there are. A new one is a folder, a line here, and a stanza in a community's accounts.</summary>
public static class ChannelList
{
    /// <summary>What a message costs of its account's rate and price: segments on SMS, elsewhere one.</summary>
    public static int CostOf(ChannelAccount account, Outgoing message) => SegmentsOf(account, message)?.Parts ?? 1;

    /// <summary>How a message goes over the air; null where it is one whatever its length.</summary>
    public static SegmentCount? SegmentsOf(ChannelAccount account, Outgoing message)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (account.Channel != "sms") return null;
        return account.Gateway is null ? Segments.Count(NumberedText.Of(message)) : GatewayWriting.Segments(account, message);
    }

    /// <summary>
    /// The adapter for an account; null when its channel is fetched by its clients. <paramref name="hook"/> is its public webhook address,
    /// <paramref name="texts"/> are the words of the edition that is in force, <paramref name="routes"/> finds what was kept of
    /// <see cref="Reception.Accepted.Routes"/>, <paramref name="references"/> keeps what reports need,
    /// <paramref name="kept"/> holds the pictures that messages carry.
    /// </summary>
    public static IChannel? Open(
        ChannelAccount account, Uri hook, HttpClient http, TimeProvider time, CatalogueText texts, Func<Address, Task<string?>> routes, References references, KeptMedia kept) => account.Channel switch
        {
            "telegram" => new TelegramChannel(account, http) { Time = time, Hook = hook, Kept = kept },
            "sms" when account.Gateway is not null => new GatewayChannel(account, hook, http) { Time = time },
            "sms" => new TwilioSmsChannel(account, hook, http) { Kept = kept },
            "whatsapp" => new TwilioWhatsAppChannel(account, hook, http) { Time = time, Kept = kept },
            "voice" => new VoiceChannel(account, hook, http, texts, routes) { Time = time },
            "botframework" => new BotFrameworkChannel(account, http, routes) { Time = time, Kept = kept },
            "wechat" => new WeChatChannel(account, http, references) { Time = time, Kept = kept },
            _ => null,
        };
}
