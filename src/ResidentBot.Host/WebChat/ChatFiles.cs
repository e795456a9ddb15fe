using System.Collections.Frozen;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace ResidentBot.Host.WebChat;

/// <summary>The files of a page for residents, kept in the program itself. They are served under a name that changes with them, so a browser may keep them for ever.</summary>
sealed class ChatFiles
{
    readonly FrozenDictionary<string, (byte[] Plain, byte[] Zipped)> _files;

    /// <summary>Reads and compresses those of a folder, once.</summary>
    public ChatFiles(string folder)
    {
        var own = Assembly.GetExecutingAssembly();
        var start = folder + "/";
        Folder = folder;
        _files = own.GetManifestResourceNames().Where(name => name.StartsWith(start, StringComparison.Ordinal))
            .ToFrozenDictionary(name => name[start.Length..], name => Read(own, name), StringComparer.Ordinal);
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var name in _files.Keys.Order(StringComparer.Ordinal)) sum.AppendData(_files[name].Plain);
        Version = Convert.ToHexStringLower(sum.GetHashAndReset())[..12];
    }

    /// <summary>The folder's name, which the addresses begin with.</summary>
    public string Folder { get; }

    /// <summary>Names exactly these contents.</summary>
    public string Version { get; }

    /// <summary>Where a page finds them.</summary>
    public string Address => $"/{Folder}/files/{Version}";

    /// <summary>A file as text.</summary>
    public string Text(string name) => Encoding.UTF8.GetString(_files[name].Plain);

    /// <summary>Answers with a file.</summary>
    public IResult Serve(HttpContext http, string name)
    {
        if (TypeOf(name) is not { } type || !_files.TryGetValue(name, out var file)) return Results.NotFound();
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.Vary = "Accept-Encoding";
        if (!http.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase)) return Results.Bytes(file.Plain, type);
        http.Response.Headers.ContentEncoding = "gzip";
        return Results.Bytes(file.Zipped, type);
    }

    // The page and its texts are parts of another answer.
    static string? TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => null,
    };

    static (byte[] Plain, byte[] Zipped) Read(Assembly own, string name)
    {
        using var stream = own.GetManifestResourceStream(name)!;
        using var plain = new MemoryStream();
        stream.CopyTo(plain);
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.SmallestSize, leaveOpen: true)) gzip.Write(plain.ToArray());
        return (plain.ToArray(), zipped.ToArray());
    }
}
