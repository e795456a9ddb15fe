using ResidentBot.Core.Communities;
using ResidentBot.Core.Files;
using Xunit;

namespace ResidentBot.Core.Tests.Communities;

/// <summary>The shipped folder with one thing changed.</summary>
public sealed class OneMistakeTests
{
    const string Folder = "config/oak";

    static List<Problem> Read(IEnumerable<(string Path, string Text)> files, Func<string, string?>? environment = null)
    {
        var problems = new List<Problem>();
        CommunityReader.Read(Folder, [.. files], environment ?? (_ => null), problems);
        return problems;
    }

    static IEnumerable<(string Path, string Text)> Changed(string name, string before, string after) =>
        Files.In(Folder).Select(file => Path.GetFileName(file.Path) == name ? (file.Path, Replaced(file.Text, before, after)) : file);

    static string Replaced(string text, string before, string after)
    {
        Assert.Contains(before, text);
        return text.Replace(before, after);
    }

    public static TheoryData<string, string, string, string> Mistakes => new()
    {
        { "community.yml", "from: 21:00, until: 08:00", "from: 21:00, until: 21:00", "quiet hours from 21:00 until 21:00 are none" },
        { "community.yml", "quiet: {from: 21:00, until: 08:00}", "", "`quiet` is missing" },
        { "community.yml", "emergency_numbers: 120 / 110 / 119", "", "`emergency_numbers` is missing" },
        { "community.yml", "demo: true", "demo: true\ndemo: false", "not readable as YAML" },
        { "accounts.yml", "from_env: TWILIO_JOBS_NUMBER", "from_env: TWILIO_WELFARE_NUMBER", "a carrier's stop word blocks everything from a sender" },
        { "accounts.yml", "from_env: TWILIO_JOBS_NUMBER", "from_env: TWILIO_JOBS_NUMBER\n    from: \"+12025550199\"", "not both" },
        { "accounts.yml", "from_env: TWILIO_JOBS_NUMBER", "from: \"+447700900123\"\n    mms: true", "pictures by MMS leave from numbers of the United States and Canada alone" },
        { "accounts.yml", "mode: poll", "mode: poll\n    mms: true", "unknown key `mms`" },
        { "accounts.yml", "from_env: TWILIO_JOBS_NUMBER", "from: 2025550199", "`from` must be a phone with its country" },
        { "accounts.yml", "from_env: TWILIO_JOBS_NUMBER", "from_env: TWILIO_JOBS_NUMBER\n    api_key: SK0123", "`api_secret_env` is missing" },
        { "accounts.yml", "from_env: TWILIO_JOBS_NUMBER", "from_env: TWILIO_JOBS_NUMBER\n    api_secret_env: X", "`api_key` or `api_key_env` is missing" },
        { "accounts.yml", "from_env: TWILIO_JOBS_NUMBER", "from_env: TWILIO_JOBS_NUMBER\n    api_key: AC0123\n    api_secret_env: X", "an API key is named by its SID, which begins with `SK`, not `AC…`" },
        { "accounts.yml", "from_env: TWILIO_JOBS_NUMBER", "from_env: TWILIO_JOBS_NUMBER\n    api_key: SK0123\n    api_secret: Y", "a secret never stands in a file: name its environment variable, as `api_secret_env: API_SECRET`" },
        { "accounts.yml", "accounts:\n", "accounts:\n  - {id: voice, channel: voice, purposes: [welfare], account_sid: SK01, auth_token_env: B, from_env: C}\n", "the account's own SID begins with `AC`" },
        { "accounts.yml", "accounts:\n", "accounts:\n  - {id: voice, channel: voice, purposes: [welfare], account_sid: AC01, auth_token_env: B, from_env: C, api_key_env: K}\n", "`api_secret_env` is missing" },
        { "accounts.yml", "mode: poll", "mode: webhook", "`secret_env` is missing" },
        { "accounts.yml", "mode: poll", "mode: polling", "`mode` must be one of" },
        { "accounts.yml", "accounts:\n", "accounts:\n  - {id: bots, channel: botframework, purposes: [service], app_password_env: X}\n", "`app_id` or `app_id_env` is missing" },
        { "accounts.yml", "accounts:\n", "accounts:\n  - {id: bots, channel: botframework, purposes: [service], app_id: a, app_password: b}\n", "a secret never stands in a file" },
        { "accounts.yml", "accounts:\n", "accounts:\n  - {id: bots, channel: botframework, purposes: [service], emulator: true, tenant: a/b}\n", "a tenant is written `contoso.onmicrosoft.com`" },
        { "accounts.yml", "accounts:\n", "accounts:\n  - {id: bots, channel: botframework, purposes: [service], emulator: true, app_id: a}\n", "`app_password_env` is missing" },
        { "accounts.yml", "accounts:\n", "accounts:\n  - {id: bots, channel: botframework, purposes: [service], app_id: a, app_password_env: X, emulator_metadata: https://a.example/keys}\n", "`emulator_metadata` is for the Emulator: write `emulator: true` too" },
        { "accounts.yml", "accounts:\n", "accounts:\n  - {id: bots, channel: botframework, purposes: [service], app_id: a, app_password_env: X, managed_identity: true}\n", "a managed identity has no client secret" },
        { "accounts.yml", "accounts:\n", "accounts:\n  - {id: bots, channel: botframework, purposes: [service], app_id: a, app_password_env: X, identity: http://127.0.0.1/}\n", "`identity` is for a bot without a client secret" },
        { "accounts.yml", "accounts:\n", "accounts:\n  - {id: bots, channel: botframework, purposes: [service], managed_identity: true}\n", "`app_id` or `app_id_env` is missing" },
        { "accounts.yml", "accounts:\n", "accounts:\n  - {id: bots, channel: botframework, purposes: [service], emulator: true, emulator_metadata: http://a.example/keys}\n", "only an address of this machine may be plain http" },
        { "accounts.yml", "accounts:\n", "accounts:\n  - {id: bots, channel: botframework, purposes: [service], emulator: true, login: http://example.org/token}\n", "only an address of this machine may be plain http" },
        { "accounts.yml", "accounts:\n", "accounts:\n  - {id: wa, channel: whatsapp, purposes: [welfare], texts: {templates: {checkin_ask: {template: HX1}}}}\n", "whatsapp takes free words only within 24 hours after the person wrote: `welfare` needs a template in `texts` for checkin_remind" },
        { "accounts.yml", "accounts:\n", "accounts:\n  - {id: wa, channel: whatsapp, purposes: [service], account_sid_env: A, auth_token_env: B}\n", "a WhatsApp account has either `from` or `messaging_service_sid`" },
        { "accounts.yml", "accounts:\n", "accounts:\n  - {id: wa, channel: whatsapp, purposes: [service], account_sid_env: A, auth_token_env: B, from: \"whatsapp:+12025550199\"}\n", "`from` must be a phone with its country" },
        { "accounts.yml", "accounts:\n", "accounts:\n  - {id: wa, channel: whatsapp, purposes: [service], account_sid_env: A, auth_token_env: B, from: \"+12025550199\"}\n  - {id: wb, channel: whatsapp, purposes: [jobs], account_sid_env: A, auth_token_env: B, from: \"+12025550199\", texts: {otherwise: {template: HX1, params: {1: \"{text}\"}}}}\n", "an incoming text would not tell which account it is for" },
        { "accounts.yml", "accounts:\n", "accounts:\n  - {id: gzh, channel: wechat, purposes: [service, jobs]}\n", "wechat takes free words only within 48 hours after the person wrote: `jobs` needs a template in `texts` for job_offer" },
        { "accounts.yml", "accounts:\n", "accounts:\n  - {id: gzh, channel: wechat, purposes: [service], texts: {templates: {checkin_aks: {template: T1}}}}\n", "there is no text `checkin_aks` (did you mean `checkin_ask`?)" },
        { "accounts.yml", "accounts:\n", "accounts:\n  - {id: gzh, channel: wechat, purposes: [service], app_secret_env: S, token_env: T, original_id: gh_1}\n", "`app_id` or `app_id_env` is missing" },
        { "accounts.yml", "accounts:\n", "accounts:\n  - {id: gzh, channel: wechat, purposes: [service], app_id: wx1, token_env: T, original_id: gh_1}\n", "`app_secret_env` is missing" },
        { "accounts.yml", "accounts:\n", "accounts:\n  - {id: gzh, channel: wechat, purposes: [service], app_id: wx1, app_secret_env: S, token_env: T}\n", "`original_id` is missing" },
        { "accounts.yml", "accounts:\n", "accounts:\n  - {id: gzh, channel: wechat, purposes: [service], app_id: wx1, app_secret_env: S, token_env: T, original_id: oak}\n", "is written `gh_0123456789ab`, not `oak`" },
        { "accounts.yml", "accounts:\n", "accounts:\n  - {id: gzh, channel: wechat, purposes: [service], app_id: wx1, app_secret_env: S, token_env: T, original_id: gh_1, answer_within: 5}\n", "`answer_within` must be" },
        { "accounts.yml", "accounts:\n", "accounts:\n  - {id: gzh, channel: wechat, purposes: [service], app_id: wx1, app_secret_env: S, token_env: T, original_id: gh_1, replies: never}\n", "`replies` must be one of" },
        { "accounts.yml", "accounts:\n", "accounts:\n  - {id: gzh, channel: wechat, purposes: [service], app_id: wx1, app_secret_env: S, token_env: T, original_id: gh_1, replies: passive, answer_within: 0}\n", "with `replies: passive` nothing could be said" },
        { "accounts.yml", "accounts:\n", "accounts:\n  - {id: gzh, channel: wechat, purposes: [service, jobs], app_id: wx1, app_secret_env: S, token_env: T, original_id: gh_1, replies: passive}\n", "an account that only answers cannot serve `jobs`" },
        { "accounts.yml", "    mode: poll\n", "    mode: poll\n    texts: {}\n", "unknown key `texts`" },
        { "accounts.yml", "rate: 25", "rate: fast", "`rate` must be a number" },
        { "accounts.yml", "rate: 25", "rate: 25\n    price: 5 cents", "as `0.05 CNY`, not `5 cents`" },
        { "accounts.yml", "kiosk: true", "kiosk: yes please", "`kiosk`" },
        { "accounts.yml", "kiosk: true", "kiosk_idle: 90s", "`kiosk_idle` is for a kiosk: write `kiosk: true` too" },
        { "accounts.yml", "kiosk: true", "kiosk: true\n    kiosk_idle: 5s", "`kiosk_idle` must be from 20s to 10m, not `5s`" },
        { "accounts.yml", "kiosk: true", "kiosk: true\n    kiosk_idle: soon", "`kiosk_idle` must be a span such as `90s`" },
        { "accounts.yml", "kiosk: true", "kiosk: true\n    kiosk_sources: [10.0.0]", "a source is written `203.0.113.7`" },
        { "accounts.yml", "rate: 25", "rate: 25\n    canary: {to: \"sms:+12025550111\", every: 30m, within: 10m}", "an address of its own channel, as `telegram:...`" },
        { "accounts.yml", "rate: 25", "rate: 25\n    canary: {to: \"telegram:77\", every: 15m, within: 10m}", "`every` must be at least twice `within`" },
        { "accounts.yml", "rate: 25", "rate: 25\n    canary: {to: \"telegram:77\", within: 10m}", "`every` is missing" },
        { "accounts.yml", "rate: 25", "rate: 25\n    incident_queue: incident", "`incident`" },
        { "check_ins.yml", "queue: welfare", "queue: welfare\npeople: -1", "`people` must be a whole number" },
        { "check_ins.yml", "queue: welfare", "queue: welfare\npeople: {web: 3}", "channel that can write first" },
        { "queues.yml", "    ladder: welfare\n", "", "the welfare queue `welfare` needs a ladder" },
        { "queues.yml", "    ladder: welfare\n", "    ladder: welfare\n    sensitivity: child\n", "the queue `welfare` must stay `ordinary`" },
        { "queues.yml", "  - id: incidents\n", "  - id: incidents\n    sensitivity: sensitive\n", "the queue `incidents` must stay `ordinary`" },
        { "queues.yml", "sensitivity: legal", "sensitivity: lawyers", "`sensitivity` must be one of" },
        { "check_ins.yml", "queue: welfare", "queue: counsel", "the queue `counsel` must stay `ordinary`" },
        { "staff.yml", "role: counsellor", "role: counselor", "`role` must be one of" },
        { "community.yml", "audit: {keep: 3y}", "audit: {keep: 3 years}", "`keep` must be a span such as 90d, 18mo or 3y" },
        { "community.yml", "audit: {keep: 3y}", "audit: {kept: 3y}", "`kept`" },
        { "check_ins.yml", "queue: welfare", "queue: service", "ladder `desk` has 2 of the 3 rungs" },
        { "check_ins.yml", "at: 19:00", "at: 08:00", "windows overlap" },
        { "check_ins.yml", "at: 19:00", "at: 09:00", "the alert must come before the next window, `evening` at 09:00" },
        { "check_ins.yml", "alert_after: 2h", "alert_after: 2h\n    call_after: 90m", "nobody can be rung up: accounts.yml has no account of the channel `voice` for `welfare`" },
        { "check_ins.yml", "alert_after: 2h", "alert_after: 2h\n    call_after: 2h", "`call_after` must lie between `remind_after` and `alert_after`" },
        { "check_ins.yml", "alert_after: 2h", "alert_after: 2h\n    call_after: 1h", "`call_after` must lie between `remind_after` and `alert_after`" },
        { "accounts.yml", "accounts:\n", "accounts:\n  - {id: voice, channel: voice, purposes: [welfare], account_sid: a, auth_token_env: B}\n", "`from` or `from_env` is missing" },
        { "accounts.yml", "accounts:\n", "accounts:\n  - {id: voice, channel: voice, purposes: [welfare], account_sid: a, auth_token_env: B, from: 100}\n", "`from` must be a phone with its country" },
        { "accounts.yml", "accounts:\n", "accounts:\n  - {id: voice, channel: voice, purposes: [welfare], account_sid: a, auth_token_env: B, from_env: C, recordings: {call_aks: {zh: https://a.example/b.mp3}}}\n", "there is no text `call_aks` (did you mean `call_ask`?)" },
        { "accounts.yml", "accounts:\n", "accounts:\n  - {id: voice, channel: voice, purposes: [welfare], account_sid: a, auth_token_env: B, from_env: C, recordings: {call_ask: {zh: http://a.example/b.mp3}}}\n", "a recording is fetched from an address such as" },
        { "accounts.yml", "accounts:\n", "accounts:\n  - {id: voice, channel: voice, purposes: [welfare], account_sid: a, auth_token_env: B, from_env: C, voice: {fr: Lea}}\n", "unknown key `fr`" },
        { "residents.yml", "addresses: sms:+12025550112", "addresses: voice:112", "a phone is written with its country, as `voice:+447700900123`" },
        { "places.yml", "{id: qinghe, level", "{id: qinghe, parent: e1-1, level", "one place must be the root" },
        { "places.yml", "  - {id: qinghe,", "  - {id: qinghe-2, level: district, name: 二区}\n  - {id: qinghe,", "`qinghe-2` is already the root" },
        { "staff.yml", "name: 周明", "name: ''", "`name` must not be empty" },
        { "residents.yml", "lives_alone: true, check_in: false", "lives_alone: true", "needs an address" },
        { "residents.yml", "addresses: sms:+12025550112", "addresses: sms:+12025550101", "already belongs to household `h-e1-101`" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_single_mistake_is_named(string file, string before, string after, string expected) =>
        Assert.Contains(Read(Changed(file, before, after)), problem => problem.Message.Contains(expected, StringComparison.Ordinal));

    [Theory]
    [InlineData("community.yml")]
    [InlineData("accounts.yml")]
    [InlineData("queues.yml")]
    [InlineData("staff.yml")]
    [InlineData("ladders.yml")]
    [InlineData("places.yml")]
    public void A_missing_file_is_one_problem_not_a_hundred(string name)
    {
        var problems = Read(Files.In(Folder).Where(file => Path.GetFileName(file.Path) != name));

        Assert.Equal($"config/oak/{name}:0:0: this file is missing", Assert.Single(problems).ToString());
    }

    [Theory]
    [InlineData("check_ins.yml")]
    [InlineData("residents.yml")]
    public void A_community_may_do_without_a_file(string name) =>
        Assert.Empty(Read(Files.In(Folder).Where(file => Path.GetFileName(file.Path) != name)));

    [Fact]
    public void A_real_community_is_told_which_secrets_are_not_set()
    {
        var problems = Read(Changed("community.yml", "demo: true", "demo: false"));

        Assert.Equal(7, problems.Count);
        Assert.All(problems, problem => Assert.Contains("is not set", problem.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "https://login.microsoftonline.com/botframework.com/oauth2/v2.0/token")]
    [InlineData(", tenant: contoso.onmicrosoft.com", "https://login.microsoftonline.com/contoso.onmicrosoft.com/oauth2/v2.0/token")]
    public void A_bot_of_one_tenant_asks_its_own_directory_for_tokens(string tenant, string login)
    {
        var files = Changed("accounts.yml", "accounts:\n", $"accounts:\n  - {{id: bots, channel: botframework, purposes: [service], app_id: a, app_password_env: X{tenant}}}\n");
        var problems = new List<Problem>();
        Assert.Equal(login, CommunityReader.Read(Folder, [.. files], variable => variable, problems)!.Accounts["bots"].Settings["login"]);
        Assert.Empty(problems);
    }

    [Fact]
    public void A_bot_with_a_managed_identity_needs_no_secret()
    {
        var files = Changed("accounts.yml", "accounts:\n", "accounts:\n  - {id: bots, channel: botframework, purposes: [service], app_id: a, managed_identity: true}\n");
        var problems = new List<Problem>();
        var settings = CommunityReader.Read(Folder, [.. files], variable => variable, problems)!.Accounts["bots"].Settings;
        Assert.Equal("http://169.254.169.254/metadata/identity/oauth2/token", settings["identity"]);
        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("sms", "from_env: C")]
    [InlineData("whatsapp", "from_env: C")]
    [InlineData("voice", "from_env: C")]
    public void An_api_key_of_twilio_is_named_beside_the_account(string channel, string from)
    {
        var files = Changed("accounts.yml", "accounts:\n", $"accounts:\n  - {{id: keyed, channel: {channel}, purposes: [service], account_sid: AC01, auth_token_env: TOKEN, {from}, api_key_env: KEY, api_secret_env: SECRET}}\n");
        var problems = new List<Problem>();
        var community = CommunityReader.Read(Folder, [.. files], variable => variable is "KEY" ? "SK01" : variable, problems);

        Assert.Empty(problems);
        var settings = community!.Accounts["keyed"].Settings;
        Assert.Equal(("SK01", "SECRET", "TOKEN"), (settings["api_key"], settings["api_secret"], settings["auth_token"]));
    }

    [Fact]
    public void Callers_are_put_through_to_a_telephone_with_its_country()
    {
        var files = Changed("accounts.yml", "accounts:\n", "accounts:\n  - {id: voice, channel: voice, purposes: [welfare], account_sid: a, auth_token_env: B, from_env: C}\n").ToList();
        Assert.Empty(Read(files));
        var without = files.Select(file => (file.Path, file.Text.Replace("phone: +1 202 555 0100", "phone: 555 0100", StringComparison.Ordinal)));
        Assert.Equal("config/oak/accounts.yml:3", string.Join(':', Assert.Single(Read(without)).ToString().Split(':')[..2]));
    }

    [Fact]
    public void A_check_in_needs_an_account_that_can_write_first()
    {
        var webAlone = Changed("accounts.yml", "[service, welfare]", "[service]").Select(file =>
            (file.Path, Text: file.Text.Replace("channel: telegram\n    purposes: [service, welfare, jobs, notices, family]", "channel: telegram\n    purposes: [jobs]")));

        Assert.Contains("no account can write first", Assert.Single(Read(webAlone)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_written_into_a_file_is_refused_without_being_repeated()
    {
        var problems = Read(Changed("accounts.yml", "token_env: TELEGRAM_TOKEN", "token: 77:very-secret"));

        Assert.Contains("a secret never stands in a file", Assert.Single(problems).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("very-secret", problems[0].Message, StringComparison.Ordinal);
    }
}
