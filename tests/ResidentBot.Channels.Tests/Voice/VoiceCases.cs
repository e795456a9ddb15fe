using System.Collections.Concurrent;
using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Channels.Voice;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Messages;
using ResidentBot.StandIns;
using static ResidentBot.Channels.Tests.Twilio.TwilioCases;

namespace ResidentBot.Channels.Tests.Voice;

/// <summary>A voice account, what it keeps of its calls, and requests as Twilio makes them.</summary>
static class VoiceCases
{
    internal const string VoiceUrl = "https://bot.example.org/hooks/oak/voice";
    internal const string Duty = "+12025550100";
    internal const string Call = "CA0123456789abcdef0123456789abcdef";

    internal static readonly Address Them = new($"voice:{Theirs}");

    internal static ChannelAccount Account(params (string Name, string? Value)[] settings)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["account_sid"] = Sid,
            ["auth_token"] = Token,
            ["from"] = Ours,
            ["dial"] = Duty,
            ["language"] = "zh",
        };
        foreach (var (name, value) in settings)
            if (value is null) all.Remove(name);
            else all[name] = value;
        return new ChannelAccount { Id = "voice", Channel = "voice", Purposes = [Purpose.Service, Purpose.Welfare], Settings = all.ToImmutableDictionary() };
    }

    /// <summary>The catalogue's words are its keys, so that tests read what is said.</summary>
    internal static string Text(string key, Language language, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var said = $"{key}.{(language == Language.En ? "en" : "zh")}";
        foreach (var (_, value) in values) said += $" {value}";
        return said;
    }

    internal static VoiceChannel Channel(HttpClient http, TwilioStandIn twilio, ConcurrentDictionary<Address, string> routes, ManualTime? time = null, params (string Name, string? Value)[] settings) =>
        new(Account([("api", twilio.Root.ToString()), .. settings]), new Uri(VoiceUrl), http, Text, to => Task.FromResult(routes.GetValueOrDefault(to)))
        {
            Time = time ?? new ManualTime(),
        };

    /// <summary>For webhooks only: it has nobody to call.</summary>
    internal static VoiceChannel Listening(params (string Name, string? Value)[] settings) =>
        new(Account(settings), new Uri(VoiceUrl), new HttpClient(), Text, _ => Task.FromResult<string?>(null));

    internal static Outgoing Ask(string text = "您好吗？", string? key = "call_ask", string? concerns = "checkin|p7:2026-03-01:morning|checkin_ask") => new()
    {
        Id = "e7.1",
        Account = "voice",
        To = Them,
        Lane = Lane.CheckIn,
        Purpose = Purpose.Welfare,
        Text = text,
        Phrase = key is null ? null : new Phrase(key, Language.Zh, ImmutableDictionary<string, string>.Empty),
        Choices = [new("c:1:fine", "我很好"), new("c:1:hand", "要帮忙"), new("c:1:call", "给我打电话")],
        Concerns = concerns,
        At = Now,
    };

    internal static Outgoing Say(string text, string id = "e8.1", Lane lane = Lane.Reply) => Ask(text, key: null, concerns: null) with { Id = id, Lane = lane, Choices = [] };

    internal static WebhookRequest Told(string part, params (string Name, string Value)[] fields)
    {
        var form = Form([("CallSid", Call), ("AccountSid", Sid), ("From", Theirs), ("To", Ours), ("CallStatus", "in-progress"), ("Direction", "inbound"), .. fields]);
        // What is given twice counts as given last.
        form = [.. form.Reverse().DistinctBy(field => field.Key).Reverse()];
        var url = part.Length == 0 ? VoiceUrl : $"{VoiceUrl}/{part}";
        return Post(form, new Uri(url).PathAndQuery, url);
    }

    internal static Reception.Accepted Take(Reception reception) =>
        reception as Reception.Accepted ?? throw new Xunit.Sdk.XunitException($"refused: {(reception as Reception.Refused)?.Why}");
}

/// <summary>People's time, moved by the test.</summary>
sealed class ManualTime : TimeProvider
{
    Instant _now = Now;

    internal void Advance(Duration by) => _now += by;

    public override DateTimeOffset GetUtcNow() => _now.ToDateTimeOffset();
}
