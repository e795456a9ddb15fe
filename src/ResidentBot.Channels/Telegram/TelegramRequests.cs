using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.Telegram;

/// <summary>Writes the bodies of our calls. Texts are plain: no parse_mode, so nothing a resident wrote can break a message.</summary>
static class TelegramRequests
{
    static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    static readonly Texts SendMyLocation = new("📍 发送我的位置", "📍 Send my location");

    /// <summary>
    /// sendMessage; <paramref name="asks"/> is the message whose choices or location button hang under the text, null for none.
    /// <code>{"chat_id":77,"text":"修好了吗？","reply_markup":{"inline_keyboard":[[{"text":"是","callback_data":"yes"}],[{"text":"否","callback_data":"no"}]]}}</code>
    /// </summary>
    public static JsonBody SendMessage(long chat, string text, Outgoing? asks)
    {
        var buffer = new ArrayBufferWriter<byte>(128 + (text.Length * 3) + ((asks?.Choices.Length ?? 0) * 160));
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            json.WriteNumber("chat_id"u8, chat);
            json.WriteString("text"u8, text);
            if (asks is { AskLocation: true }) WriteLocationKeyboard(json, asks);
            else if (asks is { Choices.Length: > 0 }) WriteButtons(json, asks);
            json.WriteEndObject();
        }
        return new JsonBody(buffer.WrittenMemory);
    }

    /// <summary>
    /// sendPhoto or sendDocument of a file that Telegram has: <c>{"chat_id":77,"photo":"AgAC…","caption":"请看这里"}</c>.
    /// </summary>
    public static JsonBody SendKnown(string field, long chat, string fileId, string caption) => Write(json =>
    {
        json.WriteNumber("chat_id"u8, chat);
        json.WriteString(field, fileId);
        if (caption.Length > 0) json.WriteString("caption"u8, caption);
    });

    /// <summary>The fields of sendPhoto and sendDocument beside the file itself, which goes as <c>photo</c> or <c>document</c> of the form.</summary>
    public static UploadBody Upload(long chat, string caption)
    {
        var form = new UploadBody().With("chat_id", chat.ToString(CultureInfo.InvariantCulture));
        return caption.Length > 0 ? form.With("caption", caption) : form;
    }

    static void WriteButtons(Utf8JsonWriter json, Outgoing message)
    {
        json.WriteStartObject("reply_markup"u8);
        json.WriteStartArray("inline_keyboard"u8);
        foreach (var choice in message.Choices)
        {
            json.WriteStartArray();
            json.WriteStartObject();
            json.WriteString("text"u8, choice.Label);
            json.WriteString("callback_data"u8, choice.Id);
            json.WriteEndObject();
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>
    /// A message carries one kind of keyboard and only a reply keyboard can ask for the location, so choices beside it are keys that type
    /// their label.
    /// <code>{"keyboard":[[{"text":"📍 发送我的位置","request_location":true}],[{"text":"跳过"}]],"one_time_keyboard":true,"resize_keyboard":true}</code>
    /// </summary>
    static void WriteLocationKeyboard(Utf8JsonWriter json, Outgoing message)
    {
        json.WriteStartObject("reply_markup"u8);
        json.WriteStartArray("keyboard"u8);
        WriteKey(json, SendMyLocation[LanguageOf(message.Text)], asksLocation: true);
        foreach (var choice in message.Choices) WriteKey(json, choice.Label, asksLocation: false);
        json.WriteEndArray();
        json.WriteBoolean("one_time_keyboard"u8, true);
        json.WriteBoolean("resize_keyboard"u8, true);
        json.WriteEndObject();
    }

    static void WriteKey(Utf8JsonWriter json, string label, bool asksLocation)
    {
        json.WriteStartArray();
        json.WriteStartObject();
        json.WriteString("text"u8, label);
        if (asksLocation) json.WriteBoolean("request_location"u8, true);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    /// <summary>A message does not say its language; the button speaks the language of the question above it.</summary>
    static Language LanguageOf(string text) => text.AsSpan().ContainsAnyInRange('\u4e00', '\u9fff') ? Language.Zh : Language.En;

    /// <summary>answerCallbackQuery: <c>{"callback_query_id":"4382"}</c>.</summary>
    public static JsonBody AnswerTap(string tap) => Write(json => json.WriteString("callback_query_id"u8, tap));

    /// <summary>sendChatAction: <c>{"chat_id":77,"action":"typing"}</c>.</summary>
    public static JsonBody Typing(long chat) => Write(json =>
    {
        json.WriteNumber("chat_id"u8, chat);
        json.WriteString("action"u8, "typing"u8);
    });

    /// <summary>leaveChat: <c>{"chat_id":-1001234567890}</c>.</summary>
    public static JsonBody LeaveChat(long chat) => Write(json => json.WriteNumber("chat_id"u8, chat));

    /// <summary>getFile: <c>{"file_id":"AgAC..."}</c>.</summary>
    public static JsonBody GetFile(string id) => Write(json => json.WriteString("file_id"u8, id));

    /// <summary>getUpdates: <c>{"offset":8,"timeout":25,"allowed_updates":["message"]}</c>.</summary>
    public static JsonBody GetUpdates(long? offset, TimeSpan wait) => Write(json =>
    {
        if (offset is { } from) json.WriteNumber("offset"u8, from);
        json.WriteNumber("timeout"u8, (int)wait.TotalSeconds);
        WriteKinds(json);
    });

    /// <summary>setWebhook: <c>{"url":"https://...","secret_token":"...","allowed_updates":["message"]}</c>.</summary>
    public static JsonBody SetWebhook(Uri url, string secret) => Write(json =>
    {
        json.WriteString("url"u8, url.AbsoluteUri);
        json.WriteString("secret_token"u8, secret);
        WriteKinds(json);
    });

    /// <summary>A call without arguments.</summary>
    public static JsonBody Nothing() => Write(_ => { });

    /// <summary>Only what <see cref="TelegramArrivals"/> reads: the rest would cost requests and change nothing.</summary>
    static void WriteKinds(Utf8JsonWriter json)
    {
        json.WriteStartArray("allowed_updates"u8);
        json.WriteStringValue("message"u8);
        json.WriteStringValue("edited_message"u8);
        json.WriteStringValue("callback_query"u8);
        json.WriteStringValue("my_chat_member"u8);
        json.WriteEndArray();
    }

    static JsonBody Write(Action<Utf8JsonWriter> arguments)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            arguments(json);
            json.WriteEndObject();
        }
        return new JsonBody(buffer.WrittenMemory);
    }
}
