using ResidentBot.Core.Messages;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.StandIns;
using Xunit;

namespace ResidentBot.Host.Tests.Channels;

/// <summary>The real host and a strict WeChat; ends by finding nothing that the real one would refuse.</summary>
sealed class WeChatScene : IAsyncDisposable
{
    /// <summary>A follower who lives alone and gets check-ins.</summary>
    public const string Yang = "oYang-1";

    /// <summary>A follower nobody knows.</summary>
    public const string Lei = "oLei_2";

    const string Texts = "texts: {templates: {checkin_ask: {template: T-ask, params: {thing1: {value: \"{name}\", most: 20}, phrase2: {value: \"{window}\", most: 5}}}, checkin_remind: {template: T-ask, params: {thing1: {value: \"{name}\", most: 20}, phrase2: 平安}}}}";

    WeChatScene(WeChatStandIn wechat, PublicHost host) => (WeChat, Host) = (wechat, host);

    public WeChatStandIn WeChat { get; }

    public PublicHost Host { get; }

    /// <summary>Starts both. <paramref name="more"/> are further settings of the account.</summary>
    public static async Task<WeChatScene> StartAsync(string redis, ManualClock? clock = null, string more = "", string purposes = "service, welfare")
    {
        var wechat = await WeChatStandIn.StartAsync(clock);
        wechat.Templates["T-ask"] = ["thing1", "phrase2"];
        wechat.Followers[Yang] = true;
        var files = TestCommunity.Write("wechat", new TestFiles
        {
            Host = PublicHost.HostFile,
            Accounts = $$"""
                accounts:
                  - {id: gzh, channel: wechat, purposes: [{{purposes}}], app_id: {{wechat.AppId}}, app_secret_env: SECRET, token_env: TOKEN, aes_key_env: AES, original_id: {{wechat.OriginalId}}, api: "{{wechat.Root}}", rate: 1000, {{Texts}}{{more}}}
                  - {id: sms, channel: sms, purposes: [service, welfare], account_sid_env: NONE, auth_token_env: NONE, from_env: NONE, rate: 1000}
                """,
            Residents = $$"""households: [{id: h1, place: b1, unit: 1栋101, persons: [{id: yang, name: 杨桂珍, lives_alone: true, addresses: "wechat:{{Yang}}"}]}]""",
        });
        var secrets = new Dictionary<string, string> { ["SECRET"] = wechat.AppSecret, ["TOKEN"] = wechat.Token, ["AES"] = wechat.AesKey };
        var scene = new WeChatScene(wechat, new PublicHost(files, redis, secrets, clock));
        await scene.Host.StartAsync();
        await scene.Host.Running.SettleAsync();
        return scene;
    }

    public static Address Of(string follower) => new($"wechat:{follower}");

    public Uri Hook => Host.Behind("gzh");

    public List<WeChatSent> Heard(string follower) => [.. WeChat.Sent.Where(sent => sent.To == follower)];

    /// <summary>Writes, and gives what the follower is shown at once.</summary>
    public async Task<WeChatAnswered> SayAsync(string follower, string text, string? id = null)
    {
        var answered = await WeChat.PostAsync(Hook, WeChat.Words(follower, text, id));
        await Host.Running.SettleAsync();
        return answered;
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await WeChat.DisposeAsync();
        Assert.Empty(WeChat.Violations);
    }
}
