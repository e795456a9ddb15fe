using System.Net;
using ResidentBot.Channels;
using ResidentBot.Channels.Telegram;
using ResidentBot.Core.Communities;

namespace ResidentBot.Host.Communities;

/// <summary>
/// Asks one account's provider for what it holds for us: Telegram for ever where there is no webhook, Twilio at the start and now and then, because it
/// does not repeat a text that met a 503. The cursor is stored only after what it brought is.
/// </summary>
sealed class Pulling(RunningCommunity community, ChannelAccount account, IChannel channel, TimeProvider time, ILogger log)
{
    static readonly TimeSpan Between = TimeSpan.FromMinutes(5);
    static readonly TimeSpan FirstPatience = TimeSpan.FromSeconds(10);

    string CursorKey => community.Store.Keys.PullCursor(account.Id);

    bool IsLongPoll => account.Channel == "telegram";

    /// <summary>Asks once before any timer fires, so that an answer given while we were down comes before the alarm for its absence.</summary>
    public async Task CatchUpAsync(CancellationToken stop)
    {
        if (IsLongPoll) return;
        try
        {
            await PullAsync(stop).WaitAsync(FirstPatience, stop);
        }
        catch (Exception fault) when (fault is HttpRequestException or TimeoutException)
        {
            log.LogWarning("Account {Account} could not be asked for missed messages: {Fault}", account.Id, fault.Message);
        }
    }

    /// <summary>Asks until stopped; after a failure later and later, up to a minute.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var wait = TimeSpan.FromSeconds(1);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (!IsLongPoll) await Task.Delay(Between, time, stop);
                await PullAsync(stop);
                wait = TimeSpan.FromSeconds(1);
            }
            catch (Exception fault)
            {
                if (stop.IsCancellationRequested) return;
                log.LogWarning("Account {Account} could not be asked for messages: {Kind} {Fault}", account.Id, fault.GetType().Name, fault.Message);
                // 409: a webhook of former days is still set, and nothing can be pulled until it is gone.
                if (fault is HttpRequestException { StatusCode: HttpStatusCode.Conflict } && channel is TelegramChannel telegram)
                    await Connecting.TryAsync(telegram, account, log, stop);
                await Task.Delay(wait, CancellationToken.None).WaitAsync(stop).ContinueWith(_ => { }, TaskScheduler.Default);
                wait = TimeSpan.FromSeconds(Math.Min(60, wait.TotalSeconds * 2));
            }
        }
    }

    async Task PullAsync(CancellationToken stop)
    {
        var cursor = await community.Store.GetAsync(CursorKey);
        var pulled = await ((IPullsArrivals)channel).PullAsync(cursor, stop);
        await community.AcceptAsync(pulled.Arrivals);
        foreach (var courtesy in pulled.Courtesies) Courtesies.Do(community, channel, courtesy);
        if (pulled.Cursor is { } next && next != cursor) await community.Store.SetAsync(CursorKey, next);
    }
}

/// <summary>What a provider waits for that nobody decides; it may fail.</summary>
static class Courtesies
{
    public static void Do(RunningCommunity community, IChannel channel, Courtesy courtesy)
    {
        if (channel is not TelegramChannel telegram) return;
        // A group is of no one language.
        var alone = community.World.Book.Texts.Both("only_alone");
        _ = telegram.DoAsync(courtesy, $"{alone.Zh}\n{alone.En}", CancellationToken.None);
    }
}
