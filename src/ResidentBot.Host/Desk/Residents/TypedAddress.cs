using System.Text.RegularExpressions;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Messages;

namespace ResidentBot.Host.Desk.Residents;

/// <summary>Shows an address by its last characters, and reads one that somebody typed.</summary>
static partial class TypedAddress
{
    /// <summary>What somebody typed: a phone with its country, <c>+86 138 ...</c>, or <c>telegram:77</c>, <c>wechat:oA1...</c>; null when it is none of them, or of a channel we have no account of.</summary>
    public static Address? Typed(Community community, string typed)
    {
        var text = typed.Trim();
        var phone = text.StartsWith("sms:", StringComparison.Ordinal) ? text[4..] : text;
        if (phone.StartsWith('+')) text = "sms:" + Spacing().Replace(phone, "");
        if (!Address.TryParse(text, out var address) || !community.Accounts.Values.Any(account => account.Channel == address.Channel)) return null;
        return address.Channel switch
        {
            "sms" => Phone().IsMatch(address.Local) ? address : null,
            "whatsapp" when address.Local.StartsWith('+') => Phone().IsMatch(address.Local) ? address : null,
            "telegram" => long.TryParse(address.Local, out _) ? address : null,
            "wechat" => address.Local.Length <= 64 && address.Local.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? address : null,
            _ => address,
        };
    }

    /// <summary>Its last characters, as staff may see them.</summary>
    public static string Masked(Address address) => address.ToString()[(address.Channel.Length + 1)..];

    [GeneratedRegex(@"[\s\-()]")]
    private static partial Regex Spacing();

    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}$")]
    private static partial Regex Phone();
}
