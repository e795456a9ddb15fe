using ResidentBot.Channels.BotFramework;
using ResidentBot.Channels.Gateways;
using ResidentBot.Channels.Sms;
using ResidentBot.Channels.Telegram;
using ResidentBot.Channels.Twilio;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels;

/// <summary>The channels there are. A new one is a folder, a line here, and a stanza in a community's accounts.</summary>
public static class ChannelList
{
    /// <summary>What web chat can do: pages fetch their messages, so that it has no <see cref="IChannel"/> of its own.</summary>
    public static readonly Capabilities Web = new()
    {
        TwoWay = true,
        MayStart = false,
        Buttons = true,
        Pictures = true,
        MaxLength = 4096,
        Reports = false,
        Fetched = true,
    };

    /// <summary>What each channel can do, by the name that addresses and accounts use.</summary>
    public static readonly IReadOnlyDictionary<string, Capabilities> Capabilities = new Dictionary<string, Capabilities>(StringComparer.Ordinal)
    {
        ["telegram"] = TelegramChannel.Can,
        ["sms"] = TwilioSmsChannel.Can,
        ["web"] = Web,
        ["botframework"] = BotFrameworkChannel.Can,
    };

    /// <summary>What a message costs of its account's rate and price: segments on SMS, elsewhere one.</summary>
    public static int CostOf(ChannelAccount account, Outgoing message)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (account.Channel != "sms") return 1;
        return account.Gateway is null ? Segments.Count(TwilioSmsChannel.Written(message)).Parts : GatewayWriting.Segments(account, message);
    }

    /// <summary>
    /// The adapter for an account; null when its channel is fetched by its clients. <paramref name="hook"/> is its public webhook address,
    /// <paramref name="routes"/> finds what was kept of <see cref="Reception.Accepted.Routes"/>.
    /// </summary>
    public static IChannel? Open(ChannelAccount account, Uri hook, HttpClient http, TimeProvider time, Func<Address, Task<string?>> routes) => account.Channel switch
    {
        "telegram" => new TelegramChannel(account, http) { Time = time, Hook = hook },
        "sms" when account.Gateway is not null => new GatewayChannel(account, hook, http) { Time = time },
        "sms" => new TwilioSmsChannel(account, hook, http),
        "botframework" => new BotFrameworkChannel(account, http, routes) { Time = time },
        _ => null,
    };
}
