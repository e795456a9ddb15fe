using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ResidentBot.Core.Messages;
using ResidentBot.StandIns;

namespace ResidentBot.Host.Tests.Channels.Hooks;

/// <summary>Every channel that is called by its provider; a new one is a line here, and has its dull cases.</summary>
static class HookList
{
    const string Phone = "+12025550177";
    const string Ours = "+15005550006";

    /// <summary>The accounts whose hooks there are.</summary>
    public static readonly string[] Accounts = ["telegram", "sms", "whatsapp", "voice", "sms-cn", "sms-rest", "bots", "gzh"];

    public static IReadOnlyList<Hook> Of(TelegramStandIn telegram, TwilioStandIn twilio, BotFrameworkStandIn bots, WeChatStandIn wechat, Uri gateways, IReadOnlyDictionary<string, string> secrets, string community) =>
    [
        Telegram(telegram, secrets["TG_SECRET"], community),
        Sms(twilio, community),
        WhatsApp(twilio, community),
        Voice(twilio, community),
        Aliyun(gateways, secrets["HOOK_KEY"], community),
        Rest(gateways, secrets["HOOK_KEY"], community),
        Bots(bots),
        WeChat(wechat, community),
    ];

    static Hook Telegram(TelegramStandIn telegram, string secret, string community) => new(
        "telegram",
        $$"""{id: telegram, channel: telegram, purposes: [service, welfare], token_env: TG_TOKEN, secret_env: TG_SECRET, mode: webhook, api: "{{telegram.Root}}", rate: 1000}""",
        new Address("telegram:77"),
        (id, text) => HookRequest.Post($"/hooks/{community}/telegram", JsonSerializer.Serialize(new
        {
            update_id = id,
            message = new { message_id = id, from = new { id = 77, is_bot = false, first_name = "Li" }, chat = new { id = 77, type = "private" }, date = 1_772_000_000, text },
        }), "application/json", ("X-Telegram-Bot-Api-Secret-Token", secret)),
        request => request.With("X-Telegram-Bot-Api-Secret-Token", secret[..^1] + "x"));

    static Hook Sms(TwilioStandIn twilio, string community) => Twilio("sms", twilio, community, "", new Address($"sms:{Phone}"));

    static Hook WhatsApp(TwilioStandIn twilio, string community) =>
        Twilio("whatsapp", twilio, community, "whatsapp:", new Address($"whatsapp:{Phone}"), ("ProfileName", "Li"), ("WaId", Phone[1..]));

    static Hook Twilio(string channel, TwilioStandIn twilio, string community, string before, Address resident, params (string Name, string Value)[] more) => new(
        channel,
        $$"""{id: {{channel}}, channel: {{channel}}, purposes: [service], account_sid: {{twilio.AccountSid}}, auth_token_env: AUTH, from: "{{Ours}}", api: "{{twilio.Root}}", rate: 1000}""",
        resident,
        (id, text) =>
        {
            KeyValuePair<string, string>[] form =
            [
                new("MessageSid", Sid(id)), new("AccountSid", twilio.AccountSid), new("From", before + Phone), new("To", before + Ours), new("Body", text), new("NumMedia", "0"), new("SmsStatus", "received"),
                .. more.Select(field => KeyValuePair.Create(field.Name, field.Value)),
            ];
            return Form($"/hooks/{community}/{channel}", form, ("X-Twilio-Signature", TwilioSigning.Sign(twilio.AuthToken, $"https://Bot.Example.org/desk/hooks/{community}/{channel}", form)));
        },
        request => request.With("X-Twilio-Signature", TwilioSigning.Sign("another", $"https://Bot.Example.org/desk/hooks/{community}/{channel}", [])));

    // What somebody says in a call.
    static Hook Voice(TwilioStandIn twilio, string community) => new(
        "voice",
        $$"""{id: voice, channel: voice, purposes: [service], account_sid: {{twilio.AccountSid}}, auth_token_env: AUTH, from: "{{Ours}}", api: "{{twilio.Root}}", rate: 1000}""",
        new Address($"voice:{Phone}"),
        (id, text) =>
        {
            KeyValuePair<string, string>[] form =
            [
                new("CallSid", $"CA{id:x32}"), new("AccountSid", twilio.AccountSid), new("From", Phone), new("To", Ours), new("CallStatus", "in-progress"),
                new("Direction", "inbound"), new("SpeechResult", text), new("Confidence", "0.9"),
            ];
            var path = $"/hooks/{community}/voice/heard?s=m{id}.1&l=zh";
            return Form(path, form, ("X-Twilio-Signature", TwilioSigning.Sign(twilio.AuthToken, $"https://Bot.Example.org/desk{path}", form)));
        },
        request => request.With("X-Twilio-Signature", TwilioSigning.Sign("another", $"https://Bot.Example.org/desk{request.Path}", [])));

