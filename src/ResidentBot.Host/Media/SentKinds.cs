namespace ResidentBot.Host.Media;

/// <summary>What staff can send: pictures that every browser shows, and PDF. Their bytes tell, whatever their name says.</summary>
static class SentKinds
{
    /// <summary>All of them, as a file chooser takes them.</summary>
    public const string All = "image/jpeg,image/png,image/webp,image/gif,application/pdf";

    /// <summary>The media type of a stream that can be rewound, which stands at its beginning afterwards; null for everything else.</summary>
    public static string? Of(Stream bytes)
    {
        if (ImageKind.Of(bytes) is { } picture) return picture;
        Span<byte> start = stackalloc byte[5];
        var count = bytes.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        bytes.Position = 0;
        return start[..count].SequenceEqual("%PDF-"u8) ? "application/pdf" : null;
    }
}
