using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ResidentBot.StandIns;

/// <summary>The calls: checked, spoilt where a fault waits, carried out, answered in the Bot API's envelope.</summary>
public sealed partial class TelegramStandIn
{
    const int MaxDownload = 20 * 1024 * 1024;

    /// <summary>Paths are <c>/bot{token}/{method}</c> and <c>/file/bot{token}/{path}</c>.</summary>
    async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        if (path.StartsWith($"/file/bot{Token}/"))
        {
            await DownloadAsync(context, path[$"/file/bot{Token}/".Length..]);
            return;
        }
        Interlocked.Increment(ref _calls);
        var method = path[(path.LastIndexOf('/') + 1)..];
        var (arguments, error) = await CheckAsync(context.Request, path, method);
        if (error is not null)
        {
            Violate($"{method}: {error.Description}");
            await WriteErrorAsync(context, error);
            return;
        }
        await SpoilOrCarryOutAsync(context, method, arguments);
    }

    async Task<(JsonElement Arguments, TelegramError? Error)> CheckAsync(HttpRequest request, string path, string method)
    {
        if (path != $"/bot{Token}/{method}") return (default, new TelegramError(401, "Unauthorized"));
        if (!TelegramRules.Knows(method)) return (default, new TelegramError(404, "Not Found: method not found"));
        var isForm = TelegramRules.TakesFiles(method) && request.HasFormContentType;
        if (request.Method != "POST" || (!isForm && request.ContentType?.StartsWith("application/json") != true))
            return (default, TelegramError.Bad("a POST of application/json is expected"));
        try
        {
            var arguments = isForm ? await ReadFormAsync(request) : await ReadJsonAsync(request);
            Locked(() => _made.Add(new TelegramCall(method, arguments)));
            return (arguments, TelegramRules.Fault(method, arguments) is { } fault ? TelegramError.Bad(fault) : null);
        }
        catch (JsonException)
        {
            return (default, TelegramError.Bad("can't parse JSON object"));
        }
    }

    static async Task<JsonElement> ReadJsonAsync(HttpRequest request)
    {
        using var body = await JsonDocument.ParseAsync(request.Body);
        return body.RootElement.Clone();
    }

    async Task SpoilOrCarryOutAsync(HttpContext context, string method, JsonElement arguments)
    {
        var fault = _faults.Take(method);
        if (fault is TelegramFault.Lost { Loss: TelegramLoss.HangUpBefore })
        {
            context.Abort();
            return;
        }
        var (result, error) = fault is TelegramFault.Refusal refusal ? (null, refusal.Error) : await CarryOutAsync(context, method, arguments);
        switch (fault)
        {
            case TelegramFault.Lost { Loss: TelegramLoss.HangUpAfter }:
                context.Abort();
                break;
            case TelegramFault.Lost:
                using (var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _closing.Token))
                    await Task.Delay(Timeout.Infinite, end.Token).ContinueWith(_ => { }, TaskScheduler.Default);
                context.Abort();
                break;
            default:
                if (error is null) await WriteAsync(context, 200, new JsonObject { ["ok"] = true, ["result"] = result });
                else await WriteErrorAsync(context, error);
                break;
        }
    }

    async Task<(JsonNode? Result, TelegramError? Error)> CarryOutAsync(HttpContext context, string method, JsonElement arguments) =>
        method.ToLowerInvariant() switch
        {
            "sendmessage" => SendMessage(arguments),
            "sendphoto" => SendFile(context, arguments, "photo"),
            "senddocument" => SendFile(context, arguments, "document"),
            "answercallbackquery" => AnswerTap(arguments.GetProperty("callback_query_id").GetString()!),
            "getupdates" => await GetUpdatesAsync(arguments, context.RequestAborted),
            "getfile" => GetFile(arguments.GetProperty("file_id").GetString()!),
            "setwebhook" => SetWebhook(arguments),
            "deletewebhook" => DeleteWebhook(),
            "getwebhookinfo" => (WebhookInfo(), null),
            "sendchataction" => Typing(arguments.GetProperty("chat_id").GetInt64()),
            "leavechat" => Leave(arguments.GetProperty("chat_id").GetInt64()),
            _ => (Bot(), null),
        };

    (JsonNode?, TelegramError?) SendMessage(JsonElement arguments)
    {
        var chat = arguments.GetProperty("chat_id").GetInt64();
        TelegramSent sent;
        lock (_lock)
        {
            if (FaultOf(chat) is { } fault) return (null, fault);
            var keys = KeysOf(arguments);
            sent = new TelegramSent(
                chat, arguments.GetProperty("text").GetString()!, [.. keys.Select(key => key.Button)], keys.Any(key => key.Locates), NextId(), _time.GetUtcNow());
            _sent.Add(sent);
        }
        Signal();
        return (new JsonObject
        {
            ["message_id"] = sent.MessageId,
            ["from"] = Bot(),
            ["chat"] = Chat(chat),
            ["date"] = sent.At.ToUnixTimeSeconds(),
            ["text"] = sent.Text,
        }, null);
    }

    // Within the lock.
    TelegramError? FaultOf(long chat) =>
        _unknown.Contains(chat) ? TelegramError.Bad("chat not found")
        : _left.Contains(chat) ? new TelegramError(403, "Forbidden: bot is not a member of the group chat")
        : _blocked.Contains(chat) ? new TelegramError(403, "Forbidden: bot was blocked by the user")
        : null;

    static List<(TelegramButton Button, bool Locates)> KeysOf(JsonElement arguments)
    {
        if (!arguments.TryGetProperty("reply_markup", out var markup)) return [];
        var rows = markup.TryGetProperty("inline_keyboard", out var inline) ? inline : markup.GetProperty("keyboard");
        return [.. from row in rows.EnumerateArray() from key in row.EnumerateArray() select KeyOf(key)];
    }

    static (TelegramButton, bool) KeyOf(JsonElement key) => (
        new TelegramButton(key.GetProperty("text").GetString()!, key.TryGetProperty("callback_data", out var data) ? data.GetString() : null),
        key.TryGetProperty("request_location", out var locates) && locates.GetBoolean());

    (JsonNode?, TelegramError?) AnswerTap(string id) => Locked(() => _taps.Remove(id))
        ? (true, null)
        : (null, TelegramError.Bad("query is too old and response timeout expired or query ID is invalid"));

    (JsonNode?, TelegramError?) GetFile(string id)
    {
        lock (_lock)
        {
            if (!_files.TryGetValue(id, out var file)) return (null, TelegramError.Bad("wrong file_id or the file is temporarily unavailable"));
            if (file.Bytes.Length > MaxDownload) return (null, TelegramError.Bad("file is too big"));
            return (new JsonObject { ["file_id"] = id, ["file_unique_id"] = id, ["file_size"] = file.Bytes.Length, ["file_path"] = file.Path }, null);
        }
    }

    async Task DownloadAsync(HttpContext context, string path)
    {
        var bytes = Locked(() => _files.Values.FirstOrDefault(file => file.Path == path).Bytes);
        context.Response.StatusCode = bytes is null ? 404 : 200;
        context.Response.ContentType = "application/octet-stream";
        if (bytes is not null) await context.Response.Body.WriteAsync(bytes);
    }

    (JsonNode?, TelegramError?) SetWebhook(JsonElement arguments)
    {
        var secret = arguments.TryGetProperty("secret_token", out var token) ? token.GetString() : null;
        Locked(() => { _webhook = new TelegramWebhook(new Uri(arguments.GetProperty("url").GetString()!), secret); });
        Signal();
        return (true, null);
    }

    (JsonNode?, TelegramError?) DeleteWebhook()
    {
        Locked(() => { _webhook = null; });
        return (true, null);
    }

    JsonObject WebhookInfo() => Locked(() =>
    {
        var info = new JsonObject { ["url"] = _webhook?.Url.OriginalString ?? "", ["has_custom_certificate"] = false, ["pending_update_count"] = _updates.Count };
        if (_webhookError is { } error)
        {
            info["last_error_date"] = error.At.ToUnixTimeSeconds();
            info["last_error_message"] = error.Words;
        }
        return info;
    });

    (JsonNode?, TelegramError?) Leave(long chat) => Locked(() => _left.Add(chat))
        ? (true, null)
        : (null, new TelegramError(403, "Forbidden: bot is not a member of the group chat"));

    (JsonNode?, TelegramError?) Typing(long chat)
    {
        lock (_lock)
        {
            if (_unknown.Contains(chat)) return (null, TelegramError.Bad("chat not found"));
            return _blocked.Contains(chat) ? (null, new TelegramError(403, "Forbidden: bot was blocked by the user")) : (true, null);
        }
    }

    void Violate(string what) => Locked(() => _violations.Add(what));

    static Task WriteErrorAsync(HttpContext context, TelegramError error)
    {
        var envelope = new JsonObject { ["ok"] = false, ["error_code"] = error.Code, ["description"] = error.Description };
        if (error.RetryAfter is { } seconds)
        {
            envelope["parameters"] = new JsonObject { ["retry_after"] = seconds };
            context.Response.Headers.RetryAfter = seconds.ToString();
        }
        if (error.MovedTo is { } chat) envelope["parameters"] = new JsonObject { ["migrate_to_chat_id"] = chat };
        return WriteAsync(context, error.Code, envelope);
    }

    static Task WriteAsync(HttpContext context, int status, JsonObject envelope)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes((JsonNode)envelope);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = bytes.Length;
        return context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }
}
