using ResidentBot.Core.CheckIns;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.StandIns;
using Xunit;

namespace ResidentBot.Host.Tests.Channels;

/// <summary>The real host and people at telephones; ends by finding no request, and no TwiML, that Twilio would call malformed.</summary>
sealed class VoiceScene : IAsyncDisposable
{
    /// <summary>Our number, for texts and calls.</summary>
    public const string Ours = "+15005550006";

    /// <summary>Has a telephone, and behind it a neighbour's mobile for texts.</summary>
    public const string Yang = "+12025550101";

    /// <summary>Yang's second address.</summary>
    public const string Neighbour = "+12025550111";

    /// <summary>Gets texts on the mobile she also rings from.</summary>
    public const string Gao = "+12025550102";

    /// <summary>Where callers are put through to.</summary>
    public const string Duty = "+12025550100";

    VoiceScene(TwilioStandIn twilio, PublicHost host, ManualClock clock) => (Twilio, Host, Clock) = (twilio, host, clock);

    public TwilioStandIn Twilio { get; }

    public PublicHost Host { get; }

    public ManualClock Clock { get; }

    HttpClient Http => Host.Running.Http;

    Uri Root => Host.Running.App.Address;

    /// <summary>Five to eight in the morning, before any window of the day.</summary>
    public static async Task<VoiceScene> StartAsync(string redis, string more = "")
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 3, 4, 7, 55, 0, TimeSpan.FromHours(8)));
        var twilio = await TwilioStandIn.StartAsync(clock);
        var files = TestCommunity.Write("voice", new TestFiles
        {
            Host = PublicHost.HostFile,
            Accounts = $"""
                accounts:
                  - {"{"}id: sms, channel: sms, purposes: [service, welfare], account_sid_env: SID, auth_token_env: AUTH, from: "{Ours}", api: "{twilio.Root}", rate: 1000{"}"}
                  - {"{"}id: voice, channel: voice, purposes: [service, welfare], account_sid_env: SID, auth_token_env: AUTH, from: "{Ours}", api: "{twilio.Root}", rate: 1000{more}{"}"}
                """,
            CheckIns = """
                queue: welfare
                windows:
                  - {id: morning, name: {zh: 早安, en: Morning}, at: 08:00, remind_after: 1h, call_after: 90m, alert_after: 2h, stale_after: 2h}
                """,
            Residents = $"""
                households:
                  - {"{"}id: h1, place: b1, unit: 1栋101, persons: [{"{"}id: yang, name: 杨桂珍, lives_alone: true, addresses: ["voice:{Yang}", "sms:{Neighbour}"]{"}"}]{"}"}
                  - {"{"}id: h2, place: b1, unit: 1栋102, persons: [{"{"}id: gao, name: 高玉兰, lives_alone: true, addresses: ["sms:{Gao}", "voice:{Gao}"]{"}"}]{"}"}
                """,
        });
        var secrets = new Dictionary<string, string> { ["SID"] = twilio.AccountSid, ["AUTH"] = twilio.AuthToken };
        var scene = new VoiceScene(twilio, new PublicHost(files, redis, secrets, clock), clock);
        await scene.Host.StartAsync();
        await scene.Host.Running.SettleAsync();
        return scene;
    }

    /// <summary>The window opens; gives the call that Yang gets.</summary>
    public async Task<TwilioCall> MorningAsync()
    {
        Clock.Advance(TimeSpan.FromMinutes(5));
        await RunningHost.UntilAsync("a call and a text of the morning", () => Task.FromResult(Twilio.Calls.Count > 0 && Twilio.Sent.Count > 0));
        await Host.Running.SettleAsync();
        return Twilio.Calls[^1];
    }

    /// <summary>People's time goes on, and what falls due is done.</summary>
    public async Task WaitAsync(int minutes)
    {
        Clock.Advance(TimeSpan.FromMinutes(minutes));
        await Host.Running.SettleAsync();
    }

    public Task PickUpAsync(TwilioCall call) => Twilio.PickUpAsync(Http, Root, call);

    /// <summary>Presses a key, and gives what is said to it.</summary>
    public Task<string> PressAsync(TwilioCall call, string key) => AnsweredAsync(call, () => Twilio.AnswerAsync(Http, Root, call, key));

    public Task<string> SpeakAsync(TwilioCall call, string words) => AnsweredAsync(call, () => Twilio.AnswerAsync(Http, Root, call, null, words));

    public Task<string> SayNothingAsync(TwilioCall call) => AnsweredAsync(call, () => Twilio.AnswerAsync(Http, Root, call, null));

    public Task<string?> ConnectAsync(TwilioCall call) => Twilio.ConnectAsync(Http, Root, call);

    public Task DialedAsync(TwilioCall call, string status) => Twilio.DialedAsync(Http, Root, call, status);

    public async Task HangUpAsync(TwilioCall call, string? status = null, params (string Name, string Value)[] more)
    {
        await Twilio.HangUpAsync(Http, Root, call, status, more);
        await Host.Running.SettleAsync();
    }

    public async Task DetectAsync(TwilioCall call, string answeredBy)
    {
        await Twilio.DetectAsync(Http, Root, call, answeredBy);
        await Host.Running.SettleAsync();
    }

    /// <summary>A callback out of its order, or once more.</summary>
    public async Task TellAsync(TwilioCall call, string status, string happening, params (string Name, string Value)[] more)
    {
        call.Status = status;
        await Twilio.StatusOfCallAsync(Http, Root, call, happening, more);
    }

    public async Task<TwilioCall> RingAsync(string from)
    {
        var call = await Twilio.RingAsync(Http, Root, Host.HookOf("voice"), from, Ours);
        await Host.Running.SettleAsync();
        return call;
    }

    /// <summary>Rings, stays on the line, and hears what is asked.</summary>
    public async Task<(TwilioCall Call, string Heard)> RingAndStayAsync(string from)
    {
        var call = await RingAsync(from);
        return (call, await AnsweredAsync(call, () => Twilio.StayAsync(Http, Root, call)));
    }

    public async Task<CheckIn> CheckInAsync(string person) =>
        await Host.Running.Community.Store.FindAsync<CheckIn>($"{person}:2026-03-04:morning") ?? throw new InvalidOperationException("nobody was asked");

    public List<string> Texts(string number) => [.. Twilio.Sent.Where(sent => sent.To == number).Select(sent => sent.Body)];

    public async Task<string> CauseAsync(string person) => (await Host.TicketAsync((await CheckInAsync(person)).Ticket!))!.Cause!;

    async Task<string> AnsweredAsync(TwilioCall call, Func<Task> act)
    {
        var updates = call.Updates;
        await act();
        await Host.Running.SettleAsync();
        if (call.Status == "in-progress") await RunningHost.UntilAsync("words into the call", () => Task.FromResult(call.Updates > updates));
        return call.Said;
    }

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
