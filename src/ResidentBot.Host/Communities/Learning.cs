using System.Security.Cryptography;
using System.Text;
using ResidentBot.Core.Turns;
using ResidentBot.Core.Understanding.Corrections;
using ResidentBot.Core.Understanding.Residents;
using ResidentBot.Host.Configuration;
using ResidentBot.Store;

namespace ResidentBot.Host.Communities;

/// <summary>
/// Keeps a community's understanding on its files and on what was accepted of its corrections. It learns beside the turns; the finished understanding then
/// takes the place of the one before in one step, and no turn waits for it.
/// </summary>
sealed class Learning(RunningCommunity community)
{
    (string Edition, UnderstandingFiles? Files) _read = ("", null);
    string _tried = "";

    /// <summary>The files of understanding of the edition that runs, read once; null when they are not to be had.</summary>
    public async Task<UnderstandingFiles?> FilesAsync()
    {
        var edition = community.World.Book.Edition;
        var known = _read;
        if (known.Edition == edition) return known.Files;
        if (await RunningEdition.FindAsync(community.Store, edition) is not { } files) return null;
        var read = await Task.Run(() => UnderstandingFiles.Read(WorldReader.Words(files), [], Understandings.Beside));
        _read = (edition, read);
        return read;
    }

    /// <summary>All corrections, the newest first.</summary>
    public async Task<List<Correction>> CorrectionsAsync() =>
        await community.Store.FindAllAsync<Correction>((await community.Store.ListAsync(Lists.Corrections, newestFirst: true)).Select(place => place.Member));

    /// <summary>Whether everything accepted so far has been learned.</summary>
    public async Task<bool> IsCurrentAsync()
    {
        var world = community.World;
        return world.UnderstandingEdition.Length == 0 || world.UnderstandingEdition == Name(world.Book.Edition, await community.Store.ListAsync(Lists.Learned));
    }

    /// <summary>Learns afresh when other corrections are accepted than it has learned from, or other files run. True when it understands otherwise now.</summary>
    public async Task<bool> FollowAsync()
    {
        var world = community.World;
        var accepted = await community.Store.ListAsync(Lists.Learned);
        var name = Name(world.Book.Edition, accepted);
        if (world.UnderstandingEdition.Length == 0 || world.UnderstandingEdition == name || _tried == name) return false;
        if (await FilesAsync() is not { Examples: { } examples } files) return false;
        var corrections = await community.Store.FindAllAsync<Correction>(accepted.Select(place => place.Member));
        // What fails once would fail again: it is not tried until something changes.
        _tried = name;
        var understanding = await Task.Run(() => ResidentUnderstanding.Train(files, LearnedExamples.With(examples, corrections), Understandings.Beside));
        _tried = "";
        var learned = world with { Understand = understanding.Guess, Emergencies = understanding.Emergencies, UnderstandingEdition = name };
        // Another edition may have come meanwhile: the next look learns from that one.
        if (!community.TryReplace(world, learned)) return false;
        var keys = community.Store.Keys;
        string[] news = ["correction:learned"];
        await community.Store.Link.CommitAsync(new Commit().AppendEntry(keys.Feed, Codec.Write(news)).Publish(keys.Feed, keys.Wake, WakeWords.Feed));
        return true;
    }

    /// <summary>Looks again and again until the host closes. One community after the other: learning takes seconds of a processor, and residents come first.</summary>
    public static async Task RunAsync(IReadOnlyList<RunningCommunity> communities, TimeSpan between, Func<bool> isClosed, ILogger log)
    {
        for (; !isClosed(); await Task.Delay(between))
            foreach (var community in communities)
                if (!isClosed()) await community.Learning.LookAsync(isClosed, log);
    }

    async Task LookAsync(Func<bool> isClosed, ILogger log)
    {
        try
        {
            if (await FollowAsync()) log.LogInformation("{Community} understands with {Edition} now", community.Id, community.World.UnderstandingEdition);
        }
        catch (StoreDownException)
        {
            // The next look will tell.
        }
        catch (Exception fault) when (!isClosed())
        {
            log.LogError(fault, "{Community} could not learn from its corrections; it understands as before", community.Id);
        }
    }

    static string Name(string edition, List<(string Member, double Score)> accepted)
    {
        if (accepted.Count == 0) return edition;
        var all = string.Join(' ', accepted.OrderBy(place => place.Member, StringComparer.Ordinal).Select(place => $"{place.Member}:{place.Score}"));
        return $"{edition}+{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)))[..8]}";
    }
}
