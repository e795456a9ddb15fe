using ResidentBot.Core.Messages;

namespace ResidentBot.Channels;

/// <summary>What messages carry, as the host keeps it.</summary>
/// <param name="Open">The bytes of what a message carries; null when they are no longer there.</param>
/// <param name="LinkAsync">
/// A public address that hands the bytes for so long to whoever has it. Throws what the host's store throws when that cannot be asked.
/// </param>
public sealed record KeptMedia(Func<Media, Stream?> Open, Func<Media, TimeSpan, Task<Uri>> LinkAsync)
{
    /// <summary>What a file is called where nobody gave it a name: at most 20 letters, as Twilio asks.</summary>
    public static string PlainName(string? type) => type switch
    {
        "image/jpeg" => "picture.jpg",
        "image/png" => "picture.png",
        "image/gif" => "picture.gif",
        "image/webp" => "picture.webp",
        "application/pdf" => "document.pdf",
        _ => "file",
    };

    /// <summary>Whether it is a picture, not a document.</summary>
    public static bool IsPicture(Media media)
    {
        ArgumentNullException.ThrowIfNull(media);
        return media.Type?.StartsWith("image/", StringComparison.Ordinal) == true;
    }
}
