using System.Net;
using System.Text.Json.Nodes;

namespace ResidentBot.Host.WebChat;

/// <summary>Our own page over the Direct Line server: <c>/chat</c> for the only community, <c>/chat/oak</c> for one of several.</summary>
static class ChatPage
{
    // A person who comes back after months finds what was said; the page's token is the only key to it.
    static readonly TimeSpan ResumableFor = TimeSpan.FromDays(180);

    /// <summary>Registers the page, its files and its tokens, and the kiosk, which is made of the same files.</summary>
    public static void MapChat(this IEndpointRouteBuilder app, WebChatDesks desks)
    {
        var files = new ChatFiles("chat");
        KioskPage.Map(app, desks, files);
        app.MapGet("/chat", (Delegate)((HttpContext http) => First(desks, files, http)));
        app.MapGet("/chat/{community}", (HttpContext http, string community) => Show(desks, files, http, community));
        app.MapGet("/chat/files/{version}/{name}", (HttpContext http, string name) => files.Serve(http, name));
        app.MapPost("/chat/{community}/token", async (HttpContext http, string community) =>
            desks.Find(community) is { } desk ? await PageFrame.TokenAsync(desks, http, desk, desk.Account!, ResumableFor) : Results.NotFound());
    }

    static IResult First(WebChatDesks desks, ChatFiles files, HttpContext http) => desks.Open.ToList() switch
    {
        [] => Results.NotFound(),
        [var only] => Show(desks, files, http, only.Community.Id),
        var several => Choose(several, files, http, "chat"),
    };

    static IResult Show(WebChatDesks desks, ChatFiles files, HttpContext http, string community)
    {
        if (desks.Find(community) is not { } desk) return Results.NotFound();
        PageFrame.Protect(http, $"'self' {string.Join(' ', desk.Accounts.SelectMany(WebChatDesks.Origins))}".TrimEnd(), "geolocation=(self), camera=(self)");
        return PageFrame.Fill(files, "index.html", desk.Community.World.Community, new JsonObject
        {
            ["tokens"] = $"/chat/{community}/token",
            ["texts"] = JsonNode.Parse(files.Text("texts.json")),
        });
    }

    /// <summary>Where several communities have the page, asks which.</summary>
    public static IResult Choose(IEnumerable<WebChatDesk> desks, ChatFiles files, HttpContext http, string page)
    {
        var links = desks.Select(desk => (desk.Community.Id, desk.Community.World.Community.Name))
            .Select(one => $"""<li><a href="/{page}/{one.Id}">{WebUtility.HtmlEncode(one.Name.Zh)} <span lang="en">{WebUtility.HtmlEncode(one.Name.En)}</span></a></li>""");
        PageFrame.Protect(http, "'self'", "geolocation=(), camera=()");
        return Results.Content(files.Text("choose.html")
            .Replace("{{files}}", files.Address, StringComparison.Ordinal)
            .Replace("{{links}}", string.Concat(links), StringComparison.Ordinal), "text/html; charset=utf-8");
    }
}
