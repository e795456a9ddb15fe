using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace ResidentBot.StandIns;

/// <summary>
/// Twilio's Messages API on loopback, as strict as Twilio: Basic auth, forms only, checked parameters, opt-outs per sender, a paged list.
/// A request that Twilio would call malformed is also a <see cref="Violations"/> entry; a test ends by asserting that there are none.
/// </summary>
public sealed partial class TwilioStandIn : IAsyncDisposable
{
    readonly Lock _gate = new();
    readonly List<TwilioSent> _sent = [];
    readonly List<TwilioInbound> _inbound = [];
    readonly HashSet<(string Ours, string Theirs)> _stopped = [];
    readonly Queue<(TwilioFault? Fault, int? RetryAfter)> _faults = new();
    readonly ConcurrentQueue<string> _violations = new();
    readonly TimeProvider _clock;
    StandInServer? _server;
    int _ids;
    TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    TwilioStandIn(TimeProvider clock) => _clock = clock;

    /// <summary>For <c>settings.account_sid</c>.</summary>
    public string AccountSid { get; } = "AC0123456789abcdef0123456789abcdef";

    /// <summary>For <c>settings.auth_token</c>.</summary>
    public string AuthToken { get; } = "12345abcde12345abcde12345abcde12";

    /// <summary>For <c>settings.api_key</c>, with <see cref="ApiSecret"/>.</summary>
    public string ApiKey { get; } = "SK0123456789abcdef0123456789abcdef";

    /// <summary>For <c>settings.api_secret</c>.</summary>
    public string ApiSecret { get; } = "secretsecretsecret";

    /// <summary>For <c>settings.api</c>.</summary>
    public Uri Root => _server!.Root;

    /// <summary>The most messages of one page, whatever is asked for.</summary>
    public int MostOnPage { get; set; } = 1000;

    /// <summary>Answers of the media API redirect here, when set.</summary>
    public Uri? MediaStore { get; set; }

    /// <summary>What was created, in order.</summary>
    public IReadOnlyList<TwilioSent> Sent
    {
        get
        {
            lock (_gate) return [.. _sent];
        }
    }

    /// <summary>Calls that Twilio would refuse as malformed or does not know; a test expects none.</summary>
    public IReadOnlyCollection<string> Violations => _violations;

    /// <summary>Listens on a free loopback port.</summary>
    /// <param name="clock">Whose time stands in dates; the machine's when null.</param>
    public static async Task<TwilioStandIn> StartAsync(TimeProvider? clock = null)
    {
        var twilio = new TwilioStandIn(clock ?? TimeProvider.System);
        twilio._server = await StandInServer.StartAsync(twilio.AnswerAsync);
        return twilio;
    }

    /// <summary>The next create requests go wrong, one after another; <paramref name="after"/> so many that go well.</summary>
    public void Fault(TwilioFault fault, int times = 1, int? retryAfter = null, int after = 0)
    {
        lock (_gate)
        {
            for (var i = 0; i < after; i++) _faults.Enqueue((null, null));
            for (var i = 0; i < times; i++) _faults.Enqueue((fault, retryAfter));
        }
    }

    /// <summary>The carrier blocks everything from our number to this one, as after STOP.</summary>
    public void Stop(string ours, string theirs)
    {
        lock (_gate) _stopped.Add((ours, theirs));
    }

    /// <summary>A resident's text that no webhook told of: it stands in the list only.</summary>
    public TwilioInbound Missed(string from, string to, string body, DateTimeOffset? at = null, params (string Type, byte[] Bytes)[] pictures)
    {
        var inbound = new TwilioInbound(
            NewSid(pictures.Length > 0 ? "MM" : "SM"), from, to, body, at ?? _clock.GetUtcNow(), [.. pictures.Select(p => new TwilioPicture(NewSid("ME"), p.Type, p.Bytes))]);
        lock (_gate) _inbound.Add(inbound);
        return inbound;
    }

    /// <summary>Waits until a created message fits, and returns it; throws <see cref="TimeoutException"/> with the count of what came instead.</summary>
    public async Task<TwilioSent> WaitForAsync(Func<TwilioSent, bool> fits, TimeSpan timeout)
    {
        using var late = new CancellationTokenSource(timeout);
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_sent.Find(s => fits(s)) is { } found) return found;
                changed = _changed.Task;
            }
            try
            {
                await changed.WaitAsync(late.Token);
            }
            catch (OperationCanceledException elapsed)
            {
                throw new TimeoutException($"no such message among the {Sent.Count} sent within {timeout}", elapsed);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }

    string NewSid(string kind) => $"{kind}{Interlocked.Increment(ref _ids).ToString("x32", CultureInfo.InvariantCulture)}";

    async Task AnswerAsync(HttpContext context)
    {
        context.Response.Headers.Date = _clock.GetUtcNow().ToString("r", CultureInfo.InvariantCulture);
        var folder = $"/2010-04-01/Accounts/{AccountSid}/";
        var path = context.Request.Path.Value ?? "";
        if (!Knows(context.Request.Headers.Authorization)) await RefuseAsync(context, 401, 20003, "Authenticate");
        else if (!path.StartsWith(folder, StringComparison.Ordinal)) await RefuseAsync(context, 404, 20404, "not found", $"unknown path {path}");
        else
        {
            var rest = path[folder.Length..];
            switch (context.Request.Method, rest.Split('/'))
            {
                case ("POST", ["Messages.json"]): await CreateAsync(context); break;
                case ("GET", ["Messages.json"]): await ListAsync(context); break;
                case ("POST", ["Calls.json"]): await CallAsync(context); break;
                case ("POST", ["Calls", var call]): await UpdateCallAsync(context, call.Replace(".json", "", StringComparison.Ordinal)); break;
                case ("GET", ["Messages", var message, "Media.json"]): await MediaListAsync(context, message); break;
                case ("GET", ["Messages", var message, "Media", var media]): await MediaAsync(context, message, media); break;
                default: await RefuseAsync(context, 404, 20404, "not found", $"unknown call {context.Request.Method} {rest}"); break;
            }
        }
    }

    bool Knows(string? authorization)
    {
        if (!AuthenticationHeaderValue.TryParse(authorization, out var given) || given.Scheme != "Basic" || given.Parameter is null) return false;
        var pair = Encoding.UTF8.GetString(Convert.FromBase64String(given.Parameter));
        return pair == $"{AccountSid}:{AuthToken}" || pair == $"{ApiKey}:{ApiSecret}";
    }

    async Task RefuseAsync(HttpContext context, int status, int code, string message, string? violation = null)
    {
        if (violation is not null) _violations.Enqueue(violation);
        context.Response.StatusCode = status;
        await AnswerJsonAsync(context, new { code, message, more_info = $"https://www.twilio.com/docs/errors/{code}", status });
    }

    static Task AnswerJsonAsync(HttpContext context, object body)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.WriteAsync(JsonSerializer.Serialize(body), context.RequestAborted);
    }
}
