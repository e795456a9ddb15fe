using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ResidentBot.StandIns;

/// <summary>Temporary media: a form with the part <c>media</c>, a picture of at most 2 MB, kept for three days (developers.weixin.qq.com, uploadTempMedia).</summary>
public sealed partial class WeChatStandIn
{
    const int MostPicture = 2 << 20;

    readonly Dictionary<string, (byte[] Bytes, DateTimeOffset Until)> _uploads = new(StringComparer.Ordinal);

    /// <summary>How many uploads came.</summary>
    public int Uploads { get; private set; }

    /// <summary>No longer has any picture that was uploaded.</summary>
    public void ForgetUploads()
    {
        lock (_gate) _uploads.Clear();
    }

    async Task UploadAsync(HttpContext http)
    {
        var query = http.Request.Query;
        var file = http.Request.HasFormContentType ? (await http.Request.ReadFormAsync()).Files.GetFile("media") : null;
        using var bytes = new MemoryStream();
        if (file is not null) await file.CopyToAsync(bytes);
        int fault;
        lock (_gate) _faults.TryDequeue(out fault);
        if (fault is >= 500 and < 600) http.Response.StatusCode = fault;
        await WriteAsync(http, fault != 0 ? Said(fault) : Upload(query["access_token"].ToString(), query["type"].ToString(), file?.FileName, bytes.ToArray(), http.Request.ContentType ?? ""));
    }

    JsonObject Upload(string token, string type, string? name, byte[] bytes, string contentType)
    {
        lock (_gate)
        {
            if (_token.Length == 0 || token != _token || _clock.GetUtcNow() >= _tokenEnd) return Error(40001);
        }
        if (type != "image") return Bad(40004, $"media/upload: type {type}");
        // Its hosts take the quotes for a part of the boundary, and find nothing between such boundaries.
        if (contentType.Contains('"', StringComparison.Ordinal)) return Bad(41005, "media/upload: a boundary in quotes");
        if (bytes.Length == 0) return Bad(41005, "media/upload: no media in the form");
        if (bytes.Length > MostPicture) return Bad(40009, "media/upload: over 2 MB");
        if (Path.GetExtension(name) is not (".jpg" or ".png" or ".gif") || bytes is not ([0xFF, 0xD8, ..] or [0x89, (byte)'P', ..] or [(byte)'G', (byte)'I', (byte)'F', ..])) return Bad(40004, "media/upload: no picture");
        lock (_gate)
        {
            var id = $"Up_{++Uploads}";
            _uploads[id] = (bytes, _clock.GetUtcNow().AddDays(3));
            return new JsonObject { ["type"] = "image", ["media_id"] = id, ["created_at"] = _clock.GetUtcNow().ToUnixTimeSeconds() };
        }
    }

    JsonObject AnswerImage(JsonObject body, JsonObject image)
    {
        if (Unknown(image, ["media_id"]) is not null) return Bad(47001, "custom/send: another form");
        byte[]? picture;
        lock (_gate) picture = _uploads.TryGetValue((string?)image["media_id"] ?? "", out var kept) && kept.Until > _clock.GetUtcNow() ? kept.Bytes : null;
        return picture is null ? Error(40007) : Give(body, "", picture);
    }
}
