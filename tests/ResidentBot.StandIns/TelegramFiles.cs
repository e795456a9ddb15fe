using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ResidentBot.StandIns;

/// <summary>Files that we send: uploaded in a form, or named by the id of an earlier upload (core.telegram.org/bots/api#sending-files).</summary>
public sealed partial class TelegramStandIn
{
    const int MaxUpload = 50 * 1024 * 1024, MaxPhoto = 10 * 1024 * 1024;

    /// <summary>A form's fields as JSON, its file as <c>attach://</c> and its name; the bytes stay with the request.</summary>
    static async Task<JsonElement> ReadFormAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        var arguments = new JsonObject();
        foreach (var (name, value) in form) arguments[name] = name == "chat_id" && long.TryParse(value, out var number) ? number : value.ToString();
        foreach (var file in form.Files)
        {
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes);
            arguments[file.Name] = $"attach://{file.Name}";
            request.HttpContext.Items["file"] = new TelegramFile(file.FileName, file.ContentType, bytes.ToArray());
        }
        return JsonSerializer.SerializeToElement(arguments);
    }

    (JsonNode?, TelegramError?) SendFile(HttpContext context, JsonElement arguments, string field)
    {
        var (chat, given) = (arguments.GetProperty("chat_id").GetInt64(), arguments.GetProperty(field).GetString()!);
        lock (_lock)
        {
            if (FaultOf(chat) is { } fault) return (null, fault);
            var (id, file) = Take(context, field, given);
            if (file is null) return (null, TelegramError.Bad("wrong file identifier/HTTP URL specified"));
            if (field == "photo" && PhotoFault(file.Bytes) is { } why) return (null, TelegramError.Bad(why));
            if (file.Bytes.Length > MaxUpload) return (null, new TelegramError(413, "Request Entity Too Large"));
            var caption = arguments.TryGetProperty("caption", out var words) ? words.GetString()! : "";
            var sent = new TelegramSent(chat, caption, [], false, NextId(), _time.GetUtcNow()) { File = file, IsPhoto = field == "photo", WasUploaded = given.StartsWith("attach://", StringComparison.Ordinal) };
            _sent.Add(sent);
            Signal();
            return (Message(sent, id), null);
        }
    }

    // A photo's id is no document's.
    (string Id, TelegramFile? File) Take(HttpContext context, string field, string given)
    {
        var start = field == "photo" ? "AgAC" : "BQAC";
        if (!given.StartsWith("attach://", StringComparison.Ordinal)) return (given, given.StartsWith(start, StringComparison.Ordinal) ? _uploads.GetValueOrDefault(given) : null);
        var id = $"{start}-up-{_uploads.Count + 1}";
        return context.Items["file"] is TelegramFile file ? (id, _uploads[id] = file) : (id, null);
    }

    JsonObject Message(TelegramSent sent, string id)
    {
        JsonNode File() => new JsonObject { ["file_id"] = id, ["file_unique_id"] = id, ["file_size"] = sent.File!.Bytes.Length };
        var message = new JsonObject { ["message_id"] = sent.MessageId, ["from"] = Bot(), ["chat"] = Chat(sent.Chat), ["date"] = sent.At.ToUnixTimeSeconds() };
        if (sent.Text.Length > 0) message["caption"] = sent.Text;
        if (!sent.IsPhoto) message["document"] = File();
        else message["photo"] = new JsonArray(Size(File(), 90), Size(File(), 800));
        return message;

        static JsonNode Size(JsonNode file, int pixels)
        {
            (file["width"], file["height"]) = (pixels, pixels);
            return file;
        }
    }

    /// <summary>What cannot be shown as a photo: over 10 MB, no picture, sides of over 10,000 in sum or 20 to 1 (told of PNG alone).</summary>
    static string? PhotoFault(byte[] bytes)
    {
        if (bytes.Length > MaxPhoto) return $"file of size {bytes.Length} bytes is too big for a photo; the maximum size is {MaxPhoto} bytes";
        if (bytes is [0x89, (byte)'P', (byte)'N', (byte)'G', ..] && bytes.Length >= 24)
        {
            var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(20)));
            return width + height > 10_000 || Math.Max(width, height) > 20L * Math.Min(width, height) ? "PHOTO_INVALID_DIMENSIONS" : null;
        }
        return bytes is [0xFF, 0xD8, 0xFF, ..] or [(byte)'R', (byte)'I', (byte)'F', (byte)'F', ..] ? null : "IMAGE_PROCESS_FAILED";
    }
}
