namespace ResidentBot.Core.Turns;

/// <summary>The documents known so far, absence included; a decision that needs more says so.</summary>
public sealed class Documents
{
    readonly Dictionary<DocumentKey, Stored> _known = [];

    /// <summary>How many documents are known.</summary>
    public int Count => _known.Count;

    /// <summary>What is known of a document: false when nothing is, not even its absence.</summary>
    public bool TryGet(DocumentKey key, out Stored stored) => _known.TryGetValue(key, out stored);

    /// <summary>Takes note of a document as stored.</summary>
    public void Know(DocumentKey key, Stored stored) => _known[key] = stored;

    /// <summary>Forgets a document: it will be asked for again.</summary>
    public void Forget(DocumentKey key) => _known.Remove(key);

    /// <summary>Forgets everything.</summary>
    public void Clear() => _known.Clear();
}
