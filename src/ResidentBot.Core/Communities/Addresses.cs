using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using ResidentBot.Core.Files;
using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Communities;

/// <summary>
/// Reads the addresses that people write in files, each in the form of its channel. Problems may end up in a log, so they never repeat an address.
/// </summary>
static partial class Addresses
{
    /// <summary>The channels an account can be of.</summary>
    public static readonly ImmutableArray<string> Channels = ["telegram", "sms", "voice", "whatsapp", "wechat", "botframework", "web"];

    /// <summary>Whether a text is a phone number with its country: <c>+447700900123</c>.</summary>
    public static bool IsPhone(string text) => PhoneForm().IsMatch(text);

    /// <summary>
    /// The well-formed addresses under a key. <paramref name="accounts"/>, when known, are ours: an address of a channel we have no account
    /// of reaches nobody.
    /// </summary>
    public static ImmutableArray<Address> Read(YamlMap map, string key, IReadOnlyDictionary<string, ChannelAccount>? accounts)
    {
        var texts = map.TextList(key);
        var read = ImmutableArray.CreateBuilder<Address>(texts.Count);
        for (var i = 0; i < texts.Count; i++)
        {
            var trouble = Trouble(texts[i]) ?? Unserved(texts[i], accounts);
            if (trouble is not null) map.ReportItem(key, i, trouble);
            else read.Add(new Address(texts[i]));
        }
        return read.ToImmutable();
    }

    /// <summary>What is wrong with an address; null when nothing is.</summary>
    public static string? Trouble(string text)
    {
        if (!Address.TryParse(text, out var address)) return "an address is written `sms:+447700900123` or `telegram:77`";
        return address.Channel switch
        {
            "sms" or "voice" when !IsPhone(address.Local) => $"a phone is written with its country, as `{address.Channel}:+447700900123`",
            "whatsapp" when !IsPhone(address.Local) && !WhatsAppForm().IsMatch(address.Local) => "a WhatsApp number is written with its country, as `whatsapp:+447700900123`",
            "telegram" when !long.TryParse(address.Local, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) =>
                "a Telegram chat is a number, as `telegram:77`",
            "wechat" when !address.Local.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') || address.Local.Length > 64 =>
                "a WeChat address is an OpenID of our account, as `wechat:oA1bC2dE3fG4hI5jK6lM7nO8pQ9r`",
            var channel when !Channels.Contains(channel) => $"there is no channel `{channel}`{Spelling.Hint(channel, Channels)}",
            _ => null,
        };
    }

    static string? Unserved(string text, IReadOnlyDictionary<string, ChannelAccount>? accounts)
    {
        var channel = new Address(text).Channel;
        return accounts is null || accounts.Values.Any(account => account.Channel == channel)
            ? null
            : $"this address cannot be reached: accounts.yml has no account of the channel `{channel}`";
    }

    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}$")]
    private static partial Regex PhoneForm();

    // Who shows no number has an id: US.13491208655302741918.
    [GeneratedRegex(@"^[A-Z]{2}\.[A-Za-z0-9.]{1,110}$")]
    private static partial Regex WhatsAppForm();
}
