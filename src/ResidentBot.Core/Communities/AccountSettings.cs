using System.Collections.Immutable;
using ResidentBot.Core.Communities.Gateways;
using ResidentBot.Core.Files;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Communities;

/// <summary>
/// Reads one account's settings by its channel. A secret is only ever the name of an environment variable (<c>token_env: TELEGRAM_TOKEN</c>);
/// what is set there is stored under the name without <c>_env</c>.
/// </summary>
sealed class AccountSettings(YamlMap item, Func<string, string?> environment, Community head)
{
    static readonly ImmutableDictionary<string, bool> Modes = ImmutableDictionary.CreateRange(StringComparer.Ordinal,
        [KeyValuePair.Create("webhook", true), KeyValuePair.Create("poll", false)]);

    static readonly ImmutableArray<string> Languages = ["zh", "en"];

    readonly ImmutableDictionary<string, string>.Builder _read = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
    readonly ImmutableArray<string>.Builder _unset = ImmutableArray.CreateBuilder<string>();

    /// <summary>The environment variables that were named and are not set, in the order of the settings.</summary>
    public ImmutableArray<string> UnsetVariables => _unset.ToImmutable();

    /// <summary>The settings of an account of a known channel.</summary>
    public ImmutableDictionary<string, string> Read(string channel, Gateway? gateway)
    {
        switch (channel)
        {
            case "telegram": ReadTelegram(); break;
            case "sms" when gateway is not null: ReadGateway(gateway); break;
            case "sms": ReadSms(); break;
            case "voice": ReadVoice(); break;
            case "web": ReadWeb(); break;
            case "botframework": ReadBotFramework(); break;
        }
        return _read.ToImmutable();
    }

    void ReadTelegram()
    {
        var webhook = item.OneOf("mode", Modes) ?? false;
        _read["mode"] = webhook ? "webhook" : "poll";
        Secret("token", required: true);
        Secret("secret", required: webhook);
        Url("api", "https://api.telegram.org");
    }

    void ReadSms()
    {
        Either("account_sid", required: true);
        Secret("auth_token", required: true);
        Either("from", required: false);
        Either("messaging_service_sid", required: false);
        var number = item.Has("from") || item.Has("from_env");
        if (number == (item.Has("messaging_service_sid") || item.Has("messaging_service_sid_env")))
            item.Report(null, "an SMS account has either `from` or `messaging_service_sid`");
        if (item.Text("from") is { } from && !Addresses.IsPhone(from))
            item.Report("from", $"`from` must be a phone with its country, as `+447700900123`, not `{from}`");
        Url("api", "https://api.twilio.com");
    }

    // One number may serve texts and calls; who is put through hears the community's own phone ring.
    void ReadVoice()
    {
        Either("account_sid", required: true);
        Secret("auth_token", required: true);
        Either("from", required: true);
        if (item.Text("from") is { } from && !Addresses.IsPhone(from))
            item.Report("from", $"`from` must be a phone with its country, as `+447700900123`, not `{from}`");
        Url("api", "https://api.twilio.com");
        var phone = string.Concat(head.Phone.Where(c => c is not (' ' or '-' or '(' or ')')));
        if (!Addresses.IsPhone(phone)) item.Report(null, "callers are put through to `phone` of community.yml, which must be written with its country, as `+44 7700 900123`");
        _read["dial"] = phone;
        _read["language"] = head.Language == Language.En ? "en" : "zh";
        _read["machine_detection"] = item.Flag("machine_detection") is true ? "true" : "false";
        if (item.Map("voice") is { } voice)
        {
            foreach (var language in Languages)
                if (voice.Text(language) is { } name) _read[$"voice_{language}"] = name;
            voice.Done();
        }
        if (item.Map("recordings") is { } recordings) ReadRecordings(recordings);
    }

    // By the text that a recording says instead of the computed voice.
    void ReadRecordings(YamlMap recordings)
    {
        foreach (var key in recordings.Keys)
        {
            if (!SystemTexts.All.ContainsKey(key)) recordings.ReportKey(key, $"there is no text `{key}`{Spelling.Hint(key, SystemTexts.All.Keys)}");
            if (recordings.Map(key) is not { } spoken) continue;
            foreach (var language in Languages)
            {
                if (spoken.Text(language) is not { } address) continue;
                if (!address.StartsWith("https://", StringComparison.Ordinal) || WebAddress.Api(address) is not null)
                    spoken.Report(language, $"a recording is fetched from an address such as `https://desk.example.org/ask.mp3`, not `{address}`");
                _read[$"recording:{key}:{language}"] = address;
            }
            spoken.Done();
        }
    }

    void ReadGateway(Gateway gateway)
    {
        foreach (var name in gateway.Settings) Either(name, required: true);
        foreach (var name in gateway.Secrets) Secret(name, required: true);
        if (item.Has("api")) Url("api", "");
    }

    void ReadWeb()
    {
        var origins = item.TextList("origins");
        for (var i = 0; i < origins.Count; i++)
            if (WebAddress.Origin(origins[i]) is { } trouble) item.ReportItem("origins", i, trouble);
        _read["origins"] = string.Join(' ', origins);
        Secret("secret", required: false);
    }

    void ReadBotFramework()
    {
        var emulator = item.Flag("emulator") ?? false;
        _read["emulator"] = emulator ? "true" : "false";
        Either("app_id", required: !emulator);
        Secret("app_password", required: !emulator);
        Url("metadata", "https://login.botframework.com/v1/.well-known/openidconfiguration");
        // A registration for one tenant asks its own directory for tokens, all others the Bot Framework's.
        var tenant = item.Text("tenant") ?? "botframework.com";
        if (!tenant.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.'))
            item.Report("tenant", $"a tenant is written `contoso.onmicrosoft.com` or as its id, not `{tenant}`");
        Url("login", $"https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token");
        Url("issuer", "https://api.botframework.com");
        _read["scope"] = item.Text("scope") ?? "https://api.botframework.com/.default";
    }

    void Secret(string name, bool required)
    {
        if (item.Has(name))
            item.Report(name, $"a secret never stands in a file: name its environment variable, as `{name}_env: {name.ToUpperInvariant()}`");
        else if (item.Has(name + "_env"))
            Variable(name);
        else if (required)
            item.Require(name + "_env");
    }

    void Either(string name, bool required)
    {
        var here = item.Has(name);
        if (item.Has(name + "_env"))
        {
            if (here) item.Report(name + "_env", $"give `{name}` or `{name}_env`, not both");
            Variable(name);
        }
        else if (here) _read[name] = item.RequiredText(name);
        else if (required) item.Report(null, $"`{name}` or `{name}_env` is missing");
    }

    void Variable(string name)
    {
        var variable = item.RequiredText(name + "_env");
        if (variable.Length == 0) return;
        if (environment(variable) is { Length: > 0 } value) _read[name] = value;
        else if (head.Demo) _unset.Add(variable);
        else item.Report(name + "_env", $"the environment variable `{variable}` is not set");
    }

    void Url(string name, string usual)
    {
        var url = item.Text(name) ?? usual;
        if (WebAddress.Api(url) is { } trouble) item.Report(name, $"`{name}`: {trouble}");
        _read[name] = url.TrimEnd('/');
    }
}
