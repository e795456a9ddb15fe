using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace ResidentBot.StandIns;

/// <summary>
/// A strict Bot API on loopback: refuses what Telegram refuses, records what chats received, hands out updates by long polling or by webhook,
/// and fails on command. Safe from any thread. A test ends by finding <see cref="Violations"/> and <see cref="UnansweredTaps"/> empty.
/// </summary>
public sealed partial class TelegramStandIn : IAsyncDisposable
{
    /// <summary>What getMe tells.</summary>
    public const string UserName = "oak_desk_bot";

    readonly Lock _lock = new();
    readonly TimeProvider _time;
    readonly HttpClient _deliveries = new();
    readonly CancellationTokenSource _closing = new();
    readonly TelegramFaults _faults = new();
    readonly List<TelegramSent> _sent = [];
    readonly List<string> _violations = [];
    readonly List<TelegramCall> _made = [];
    readonly HashSet<string> _taps = [];
    readonly HashSet<long> _blocked = [];
    readonly HashSet<long> _unknown = [];
    readonly HashSet<long> _left = [];
    readonly Dictionary<string, (string Path, byte[] Bytes)> _files = [];
    readonly Dictionary<string, TelegramFile> _uploads = [];
    readonly List<JsonObject> _updates = [];
    TaskCompletionSource _changed = NewSignal();
    TaskCompletionSource? _poller;
    StandInServer _server = null!;
    TelegramWebhook? _webhook;
    (DateTimeOffset At, string Words)? _webhookError;
    int _calls;

    TelegramStandIn(string token, TimeProvider time) => (Token, _time) = (token, time);

    /// <summary>The one token it takes.</summary>
    public string Token { get; }

    /// <summary>For the account's setting <c>api</c>.</summary>
    public Uri Root => _server.Root;

    /// <summary>All messages accepted so far, in order.</summary>
    public ImmutableArray<TelegramSent> Sent => Locked(() => _sent.ToImmutableArray());

    /// <summary>Calls that no correct client makes: unknown methods, wrong tokens, wrong fields, broken limits.</summary>
    public ImmutableArray<string> Violations => Locked(() => _violations.ToImmutableArray());

    /// <summary>Taps whose buttons still spin.</summary>
    public ImmutableArray<string> UnansweredTaps => Locked(() => _taps.ToImmutableArray());

    /// <summary>Where updates are delivered to, null while they wait for polling.</summary>
    public TelegramWebhook? Webhook => Locked(() => _webhook);

    /// <summary>All calls that came with readable arguments, in order.</summary>
    public ImmutableArray<TelegramCall> Made => Locked(() => _made.ToImmutableArray());

    /// <summary>Groups and channels that the bot has left.</summary>
    public ImmutableArray<long> Left => Locked(() => _left.ToImmutableArray());

    /// <summary>How many calls came, legal or not; downloads are not counted.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>Listens on a free port; <paramref name="time"/> dates messages and updates.</summary>
    public static async Task<TelegramStandIn> StartAsync(string token = "123456:AAE-stand_in", TimeProvider? time = null)
    {
        var telegram = new TelegramStandIn(token, time ?? TimeProvider.System);
        telegram._server = await StandInServer.StartAsync(telegram.AnswerAsync);
        return telegram;
    }

    /// <summary>Refuses the next call of a method; 429 needs <paramref name="retryAfter"/> in seconds.</summary>
    public void FailNext(int errorCode, int? retryAfter = null, string description = "fault", long? movedTo = null, string method = "sendMessage") =>
        _faults.Add(method, new TelegramFault.Refusal(new TelegramError(StandInFaults.Known(StandInFaults.Telegram, errorCode), description, retryAfter, movedTo)));

    /// <summary>Loses the next call of a method, or the answer to it.</summary>
    public void LoseNext(TelegramLoss loss, string method = "sendMessage") => _faults.Add(method, new TelegramFault.Lost(loss));

    /// <summary>The person behind a chat blocks the bot: 403 from now on.</summary>
    public void Block(long chat) => Locked(() => _blocked.Add(chat));

    /// <summary>The person takes the bot back.</summary>
    public void Unblock(long chat) => Locked(() => _blocked.Remove(chat));

    /// <summary>Deliveries to the webhook fail, as getWebhookInfo then tells.</summary>
    public void FailDeliveries(string words) => Locked(() => { _webhookError = (_time.GetUtcNow(), words); });

    /// <summary>Nobody has this chat: 400 from now on.</summary>
    public void Forget(long chat) => Locked(() => _unknown.Add(chat));

    /// <summary>No longer knows any file that was uploaded.</summary>
    public void ForgetUploads() => Locked(_uploads.Clear);

    /// <summary>Keeps a file for getFile and download; gives its file id.</summary>
    public string AddFile(byte[] bytes, string path) => Locked(() =>
    {
        var id = $"AgAC-{_files.Count + 1}";
        _files[id] = (path, bytes);
        return id;
    });

    /// <summary>Puts an update into the queue that getUpdates reads.</summary>
    public void Push(string update)
    {
        Locked(() => _updates.Add(JsonNode.Parse(update)!.AsObject()));
        Signal();
    }

    /// <summary>Delivers an update once to the webhook that was set, with its secret unless another is given; gives what the host answered.</summary>
    public async Task<HttpStatusCode> DeliverAsync(string update, string? secret = null)
    {
        var webhook = Webhook ?? throw new InvalidOperationException("no webhook is set");
        using var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = new StringContent(update, Encoding.UTF8) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if ((secret ?? webhook.Secret) is { } sent) request.Headers.Add("X-Telegram-Bot-Api-Secret-Token", sent);
        using var response = await _deliveries.SendAsync(request);
        return response.StatusCode;
    }

    /// <summary>The first message that fits, among those already sent or still to come. Throws <see cref="TimeoutException"/> with what came instead.</summary>
    public async Task<TelegramSent> WaitForAsync(Func<TelegramSent, bool> fits, TimeSpan within)
    {
        using var limit = new CancellationTokenSource(within);
        while (true)
        {
            var change = Locked(() => _changed.Task);
            if (Sent.FirstOrDefault(fits) is { } found) return found;
            try
            {
                await change.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException late)
            {
                var came = string.Join("\n", Sent.Select(message => $"  {message.Chat}: {message.Text}"));
                throw new TimeoutException($"no such message within {within.TotalSeconds} s; sent were:\n{came}", late);
            }
        }
    }

    /// <summary>The webhook, when it is set. Throws <see cref="OperationCanceledException"/> when it is not in time.</summary>
    public async Task<TelegramWebhook> WaitForWebhookAsync(TimeSpan within)
    {
        using var limit = new CancellationTokenSource(within);
        while (true)
        {
            var change = Locked(() => _changed.Task);
            if (Webhook is { } webhook) return webhook;
            await change.WaitAsync(limit.Token);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _server.DisposeAsync();
        _deliveries.Dispose();
        _closing.Dispose();
    }

    void Signal()
    {
        TaskCompletionSource old;
        lock (_lock) (old, _changed) = (_changed, NewSignal());
        old.SetResult();
    }

    T Locked<T>(Func<T> read)
    {
        lock (_lock) return read();
    }

    void Locked(Action change)
    {
        lock (_lock) change();
    }

    static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
