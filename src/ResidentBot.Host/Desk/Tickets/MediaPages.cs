using System.Text.RegularExpressions;
using Microsoft.Net.Http.Headers;
using ResidentBot.Channels;
using ResidentBot.Core.Roles;
using ResidentBot.Host.Desk.Shared;

namespace ResidentBot.Host.Desk.Tickets;

/// <summary>Pictures, voice and files of a community's threads, for those who may read the line they stand in.</summary>
static partial class MediaPages
{
    // Anything else is downloaded: a page that a resident sent must not run as one of ours.
    static readonly string[] Shown = ["image/jpeg", "image/png", "image/gif", "image/webp", "audio/ogg", "audio/mpeg", "audio/mp4", "video/mp4"];

    /// <summary>Maps them.</summary>
    public static void MapMedia(this RouteGroupBuilder community) => community.MapGet("/media/{hash}", OpenAsync).Needs(Right.SeeTickets);

    static async Task<IResult> OpenAsync(HttpContext http, DeskRequest request, DeskOptions options, string hash)
    {
        if (options.OpenMedia is not { } open || !Form().IsMatch(hash)) return TypedResults.NotFound();
        if (!await ThreadReads.MayOpenAsync(request, request.Query("ticket"), hash)) return TypedResults.NotFound();
        if (open(hash) is not { } media) return TypedResults.NotFound();
        // Bytes tell a picture; sound and film are what their thread calls them, which can do no harm.
        var told = http.Request.Query["type"].ToString();
        var type = told.StartsWith("audio/", StringComparison.Ordinal) || told.StartsWith("video/", StringComparison.Ordinal) ? told : media.Type;
        var inline = Shown.Contains(type);
        // Asked for each time, and answered with "not changed": the next one to sign in at this browser may not be allowed to see it.
        http.Response.Headers.CacheControl = "private, no-cache";
        var tag = new EntityTagHeaderValue($"\"{hash}\"");
        // Saved, not opened in a page of ours.
        var (saved, name) = type == "application/pdf" ? (type, KeptMedia.PlainName(type)) : ("application/octet-stream", hash);
        return TypedResults.Stream(media.Bytes, inline ? type : saved, inline ? null : name, entityTag: tag, enableRangeProcessing: media.Bytes.CanSeek);
    }

    [GeneratedRegex("^[a-zA-Z0-9_.-]{8,128}$")]
    private static partial Regex Form();
}
