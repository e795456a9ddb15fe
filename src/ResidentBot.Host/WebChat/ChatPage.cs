using System.Net;
using System.Text.Json.Nodes;
using ResidentBot.Channels.WebChat;
using ResidentBot.Core.Messages;
using ResidentBot.Store;

namespace ResidentBot.Host.WebChat;

/// <summary>Our own page over the Direct Line server: <c>/chat</c> for the only community, <c>/chat/oak</c> for one of several.</summary>
static class ChatPage
{
    // A person who comes back after months finds what was said; the page's token is the only key to it.
    static readonly TimeSpan ResumableFor = TimeSpan.FromDays(180);

    static readonly OpenRequest Nobody = new(null, null, null);

    /// <summary>Registers the page, its files and its tokens.</summary>
    public static void MapChat(this IEndpointRouteBuilder app, WebChatDesks desks)
    {
        var files = new ChatFiles();
        app.MapGet("/chat", (Delegate)((HttpContext http) => First(desks, files, http)));
        app.MapGet("/chat/{community}", (HttpContext http, string community) => Show(desks, files, http, community));
        app.MapGet("/chat/files/{version}/{name}", (HttpContext http, string name) => files.Serve(http, name));
        app.MapPost("/chat/{community}/token", (HttpContext http, string community) => TokenAsync(desks, http, community));
    }

    static IResult First(WebChatDesks desks, ChatFiles files, HttpContext http) => desks.Open.ToList() switch
    {
        [] => Results.NotFound(),
        [var only] => Show(desks, files, http, only.Community.Id),
        var several => Choose(several, files, http),
    };

    static IResult Show(WebChatDesks desks, ChatFiles files, HttpContext http, string community)
    {
        if (desks.Find(community) is not { } desk) return Results.NotFound();
        var told = desk.Community.World.Community;
        var config = new JsonObject
        {
            ["community"] = told.Id,
            ["name"] = new JsonObject { ["zh"] = told.Name.Zh, ["en"] = told.Name.En },
            ["language"] = told.Language == Language.En ? "en" : "zh",
            ["phone"] = told.Phone,
            ["numbers"] = told.EmergencyNumbers,
            ["texts"] = JsonNode.Parse(files.Text("texts.json")),
        };
        Protect(http, desk);
        // The usual escaping of JSON leaves no bracket that could end the element.
        return Results.Content(files.Text("index.html")
            .Replace("{{files}}", $"/chat/files/{files.Version}", StringComparison.Ordinal)
            .Replace("{{language}}", told.Language == Language.En ? "en" : "zh-CN", StringComparison.Ordinal)
            .Replace("{{name}}", WebUtility.HtmlEncode(told.Name[told.Language]), StringComparison.Ordinal)
            .Replace("{{phone}}", WebUtility.HtmlEncode(told.Phone), StringComparison.Ordinal)
            .Replace("{{config}}", config.ToJsonString(), StringComparison.Ordinal), "text/html; charset=utf-8");
    }

    static IResult Choose(List<WebChatDesk> desks, ChatFiles files, HttpContext http)
    {
        var links = desks.Select(desk => (desk.Community.Id, desk.Community.World.Community.Name))
            .Select(one => $"""<li><a href="/chat/{one.Id}">{WebUtility.HtmlEncode(one.Name.Zh)} <span lang="en">{WebUtility.HtmlEncode(one.Name.En)}</span></a></li>""");
        Protect(http, null);
        return Results.Content(files.Text("choose.html")
            .Replace("{{files}}", $"/chat/files/{files.Version}", StringComparison.Ordinal)
            .Replace("{{links}}", string.Concat(links), StringComparison.Ordinal), "text/html; charset=utf-8");
    }

    static async Task<IResult> TokenAsync(WebChatDesks desks, HttpContext http, string community)
    {
        if (desks.Find(community) is not { } desk) return Results.NotFound();
        http.Response.Headers.CacheControl = "no-store";
        try
        {
            if (await DirectLineAnswer.ReadAsync(http, WebChatJson.Default.OpenRequest, Nobody) is not { } request) return DirectLineAnswer.BadRequest("The body is no JSON object.");
            var held = ChatToken.CommunityOf(request.Token) == desk.Community.Id ? await desk.ReadAsync(request.Token) : null;
            var token = held is { Use: TokenUse.Api } && held.Expires + ResumableFor > desk.Now ? desk.Renew(held) : desk.Open(desk.Account!.Id, null);
            var answer = new TokenAnswer(token.Conversation, await desk.SignAsync(token), (int)WebChatDesk.TokenLife.TotalSeconds);
            return Results.Json(answer, WebChatJson.Relaxed.TokenAnswer);
        }
        catch (StoreDownException)
        {
            return DirectLineAnswer.Refuse(StatusCodes.Status503ServiceUnavailable, "Unavailable", "Please try again.");
        }
    }

    // Old browsers do not count sockets of the same host as 'self', so the host is named too.
    static void Protect(HttpContext http, WebChatDesk? desk)
    {
        var frames = desk is null ? [] : desk.Accounts.SelectMany(WebChatDesks.Origins);
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
            + $"connect-src 'self' ws://{http.Request.Host} wss://{http.Request.Host}; base-uri 'none'; form-action 'none'; "
            + $"frame-ancestors 'self' {string.Join(' ', frames)}".TrimEnd();
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "geolocation=(self), camera=(self)";
        headers.CacheControl = "no-cache";
    }
}
