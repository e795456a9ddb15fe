namespace ResidentBot.Core.Communities;

/// <summary>What is wrong with a URL that somebody wrote, in words; null for nothing.</summary>
static class WebAddress
{
    /// <summary>The address of a provider: credentials go there, so only this machine may be spoken to without TLS.</summary>
    public static string? Api(string text)
    {
        if (!IsWeb(text, out var url)) return $"expected an address such as `https://api.example.org`, not `{text}`";
        return url.Scheme == Uri.UriSchemeHttps || url.IsLoopback
            ? null
            : $"`{text}` would carry our credentials unencrypted; only an address of this machine may be plain http";
    }

    /// <summary>The origin of a page that may hold our chat: scheme, host, port.</summary>
    public static string? Origin(string text) =>
        IsWeb(text, out var url) && url.GetLeftPart(UriPartial.Authority) == text.TrimEnd('/')
            ? null
            : $"an origin is written `https://www.example.org`, without a path, not `{text}`";

    static bool IsWeb(string text, out Uri url) =>
        Uri.TryCreate(text, UriKind.Absolute, out url!) && url.Scheme is "http" or "https" && url.Host.Length > 0;
}
