using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace ResidentBot.Host.WebChat;

/// <summary>
/// Microsoft's own Web Chat over our Direct Line server: <c>/webchat</c> for the only community, <c>/webchat/oak</c> for one of several. It shows that the
/// server works with a client that is not ours, and how a site of one's own holds it. The bundle is no part of the program: where it was not
/// fetched, the page says so.
/// </summary>
static class StockChatPage
{
    const string BundleName = "webchat.js.gz";

    // Web Chat also makes a style that is empty and carries no nonce: this is the sum of nothing.
    const string EmptyStyle = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

    static readonly TimeSpan ResumableFor = TimeSpan.FromDays(1);

    /// <summary>Registers the page and its files.</summary>
    /// <param name="folder">Where the bundle lies, compressed by gzip.</param>
    public static void MapStockChat(this IEndpointRouteBuilder app, WebChatDesks desks, string folder)
    {
        var files = new ChatFiles("webchat");
        var chooser = new ChatFiles("chat");
        var bundle = Bundle.Read(Path.Combine(folder, BundleName));
        app.MapGet("/webchat", (Delegate)((HttpContext http) => First(desks, files, chooser, bundle, http)));
        app.MapGet("/webchat/{community}", (HttpContext http, string community) => Show(files, bundle, http, desks.Find(community)));
        app.MapGet("/webchat/files/{version}/{name}", (HttpContext http, string name) => files.Serve(http, name));
        app.MapGet("/webchat/bundle/{version}.js", (HttpContext http) => bundle?.Serve(http) ?? Missing());
        app.MapPost("/webchat/{community}/token", async (HttpContext http, string community) =>
            desks.Find(community) is { } desk ? await PageFrame.TokenAsync(desks, http, desk, desk.Account!, ResumableFor) : Results.NotFound());
    }

    static IResult First(WebChatDesks desks, ChatFiles files, ChatFiles chooser, Bundle? bundle, HttpContext http) => desks.Open.ToList() switch
    {
        [] => Results.NotFound(),
        [var only] => Show(files, bundle, http, only),
        var several => ChatPage.Choose(several, chooser, http, "webchat"),
    };

    static IResult Show(ChatFiles files, Bundle? bundle, HttpContext http, WebChatDesk? desk)
    {
        if (desk is null) return Results.NotFound();
        if (bundle is null) return Missing();
        // Web Chat writes its styles into the page; the nonce is the word by which the browser knows them.
        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        PageFrame.Protect(http, "'self'", "geolocation=(), camera=(), microphone=()", styles: $" 'nonce-{nonce}' {EmptyStyle}", blobs: true);
        return PageFrame.Fill(files, "index.html", desk.Community.World.Community, new JsonObject
        {
            ["tokens"] = $"/webchat/{desk.Community.Id}/token",
            ["bundle"] = $"/webchat/bundle/{bundle.Version}.js",
            ["nonce"] = nonce,
        });
    }

    static IResult Missing() => Results.Text(
        "Microsoft's Web Chat is not installed here. `node src/ResidentBot.Host/WebChat/Stock/fetch.mjs` fetches it; then build again. Our own page is /chat.",
        statusCode: StatusCodes.Status503ServiceUnavailable);

    // Nearly a megabyte: kept as it goes over the network.
    sealed record Bundle(byte[] Zipped, string Version)
    {
        public static Bundle? Read(string path)
        {
            if (!File.Exists(path)) return null;
            var zipped = File.ReadAllBytes(path);
            return new Bundle(zipped, Convert.ToHexStringLower(SHA256.HashData(zipped))[..12]);
        }

        public IResult Serve(HttpContext http)
        {
            http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
            http.Response.Headers.XContentTypeOptions = "nosniff";
            http.Response.Headers.Vary = "Accept-Encoding";
            const string type = "text/javascript; charset=utf-8";
            if (!http.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
                return Results.Stream(new GZipStream(new MemoryStream(Zipped), CompressionMode.Decompress), type);
            http.Response.Headers.ContentEncoding = "gzip";
            return Results.Bytes(Zipped, type);
        }
    }
}
