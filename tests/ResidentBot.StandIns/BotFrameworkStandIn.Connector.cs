using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ResidentBot.StandIns;

/// <summary>The Connector: takes activities, hands out attachments.</summary>
public sealed partial class BotFrameworkStandIn
{
    static readonly string[] OfTheChannel = ["id", "timestamp", "localTimestamp", "serviceUrl"];

    async Task PostedAsync(HttpContext http)
    {
        // As it came: an id may hold an escaped slash, which the path would show as a plain one.
        var parts = http.Features.Get<IHttpRequestFeature>()!.RawTarget.Split('/')[4..];
        if (http.Request.Method != "POST" || parts is not ([_, "activities"] or [_, "activities", _]))
        {
            await ViolateAsync(http, 404, "no such operation");
            return;
        }
        if (!IsAuthorized(http))
        {
            await ErrorAsync(http, 401, "Authorization has been denied for this request.");
            return;
        }
        if (await BodyAsync(http) is not { } activity) return;
        (int Status, string? RetryAfter)? fault;
        lock (_gate) fault = _faults.TryDequeue(out var next) ? next : null;
        if (fault is { } wrong)
        {
            if (wrong.RetryAfter is { } wait) http.Response.Headers.RetryAfter = wait;
            http.Response.StatusCode = wrong.Status;
            await http.Response.WriteAsync("<html>out of order</html>");
            return;
        }
        await TakeAsync(http, new ConnectorSent(Uri.UnescapeDataString(parts[0]), parts.Length > 2 ? Uri.UnescapeDataString(parts[2]) : null, activity));
    }

    async Task TakeAsync(HttpContext http, ConnectorSent sent)
    {
        if (Fault(sent) is { } what)
        {
            await ViolateAsync(http, 400, what);
            return;
        }
        int id;
        lock (_gate)
        {
            _sent.Add(sent);
            id = ++_ids;
        }
        http.Response.StatusCode = sent.ReplyTo is null ? 201 : 200;
        await http.Response.WriteAsJsonAsync(new { id = $"sent|{id:0000000}" });
    }

    async Task<JsonObject?> BodyAsync(HttpContext http)
    {
        try
        {
            if (http.Request.ContentType == "application/json" && await JsonNode.ParseAsync(http.Request.Body) is JsonObject activity) return activity;
        }
        catch (JsonException)
        {
            // Told below.
        }
        await ViolateAsync(http, 400, "not an activity");
        return null;
    }

    /// <summary>What the Activity specification wants of a bot's message: A2004, A2031, A2041, A2061, A2080, A2090.</summary>
    static string? Fault(ConnectorSent sent)
    {
        var activity = sent.Activity;
        if ((string?)activity["type"] is not { Length: > 0 }) return "no type";
        if (OfTheChannel.FirstOrDefault(activity.ContainsKey) is { } field) return $"{field} is the channel's to write";
        if (activity.Any(pair => pair.Value is null or JsonArray { Count: 0 } or JsonObject { Count: 0 })) return "an empty field";
        if ((string?)activity["conversation"]?["id"] != sent.Conversation) return "another conversation than in the path";
        if ((string?)activity["from"]?["id"] is not { Length: > 0 }) return "from nobody";
        if ((string?)activity["replyToId"] != sent.ReplyTo) return "another replyToId than in the path";
        if ((string?)activity["type"] == "typing") return activity["text"] is null && sent.ReplyTo is null ? null : "a typing with words, or to something";
        if (activity["attachments"] is JsonArray attachments && attachments.Any(one => !IsAttachment(one))) return "an attachment without a type, or without content or an address";
        return activity["text"] is null && activity["attachments"] is null ? "an empty message" : null;
    }

    static bool IsAttachment(JsonNode? one) => (string?)one?["contentType"] is { Length: > 0 }
        && (one["content"] is not null || (Uri.TryCreate((string?)one["contentUrl"], UriKind.Absolute, out var url) && url.Scheme is "http" or "https"));

    async Task FileAsync(HttpContext http, string path)
    {
        if (!IsAuthorized(http)) await ErrorAsync(http, 401, "an attachment for bots alone");
        else if (!Files.TryGetValue(path, out var bytes)) await ErrorAsync(http, 404, "no such attachment");
        else
        {
            http.Response.ContentType = "image/jpeg";
            await http.Response.Body.WriteAsync(bytes);
        }
    }
}
