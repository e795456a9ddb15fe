using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
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

    static readonly ImmutableDictionary<string, bool> Replies = ImmutableDictionary.CreateRange(StringComparer.Ordinal,
        [KeyValuePair.Create("passive", true), KeyValuePair.Create("service", false)]);

    // Shorter, and nobody could read to the end; longer, and the next visitor would find the last one's words.
    static readonly Duration ShortestIdle = Duration.FromSeconds(20), LongestIdle = Duration.FromMinutes(10);

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
            case "sms":
                ReadTwilio("an SMS");
                ReadMms();
                break;
            case "whatsapp": ReadTwilio("a WhatsApp"); break;
            case "voice": ReadVoice(); break;
            case "web": ReadWeb(); break;
            case "botframework": ReadBotFramework(); break;
            case "wechat": ReadWeChat(); break;
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

    void ReadTwilio(string what)
    {
        ReadTwilioAccount();
        Either("from", required: false);
        Either("messaging_service_sid", required: false);
        var number = item.Has("from") || item.Has("from_env");
        if (number == (item.Has("messaging_service_sid") || item.Has("messaging_service_sid_env")))
            item.Report(null, $"{what} account has either `from` or `messaging_service_sid`");
        if (item.Text("from") is { } from && !Addresses.IsPhone(from))
            item.Report("from", $"`from` must be a phone with its country, as `+447700900123`, not `{from}`");
        Url("api", "https://api.twilio.com");
    }

    // What we ask of Twilio may be signed in by an API key, which can be taken back alone; what Twilio asks of us is always signed with the auth token.
    void ReadTwilioAccount()
    {
        Either("account_sid", required: true);
        if (item.Text("account_sid") is { } account && account.StartsWith("SK", StringComparison.Ordinal))
            item.Report("account_sid", "the account's own SID begins with `AC`; an API key is named in `api_key`, beside it");
        Secret("auth_token", required: true);
        var (key, secret) = (item.Has("api_key") || item.Has("api_key_env"), item.Has("api_secret_env"));
        Either("api_key", required: secret);
        Secret("api_secret", required: key);
        if (item.Text("api_key") is { } sid && !sid.StartsWith("SK", StringComparison.Ordinal))
            item.Report("api_key", $"an API key is named by its SID, which begins with `SK`, not `{Shown(sid)}`");
    }

    // Somebody may have written the secret where its name belongs.
    static string Shown(string text) => text.Length <= 4 ? text : $"{text[..2]}…";

    // Pictures by MMS: Twilio sends them from numbers of the United States and Canada alone.
    void ReadMms()
    {
        if (item.Flag("mms") is not true) return;
        if (item.Text("from") is { } from && !from.StartsWith("+1", StringComparison.Ordinal))
            item.Report("mms", $"pictures by MMS leave from numbers of the United States and Canada alone, as `+12025550199`, not `{from}`");
        _read["mms"] = "true";
    }

    // One number may serve texts and calls; who is put through hears the community's own phone ring.
    void ReadVoice()
    {
        ReadTwilioAccount();
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
        ReadKiosk();
    }

    // The page of the service hall: how long it may lie untouched, and which networks it stands in.
    void ReadKiosk()
    {
        if (item.Flag("kiosk") is not true)
        {
            foreach (var key in new[] { "kiosk_idle", "kiosk_sources" })
                if (item.Has(key)) item.ReportKey(key, $"`{key}` is for a kiosk: write `kiosk: true` too");
            return;
        }
        var idle = item.Duration("kiosk_idle") ?? Duration.FromSeconds(60);
        if (idle < ShortestIdle || idle > LongestIdle) item.Report("kiosk_idle", $"`kiosk_idle` must be from 20s to 10m, not `{item.Text("kiosk_idle")}`");
        _read["kiosk_idle"] = ((int)idle.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        _read["kiosk_sources"] = string.Join(' ', item.Networks("kiosk_sources"));
    }

    void ReadBotFramework()
    {
        var emulator = item.Flag("emulator") ?? false;
        _read["emulator"] = emulator ? "true" : "false";
        Either("app_id", required: !emulator);
        var managed = item.Flag("managed_identity") is true;
        if (managed) ReadIdentity();
        else if (item.Has("identity")) item.ReportKey("identity", "`identity` is for a bot without a client secret: write `managed_identity: true` too");
        Secret("app_password", required: !managed && (!emulator || item.Has("app_id") || item.Has("app_id_env")));
        Url("metadata", "https://login.botframework.com/v1/.well-known/openidconfiguration");
        // A registration for one tenant asks its own directory for tokens, all others the Bot Framework's.
        var tenant = item.Text("tenant") ?? "botframework.com";
        if (!tenant.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.'))
            item.Report("tenant", $"a tenant is written `contoso.onmicrosoft.com` or as its id, not `{tenant}`");
        _read["tenant"] = tenant;
        if (emulator) Url("emulator_metadata", "https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration");
        else if (item.Has("emulator_metadata")) item.ReportKey("emulator_metadata", "`emulator_metadata` is for the Emulator: write `emulator: true` too");
        Url("login", $"https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token");
        Url("issuer", "https://api.botframework.com");
        _read["scope"] = item.Text("scope") ?? "https://api.botframework.com/.default";
    }

    // Azure's machines give out the tokens of their identities at an address that no other machine reaches, so that it needs no encryption.
    void ReadIdentity()
    {
        if (item.Has("app_password_env")) item.Report("app_password_env", "a managed identity has no client secret: give `app_password_env` or `managed_identity: true`, not both");
        if (item.Has("identity")) Url("identity", "");
        else _read["identity"] = "http://169.254.169.254/metadata/identity/oauth2/token";
    }

    void ReadWeChat()
    {
        Either("app_id", required: true);
        Secret("app_secret", required: true);
        Secret("token", required: true);
        Secret("aes_key", required: false);
        if (_read.TryGetValue("aes_key", out var key) && !key.StartsWith(ChannelAccount.Placeholder, StringComparison.Ordinal) && (key.Length != 43 || !Convert.TryFromBase64String(key + "=", new byte[33], out _)))
            item.Report("aes_key_env", "an EncodingAESKey is 43 letters and digits, as mp.weixin.qq.com makes it");
        var id = item.RequiredText("original_id");
        if (id.Length > 0 && !id.StartsWith("gh_", StringComparison.Ordinal)) item.Report("original_id", $"the account's own id is written `gh_0123456789ab`, not `{id}`");
        _read["original_id"] = id;
        var passive = item.OneOf("replies", Replies) ?? false;
        _read["replies"] = passive ? "passive" : "service";
        var within = item.Decimal("answer_within", 0, 4.5) ?? 4;
        if (passive && within < 1) item.Report("answer_within", "with `replies: passive` nothing could be said: give it at least a second");
        _read["answer_within"] = within.ToString(CultureInfo.InvariantCulture);
        Url("api", "https://api.weixin.qq.com");
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
        if (environment(variable) is var value && !string.IsNullOrWhiteSpace(value)) _read[name] = value;
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
