using StackExchange.Redis;

namespace ResidentBot.Store;

/// <summary>Which hosts are alive, by Redis's own clock, so that each can reckon its share of the communities.</summary>
public sealed class HostRegistry(RedisLink link, string id)
{
    static readonly TimeSpan Alive = TimeSpan.FromSeconds(6);

    /// <summary>This host's id.</summary>
    public string Id => id;

    /// <summary>How far this machine's clock is from Redis's, by the last beat; a host far off fires no timers.</summary>
    public TimeSpan ClockSkew { get; private set; }

    /// <summary>Says that this host lives; returns how many do.</summary>
    public async Task<int> BeatAsync()
    {
        var sent = DateTimeOffset.UtcNow;
        var time = (RedisValue[])(await link.ExecuteAsync("TIME"))!;
        var now = (double)time[0] * 1000 + (double)time[1] / 1000;
        ClockSkew = TimeSpan.FromMilliseconds((sent - DateTimeOffset.UnixEpoch).TotalMilliseconds - now);
        await link.CallAsync(database => database.SortedSetAddAsync(Keys.Hosts, id, now, CommandFlags.DemandMaster));
        await link.CallAsync(database => database.SortedSetRemoveRangeByScoreAsync(
            Keys.Hosts, double.NegativeInfinity, now - Alive.TotalMilliseconds, Exclude.None, CommandFlags.DemandMaster));
        return (int)await link.CallAsync(database => database.SortedSetLengthAsync(Keys.Hosts, double.NegativeInfinity, double.PositiveInfinity, Exclude.None, CommandFlags.DemandMaster));
    }

    /// <summary>Says goodbye.</summary>
    public async Task LeaveAsync()
    {
        try
        {
            await link.CallAsync(database => database.SortedSetRemoveAsync(Keys.Hosts, id, CommandFlags.DemandMaster));
        }
        catch (StoreDownException)
        {
            // It is forgotten by itself in a few seconds.
        }
    }
}
