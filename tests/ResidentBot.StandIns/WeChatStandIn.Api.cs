using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace ResidentBot.StandIns;

public sealed partial class WeChatStandIn
{
    static readonly string[] TokenFields = ["grant_type", "appid", "secret", "force_refresh"];
    static readonly string[] ServiceFields = ["touser", "msgtype", "text", "image"];
    static readonly string[] TemplateFields = ["touser", "template_id", "client_msg_id", "data"];

    readonly Dictionary<string, DateTimeOffset> _spoken = new(StringComparer.Ordinal);
    readonly Dictionary<string, DateTimeOffset> _typed = new(StringComparer.Ordinal);
    readonly Dictionary<string, long> _clientIds = new(StringComparer.Ordinal);

    async Task AnswerAsync(HttpContext http)
    {
        if (http.Request.Path == "/cgi-bin/media/upload") await UploadAsync(http);
        else await AnswerJsonAsync(http);
    }

    async Task AnswerJsonAsync(HttpContext http)
    {
        var seen = await SeenRequest.OfAsync(http);
        Seen(seen.Path);
        if (seen.Path == "/cgi-bin/stable_token")
        {
            await WriteAsync(http, AnswerToken(seen));
            return;
        }
        if (Stored.TryGetValue(seen.Path, out var stored))
        {
            if (seen.Query.ContainsKey("access_token")) Violate("our token went to a store");
            http.Response.ContentType = stored.Type;
            await http.Response.Body.WriteAsync(stored.Bytes);
            return;
        }
        lock (_gate)
        {
            if (_faults.TryDequeue(out var fault) && fault is >= 500 and < 600) http.Response.StatusCode = fault;
            if (fault != 0) http.Items["fault"] = fault;
        }
        if (http.Items["fault"] is int code) await WriteAsync(http, Said(code));
        else if (IsStranger(seen)) await WriteAsync(http, Error(40001));
        else if (seen is { Method: "GET", Path: "/cgi-bin/media/get" }) await AnswerMediaAsync(http, seen);
        else if (seen is { Method: "POST", Path: "/cgi-bin/message/custom/send" }) await WriteAsync(http, AnswerService(seen));
        else if (seen is { Method: "POST", Path: "/cgi-bin/message/custom/typing" }) await WriteAsync(http, AnswerTyping(seen));
        else if (seen is { Method: "POST", Path: "/cgi-bin/message/template/send" }) await WriteAsync(http, AnswerTemplate(seen));
        else if (seen is { Method: "POST", Path: "/cgi-bin/qrcode/create" }) await WriteAsync(http, AnswerScene(seen));
        else await WriteAsync(http, Bad(40066, $"{seen.Method} {seen.Path}: there is no such call"));
    }

    JsonObject AnswerToken(SeenRequest seen)
    {
        if (seen.Method != "POST" || Json(seen.Body) is not { } body || Unknown(body, TokenFields) is not null || (string?)body["grant_type"] != "client_credential") return Bad(40002, "stable_token: another form");
        if ((string?)body["appid"] != AppId) return Error(40013);
        if ((string?)body["secret"] != AppSecret) return Error(40125);
        lock (_gate)
        {
            if (_token.Length == 0 || (bool?)body["force_refresh"] == true || _clock.GetUtcNow() >= _tokenEnd.AddMinutes(-5)) NewToken();
            return new JsonObject { ["access_token"] = _token, ["expires_in"] = (int)(_tokenEnd - _clock.GetUtcNow()).TotalSeconds };
        }
    }

    bool IsStranger(SeenRequest seen)
    {
        lock (_gate) return _token.Length == 0 || seen.Query.GetValueOrDefault("access_token") != _token || _clock.GetUtcNow() >= _tokenEnd;
    }

    JsonObject AnswerService(SeenRequest seen)
    {
        if (Read(seen, ServiceFields) is not { } body || (string?)body["msgtype"] is not { } type || body.Count != 3 || type is not ("text" or "image") || body[type] is not JsonObject said)
            return Bad(47001, "custom/send: another form");
        if (!HasService) return Error(48001);
        return type == "image" ? AnswerImage(body, said) : AnswerText(body, said);
    }

    JsonObject AnswerText(JsonObject body, JsonObject text)
    {
        if (Unknown(text, ["content"]) is not null) return Bad(47001, "custom/send: another form");
        if ((string?)text["content"] is not { Length: > 0 } content) return Bad(44004, "custom/send: no words");
        if (Encoding.UTF8.GetByteCount(content) > 2048) return Bad(45002, "custom/send: over 2048 bytes");
        return Give(body, content, null);
    }

    JsonObject Give(JsonObject body, string content, byte[]? picture)
    {
        var to = (string?)body["touser"] ?? "";
        if (!Followers.TryGetValue(to, out var follows)) return Error(40003);
        lock (_gate)
        {
            if (!follows || !_windows.TryGetValue(to, out var window) || _clock.GetUtcNow() >= window.Until) return Error(45015);
            if (window.Left == 0) return Error(45047);
            _windows[to] = window with { Left = window.Left - 1 };
            _spoken[to] = _clock.GetUtcNow();
            _typed.Remove(to);
            _sent.Add(new WeChatSent(to, WeChatWay.Service, content, ImmutableDictionary<string, string>.Empty) { Picture = picture });
        }
        return Error(0);
    }

