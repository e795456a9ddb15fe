using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ResidentBot.StandIns;

/// <summary>How a message reached a follower.</summary>
public enum WeChatWay
{
    /// <summary>In the answer to the follower's own message.</summary>
    Answer,

    /// <summary>By <c>message/custom/send</c>.</summary>
    Service,

    /// <summary>By <c>message/template/send</c>.</summary>
    Template,
}

/// <summary>What a follower got.</summary>
/// <param name="To">OpenID.</param>
/// <param name="Way">How.</param>
/// <param name="Text">The words; of a template its id.</param>
/// <param name="Data">A template's values.</param>
/// <param name="MsgId">A template's id for its report.</param>
public sealed record WeChatSent(string To, WeChatWay Way, string Text, ImmutableDictionary<string, string> Data, long MsgId = 0)
{
    /// <summary>A picture; null for words.</summary>
    public byte[]? Picture { get; init; }
}

/// <summary>How requests to the account are written.</summary>
public enum WeChatMode
{
    /// <summary>As they are.</summary>
    Plain,

    /// <summary>As they are, and encrypted beside it.</summary>
    Compatible,

    /// <summary>Encrypted.</summary>
    Safe,
}

/// <summary>
/// WeChat on loopback: the platform, which signs and encrypts what followers do, gives up after 5 s, asks three times and shows what it is answered; and the API.
/// What the real one would refuse as malformed is also a <see cref="Violations"/> entry; a test ends by asserting that there are none.
/// </summary>
public sealed partial class WeChatStandIn : IAsyncDisposable
{
    readonly Lock _gate = new();
    readonly List<WeChatSent> _sent = [];
    readonly ConcurrentQueue<string> _violations = new();
    readonly Queue<int> _faults = new();
    readonly Dictionary<string, (DateTimeOffset Until, int Left)> _windows = new(StringComparer.Ordinal);
    readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };
    readonly TimeProvider _clock;
    readonly byte[] _key;
    StandInServer? _server;
    string _token = "";
    DateTimeOffset _tokenEnd;
    int _tokens;
    long _ids = 20_000_000_000_000_000;

    WeChatStandIn(TimeProvider clock)
    {
        _clock = clock;
        _key = Convert.FromBase64String(AesKey + "=");
    }

    /// <summary>For <c>app_id</c>.</summary>
    public string AppId { get; } = "wx2421b1c4370ec43b";

    /// <summary>For <c>app_secret</c>.</summary>
    public string AppSecret { get; } = "c7f1e2a94bd84a5c8f2a0e6d1b3c5d7e";

    /// <summary>For <c>token</c>.</summary>
    public string Token { get; } = "oak-Garden_1";

    /// <summary>For <c>aes_key</c>.</summary>
    public string AesKey { get; } = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";

    /// <summary>For <c>original_id</c>.</summary>
    public string OriginalId { get; } = "gh_7f083739789a";

    /// <summary>The API root.</summary>
    public Uri Root => _server!.Root;

    /// <summary>How requests are written.</summary>
    public WeChatMode Mode { get; set; } = WeChatMode.Safe;

    /// <summary>How long the platform waits for an answer.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether the account may use the customer service interface.</summary>
    public bool HasService { get; set; } = true;

    /// <summary>Approved templates with their variables.</summary>
    public ConcurrentDictionary<string, string[]> Templates { get; } = new(StringComparer.Ordinal);

    /// <summary>Followers.</summary>
    public ConcurrentDictionary<string, bool> Followers { get; } = new(StringComparer.Ordinal);

    /// <summary>Media by their id.</summary>
    public ConcurrentDictionary<string, (byte[] Bytes, string Type)> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>What lies at other addresses of this server, by path.</summary>
    public ConcurrentDictionary<string, (byte[] Bytes, string Type)> Stored { get; } = new(StringComparer.Ordinal);

    /// <summary>What followers got, in order.</summary>
    public IReadOnlyList<WeChatSent> Sent
    {
        get
        {
            lock (_gate) return [.. _sent];
        }
    }

    /// <summary>How often the API handed out another token.</summary>
    public int TokensIssued
    {
        get
        {
            lock (_gate) return _tokens;
        }
    }

    /// <summary>Called with each request to the API before it is answered.</summary>
    public Action<string> Seen { get; set; } = _ => { };

    /// <summary>What no correct account does; a test expects none.</summary>
    public IReadOnlyCollection<string> Violations => _violations;

    /// <summary>Listens on a free loopback port. <paramref name="clock"/> is what windows, tokens and timestamps go by.</summary>
    public static async Task<WeChatStandIn> StartAsync(TimeProvider? clock = null)
    {
        var wechat = new WeChatStandIn(clock ?? TimeProvider.System);
        wechat._server = await StandInServer.StartAsync(wechat.AnswerAsync);
        return wechat;
    }

    /// <summary>The next calls but <c>stable_token</c> are refused with this code, one after another; HTTP statuses from 500 to 599 as such. <paramref name="after"/> so many are taken before.</summary>
    public void Fault(int code, int times = 1, int after = 0)
    {
        lock (_gate)
        {
            for (var i = 0; i < after; i++) _faults.Enqueue(0);
            for (var i = 0; i < times; i++) _faults.Enqueue(StandInFaults.Known(StandInFaults.WeChat, code));
        }
    }

    /// <summary>Another process of the account had the token renewed: the one in use is refused from now on.</summary>
    public void RenewElsewhere()
    {
        lock (_gate) NewToken();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_server is not null) await _server.DisposeAsync();
    }

    void Violate(string what) => _violations.Enqueue(what);

    void NewToken()
    {
        _token = $"{++_tokens}_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(40))}-/+=&";
        _tokenEnd = _clock.GetUtcNow().AddSeconds(7200);
    }

    static string Sign(params string[] parts) => Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(string.Concat(parts.Order(StringComparer.Ordinal)))));

    static JsonObject? Json(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    static Task WriteAsync(HttpContext http, JsonObject body) => http.Response.WriteAsync(body.ToJsonString());
}
