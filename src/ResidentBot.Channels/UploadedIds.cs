using System.Diagnostics.CodeAnalysis;
using NodaTime;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels;

/// <summary>
/// What a provider calls the files we have uploaded to it, so that the same bytes go up once, however often they are sent or tried; under another name they go up
/// again, because a provider may keep the first, and a name can tell one person of another. In memory alone: a host that starts afresh uploads again.
/// </summary>
sealed class UploadedIds(Duration life)
{
    const int Most = 500;

    readonly Dictionary<(string Source, string? Name), (string Id, Instant Until)> _known = [];

    /// <summary>Finds the provider's id of a file.</summary>
    public bool TryGet(Media media, Instant now, [NotNullWhen(true)] out string? id)
    {
        lock (_known) id = _known.TryGetValue((media.Source, media.Name), out var known) && known.Until > now ? known.Id : null;
        return id is not null;
    }

    /// <summary>Keeps the id of a file.</summary>
    public void Keep(Media media, string id, Instant now)
    {
        lock (_known)
        {
            if (_known.Count >= Most) _known.Clear();
            _known[(media.Source, media.Name)] = (id, now + life);
        }
    }

    /// <summary>The provider no longer knows it.</summary>
    public void Forget(Media media)
    {
        lock (_known) _known.Remove((media.Source, media.Name));
    }
}
