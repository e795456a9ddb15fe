using ResidentBot.Channels.Telegram;
using ResidentBot.Core.Communities;

namespace ResidentBot.Host.Communities;

/// <summary>Tells Telegram how a bot of ours wants its updates; repeated until Telegram has heard it, because without it nothing ever arrives.</summary>
sealed class Connecting(ChannelAccount account, TelegramChannel channel, ILogger log)
{
    static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    /// <summary>Ends when it is told, or stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        for (var wait = TimeSpan.FromSeconds(1); !await TryAsync(channel, account, log, stop) && !stop.IsCancellationRequested; wait *= 2)
            await Task.Delay(wait < LongestWait ? wait : LongestWait, stop).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    /// <summary>Tells once; false when it did not come through.</summary>
    public static async Task<bool> TryAsync(TelegramChannel channel, ChannelAccount account, ILogger log, CancellationToken stop)
    {
        try
        {
            await channel.ConnectAsync(stop);
            return true;
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            if (!stop.IsCancellationRequested) log.LogWarning("Account {Account} could not tell Telegram how to reach us: {Fault}", account.Id, fault.Message);
            return false;
        }
    }
}