    static Hook Aliyun(Uri root, string key, string community) => new(
        "sms-cn",
        $$"""{id: sms-cn, channel: sms, gateway: aliyun, purposes: [service], sign_name: 橡园社区, access_key_id_env: ALI_ID, access_key_secret_env: ALI, hook_key_env: HOOK_KEY, api: "{{root}}", rate: 1000}""",
        new Address("sms:+8613900000177"),
        (id, text) => HookRequest.Post($"/hooks/{community}/sms-cn/inbound/{key}", JsonSerializer.Serialize(new[]
        {
            new { phone_number = "13900000177", content = text, send_time = "2026-11-23 08:01:10", sequence_id = id },
        }), "application/json"),
        request => request with { Path = request.Path[..^1] + "x" });

    static Hook Rest(Uri root, string key, string community) => new(
        "sms-rest",
        $$"""{id: sms-rest, channel: sms, gateway: rest, purposes: [service], sender: Desk, token_env: REST_TOKEN, hook_key_env: HOOK_KEY, api: "{{root}}", rate: 1000}""",
        new Address("sms:+447700900177"),
        (id, text) => Signed(Form($"/hooks/{community}/sms-rest/inbound",
        [
            new("from", "+447700900177"), new("text", text), new("id", $"r{id}"), new("received", "2026-11-23T08:01:10Z"),
        ]), key),
        request => Signed(request, "another"));

    static Hook Bots(BotFrameworkStandIn bots) => new(
        "bots",
        $$"""{id: bots, channel: botframework, purposes: [service], app_id: {{bots.AppId}}, app_password_env: BOT_PASSWORD, metadata: "{{bots.Metadata}}", login: "{{bots.Login}}", rate: 1000}""",
        new Address("botframework:webchat/c77"),
        (id, text) => HookRequest.Post("/api/messages", JsonSerializer.Serialize(new
        {
            type = "message",
            id = $"c77|{id:0000000}",
            serviceUrl = bots.ServiceUrl,
            channelId = "webchat",
            from = new { id = "u1" },
            recipient = new { id = "desk@x" },
            conversation = new { id = "c77" },
            text,
        }), "application/json", ("Authorization", bots.Authorization())),
        request => request.With("Authorization", bots.Authorization(key: BotFrameworkStandIn.Stranger)));

    static Hook WeChat(WeChatStandIn wechat, string community) => new(
        "gzh",
        $$"""{id: gzh, channel: wechat, purposes: [service], app_id: {{wechat.AppId}}, app_secret_env: WX_SECRET, token_env: WX_TOKEN, aes_key_env: WX_AES, original_id: {{wechat.OriginalId}}, answer_within: 0.2, api: "{{wechat.Root}}", rate: 1000}""",
        new Address("wechat:oMei-77"),
        (id, text) =>
        {
            var (query, body) = wechat.Write(WeChatStandIn.Xml(wechat.Words("oMei-77", text, $"2000000000{id}")));
            return HookRequest.Post($"/hooks/{community}/gzh?{query}", body, "text/xml");
        },
        // The signature of a request does not cover its body: that of another one is not good for it.
        request => request with { Path = wechat.Write("<xml/>") is var (query, _) ? $"{request.Path[..request.Path.IndexOf('?')]}?{query}" : "" });

    static string Sid(int id) => $"SM{id:x32}";

    static HookRequest Form(string path, IEnumerable<KeyValuePair<string, string>> form, params (string Name, string Value)[] headers) => HookRequest.Post(
        path, string.Join('&', form.Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value)}")), "application/x-www-form-urlencoded", headers);

    static HookRequest Signed(HookRequest request, string key) =>
        request.With("X-Signature", Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), request.Body)));
}
