using System.Text;
using System.Text.Json;

namespace ResidentBot.StandIns;

/// <summary>
/// What a legal call looks like (core.telegram.org/bots/api): the fields of each method we may use, their types and their limits. A field that
/// the Bot API has but nobody here needs is refused too, until somebody adds it on purpose.
/// </summary>
static class TelegramRules
{
    delegate string? Rule(JsonElement value);

    static readonly Dictionary<string, (string[] Required, Dictionary<string, Rule> Fields)> Methods = new(StringComparer.OrdinalIgnoreCase)
    {
        ["getMe"] = ([], []),
        ["getWebhookInfo"] = ([], []),
        ["sendChatAction"] = (["chat_id", "action"], new() { ["chat_id"] = Whole, ["action"] = OnlyTyping }),
        ["leaveChat"] = (["chat_id"], new() { ["chat_id"] = Whole }),
        ["deleteWebhook"] = ([], new() { ["drop_pending_updates"] = Flag }),
        ["setWebhook"] = (["url"], new()
        {
            ["url"] = WebhookUrl,
            ["secret_token"] = Secret,
            ["allowed_updates"] = Kinds,
            ["max_connections"] = Within(1, 100),
            ["drop_pending_updates"] = Flag,
        }),
        ["getUpdates"] = ([], new()
        {
            ["offset"] = Whole,
            ["limit"] = Within(1, 100),
            ["timeout"] = Within(0, 50),
            ["allowed_updates"] = Kinds,
        }),
        ["getFile"] = (["file_id"], new() { ["file_id"] = Words(1, 512) }),
        ["answerCallbackQuery"] = (["callback_query_id"], new() { ["callback_query_id"] = Words(1, 64), ["text"] = Words(0, 200), ["show_alert"] = Flag }),
        ["sendPhoto"] = (["chat_id", "photo"], new() { ["chat_id"] = Whole, ["photo"] = Words(1, 512), ["caption"] = Words(0, 1024) }),
        ["sendDocument"] = (["chat_id", "document"], new() { ["chat_id"] = Whole, ["document"] = Words(1, 512), ["caption"] = Words(0, 1024) }),
        ["sendMessage"] = (["chat_id", "text"], new()
        {
            ["chat_id"] = Whole,
            ["text"] = Text,
            ["reply_markup"] = Markup,
            ["disable_notification"] = Flag,
        }),
    };

    static readonly Dictionary<string, Rule> InlineButton = new() { ["text"] = Words(1, 4096), ["callback_data"] = CallbackData };

    static readonly Dictionary<string, Rule> Key = new() { ["text"] = Words(1, 4096), ["request_location"] = Flag };

    static readonly Dictionary<string, Rule> Keyboard = new()
    {
        ["keyboard"] = rows => Rows(rows, Key, ["text"]),
        ["one_time_keyboard"] = Flag,
        ["resize_keyboard"] = Flag,
    };

    static readonly Dictionary<string, Rule> InlineKeyboard = new()
    {
        ["inline_keyboard"] = rows => Rows(rows, InlineButton, ["text", "callback_data"]),
    };

    /// <summary>Whether there is such a method.</summary>
    public static bool Knows(string method) => Methods.ContainsKey(method);

    /// <summary>Whether a method's arguments may come as a form with a file.</summary>
    public static bool TakesFiles(string method) => method.ToLowerInvariant() is "sendphoto" or "senddocument";

    /// <summary>What is wrong with a call, null when it is legal.</summary>
    public static string? Fault(string method, JsonElement arguments)
    {
        var (required, fields) = Methods[method];
        return Object(arguments, fields, required);
    }

    static string? Object(JsonElement value, Dictionary<string, Rule> fields, string[] required)
    {
        if (value.ValueKind != JsonValueKind.Object) return "an object is expected";
        foreach (var name in required)
            if (!value.TryGetProperty(name, out _)) return $"{name} is missing";
        var seen = new HashSet<string>();
        foreach (var field in value.EnumerateObject())
        {
            if (!seen.Add(field.Name)) return $"{field.Name} stands twice";
            if (!fields.TryGetValue(field.Name, out var rule)) return $"unknown field {field.Name}";
            if (rule(field.Value) is { } fault) return $"{field.Name}: {fault}";
        }
        return null;
    }

    static string? Flag(JsonElement value) => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : "must be true or false";

    static string? Whole(JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _) ? null : "must be a whole number";

    static Rule Within(int least, int most) => value =>
        Whole(value) ?? (value.GetInt64() is var number && number >= least && number <= most ? null : $"must be {least} to {most}");

    static Rule Words(int least, int most) => value =>
        value.ValueKind != JsonValueKind.String ? "must be text"
        : value.GetString()!.Length is var length && length >= least && length <= most ? null : $"must have {least} to {most} characters";

    static string? Text(JsonElement value) =>
        Words(0, int.MaxValue)(value)
        ?? (string.IsNullOrWhiteSpace(value.GetString()) ? "message text is empty" : null)
        ?? (value.GetString()!.Length > 4096 ? "message is too long" : null)
        ?? (value.GetString()!.Contains('\ufffd') ? "text with half a character" : null);

    static string? CallbackData(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && Encoding.UTF8.GetByteCount(value.GetString()!) is >= 1 and <= 64 ? null : "BUTTON_DATA_INVALID";

    static string? Markup(JsonElement value) => value.ValueKind == JsonValueKind.Object && value.TryGetProperty("inline_keyboard", out _)
        ? Object(value, InlineKeyboard, ["inline_keyboard"])
        : Object(value, Keyboard, ["keyboard"]);

    static string? Rows(JsonElement rows, Dictionary<string, Rule> button, string[] required)
    {
        if (rows.ValueKind != JsonValueKind.Array) return "must be a list of rows";
        foreach (var row in rows.EnumerateArray())
        {
            if (row.ValueKind != JsonValueKind.Array) return "each row must be a list";
            foreach (var key in row.EnumerateArray())
                if (Object(key, button, required) is { } fault) return fault;
        }
        return null;
    }

    static string? OnlyTyping(JsonElement value) => value.ValueKind == JsonValueKind.String && value.GetString() == "typing" ? null : "wrong parameter action in request";

    static string? Kinds(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(kind => kind.ValueKind == JsonValueKind.String) ? null : "must be a list of texts";

    static string? Secret(JsonElement value) =>
        Words(1, 256)(value) ?? (value.GetString()!.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') ? null : "secret token contains unallowed characters");

    /// <summary>Telegram takes HTTPS alone; loopback is let through, for tests run without certificates.</summary>
    static string? WebhookUrl(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && Uri.TryCreate(value.GetString(), UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.IsLoopback)
            ? null : "bad webhook: An HTTPS URL must be provided for webhook";
}
