using System.Collections.Immutable;
using NodaTime;

namespace ResidentBot.Channels.BotFramework;

/// <summary>
/// Tokens as the Bot Framework Emulator and other tools for trying a bot out send them: they sign in to Microsoft's directory with the bot's own id and secret, so
/// that whoever has such a token knows the secret. The rules are those of the SDK's EmulatorValidation (github.com/microsoft/botbuilder-dotnet), and the audience,
/// which the SDK leaves open, must be us: a token for the Connector is one that we show to others ourselves.
/// <code>
/// {"ver":"1.0","iss":"https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/","aud":"11111111-…","appid":"11111111-…","nbf":1772351940,"exp":1772355600}
/// {"ver":"2.0","iss":"https://login.microsoftonline.com/d6d49420-f39b-4df7-a1dc-d59a935871db/v2.0","aud":"11111111-…","azp":"11111111-…","nbf":1772351940,"exp":1772355600}
/// </code>
/// </summary>
/// <param name="appId">The bot's registration.</param>
/// <param name="tenant">The directory of a registration for one tenant, by its id; another word names no issuer.</param>
sealed class EmulatorTokens(string appId, string tenant)
{
    /// <summary>The directories of Microsoft that registrations for all tenants are signed in to: the Bot Framework's, and those of the US government's cloud.</summary>
    static readonly ImmutableArray<string> Issuers =
    [
        "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/",
        "https://login.microsoftonline.com/d6d49420-f39b-4df7-a1dc-d59a935871db/v2.0",
        "https://sts.windows.net/f8cdef31-a31e-4b4a-93e4-5f571e91255a/",
        "https://login.microsoftonline.com/f8cdef31-a31e-4b4a-93e4-5f571e91255a/v2.0",
        "https://sts.windows.net/cab8a31a-1906-4287-a0d8-4eef66b95f6e/",
        "https://login.microsoftonline.us/cab8a31a-1906-4287-a0d8-4eef66b95f6e/v2.0",
        "https://login.microsoftonline.us/f8cdef31-a31e-4b4a-93e4-5f571e91255a/",
        "https://login.microsoftonline.us/f8cdef31-a31e-4b4a-93e4-5f571e91255a/v2.0",
    ];

    readonly ImmutableArray<string> _issuers = Guid.TryParse(tenant, out var directory)
        ? [.. Issuers, $"https://sts.windows.net/{directory}/", $"https://login.microsoftonline.com/{directory}/v2.0"]
        : Issuers;

    /// <summary>Whether a token says that it is one of these. It proves nothing yet.</summary>
    public bool Claims(BearerToken token) => token.Words("iss") is { } issuer && _issuers.Contains(issuer, StringComparer.Ordinal);

    /// <summary>What such a token lacks to be one for us, now; null when nothing. Says nothing about the signature.</summary>
    public string? Fault(BearerToken token, Instant now)
    {
        if (token.Fault(token.Words("iss")!, appId, now) is { } fault) return fault;
        // A registration that lets people sign in gives them tokens for itself too: those have scopes, the bot's own has none.
        if (token.Words("scp") is not null) return "of a person, not of the bot";
        return token.Words("ver") switch
        {
            null => "no version",
            "" or "1.0" => token.Words("appid") == appId ? null : "of another bot",
            "2.0" => token.Words("azp") == appId ? null : "of another bot",
            _ => "of an unknown version",
        };
    }
}
