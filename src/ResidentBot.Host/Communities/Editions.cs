using System.Text.Json;
using System.Text.Json.Serialization;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Files;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Configuration;
using ResidentBot.Store;

namespace ResidentBot.Host.Communities;

/// <summary>
/// Keeps all hosts on one edition of a community's files: the host started last publishes its own, every other one takes it up while it runs. Secrets
/// are no part of an edition: each host reads them from its own environment.
/// </summary>
sealed class Editions(RunningCommunity community, EditionFiles own, Func<string, string?> environment, ILogger log)
{
    string _current = own.Id;

    /// <summary>Whose files these are.</summary>
    public RunningCommunity Community => community;

    /// <summary>Publishes this host's files as the edition everybody runs.</summary>
    public async Task PublishAsync(TimeProvider time)
    {
        var keys = community.Store.Keys;
        var before = await community.Store.GetAsync(keys.Edition);
        var commit = new Commit()
            .Set(keys.EditionFiles(own.Id), JsonSerializer.Serialize(own, EditionJson.Default.EditionFiles))
            .Set(keys.Edition, own.Id);
        if (before != own.Id)
            commit.AppendEntry(keys.Log, Codec.Write(new LogEntry(NodaTime.Instant.FromDateTimeOffset(time.GetUtcNow()), "bot", "edition published", own.Id)));
        await community.Store.Link.CommitAsync(commit);
    }

    /// <summary>Takes up the edition that Redis names, if it is another one.</summary>
    public async Task FollowAsync()
    {
        var named = await community.Store.GetAsync(community.Store.Keys.Edition);
        if (named is null || named == _current) return;
        if (await community.Store.GetAsync(community.Store.Keys.EditionFiles(named)) is not { } text) return;
        var files = JsonSerializer.Deserialize(text, EditionJson.Default.EditionFiles)!;
        var problems = new List<Problem>();
        var read = CommunityReader.Read(files.Folder, [.. files.Config.Select(file => (file.Path, file.Text))], environment, problems);
        _current = named;
        if (read is not null && WorldReader.Read(new LoadedCommunity(files, read), problems) is { } world)
        {
            community.World = world;
            log.LogInformation("{Community} runs edition {Edition} now", community.Id, named);
            return;
        }
        log.LogError("{Community}: edition {Edition} of another host cannot be read here; this host stays with its own: {Problem}", community.Id, named, problems.FirstOrDefault());
    }
}

[JsonSerializable(typeof(EditionFiles))]
sealed partial class EditionJson : JsonSerializerContext;
