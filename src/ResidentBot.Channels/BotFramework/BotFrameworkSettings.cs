using ResidentBot.Core.Communities;

namespace ResidentBot.Channels.BotFramework;

/// <summary>An account's settings, read once.</summary>
sealed record BotFrameworkSettings
{
    BotFrameworkSettings() { }

    /// <summary>The bot's registration; empty only for the Emulator.</summary>
    public required string AppId { get; init; }

    /// <summary>The registration's client secret.</summary>
    public required string AppPassword { get; init; }

    /// <summary>Whether requests without a token are taken: only where it is asked for and there is no registration to check against.</summary>
    public required bool Emulator { get; init; }

    /// <summary>Whether tokens that the Emulator signs in for are taken beside the Connector's: where it is asked for and there is a registration.</summary>
    public required bool EmulatorTokens { get; init; }

    /// <summary>Where the OpenID metadata of the keys that sign those stands.</summary>
    public required Uri EmulatorMetadata { get; init; }

    /// <summary>The directory of a registration for one tenant; empty for others.</summary>
    public required string Tenant { get; init; }

    /// <summary>Where the OpenID metadata of the signing keys stands.</summary>
    public required Uri Metadata { get; init; }

    /// <summary>The token endpoint.</summary>
    public required Uri Login { get; init; }

    /// <summary>Where the machine gives out tokens of the bot's managed identity, instead of a client secret; null for none.</summary>
    public Uri? Identity { get; init; }

    /// <summary>Who must have issued a token.</summary>
    public required string Issuer { get; init; }

    /// <summary>What our own token is for.</summary>
    public required string Scope { get; init; }

    /// <summary>Reads the settings. Throws <see cref="ArgumentException"/> when the registration is missing.</summary>
    public static BotFrameworkSettings Of(ChannelAccount account)
    {
        var emulator = Text("emulator", "false") == "true";
        var settings = new BotFrameworkSettings
        {
            AppId = Text("app_id", ""),
            AppPassword = Text("app_password", ""),
            Emulator = emulator && !account.Settings.ContainsKey("app_id"),
            EmulatorTokens = emulator && account.Settings.ContainsKey("app_id"),
            EmulatorMetadata = new Uri(Text("emulator_metadata", "https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration")),
            Tenant = Text("tenant", ""),
            Metadata = new Uri(Text("metadata", "https://login.botframework.com/v1/.well-known/openidconfiguration")),
            Login = new Uri(Text("login", "https://login.microsoftonline.com/botframework.com/oauth2/v2.0/token")),
            Identity = Text("identity", "") is { Length: > 0 } identity ? new Uri(identity) : null,
            Issuer = Text("issuer", "https://api.botframework.com"),
            Scope = Text("scope", "https://api.botframework.com/.default"),
        };
        if (!settings.Emulator && (settings.AppId.Length == 0 || (settings.AppPassword.Length == 0 && settings.Identity is null)))
            throw new ArgumentException($"account {account.Id}: the Bot Framework channel needs the settings 'app_id' and 'app_password'", nameof(account));
        return settings;

        string Text(string name, string usual) => account.Settings.GetValueOrDefault(name, usual).Trim();
    }

    /// <summary>
    /// Whether our messages may go to a service URL that a channel told us: over TLS, or on this machine where the account is set up against a
    /// stand-in or the Emulator. Without a token the Emulator proves nothing about itself, so it is only ever found on this machine.
    /// </summary>
    public bool MayCall(Uri url) =>
        url.Scheme is "https" or "http" && url.UserInfo.Length == 0
        && (Emulator ? url.IsLoopback : url.Scheme == Uri.UriSchemeHttps || (url.IsLoopback && (EmulatorTokens || Metadata.IsLoopback)));
}
