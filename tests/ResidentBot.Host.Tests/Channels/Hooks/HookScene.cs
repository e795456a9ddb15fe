using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.StandIns;
using ResidentBot.Store;

namespace ResidentBot.Host.Tests.Channels.Hooks;

/// <summary>The files of a community with an account of every channel that is called by its provider, and the providers.</summary>
sealed class HookScene : IAsyncDisposable
{
    readonly BotFrameworkStandIn _bots;
    readonly TelegramStandIn _telegram;
    readonly TwilioStandIn _twilio;
    readonly WeChatStandIn _wechat;
    readonly StandInServer _gateways;

    HookScene(BotFrameworkStandIn bots, TelegramStandIn telegram, TwilioStandIn twilio, WeChatStandIn wechat, StandInServer gateways) =>
        (_bots, _telegram, _twilio, _wechat, _gateways) = (bots, telegram, twilio, wechat, gateways);

    public TestCommunity Files { get; private set; } = null!;

    public IReadOnlyList<Hook> Hooks { get; private set; } = [];

    /// <summary>Every secret that the host was told.</summary>
    public IReadOnlyDictionary<string, string> Secrets { get; private set; } = new Dictionary<string, string>();

    public static async Task<HookScene> StartAsync()
    {
        var scene = new HookScene(await BotFrameworkStandIn.StartAsync(), await TelegramStandIn.StartAsync(), await TwilioStandIn.StartAsync(), await WeChatStandIn.StartAsync(),
            await StandInServer.StartAsync(http => http.Response.WriteAsync("""{"Code":"OK","BizId":"b","message":{"id":"m"}}""")));
        scene.Secrets = new Dictionary<string, string>
        {
            ["TG_TOKEN"] = scene._telegram.Token,
            ["TG_SECRET"] = "s3cret_of-the-hook",
            ["AUTH"] = scene._twilio.AuthToken,
            ["ALI_ID"] = "LTAI4-of-the-gateway",
            ["ALI"] = "aliyun-access-key-secret",
            ["HOOK_KEY"] = "k1y8Zq-of-the-gateway",
            ["REST_TOKEN"] = "token-of-the-rest-gateway",
            ["WX_SECRET"] = scene._wechat.AppSecret,
            ["WX_TOKEN"] = scene._wechat.Token,
            ["WX_AES"] = scene._wechat.AesKey,
            ["BOT_PASSWORD"] = scene._bots.AppPassword,
        };
        var template = HookList.Of(scene._telegram, scene._twilio, scene._bots, scene._wechat, scene._gateways.Root, scene.Secrets, "COMMUNITY");
        scene.Files = TestCommunity.Write("hooks", new TestFiles
        {
            Host = "public_url: https://Bot.Example.org/desk\nlog_level: debug\nlimits: {anonymous_conversations: 1000000, anonymous_messages: 1000000}\n",
            Accounts = "accounts:\n  - {id: web, channel: web, purposes: [service], origins: []}\n" + string.Concat(template.Select(hook => $"  - {hook.Yaml}\n")),
            Staff = "staff: [{id: floor, name: 陈大姐, addresses: telegram:901}, {id: head, name: 王组长, addresses: telegram:902}, {id: area, name: 周明, addresses: telegram:903}, {id: duty, name: 值班室, addresses: telegram:904}]",
            Residents = "households: [{id: h1, place: b1, unit: 1栋101, persons: [{id: nobody, name: 无名, addresses: telegram:900}]}]",
        });
        var gateways = Directory.CreateDirectory(Path.Combine(scene.Files.Config, scene.Files.Id, "gateways")).FullName;
        foreach (var name in (string[])["aliyun", "rest"])
        {
            var text = await File.ReadAllTextAsync(Path.Combine(TestCommunity.Repository(), "docs", "gateways", name + ".yml"));
            await File.WriteAllTextAsync(Path.Combine(gateways, name + ".yml"), text.Replace("203.0.113.0/24", "127.0.0.0/8", StringComparison.Ordinal));
        }
        scene.Hooks = HookList.Of(scene._telegram, scene._twilio, scene._bots, scene._wechat, scene._gateways.Root, scene.Secrets, scene.Files.Id);
        return scene;
    }

    /// <summary>Whether Telegram was told where updates go: the host works for the community.</summary>
    public bool IsConnected => _telegram.Webhook is not null;

    /// <summary>A hash of everything the community holds, but for the beats of its work.</summary>
    public async Task<string> StateAsync(Redis.RedisServer server)
    {
        var keys = new Keys(Files.Id);
        var beats = new HashSet<string> { keys.Lease, keys.Fence, keys.Wake, keys.InHand, keys.Cursor, keys.Feed, keys.Outcomes };
        var found = (object?[])(await server.CallAsync("KEYS", $"{{{Files.Id}}}:*"))!;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var key in found.Cast<string>().Where(key => !beats.Contains(key) && !key.Contains(":pulled:", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
            hash.AppendData(Encoding.UTF8.GetBytes($"{key} {await ContentAsync(server, key)}\n"));
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    static async Task<string> ContentAsync(Redis.RedisServer server, string key) => (string)(await server.CallAsync("TYPE", key))! switch
    {
        "string" => $"{await server.CallAsync("GET", key)}",
        "hash" => Listed(await server.CallAsync("HGETALL", key)),
        "list" => Listed(await server.CallAsync("LRANGE", key, "0", "-1")),
        "zset" => Listed(await server.CallAsync("ZRANGE", key, "0", "-1", "WITHSCORES")),
        "set" => Listed(await server.CallAsync("SMEMBERS", key)),
        _ => $"{await server.CallAsync("XLEN", key)}",
    };

    static string Listed(object? found) => string.Join(' ', ((object?[])found!).Select(one => $"{one}"));

    public async ValueTask DisposeAsync()
    {
        await _bots.DisposeAsync();
        await _telegram.DisposeAsync();
        await _twilio.DisposeAsync();
        await _wechat.DisposeAsync();
        await _gateways.DisposeAsync();
    }
}
