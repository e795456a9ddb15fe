using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ResidentBot.StandIns;

/// <summary>An activity that a bot posted.</summary>
/// <param name="Conversation">From the path, decoded.</param>
/// <param name="ReplyTo">From the path, decoded; null for one that answers nothing.</param>
/// <param name="Activity">The body.</param>
public sealed record ConnectorSent(string Conversation, string? ReplyTo, JsonObject Activity)
{
    /// <summary>The words.</summary>
    public string Text => (string?)Activity["text"] ?? "";
}

/// <summary>
/// The Bot Framework on loopback: OpenID metadata and keys, a token endpoint, and the Connector of one region. A call that the real ones would refuse as
/// malformed is also a <see cref="Violations"/> entry; a test ends by asserting that there are none.
/// </summary>
public sealed partial class BotFrameworkStandIn : IAsyncDisposable
{
    readonly Lock _gate = new();
    readonly List<ConnectorSent> _sent = [];
    readonly ConcurrentQueue<string> _violations = new();
    readonly Queue<(int Status, string? RetryAfter)> _faults = new();
    readonly Queue<int> _loginFaults = new();
    readonly HashSet<string> _tokens = new(StringComparer.Ordinal);
    readonly TimeProvider _clock;
    StandInServer? _server;
    int _ids;

    BotFrameworkStandIn(TimeProvider clock) => _clock = clock;

    /// <summary>For <c>app_id</c>.</summary>
    public string AppId { get; } = "11111111-2222-3333-4444-555555555555";

    /// <summary>For <c>app_password</c>.</summary>
    public string AppPassword { get; } = "p~w+d&=/ü";

    /// <summary>For <c>metadata</c>.</summary>
    public Uri Metadata => new(_server!.Root, "/v1/.well-known/openidconfiguration");

    /// <summary>For <c>login</c>.</summary>
    public Uri Login => new(_server!.Root, "/botframework.com/oauth2/v2.0/token");

    /// <summary>For <c>identity</c>: where the machine gives out tokens of its managed identity.</summary>
    public Uri Identity => new(_server!.Root, "/metadata/identity/oauth2/token");

    /// <summary>Where this region's Connector is: what stands in activities and tokens, with the slash that Teams has.</summary>
    public string ServiceUrl => new Uri(_server!.Root, "/apac/").AbsoluteUri;

    /// <summary>How long tokens for the bot last.</summary>
    public TimeSpan TokenLife { get; set; } = TimeSpan.FromSeconds(3599);

    /// <summary>Whether the metadata can be read.</summary>
    public bool MetadataIsDown { get; set; }

    /// <summary>Attachments by their path below <see cref="ServiceUrl"/>.</summary>
    public ConcurrentDictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>How often the keys were read.</summary>
    public int KeyReads { get; private set; }

    /// <summary>How many tokens were handed out.</summary>
    public int TokensIssued { get; private set; }

    /// <summary>What was posted and taken, in order.</summary>
    public IReadOnlyList<ConnectorSent> Sent
    {
        get
        {
            lock (_gate) return [.. _sent];
        }
    }

    /// <summary>Calls that no correct bot makes; a test expects none.</summary>
    public IReadOnlyCollection<string> Violations => _violations;

    /// <summary>Listens on a free loopback port.</summary>
    /// <param name="clock">Whose time stands in tokens; the machine's when null.</param>
    public static async Task<BotFrameworkStandIn> StartAsync(TimeProvider? clock = null)
    {
        var bots = new BotFrameworkStandIn(clock ?? TimeProvider.System);
        bots._server = await StandInServer.StartAsync(bots.AnswerAsync);
        return bots;
    }

    /// <summary>The next posts are refused, one after another; a status below 300 answers with a page that no Connector writes.</summary>
    public void Fault(int status, string? retryAfter = null, int times = 1)
    {
        lock (_gate)
            for (var i = 0; i < times; i++) _faults.Enqueue((StandInFaults.Known(StandInFaults.BotFramework, status), retryAfter));
    }

    /// <summary>The next requests for a token are refused.</summary>
    public void FaultLogin(int status)
    {
        lock (_gate) _loginFaults.Enqueue(StandInFaults.Known(StandInFaults.BotFrameworkLogin, status));
    }

    /// <summary>Every token handed out so far is refused from now on.</summary>
    public void RevokeTokens()
    {
        lock (_gate) _tokens.Clear();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }

    Task AnswerAsync(HttpContext http) => http.Request.Path.Value switch
    {
        "/v1/.well-known/openidconfiguration" => AnswerMetadataAsync(http),
        "/v1/.well-known/keys" => AnswerKeysAsync(http),
        "/common/v2.0/.well-known/openid-configuration" => AnswerDirectoryAsync(http),
        "/common/discovery/v2.0/keys" => AnswerDirectoryKeysAsync(http),
        "/botframework.com/oauth2/v2.0/token" => LoginAsync(http),
        "/metadata/identity/oauth2/token" => IdentifyAsync(http),
        { } path when path.StartsWith("/apac/v3/conversations/", StringComparison.Ordinal) => PostedAsync(http),
        { } path when path.StartsWith("/apac/", StringComparison.Ordinal) => FileAsync(http, path["/apac/".Length..]),
        _ => ViolateAsync(http, 404, "no such path"),
    };

    Task ViolateAsync(HttpContext http, int status, string what)
    {
        _violations.Enqueue($"{http.Request.Method} {http.Request.Path}: {what}");
        return ErrorAsync(http, status, what);
    }

    static Task ErrorAsync(HttpContext http, int status, string what)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(new { error = new { code = "BadArgument", message = what } });
    }
}
