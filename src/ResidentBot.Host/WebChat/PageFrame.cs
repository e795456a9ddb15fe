using System.Net;
using System.Text.Json.Nodes;
using ResidentBot.Channels.WebChat;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Messages;
using ResidentBot.Store;

namespace ResidentBot.Host.WebChat;

/// <summary>What the pages of residents have in common: what the server writes into them, what the browser may do there, and their tokens.</summary>
static class PageFrame
{
    static readonly OpenRequest Nobody = new();

    /// <summary>
    /// The page <c>name</c> of its files: <c>{{files}}</c>, <c>{{language}}</c>, <c>{{name}}</c>, <c>{{phone}}</c> and <c>{{config}}</c> are filled in.
    /// </summary>
    public static IResult Fill(ChatFiles files, string name, Community told, JsonObject config)
    {
        config["community"] = told.Id;
        config["name"] = new JsonObject { ["zh"] = told.Name.Zh, ["en"] = told.Name.En };
        config["language"] = told.Language == Language.En ? "en" : "zh";
        config["phone"] = told.Phone;
        config["numbers"] = told.EmergencyNumbers;
        // The usual escaping of JSON leaves no bracket that could end the element.
        return Results.Content(files.Text(name)
            .Replace("{{files}}", files.Address, StringComparison.Ordinal)
            .Replace("{{language}}", told.Language == Language.En ? "en" : "zh-CN", StringComparison.Ordinal)
            .Replace("{{name}}", WebUtility.HtmlEncode(told.Name[told.Language]), StringComparison.Ordinal)
            .Replace("{{name_zh}}", WebUtility.HtmlEncode(told.Name.Zh), StringComparison.Ordinal)
            .Replace("{{name_en}}", WebUtility.HtmlEncode(told.Name.En), StringComparison.Ordinal)
            .Replace("{{phone}}", WebUtility.HtmlEncode(told.Phone), StringComparison.Ordinal)
            .Replace("{{config}}", config.ToJsonString(), StringComparison.Ordinal), "text/html; charset=utf-8");
    }

    /// <summary>
    /// Lets the page run its own files and reach its own host, and nothing else. Old browsers do not count sockets of the same host as 'self', so
    /// the host is named too.
    /// </summary>
    /// <param name="styles">Sources of styles beside our own files, with a space before.</param>
    /// <param name="blobs">Whether the page may read files it was given, and run scripts of its own making beside it.</param>
    /// <param name="frames">Who may hold the page in a frame.</param>
    /// <param name="devices">What it may use of the device.</param>
    public static void Protect(HttpContext http, string frames, string devices, string styles = "", bool blobs = false)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = $"default-src 'none'; script-src 'self'; style-src 'self'{styles}; img-src 'self' blob: data:; "
            + $"connect-src 'self' ws://{http.Request.Host} wss://{http.Request.Host}{(blobs ? " blob:; worker-src blob:" : "")}; base-uri 'none'; form-action 'none'; "
            + $"frame-ancestors {frames}";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = devices;
        headers.CacheControl = "no-cache";
    }

    /// <summary>A token for a page of ours: for the conversation of the one it still has, if that is young enough and has not ended, else for a new one.</summary>
    public static async Task<IResult> TokenAsync(WebChatDesks desks, HttpContext http, WebChatDesk desk, ChannelAccount account, TimeSpan resumableFor)
    {
        http.Response.Headers.CacheControl = "no-store";
        try
        {
            if (await DirectLineAnswer.ReadAsync(http, WebChatJson.Default.OpenRequest, Nobody) is not { } request) return DirectLineAnswer.BadRequest("The body is no JSON object.");
            var resumable = await desks.VisitAsync(http, request.Token, TokenUse.Api, null) is Visit.Granted visit
                && visit.Token.Community == desk.Community.Id && visit.Token.Expires + (visit.Token.Once ? TimeSpan.Zero : resumableFor) > desk.Now ? visit.Token : null;
            var token = resumable is null ? desk.Open(account.Id) with { Once = resumableFor == TimeSpan.Zero } : desk.Renew(resumable);
            var answer = new TokenAnswer(token.Conversation, await desk.SignAsync(token), (int)WebChatDesk.TokenLife.TotalSeconds);
            return Results.Json(answer, WebChatJson.Relaxed.TokenAnswer);
        }
        catch (StoreDownException)
        {
            return DirectLineAnswer.Refuse(StatusCodes.Status503ServiceUnavailable, "Unavailable", "Please try again.");
        }
    }
}
