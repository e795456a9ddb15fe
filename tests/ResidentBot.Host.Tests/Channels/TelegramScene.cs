using System.Net;
using System.Net.Http.Headers;
using System.Text;
using ResidentBot.Core.Messages;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.StandIns;
using Xunit;

namespace ResidentBot.Host.Tests.Channels;

/// <summary>The real host and a strict Bot API; ends by finding no call that Telegram would refuse, and no button that still spins.</summary>
sealed class TelegramScene : IAsyncDisposable
{
    const string Secret = "s3cret_of-the-hook";
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    readonly bool _polls;

    TelegramScene(TelegramStandIn telegram, PublicHost host, bool polls) => (Telegram, Host, _polls) = (telegram, host, polls);

    public TelegramStandIn Telegram { get; }

    public PublicHost Host { get; }

    /// <summary>Starts both, and waits until Telegram was told where updates go.</summary>
    public static async Task<TelegramScene> StartAsync(string redis, bool polls = false, ManualClock? clock = null, Func<TestFiles, TestFiles>? change = null)
    {
        var telegram = await TelegramStandIn.StartAsync(time: clock);
        var usual = new TestFiles
        {
            Host = PublicHost.HostFile,
            Accounts = $"""
                accounts:
                  - {"{"}id: telegram, channel: telegram, purposes: [service, welfare, jobs], token_env: TG_TOKEN, secret_env: TG_SECRET, mode: {(polls ? "poll" : "webhook")}, api: "{telegram.Root}", rate: 1000{"}"}
                """,
            Staff = "staff: [{id: floor, name: 陈大姐, addresses: telegram:901}, {id: head, name: 王组长, addresses: telegram:902}, "
                + "{id: area, name: 周明, addresses: telegram:903}, {id: duty, name: 值班室, addresses: telegram:904}]",
            Residents = "households: [{id: h1, place: b1, unit: 1栋101, persons: [{id: nobody, name: 无名, addresses: telegram:900}]}]",
        };
        var files = TestCommunity.Write("telegram", change is null ? usual : change(usual));
        var secrets = new Dictionary<string, string> { ["TG_TOKEN"] = telegram.Token, ["TG_SECRET"] = Secret };
        var scene = new TelegramScene(telegram, new PublicHost(files, redis, secrets, clock), polls);
        await scene.Host.StartAsync();
        if (!polls) await RunningHost.UntilAsync("the webhook is set", () => Task.FromResult(telegram.Webhook is not null));
        return scene;
    }

    public static Address Chat(long chat) => new($"telegram:{chat}");

    /// <summary>Telegram hands an update over, by webhook through the proxy or to the poller.</summary>
    public async Task<HttpStatusCode> DeliverAsync(string update)
    {
        if (!_polls) return await PostAsync(update, Telegram.Webhook!.Secret);
        Telegram.Push(update);
        return HttpStatusCode.OK;
    }

    /// <summary>Posts to the webhook with any secret; null for none.</summary>
    public async Task<HttpStatusCode> PostAsync(string update, string? secret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Host.Behind("telegram")) { Content = new StringContent(update, Encoding.UTF8) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (secret is not null) request.Headers.Add("X-Telegram-Bot-Api-Secret-Token", secret);
        using var response = await Host.Running.Http.SendAsync(request);
        return response.StatusCode;
    }

    /// <summary>Delivers an update and waits for what the chat hears next.</summary>
    public async Task<TelegramSent> AskAsync(long chat, string update)
    {
        var before = Heard(chat).Count;
        Assert.Equal(HttpStatusCode.OK, await DeliverAsync(update));
        await RunningHost.UntilAsync("an answer in the chat", () => Task.FromResult(Heard(chat).Count > before));
        await Host.Running.SettleAsync();
        return Heard(chat)[^1];
    }

    public Task<TelegramSent> SayAsync(long chat, string text, string? language = "zh-hans") => AskAsync(chat, Telegram.MessageUpdate(chat, text, language));

    public Task<TelegramSent> TapAsync(TelegramSent under, string label) =>
        AskAsync(under.Chat, Telegram.TapUpdate(under.Chat, under.Buttons.Single(button => button.Label == label).Data!));

    public List<TelegramSent> Heard(long chat) => [.. Telegram.Sent.Where(message => message.Chat == chat)];

    public Task<TelegramSent> HearsAsync(long chat, string text) => Telegram.WaitForAsync(sent => sent.Chat == chat && sent.Text.Contains(text), Patience);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await RunningHost.UntilAsync("all taps answered", () => Task.FromResult(Telegram.UnansweredTaps.IsEmpty));
            Assert.Empty(Telegram.Violations);
        }
        finally
        {
            await Host.DisposeAsync();
            await Telegram.DisposeAsync();
        }
    }
}
