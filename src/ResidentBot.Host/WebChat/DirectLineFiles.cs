using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using ResidentBot.Channels;
using ResidentBot.Channels.WebChat;
using ResidentBot.Host.Media;

namespace ResidentBot.Host.WebChat;

/// <summary>Uploads, and fetching what was uploaded.</summary>
static class DirectLineFiles
{
    const int MostFiles = 5;
    const long MostBytes = MediaFolder.Largest + (1024 * 1024);

    /// <summary>Registers the calls.</summary>
    public static void Map(IEndpointRouteBuilder api, WebChatDesks desks)
    {
        api.MapPost("conversations/{id}/upload", (HttpContext http, string id) => UploadAsync(desks, http, id));
        api.MapGet("conversations/{id}/files/{hash}", (HttpContext http, string id, string hash, string? t) => FetchAsync(desks, http, id, hash, t));
    }

    static async Task<IResult> UploadAsync(WebChatDesks desks, HttpContext http, string id)
    {
        switch (await desks.VisitAsync(http, DirectLineAnswer.Bearer(http), TokenUse.Api, id))
        {
            case Visit.Refused refused:
                return DirectLineAnswer.Refuse(refused);
            case Visit.Granted { Expired: true }:
                return DirectLineAnswer.Expired();
            case Visit.Granted visit when http.Request.HasFormContentType:
                return await TakeAsync(desks, http, visit);
            default:
                return DirectLineAnswer.BadRequest("The body is no multipart form.");
        }
    }

    static async Task<IResult> TakeAsync(WebChatDesks desks, HttpContext http, Visit.Granted visit)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = MostBytes;
        IFormCollection form;
        try
        {
            form = await http.Request.ReadFormAsync(new FormOptions { MultipartBodyLengthLimit = MostBytes, ValueCountLimit = 10 }, http.RequestAborted);
        }
        catch (InvalidDataException)
        {
            return DirectLineAnswer.Refuse(StatusCodes.Status413PayloadTooLarge, "TooLarge", "The files have more than 20 MB, or the form cannot be read.");
        }
        if (await ActivityAsync(form) is not { } activity) return DirectLineAnswer.BadRequest("The part `activity` cannot be read.");
        if (activity.Type != "message") return DirectLineAnswer.BadRequest("Files come with an activity of type `message`.");
        var files = form.Files.Where(file => file.Name != "activity").Take(MostFiles).ToList();
        if (files.Exists(file => file.Length > MediaFolder.Largest)) return TooLarge();
        // Whoever may not write leaves no files either.
        var words = DirectLineActivities.Read(visit, activity, [])?.Text ?? "";
        if (!await AnonymousGate.MayWriteAsync(desks, visit, http, words)) return DirectLineActivities.TooMany(http);
        var stored = ImmutableArray.CreateBuilder<Core.Messages.Media>();
        foreach (var file in files)
        {
            if (await StoreAsync(desks.Media, file, http.RequestAborted) is not { } media) return TooLarge();
            stored.Add(media);
        }
        return await DirectLineActivities.AcceptAsync(visit, DirectLineActivities.Read(visit, activity, stored.ToImmutable()));
    }

    static IResult TooLarge() => DirectLineAnswer.Refuse(StatusCodes.Status413PayloadTooLarge, "TooLarge", "A file has more than 20 MB.");

    // Clients send the activity as a file without a name; one without it only sends files.
    static async Task<Activity?> ActivityAsync(IFormCollection form)
    {
        if (form.Files["activity"] is not { } part)
            return form.TryGetValue("activity", out var text) ? Parse(System.Text.Encoding.UTF8.GetBytes(text.ToString())) : new Activity { Type = "message" };
        using var bytes = new MemoryStream();
        await part.CopyToAsync(bytes);
        return Parse(bytes.ToArray());

        static Activity? Parse(byte[] json)
        {
            try
            {
                return JsonSerializer.Deserialize(json, WebChatJson.Default.Activity);
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }

    static async Task<Core.Messages.Media?> StoreAsync(MediaFolder folder, IFormFile file, CancellationToken cancellation)
    {
        await using var bytes = file.OpenReadStream();
        var picture = ImageKind.Of(bytes);
        if (await folder.StoreAsync(bytes, cancellation) is not { } source) return null;
        var type = picture ?? file.ContentType;
        var kind = picture is not null ? "photo" : type.Split('/')[0] switch { "audio" => "voice", "video" => "video", _ => "file" };
        var name = Path.GetFileName(file.FileName);
        return new Core.Messages.Media(kind, source, type, name.Length is > 0 and <= 128 ? name : null);
    }

    static async Task<IResult> FetchAsync(WebChatDesks desks, HttpContext http, string id, string hash, string? t)
    {
        var visit = await desks.VisitAsync(http, t, TokenUse.File, id);
        if (visit is not Visit.Granted { Expired: false, Token: { File: { } allowed } } || allowed != hash || desks.Media.OpenRead(hash) is not { } bytes)
            return Results.NotFound();
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        // The next person at a kiosk has the same browser.
        http.Response.Headers.CacheControl = visit is Visit.Granted { Token.Once: true } ? "no-store" : "private, max-age=31536000, immutable";
        return SentKinds.Of(bytes) switch
        {
            null => Results.Stream(bytes, "application/octet-stream", "file"),
            // Saved, not run: a reader of PDF is no place for a resident's or anybody's script.
            "application/pdf" => Results.Stream(bytes, "application/pdf", KeptMedia.PlainName("application/pdf")),
            var picture => Results.Stream(bytes, picture),
        };
    }
}
