using System.Collections.Immutable;
using System.Text;
using NodaTime;
using ResidentBot.Channels.Twilio;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Messages;
using ResidentBot.StandIns;
using Xunit;

namespace ResidentBot.Channels.Tests.Twilio;

/// <summary>An account, and requests as Twilio makes them.</summary>
static class TwilioCases
{
    internal const string Sid = "AC0123456789abcdef0123456789abcdef";
    internal const string Token = "12345abcde12345abcde12345abcde12";
    internal const string Ours = "+15005550006";
    internal const string Theirs = "+15005550009";
    internal const string Hook = "https://bot.example.org/hooks/oak/sms-welfare";
    internal static readonly Instant Now = Instant.FromUtc(2026, 3, 1, 8, 0);

    internal static ChannelAccount Account(params (string Name, string? Value)[] settings)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal) { ["account_sid"] = Sid, ["auth_token"] = Token, ["from"] = Ours };
        foreach (var (name, value) in settings)
            if (value is null) all.Remove(name);
            else all[name] = value;
        return new ChannelAccount { Id = "sms-welfare", Channel = "sms", Purposes = [Purpose.Welfare], Settings = all.ToImmutableDictionary() };
    }

    internal static TwilioSmsChannel Channel(HttpClient http, TwilioStandIn twilio, params (string Name, string? Value)[] settings) =>
        new(Account([("api", twilio.Root.ToString()), .. settings]), new Uri(Hook), http);

    /// <summary>For webhooks only: it has nobody to call.</summary>
    internal static TwilioSmsChannel Deaf(string hook = Hook) => new(Account(), new Uri(hook), new HttpClient());

    internal static Outgoing Text(string text, params string[] choices) => new()
    {
        Id = "c41",
        Account = "sms-welfare",
        To = new Address($"sms:{Theirs}"),
        Lane = Lane.Reply,
        Purpose = Purpose.Service,
        Text = text,
        Choices = [.. choices.Select((label, i) => new Choice($"choice{i}", label))],
        At = Now,
    };

    internal static KeyValuePair<string, string>[] Form(params (string Name, string Value)[] fields) =>
        [.. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))];

    internal static KeyValuePair<string, string>[] Inbound(string body, params (string Name, string Value)[] more) => Form(
        [("MessageSid", "SM1"), ("AccountSid", Sid), ("From", Theirs), ("To", Ours), ("Body", body), ("NumMedia", "0"), ("FromCity", ""), .. more]);

    internal static WebhookRequest Post(
        KeyValuePair<string, string>[] form, string pathAndQuery = "/hooks/oak/sms-welfare", string signedUrl = Hook, string token = Token) =>
        Raw("POST", pathAndQuery, Encode(form), TwilioSigning.Sign(token, signedUrl, form), "application/x-www-form-urlencoded; charset=utf-8");

    internal static WebhookRequest Raw(string method, string pathAndQuery, byte[] body, string? signature, string? type = null) =>
        new(method, pathAndQuery, body, name => name switch { "X-Twilio-Signature" => signature, "Content-Type" => type, _ => "https://evil.example" }, Now);

    internal static byte[] Encode(KeyValuePair<string, string>[] form) =>
        Encoding.UTF8.GetBytes(string.Join('&', form.Select(f => $"{Uri.EscapeDataString(f.Key)}={Uri.EscapeDataString(f.Value).Replace("%20", "+")}")));

    internal static Arrival Arrival(Reception reception) => Assert.Single(Assert.IsType<Reception.Accepted>(reception).Arrivals);

    internal static int Refusal(Reception reception) => Assert.IsType<Reception.Refused>(reception).Status;
}
