using System.Text.Json;
using System.Text.Json.Serialization;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Files;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Configuration;
using ResidentBot.Store;

namespace ResidentBot.Host.Communities;

/// <summary>The edition of a community's files that every host runs, as it stands in Redis.</summary>
static class RunningEdition
{
    /// <summary>The running edition; null when there is none yet.</summary>
    public static async Task<EditionFiles?> FindAsync(CommunityStore store) =>
        await store.GetAsync(store.Keys.Edition) is { } id ? await FindAsync(store, id) : null;

    /// <summary>One edition; null when it is not kept.</summary>
    public static async Task<EditionFiles?> FindAsync(CommunityStore store, string id) =>
        await store.GetAsync(store.Keys.EditionFiles(id)) is { } text ? JsonSerializer.Deserialize(text, EditionJson.Default.EditionFiles) : null;

    /// <summary>Keeps an edition's content, so that it can be run.</summary>
    public static Commit Keep(this Commit commit, Keys keys, EditionFiles files) =>
        commit.Set(keys.EditionFiles(files.Id), JsonSerializer.Serialize(files, EditionJson.Default.EditionFiles));

    /// <summary>Reads all files of an edition together; null when there is a problem.</summary>
    public static World? Read(EditionFiles files, Func<string, string?> environment, ICollection<Problem> problems) =>
        CommunityReader.Read(files.Folder, [.. files.Config.Select(file => (file.Path, file.Text))], environment, problems) is { } community
            ? WorldReader.Read(new LoadedCommunity(files, community), problems) : null;

    /// <summary>
    /// What a host that starts makes of its own files and the running edition: a file unchanged on disk since the edition was made keeps the desk's
    /// version; a file changed on disk wins, and is named when a version of the desk's is lost by it.
    /// </summary>
    public static (EditionFiles Files, List<string> Lost) Merge(EditionFiles own, EditionFiles? running)
    {
        var disk = own.All.ToDictionary(file => file.Name, file => EditionFiles.Trace(file.Text), StringComparer.Ordinal);
        own = own with { Disk = System.Collections.Immutable.ImmutableDictionary.CreateRange(StringComparer.Ordinal, disk) };
        var lost = new List<string>();
        if (running?.Disk is not { } made) return (own, lost);
        var texts = running.All.ToDictionary(file => file.Name, file => file.Text, StringComparer.Ordinal);
        return (own.With(Choose), lost);

        string Choose(SourceFile file)
        {
            if (!texts.TryGetValue(file.Name, out var text) || text == file.Text || !made.TryGetValue(file.Name, out var before)) return file.Text;
            if (before == disk[file.Name]) return text;
            if (before != EditionFiles.Trace(text)) lost.Add(file.Name);
            return file.Text;
        }
    }
}

[JsonSerializable(typeof(EditionFiles))]
sealed partial class EditionJson : JsonSerializerContext;
