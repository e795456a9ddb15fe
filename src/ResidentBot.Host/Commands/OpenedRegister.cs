using Microsoft.Extensions.Logging.Abstractions;
using ResidentBot.Core.Files;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Communities;
using ResidentBot.Host.Configuration;
using ResidentBot.Store;

namespace ResidentBot.Host.Commands;

/// <summary>
/// A community's register for one command: in the Redis that the files name, or in the private one of the data folder, whether a host has it running or
/// not.
/// </summary>
sealed class OpenedRegister : IAsyncDisposable
{
    const int WouldBlock = 11;

    readonly PrivateRedis? _redis;
    readonly RedisLink _link;
    readonly RunningCommunity _community;

    OpenedRegister(PrivateRedis? redis, RedisLink link, RunningCommunity community) => (_redis, _link, _community) = (redis, link, community);

    /// <summary>What is stored.</summary>
    public CommunityStore Store => _community.Store;

    /// <summary>The edition it is run by.</summary>
    public World World => _community.World;

    /// <summary>Takes the turn of an action.</summary>
    public Task<Decision> ActAsync(string click, StaffAction action) => _community.ActAsync(click, action);

    /// <summary>Opens it. Throws <see cref="ConfigurationException"/>, <see cref="PrivateRedisException"/> or <see cref="StoreDownException"/>.</summary>
    public static async Task<OpenedRegister> OpenAsync(HostOptions options, string? id, CancellationToken cancel)
    {
        var read = CheckedFiles.Read(options.Config, options.Dialogs, options.Environment);
        if (!read.Problems.IsEmpty) throw new ConfigurationException(read.Problems);
        var known = read.Communities.Select(one => one.World.Community.Id).ToList();
        var chosen = id is null && read.Communities.Length == 1 ? read.Communities[0] : read.Communities.FirstOrDefault(one => one.World.Community.Id == id);
        if (chosen is null)
            throw new ConfigurationException([new Problem(options.Config, 0, 0, id is null ? $"--community must be one of {string.Join(", ", known)}" : $"there is no community `{id}`{Spelling.Hint(id, known)}")]);
        var (redis, link) = await ConnectAsync(options, read.Host, cancel);
        try
        {
            var community = new RunningCommunity(new CommunityStore(link, chosen.World.Community.Id), chosen.World, options.Time);
            var editions = new Editions(community, chosen.Files, options.Environment, NullLogger.Instance);
            if (await RunningEdition.FindAsync(community.Store) is null)
            {
                await editions.PublishAsync(options.Time);
                await Seeding.SeedAsync(community, options.Time);
            }
            else
            {
                await editions.FollowAsync();
            }
            return new OpenedRegister(redis, link, community);
        }
        catch
        {
            await link.DisposeAsync();
            if (redis is not null) await redis.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _link.DisposeAsync();
        if (_redis is not null) await _redis.DisposeAsync();
    }

    static async Task<(PrivateRedis? Redis, RedisLink Link)> ConnectAsync(HostOptions options, HostSettings settings, CancellationToken cancel)
    {
        if (options.Redis is not null) return (null, new RedisLink(options.Redis, null, NullLogger.Instance));
        if (settings.Redis is { } given) return (null, new RedisLink(string.Join(',', given.Addresses) + (given.Tls ? ",ssl=true" : ""), given.Password, NullLogger.Instance));
        var data = options.Data ?? settings.DataFolder;
        try
        {
            var redis = await PrivateRedis.StartAsync(data, NullLogger.Instance, cancel);
            return (redis, new RedisLink(redis.Address, redis.Password, NullLogger.Instance));
        }
        catch (PrivateRedisException taken) when (taken.InnerException is IOException { HResult: WouldBlock } && RedisFolder.Peek(Path.Combine(data, "redis")) is { } server)
        {
            return (null, new RedisLink($"127.0.0.1:{server.Port}", server.Password, NullLogger.Instance));
        }
    }
}
