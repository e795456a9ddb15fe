using System.Buffers;
using System.Text;
using System.Text.Json;
using NodaTime;
using ResidentBot.Channels.Sms;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.WeChat;

/// <summary>
/// Writes what we send. WeChat shows <c>\u6f0f</c> to people as it stands, so that everything is written as UTF-8; .NET's own writers escape emoji whatever their
/// settings, so that texts are quoted here.
/// </summary>
static class WeChatWriting
{
    /// <summary>The longest text of one message, in bytes of UTF-8.</summary>
    public const int MostBytes = 2048;

    /// <summary>The text in parts of at most <see cref="MostBytes"/>, cut as an SMS is: at sentence ends, never inside a character.</summary>
    public static List<string> Parts(string text)
    {
        var parts = new List<string>();
        var rest = text.Trim();
        for (int fit; (fit = Fitting(rest)) < rest.Length;)
        {
            var cut = Splitting.CutAt(rest, fit);
            if (rest[..cut].TrimEnd() is { Length: > 0 } part) parts.Add(part);
            rest = rest[cut..].TrimStart();
        }
        if (rest.Length > 0) parts.Add(rest);
        return parts;
    }

    /// <summary><c>{"touser":"oA1","msgtype":"text","text":{"content":"修好了吗？"}}</c></summary>
    public static ReadOnlyMemory<byte> Text(Address to, string text) => Json(json =>
    {
        json.WriteString("touser"u8, to.Local);
        json.WriteString("msgtype"u8, "text"u8);
        json.WriteStartObject("text"u8);
        Write(json, "content", text);
        json.WriteEndObject();
    });

    /// <summary><c>{"touser":"oA1","msgtype":"image","image":{"media_id":"Ab_c1"}}</c></summary>
    public static ReadOnlyMemory<byte> Image(Address to, string mediaId) => Json(json =>
    {
        json.WriteString("touser"u8, to.Local);
        json.WriteString("msgtype"u8, "image"u8);
        json.WriteStartObject("image"u8);
        json.WriteString("media_id"u8, mediaId);
        json.WriteEndObject();
    });

    /// <summary>
    /// <c>{"touser":"oA1","template_id":"ngqI…","client_msg_id":"0f3a…","data":{"thing1":{"value":"陈阿姨"}}}</c>. Within ten minutes WeChat takes one
    /// <c>client_msg_id</c> once.
    /// </summary>
    public static ReadOnlyMemory<byte> Template(Address to, string clientId, FilledTemplate template) => Json(json =>
    {
        json.WriteString("touser"u8, to.Local);
        json.WriteString("template_id"u8, template.Id);
        json.WriteString("client_msg_id"u8, clientId);
        json.WriteStartObject("data"u8);
        foreach (var (name, value) in template.Params)
        {
            json.WriteStartObject(name);
            // An empty value is refused.
            Write(json, "value", value.Length == 0 ? "-" : value);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    });

    /// <summary><c>{"touser":"oA1","command":"Typing"}</c></summary>
    public static ReadOnlyMemory<byte> Typing(Address to) => Json(json =>
    {
        json.WriteString("touser"u8, to.Local);
        json.WriteString("command"u8, "Typing"u8);
    });

    /// <summary><c>{"expire_seconds":604800,"action_name":"QR_STR_SCENE","action_info":{"scene":{"scene_str":"41234567"}}}</c></summary>
    public static ReadOnlyMemory<byte> Scene(string scene, Duration life) => Json(json =>
    {
        json.WriteNumber("expire_seconds"u8, (int)life.TotalSeconds);
        json.WriteString("action_name"u8, "QR_STR_SCENE"u8);
        json.WriteStartObject("action_info"u8);
        json.WriteStartObject("scene"u8);
        json.WriteString("scene_str"u8, scene);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    static ReadOnlyMemory<byte> Json(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }

    // What is neither a character nor a line break is left out: it could only be escaped.
    static void Write(Utf8JsonWriter json, string name, string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append(@"\\"),
                '\n' => quoted.Append(@"\n"),
                '\t' => quoted.Append(@"\t"),
                < ' ' => quoted,
                _ => quoted.Append(rune.ToString()),
            };
        }
        json.WritePropertyName(name);
        json.WriteRawValue(quoted.Append('"').ToString(), skipInputValidation: true);
    }

    // How many UTF-16 units of a text have room.
    static int Fitting(string text)
    {
        var bytes = 0;
        var units = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > MostBytes) return units;
            units += rune.Utf16SequenceLength;
        }
        return text.Length;
    }
}
