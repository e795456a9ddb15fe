using System.Net;
using ResidentBot.Core.Messages;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.StandIns;
using Xunit;

namespace ResidentBot.Host.Tests.Channels;

/// <summary>The real host and a strict Messages API; ends by finding no request that Twilio would call malformed.</summary>
sealed class SmsScene : IAsyncDisposable
{
    /// <summary>Our number for answers and check-ins.</summary>
    public const string Ours = "+15005550006";

    /// <summary>Our number for job notices.</summary>
    public const string Jobs = "+15005550007";

    /// <summary>A resident alone at home who gets check-ins.</summary>
    public const string Alone = "+12025550101";

    SmsScene(TwilioStandIn twilio, PublicHost host) => (Twilio, Host) = (twilio, host);

    public TwilioStandIn Twilio { get; }

    public PublicHost Host { get; }

    /// <summary>Starts both; <paramref name="more"/> are more settings of the account for answers, as <c>, canary: {…}</c>.</summary>
    public static async Task<SmsScene> StartAsync(string redis, ManualClock? clock = null, string more = "")
    {
        var twilio = await TwilioStandIn.StartAsync(clock);
        var files = TestCommunity.Write("sms", new TestFiles
        {
            Host = PublicHost.HostFile,
            Accounts = $"""
                accounts:
                  - {"{"}id: sms, channel: sms, purposes: [service, welfare], account_sid_env: SID, auth_token_env: AUTH, from: "{Ours}", api: "{twilio.Root}", rate: 1000{more}{"}"}
                  - {"{"}id: sms-jobs, channel: sms, purposes: [jobs], account_sid_env: SID, auth_token_env: AUTH, from: "{Jobs}", api: "{twilio.Root}", rate: 1000{"}"}
                """,
            Residents = $"households: [{"{"}id: h1, place: b1, unit: 1栋101, persons: [{"{"}id: yang, name: 杨桂珍, lives_alone: true, addresses: \"sms:{Alone}\"{"}"}]{"}"}]",
        });
        var secrets = new Dictionary<string, string> { ["SID"] = twilio.AccountSid, ["AUTH"] = twilio.AuthToken };
        var scene = new SmsScene(twilio, new PublicHost(files, redis, secrets, clock));
        await scene.Host.StartAsync();
        return scene;
    }

    public static Address Phone(string number) => new($"sms:{number}");

    /// <summary>A resident texts us; gives what the host answered Twilio.</summary>
    public async Task<HttpStatusCode> TextAsync(string from, string body, string? sid = null, string? publicUrl = null, params (string Type, byte[] Bytes)[] pictures)
    {
        using var answer = await Twilio.SmsAsync(
            Host.Running.Http, Host.Behind("sms"), from, Ours, body, publicUrl ?? Host.HookOf("sms"), sid, pictures);
        return answer.StatusCode;
    }

    /// <summary>A resident texts us and gets the next text.</summary>
    public async Task<string> AskAsync(string from, string body)
    {
        var before = Heard(from).Count;
        Assert.Equal(HttpStatusCode.OK, await TextAsync(from, body));
        await RunningHost.UntilAsync("an answer on the phone", () => Task.FromResult(Heard(from).Count > before));
        await Host.Running.SettleAsync();
        return Heard(from)[^1].Body;
    }

    /// <summary>Twilio calls back about a text; the proxy leaves the public path as it is.</summary>
    public async Task<HttpStatusCode> ReportAsync(TwilioSent sent, string status, int? error = null)
    {
        using var answer = await Twilio.StatusAsync(Host.Running.Http, Host.Running.App.Address, sent, status, error);
        return answer.StatusCode;
    }

    public List<TwilioSent> Heard(string number) => [.. Twilio.Sent.Where(sent => sent.To == number)];

    public async ValueTask DisposeAsync()
    {
        try
        {
            Assert.Empty(Twilio.Violations);
        }
        finally
        {
            await Host.DisposeAsync();
            await Twilio.DisposeAsync();
        }
    }
}