    JsonObject AnswerTyping(SeenRequest seen)
    {
        if (Read(seen, ["touser", "command"]) is not { } body || (string?)body["command"] is not ("Typing" or "CancelTyping")) return Bad(45072, "custom/typing: another form");
        if (!HasService) return Error(48001);
        var to = (string?)body["touser"] ?? "";
        lock (_gate)
        {
            if (!_spoken.TryGetValue(to, out var at) || _clock.GetUtcNow() - at > TimeSpan.FromSeconds(30)) return Error(45080);
            if (_typed.TryGetValue(to, out var typed) && _clock.GetUtcNow() - typed < TimeSpan.FromSeconds(15)) return Error(45081);
            _typed[to] = _clock.GetUtcNow();
        }
        return Error(0);
    }

    JsonObject AnswerTemplate(SeenRequest seen)
    {
        if (Read(seen, TemplateFields) is not { } body || body["data"] is not JsonObject data) return Bad(47001, "template/send: another form");
        if (!Templates.TryGetValue((string?)body["template_id"] ?? "", out var variables)) return Error(40037);
        var values = data.ToImmutableDictionary(field => field.Key, field => (string?)field.Value?["value"] ?? "");
        if (!variables.Order(StringComparer.Ordinal).SequenceEqual(values.Keys.Order(StringComparer.Ordinal))) return Bad(47003, "template/send: other variables than the template's");
        if (values.FirstOrDefault(field => !IsOfKind(field.Key, field.Value)) is { Key: { } wrong }) return Bad(47003, $"template/send: {wrong} is no value of its kind");
        var to = (string?)body["touser"] ?? "";
        if (!Followers.TryGetValue(to, out var follows)) return Error(40003);
        if (!follows) return Error(43004);
        lock (_gate)
        {
            var client = $"{to}|{body["client_msg_id"]}";
            if (_clientIds.TryGetValue(client, out var known)) return new JsonObject { ["errcode"] = 0, ["errmsg"] = "ok", ["msgid"] = known };
            _clientIds[client] = ++_ids;
            _sent.Add(new WeChatSent(to, WeChatWay.Template, (string)body["template_id"]!, values, _ids));
            return new JsonObject { ["errcode"] = 0, ["errmsg"] = "ok", ["msgid"] = _ids };
        }
    }

    JsonObject AnswerScene(SeenRequest seen)
    {
        if (Read(seen, ["expire_seconds", "action_name", "action_info"]) is not { } body || (string?)body["action_name"] != "QR_STR_SCENE" || (string?)body["action_info"]?["scene"]?["scene_str"] is not { Length: > 0 and <= 64 } scene)
            return Bad(40050, "qrcode/create: another form");
        if ((int?)body["expire_seconds"] is not (> 0 and <= 2_592_000)) return Bad(40052, "qrcode/create: no life, or over 30 days");
        if (!HasService) return Error(48001);
        return new JsonObject { ["ticket"] = "gQH47joAAAAA", ["expire_seconds"] = (int)body["expire_seconds"]!, ["url"] = $"http://weixin.qq.com/q/{scene}" };
    }

    /// <summary>Kinds of the template library: a value is at most so long, and of such characters.</summary>
    static bool IsOfKind(string name, string value) => Kind().Match(name).Value switch
    {
        _ when value.Length == 0 || value.AsSpan().ContainsAny('\r', '\n') => false,
        "thing" => value.EnumerateRunes().Count() <= 20,
        "phrase" => value.Length <= 5 && value.All(c => c is >= '\u4e00' and <= '\u9fff'),
        "name" => value.Length <= 10,
        "number" => value.Length <= 32 && value.All(char.IsAsciiDigit),
        "character_string" => value.Length <= 32 && value.All(c => c is > ' ' and <= '~'),
        "const" => value.Length <= 20,
        _ => false,
    };

    JsonObject? Read(SeenRequest seen, string[] fields)
    {
        if (seen.Body.Contains(@"\u", StringComparison.OrdinalIgnoreCase)) Violate($"{seen.Path}: \\u is shown to people as it stands");
        return Json(seen.Body) is { } body && Unknown(body, fields) is null ? body : null;
    }

    static string? Unknown(JsonObject body, string[] known) => body.Select(field => field.Key).FirstOrDefault(key => !known.Contains(key));

    async Task AnswerMediaAsync(HttpContext http, SeenRequest seen)
    {
        if (!Files.TryGetValue(seen.Query.GetValueOrDefault("media_id", ""), out var file))
        {
            http.Response.ContentType = "text/plain";
            await WriteAsync(http, Error(40007));
            return;
        }
        http.Response.ContentType = file.Type;
        await http.Response.Body.WriteAsync(file.Bytes);
    }

    JsonObject Bad(int code, string what)
    {
        Violate(what);
        return Error(code);
    }

    static JsonObject Error(int code) => Said(code == 0 ? 0 : StandInFaults.Known(StandInFaults.WeChatRefusal, code));

    static JsonObject Said(int code) => new() { ["errcode"] = code, ["errmsg"] = code == 0 ? "ok" : "no rid: 6087f0d0-5c83dcaa-438ebbcc" };

    [GeneratedRegex("^[a-z_]+", RegexOptions.CultureInvariant)]
    private static partial Regex Kind();
}
