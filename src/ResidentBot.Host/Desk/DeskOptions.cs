using ResidentBot.Host.Configuration;
using ResidentBot.Host.Media;

namespace ResidentBot.Host.Desk;

/// <summary>What the console asks of the rest of the host.</summary>
sealed record DeskOptions
{
    /// <summary>Where residents find us.</summary>
    public Uri PublicUrl { get; init; } = new("http://127.0.0.1/");

    /// <summary>Opens fetched media by its content hash; null when there is none.</summary>
    public Func<string, StoredMedia?>? OpenMedia { get; init; }

    /// <summary>Stores what staff send; the answer is its source for a thread, null when it is too large. Null where nothing is sent.</summary>
    public Func<Stream, CancellationToken, Task<string?>>? StoreMedia { get; init; }

    /// <summary>The most bytes of a picture or document that staff may send.</summary>
    public int MostSent { get; init; } = 10 << 20;

    /// <summary>Those of a host.</summary>
    public static DeskOptions Of(MediaFolder media, HostSettings settings, Uri publicUrl) => new()
    {
        OpenMedia = hash => StoredMedia.Of(media.OpenRead(hash)),
        StoreMedia = media.StoreAsync,
        MostSent = settings.MostSent,
        PublicUrl = publicUrl,
    };
}

/// <summary>Media as it lies on the disk.</summary>
/// <param name="Bytes">Its bytes; closed by the answer.</param>
/// <param name="Type">Media type such as <c>image/jpeg</c>.</param>
sealed record StoredMedia(Stream Bytes, string Type)
{
    /// <summary>A file whose own bytes tell what it is; null for none.</summary>
    public static StoredMedia? Of(Stream? file) => file is null ? null : new StoredMedia(file, SentKinds.Of(file) ?? "application/octet-stream");
}
