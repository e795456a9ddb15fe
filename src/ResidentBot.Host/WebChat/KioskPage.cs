using System.Text.Json.Nodes;

namespace ResidentBot.Host.WebChat;

/// <summary>
/// The chat on a screen of the service hall: <c>/kiosk</c> for the only community, <c>/kiosk/oak</c> for one of several. Each visitor has a conversation
/// of his own; it ends with him, and no token comes back to it.
/// </summary>
static class KioskPage
{
    /// <summary>Registers the page and its tokens.</summary>
    public static void Map(IEndpointRouteBuilder app, WebChatDesks desks, ChatFiles files)
    {
        app.MapGet("/kiosk", (Delegate)((HttpContext http) => First(desks, files, http)));
        app.MapGet("/kiosk/{community}", (HttpContext http, string community) => Show(desks, files, http, desks.Find(community)));
        app.MapPost("/kiosk/{community}/token", (HttpContext http, string community) => TokenAsync(desks, http, desks.Find(community)));
    }

    static IResult First(WebChatDesks desks, ChatFiles files, HttpContext http) => desks.Open.Where(desk => desk.Kiosk is not null).ToList() switch
    {
        [var only] => Show(desks, files, http, only),
        [] => Missing(),
        var several => ChatPage.Choose(several, files, http, "kiosk"),
    };

    static IResult Show(WebChatDesks desks, ChatFiles files, HttpContext http, WebChatDesk? desk)
    {
        if (desk?.Kiosk is not { } kiosk) return Missing();
        if (!Admits(desks, http, kiosk)) return Elsewhere();
        PageFrame.Protect(http, "'none'", "geolocation=(), camera=(), microphone=()");
        // Not even the browser's "back" may find a page that somebody has used.
        http.Response.Headers.CacheControl = "no-store";
        return PageFrame.Fill(files, "kiosk.html", desk.Community.World.Community, new JsonObject
        {
            ["tokens"] = $"/kiosk/{desk.Community.Id}/token",
            ["kiosk"] = new JsonObject { ["idle"] = (int)kiosk.Idle.TotalSeconds },
            ["texts"] = Texts(files),
        });
    }

    // A visitor has at most a few minutes: there is no conversation to come back to.
    static async Task<IResult> TokenAsync(WebChatDesks desks, HttpContext http, WebChatDesk? desk)
    {
        if (desk?.Kiosk is not { } kiosk) return Missing();
        return Admits(desks, http, kiosk) ? await PageFrame.TokenAsync(desks, http, desk, kiosk.Account, TimeSpan.Zero) : Elsewhere();
    }

    static bool Admits(WebChatDesks desks, HttpContext http, Kiosk kiosk) => kiosk.Admits(ClientAddress.Find(http, desks.Settings.TrustedProxies));

    static JsonNode Texts(ChatFiles files)
    {
        var texts = JsonNode.Parse(files.Text("texts.json"))!;
        foreach (var (language, more) in JsonNode.Parse(files.Text("kiosk.json"))!.AsObject())
            foreach (var (name, text) in more!.AsObject()) texts[language]![name] = text!.DeepClone();
        return texts;
    }

    static IResult Missing() => Results.Text("There is no kiosk here: a web account with `kiosk: true` in accounts.yml opens one.", statusCode: StatusCodes.Status404NotFound);

    static IResult Elsewhere() => Results.Text("This kiosk may only stand in the networks of `kiosk_sources` in accounts.yml.", statusCode: StatusCodes.Status403Forbidden);
}
