using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace ResidentBot.Host;

/// <summary>Brings a started server of one node to the point where it takes writes.</summary>
static class RedisReadiness
{
    const int Slots = 16_384;
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Waits until the server owns every slot and says <c>cluster_state:ok</c>. A server in cluster mode refuses writes for about 2 s
    /// after its start, so an answer to PING is not enough.
    /// </summary>
    /// <param name="server">The process; its end ends the waiting.</param>
    /// <param name="port">Its port on loopback.</param>
    /// <param name="password">Its password, if it has one.</param>
    /// <param name="patience">The longest time (machine time) without progress. Loading a large file is progress.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="RespException">The password is refused, or the server is not in cluster mode.</exception>
    /// <exception cref="TimeoutException">No progress.</exception>
    /// <exception cref="IOException">The process ended.</exception>
    public static async Task WaitAsync(Process server, int port, string? password, TimeSpan patience, CancellationToken cancel)
    {
        var quiet = Stopwatch.StartNew();
        while (true)
        {
            if (server.HasExited)
                throw new IOException("It ended.");
            try
            {
                using var redis = await RespClient.ConnectAsync(port, password, cancel);
                if (await OwnsEverySlotAsync(redis, cancel))
                    return;
            }
            catch (RespException loading) when (loading.Message.StartsWith("LOADING"))
            {
                quiet.Restart();
            }
            catch (Exception notYet) when (notYet is SocketException or IOException or TimeoutException)
            {
                // It does not listen yet, or not any more: the end of the process or of the patience tells.
            }
            if (quiet.Elapsed > patience)
                throw new TimeoutException($"It took no writes within {patience.TotalSeconds:0} s.");
            await Task.Delay(Pause, cancel);
        }
    }

    static async Task<bool> OwnsEverySlotAsync(RespClient redis, CancellationToken cancel)
    {
        var missing = await MissingSlotsAsync(redis, cancel);
        if (missing.Count > 0)
            await redis.CallAsync(cancel, ["CLUSTER", "ADDSLOTS", .. missing]);
        var state = (string?)await redis.CallAsync(cancel, "CLUSTER", "INFO");
        return state!.Contains("cluster_state:ok");
    }

    /// <remarks>
    /// Slots are counted rather than trusted to be all or none: where <c>nodes.conf</c> was lost, a server takes back only the slots that
    /// hold keys. ADDSLOTSRANGE would be shorter but came with 7.0.
    /// </remarks>
    static async Task<List<string>> MissingSlotsAsync(RespClient redis, CancellationToken cancel)
    {
        var owned = new bool[Slots];
        var ranges = (object?[])(await redis.CallAsync(cancel, "CLUSTER", "SLOTS"))!;
        foreach (var range in ranges.Cast<object?[]>())
            Array.Fill(owned, true, (int)(long)range[0]!, (int)((long)range[1]! - (long)range[0]! + 1));
        return [.. Enumerable.Range(0, Slots).Where(slot => !owned[slot]).Select(slot => slot.ToString(CultureInfo.InvariantCulture))];
    }
}
