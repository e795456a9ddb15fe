using NodaTime;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Understanding.Corrections;

namespace ResidentBot.Core.Turns;

/// <summary>
/// One decision in the making: reads documents through <see cref="Find{T}"/>, gathers what is to change. A document nobody has loaded yet reads as
/// absent and is noted in <see cref="Needs"/>; the whole attempt is then thrown away, the documents are loaded, and it is decided afresh.
/// </summary>
public sealed class Turn(Documents documents, World world, string id, Instant now)
{
    int _ids;

    /// <summary>The files' edition it is decided by.</summary>
    public World World { get; } = world;

    /// <summary>The event's id.</summary>
    public string Id { get; } = id;

    /// <summary>People's time.</summary>
    public Instant Now { get; } = now;

    /// <summary>The resident's words that this turn is about and what was made of them; null for other events.</summary>
    public Heard? Heard { get; set; }

    /// <summary>What will be committed.</summary>
    public Decision Decision { get; } = new();

    /// <summary>Documents that were read and not known.</summary>
    public List<DocumentKey> Needs { get; } = [];

    /// <summary>Reads a document; null when there is none.</summary>
    public T? Find<T>(string id) where T : class
    {
        var key = new DocumentKey(DocumentKey.TypeOf<T>(), id);
        if (Decision.Documents.TryGetValue(key, out var written)) return (T?)written;
        if (documents.TryGet(key, out var stored))
        {
            Decision.Read.Add(key);
            return (T?)stored.Value;
        }
        Needs.Add(key);
        return null;
    }

    /// <summary>A document if it happens to be known; it is not asked for.</summary>
    public T? Known<T>(string id) where T : class
    {
        var key = new DocumentKey(DocumentKey.TypeOf<T>(), id);
        return Decision.Documents.TryGetValue(key, out var written) ? (T?)written : documents.TryGet(key, out var stored) ? (T?)stored.Value : null;
    }

    /// <summary>A document as it was before this turn; null when there was none.</summary>
    public T? Before<T>(string id) where T : class
    {
        var key = new DocumentKey(DocumentKey.TypeOf<T>(), id);
        if (documents.TryGet(key, out var stored)) return (T?)stored.Value;
        Needs.Add(key);
        return null;
    }

    /// <summary>A document as it stands in the store, whatever this turn has made of it; only for documents it has read or written.</summary>
    public object? Before(DocumentKey key) => documents.TryGet(key, out var stored) ? stored.Value : null;

    /// <summary>Writes a document. One that was never read is read first: a commit over a version nobody knows would be refused for ever.</summary>
    public void Put<T>(string id, T document) where T : class
    {
        var key = new DocumentKey(DocumentKey.TypeOf<T>(), id);
        if (!Decision.Documents.ContainsKey(key) && !documents.TryGet(key, out _)) Needs.Add(key);
        Decision.Documents[key] = document;
    }

    /// <summary>Deletes a document, if there is one.</summary>
    public void Delete<T>(string id) where T : class
    {
        if (Find<T>(id) is not null) Decision.Documents[new DocumentKey(DocumentKey.TypeOf<T>(), id)] = null;
    }

    /// <summary>A new id, the same each time this event is decided; at most 64 characters.</summary>
    public string NewId() => $"{Id}.{_ids++}";

    /// <summary>A text for a person.</summary>
    public string Text(string text, Language language, params ReadOnlySpan<(string Name, string Value)> values) =>
        World.Book.Texts.Say(text, language, values);

    /// <summary>Sets a timer.</summary>
    public void Set(Timer timer, Instant due) => Decision.Timers.Add((timer, due));

    /// <summary>Puts a member on a list.</summary>
    public void List(string list, string member, double score) => Decision.Listed.Add((list, member, score));

    /// <summary>Takes a member off a list.</summary>
    public void Unlist(string list, string member) => Decision.Listed.Add((list, member, null));

    /// <summary>Tells live pages that something changed.</summary>
    public void Changed(string what)
    {
        if (!Decision.Feed.Contains(what)) Decision.Feed.Add(what);
    }

    /// <summary>Raises a counter of today.</summary>
    public void Count(string name, long by = 1) => Decision.Counts.Add((World.Local(Now).Date, name, by));

    /// <summary>Writes into the audit log.</summary>
    public void Log(string who, string what, string about, string? why = null) =>
        Decision.Log.Add(new LogEntry(Now, who, what, about, why));

    /// <summary>Refuses: everything gathered so far is dropped, only the refusal stays.</summary>
    public void Refuse(string text, string? name = null) => Decision.Refusal = new Refusal(text, name);
}
