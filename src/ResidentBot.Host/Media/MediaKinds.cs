namespace ResidentBot.Host.Media;

/// <summary>
/// What is kept of what residents send: pictures, sound, film and PDF. A picture's type is told by its bytes, whatever its provider calls it; a
/// page or a program is not kept, because staff would open it on their own machines.
/// </summary>
static class MediaKinds
{
    /// <summary>The type under which bytes are kept and shown; null for what is not kept.</summary>
    public static string? Of(string? told, ReadOnlySpan<byte> bytes)
    {
        if (ImageKind.Of(bytes) is { } picture) return picture;
        if (bytes.StartsWith("%PDF-"u8)) return "application/pdf";
        var type = told?.Split(';')[0].Trim().ToLowerInvariant();
        return type switch
        {
            "image/heic" or "image/heif" when bytes.Length > 8 && bytes[4..].StartsWith("ftyp"u8) => type,
            not null when type.StartsWith("audio/", StringComparison.Ordinal) || type.StartsWith("video/", StringComparison.Ordinal) => type,
            _ => null,
        };
    }
}
