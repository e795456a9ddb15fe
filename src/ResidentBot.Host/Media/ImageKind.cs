namespace ResidentBot.Host.Media;

/// <summary>Tells a picture by its first bytes: what a sender calls it is not to be trusted, and a page served as a picture's neighbour could act for a reader.</summary>
static class ImageKind
{
    /// <summary>The media type of a picture every browser shows; null for everything else.</summary>
    public static string? Of(ReadOnlySpan<byte> start) => start switch
    {
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "image/png",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => "image/gif",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "image/webp",
        _ => null,
    };

    /// <summary>The media type of a stream that can be rewound; it stands at its beginning afterwards.</summary>
    public static string? Of(Stream bytes)
    {
        Span<byte> start = stackalloc byte[12];
        var count = bytes.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        bytes.Position = 0;
        return Of(start[..count]);
    }
}
