using ResidentBot.Core.Files;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Configuration;
using ResidentBot.Store;

namespace ResidentBot.Host.Communities;

/// <summary>
/// Keeps all hosts on one edition of a community's files. A host that starts publishes what its files and the running edition come to; every other one
/// takes it up while it runs. Secrets are no part of an edition: each host reads them from its own environment.
/// </summary>
sealed class Editions(RunningCommunity community, EditionFiles own, Func<string, string?> environment, ILogger log)
{
    const int Tries = 5;

    string _current = own.Id;

    /// <summary>Whose files these are.</summary>
    public RunningCommunity Community => community;

    /// <summary>Publishes the edition everybody runs: this host's files, but for those that only the desk has changed since.</summary>
    public async Task PublishAsync(TimeProvider time)
    {
        community.CatchUpAsync = FollowAsync;
        var store = community.Store;
        for (var i = 0; i < Tries; i++)
        {
            var before = await store.GetAsync(store.Keys.Edition) ?? "";
            var running = before.Length == 0 ? null : await RunningEdition.FindAsync(store, before);
            var (files, world) = Choose(running);
            var commit = new Commit().CheckEquals(store.Keys.Edition, before).Keep(store.Keys, files).Set(store.Keys.Edition, files.Id);
            if (before != files.Id)
                commit.AppendEntry(store.Keys.Log, Codec.Write(new LogEntry(NodaTime.Instant.FromDateTimeOffset(time.GetUtcNow()), "bot", "edition published", files.Id)));
            if (await store.Link.CommitAsync(commit) is not CommitResult.Committed) continue;
            _current = files.Id;
            if (world is not null) community.World = world;
            return;
        }
        throw new StoreDownException("the edition changes without end");
    }

    /// <summary>Takes up the edition that Redis names, if it is another one.</summary>
    public async Task FollowAsync()
    {
        var named = await community.Store.GetAsync(community.Store.Keys.Edition);
        if (named is null || named == _current) return;
        if (await RunningEdition.FindAsync(community.Store, named) is not { } files) return;
        var problems = new List<Problem>();
        _current = named;
        if (RunningEdition.Read(files, environment, problems) is { } world)
        {
            community.World = world;
            log.LogInformation("{Community} runs edition {Edition} now", community.Id, named);
            return;
        }
        log.LogError("{Community}: edition {Edition} cannot be read here; this host stays with its own: {Problem}", community.Id, named, problems.FirstOrDefault());
    }

    (EditionFiles Files, World? World) Choose(EditionFiles? running)
    {
        var (files, lost) = RunningEdition.Merge(own, running);
        if (files.Id == own.Id)
        {
            Warn(lost);
            return (files, null);
        }
        var problems = new List<Problem>();
        if (RunningEdition.Read(files, environment, problems) is { } world)
        {
            Warn(lost);
            return (files, world);
        }
        // A file was changed on disk that does not go with the desk's version of another. What runs has been checked, and people depend on it.
        log.LogError("{Community}: the files on disk do not go with those the desk has changed, and the running edition stays: {Problem}", community.Id, problems.FirstOrDefault());
        return RunningEdition.Read(running!, environment, []) is { } former ? (running!, former) : (RunningEdition.Merge(own, null).Files, null);
    }

    void Warn(List<string> lost)
    {
        foreach (var name in lost)
            log.LogWarning("{Community}: {File} was changed on disk, and its version from the desk is no longer run", community.Id, name);
    }
}
