using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace ResidentBot.Host.Desk.Shared;

/// <summary>The console's style sheets and scripts. They are part of the program, so that it serves them wherever it is started from.</summary>
static class Assets
{
    const string Prefix = "desk/";

    static readonly FrozenDictionary<string, (byte[] Bytes, EntityTagHeaderValue Tag)> All = Load();

    /// <summary>Maps them.</summary>
    public static void MapAssets(this RouteGroupBuilder desk) => desk.MapGet("/assets/{name}", (HttpContext http, string name) =>
    {
        if (!All.TryGetValue(name, out var asset)) return Results.NotFound();
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.Bytes(asset.Bytes, TypeOf(name), entityTag: asset.Tag);
    }).NeedsNothing();

    static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "application/octet-stream",
    };

    static FrozenDictionary<string, (byte[], EntityTagHeaderValue)> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var all = new Dictionary<string, (byte[], EntityTagHeaderValue)>(StringComparer.Ordinal);
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            all.Add(resource[Prefix.Length..], (bytes, new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes)[..8])}\"")));
        }
        return all.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
