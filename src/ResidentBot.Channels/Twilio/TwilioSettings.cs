using System.Net.Http.Headers;
using System.Text;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.Twilio;

/// <summary>An account's <c>settings</c> as Twilio needs them.</summary>
sealed record TwilioSettings
{
    /// <summary><c>account_sid</c>: AC and 32 hexadecimal digits.</summary>
    internal required string AccountSid { get; init; }

    /// <summary><c>auth_token</c>: the key of every webhook signature, and of REST when there is no <c>api_key</c>.</summary>
    internal required string AuthToken { get; init; }

    /// <summary>Whether people are met on WhatsApp: Twilio then writes <c>whatsapp:</c> before each party, exactly as our addresses do.</summary>
    internal bool IsWhatsApp { get; init; }

    /// <summary><c>from</c>: our number in E.164, on WhatsApp as <c>whatsapp:+1…</c>; null when only a messaging service is named.</summary>
    internal string? From { get; init; }

    /// <summary><c>messaging_service_sid</c>: wins over <see cref="From"/> when sending.</summary>
    internal string? MessagingService { get; init; }

    /// <summary><c>api</c> without a trailing slash.</summary>
    internal required string Api { get; init; }

    /// <summary>Basic credentials: <c>api_key</c> and <c>api_secret</c> when given, else the account's own.</summary>
    internal required AuthenticationHeaderValue Credentials { get; init; }

    /// <summary>The account's folder of the API.</summary>
    internal string Folder => $"{Api}/2010-04-01/Accounts/{AccountSid}";

    /// <summary>
    /// The address of a party of this account's channel, <c>+1…</c> or on WhatsApp <c>whatsapp:+1…</c>, where somebody without a visible number is
    /// <c>whatsapp:US.1349…</c>; null for parties of other channels.
    /// </summary>
    internal Address? AddressOf(string? party) =>
        IsWhatsApp ? party?.StartsWith("whatsapp:", StringComparison.Ordinal) == true && Address.TryParse(party, out var whatsApp) ? whatsApp : null
        : !string.IsNullOrEmpty(party) && !party.Contains(':') && Address.TryParse($"sms:{party}", out var phone) ? phone : null;

    /// <summary>The party that an address is.</summary>
    internal string PartyOf(Address address) => IsWhatsApp ? address.Value : address.Local;

    /// <summary>Reads the settings. Throws <see cref="ArgumentException"/> naming the setting that is missing or unreadable.</summary>
    internal static TwilioSettings Of(ChannelAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        string? Value(string name) => account.Settings.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
        string Needed(string name) => Value(name) ?? throw Wrong(account, $"needs the setting {name}");

        var (sid, token) = (Needed("account_sid"), Needed("auth_token"));
        if (Value("from") is null && Value("messaging_service_sid") is null) throw Wrong(account, "needs from or messaging_service_sid");
        if ((Value("api_key") is null) != (Value("api_secret") is null)) throw Wrong(account, "needs api_key and api_secret together");
        var api = Value("api") ?? "https://api.twilio.com";
        if (!Uri.TryCreate(api, UriKind.Absolute, out var root) || root.Scheme is not ("https" or "http"))
            throw Wrong(account, "has an api that is no absolute URL");
        return new TwilioSettings
        {
            AccountSid = sid,
            AuthToken = token,
            IsWhatsApp = account.Channel == "whatsapp",
            From = account.Channel == "whatsapp" && Value("from") is { } number ? $"whatsapp:{number}" : Value("from"),
            MessagingService = Value("messaging_service_sid"),
            Api = api.TrimEnd('/'),
            Credentials = Basic(Value("api_key") ?? sid, Value("api_secret") ?? token),
        };
    }

    static AuthenticationHeaderValue Basic(string user, string secret) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{secret}")));

    static ArgumentException Wrong(ChannelAccount account, string why) => new($"the Twilio account {account.Id} {why}", nameof(account));

    /// <summary>Masked: a record would print its secrets.</summary>
    public override string ToString() => $"Twilio account …{AccountSid[^Math.Min(4, AccountSid.Length)..]}";
}
