using System.Collections.Immutable;
using System.Net;
using System.Text;
using NodaTime;
using ResidentBot.Channels.Gateways;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Communities.Gateways;
using ResidentBot.Core.Files;
using ResidentBot.Core.Messages;
using ResidentBot.StandIns;
using Xunit;

namespace ResidentBot.Channels.Tests.Gateways;

/// <summary>Gateways from files, accounts at them, and messages.</summary>
static class GatewayCases
{
    internal const string Key = "k1y8Zq";
    internal static readonly Instant Now = Instant.FromUtc(2026, 3, 1, 8, 0);

    static readonly Dictionary<string, string> Settings = new()
    {
        ["sign_name"] = "橡园社区",
        ["access_key_id"] = "LTAI4test",
        ["access_key_secret"] = "secret%& 好",
        ["hook_key"] = Key,
        ["token"] = "tok",
        ["sender"] = "Oak",
    };

    /// <summary>A shipped example.</summary>
    internal static Gateway Example(string name) => Read(File.ReadAllText(Path.Combine(Root(), "docs", "gateways", name + ".yml")), name);

    /// <summary>A file's text, which must be without a mistake.</summary>
    internal static Gateway Read(string yaml, string name = "test")
    {
        var problems = new List<Problem>();
        var gateway = GatewayReader.Read(name, YamlMap.Parse(name + ".yml", yaml, problems)!);
        Assert.Empty(problems);
        return gateway;
    }

    /// <summary>A small gateway with some of its lines changed.</summary>
    internal static Gateway Small(string send = "form: {to: \"{to}\", text: \"{text}\"}", string signing = "{scheme: none}", string answer = "{id: id}", string more = "") => Read($"""
        secrets: [access_key_id, access_key_secret, hook_key]
        send:
          url: http://127.0.0.1:1/send
          {send}
          signing: {signing}
        answer: {answer}
        {more}
        """);

    internal static ChannelAccount Account(Gateway gateway, Uri? api = null) => new()
    {
        Id = "sms-cn",
        Channel = "sms",
        Purposes = [Purpose.Welfare],
        Gateway = gateway,
        Settings = (api is null ? Settings : new Dictionary<string, string>(Settings) { ["api"] = api.ToString().TrimEnd('/') }).ToImmutableDictionary(),
    };

    internal static GatewayChannel Channel(Gateway gateway, HttpClient http, Uri? api = null) =>
        new(Account(gateway, api), new Uri("https://bot.example.org/hooks/oak/sms-cn"), http) { Nonce = () => "nonce1", Time = new Stopped() };

    internal static Outgoing Text(string text, Phrase? phrase = null, params string[] choices) => new()
    {
        Id = "c41.0",
        Account = "sms-cn",
        To = new Address("sms:+8613912345678"),
        Lane = Lane.CheckIn,
        Purpose = Purpose.Welfare,
        Text = text,
        Phrase = phrase,
        Choices = [.. choices.Select((label, i) => new Choice($"choice{i}", label))],
        At = Now,
        Concerns = "checkin|p7|早",
    };

    internal static Phrase Phrase(string key, params (string Name, string Value)[] values) =>
        new(key, Language.Zh, values.ToImmutableDictionary(value => value.Name, value => value.Value));

    internal static WebhookRequest Call(string path, string body, string method = "POST", IPAddress? from = null, params (string Name, string Value)[] headers) =>
        Call(path, Encoding.UTF8.GetBytes(body), method, from, headers);

    internal static WebhookRequest Call(string path, byte[] body, string method = "POST", IPAddress? from = null, params (string Name, string Value)[] headers) =>
        new(method, "/hooks/oak/sms-cn" + path, body, name => headers.FirstOrDefault(header => header.Name == name).Value, Now) { From = from };

    /// <summary>Sends over a loopback server and gives what it saw.</summary>
    internal static async Task<(SendOutcome Outcome, List<SeenRequest> Seen)> SendAsync(Gateway gateway, Outgoing message, string answer = """{"id":"m1"}""", int status = 200)
    {
        var seen = new List<SeenRequest>();
        await using var server = await StandInServer.StartAsync(async context =>
        {
            seen.Add(await SeenRequest.OfAsync(context));
            context.Response.StatusCode = status;
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(answer));
        });
        using var http = new HttpClient();
        return (await Channel(gateway, http, server.Root).SendAsync(message, TestContext.Current.CancellationToken), seen);
    }

    internal static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ResidentBot.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }

    sealed class Stopped : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now.ToDateTimeOffset();
    }
}
