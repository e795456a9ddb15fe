using ResidentBot.Core.Communities;
using ResidentBot.Core.Messages;

namespace ResidentBot.Host.WebChat;

/// <summary>
/// <c>trustedOrigins</c> of tokens/generate: the token is then good for pages of these origins alone. They can only narrow what the account lets in:
/// the answers to a page of another origin would be hidden from it by its browser.
/// </summary>
static class TrustedOrigins
{
    const int Most = 10;

    /// <summary>Why they are refused; null when they are not, or there are none.</summary>
    public static string? Refusal(IReadOnlyList<string>? origins, ChannelAccount account, string own)
    {
        if (origins is null) return null;
        if (origins.Count is 0 or > Most) return $"trustedOrigins must name 1 to {Most} origins, or be left out.";
        var known = WebChatDesks.Origins(account);
        var stranger = origins.Select(origin => origin ?? "").FirstOrDefault(origin => origin != own && !known.Contains(origin, StringComparer.Ordinal));
        return stranger is null ? null
            : $"trustedOrigins: `{TextCut.Head(stranger, 100)}` is not among the account's `origins`, written as `https://www.example.org`.";
    }

    /// <summary>As the token carries them.</summary>
    public static string? Claim(IReadOnlyList<string>? origins) => origins is null ? null : string.Join(' ', origins);
}
