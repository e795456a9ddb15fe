using System.Collections.Immutable;
using System.Net;
using Microsoft.AspNetCore.Http.Features;
using NodaTime;
using ResidentBot.Channels;
using ResidentBot.Channels.BotFramework;
using ResidentBot.Channels.WeChat;
using ResidentBot.Core.Messages;
using ResidentBot.Host.Media;
using ResidentBot.Host.WebChat;
using ResidentBot.Store;

namespace ResidentBot.Host.Communities;

/// <summary>
/// Where providers call: <c>/hooks/{community}/{account}</c> and below it. Nothing is answered 200 before it is stored; a signature that is not the
/// provider's changes nothing.
/// </summary>
static class Webhooks
{
    const int MostBytes = 1 << 20;

    /// <summary>How long we know where to answer somebody who writes nothing more.</summary>
    static readonly TimeSpan KeepRoute = TimeSpan.FromDays(400);

    /// <summary>Maps the routes.</summary>
    public static void MapWebhooks(this IEndpointRouteBuilder app, RunningCommunities communities, ChannelRegistry channels, ImmutableArray<IPNetwork> proxies, TimeProvider time, ILogger log)
    {
        app.MapMethods("/hooks/{community}/{account}/{part?}/{secret?}", ["GET", "POST"], (HttpContext http, string community, string account) =>
        {
            if (communities.Find(community) is not { } found || channels.Find(community, account) is not { } channel)
                return Task.FromResult(Results.NotFound());
            return ReceiveAsync(http, found, account, channel, ClientAddress.Find(http, proxies), time, log);
        });
        // Where every guide and tool of the Bot Framework looks for a bot.
        app.MapPost("/api/messages", (Delegate)((HttpContext http) => channels.All<BotFrameworkChannel>() switch
        {
            [] => Task.FromResult(NotHere("there is no Bot Framework account")),
            [var (community, account, channel)] => ReceiveAsync(http, communities.Find(community)!, account, channel, ClientAddress.Find(http, proxies), time, log),
            _ => Task.FromResult(NotHere("there are several Bot Framework accounts; each has its own /hooks/COMMUNITY/ACCOUNT")),
        }));
    }

    static IResult NotHere(string why) => Results.Text(why, statusCode: StatusCodes.Status404NotFound);

    static async Task<IResult> ReceiveAsync(HttpContext http, RunningCommunity community, string account, IChannel channel, IPAddress from, TimeProvider time, ILogger log)
    {
        if (http.Request.ContentLength > MostBytes) return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        if (await ReadAsync(http.Request) is not { } body) return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        var path = http.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        var request = new WebhookRequest(http.Request.Method, path, body, name => http.Request.Headers.TryGetValue(name, out var value) ? value.ToString() : null, now) { From = from };
        if (channel is BotFrameworkChannel bot) await bot.PrepareAsync(request, http.RequestAborted);
        switch (channel.Receive(request))
        {
            case Reception.Refused refused:
                log.LogWarning("A request to account {Account} was refused with {Status}: {Why}", account, refused.Status, refused.Why);
                return Results.StatusCode(refused.Status);
            case Reception.Accepted accepted:
                return await StoreAsync(community, channel, accepted, time, log);
            default:
                throw new InvalidOperationException("a reception is refused or accepted");
        }
    }

    static async Task<IResult> StoreAsync(RunningCommunity community, IChannel channel, Reception.Accepted accepted, TimeProvider time, ILogger log)
    {
        // Held from before it is stored, because the answer may be decided a moment later; only the host that works for the community has the words.
        var held = community.IsWorkedForHere ? (channel as IHoldsRequests)?.Hold(accepted) : null;
        try
        {
            if (channel is WeChatChannel wechat) accepted = await wechat.ResolveAsync(accepted);
            foreach (var route in accepted.Routes) await KeepAsync(community.Store, route);
            var isNew = await community.AcceptAsync(accepted.Arrivals);
            await community.AcceptAsync(accepted.Reports);
            held?.Stored(isNew[0]);
        }
        catch (StoreDownException)
        {
            held?.Drop();
            community.NoteRefused();
            return Results.StatusCode((int)HttpStatusCode.ServiceUnavailable);
        }
        catch
        {
            // Whoever waits for this request to be stored would wait for ever.
            held?.Drop();
            throw;
        }
        foreach (var courtesy in accepted.Courtesies) Courtesies.Do(community, channel, courtesy);
        if (held is not null) return new HeldAnswer(held, accepted, community, time, log);
        return accepted.Body.Length == 0 ? Results.Ok() : Results.Content(accepted.Body, accepted.BodyType);
    }

    static async Task KeepAsync(CommunityStore store, Channels.Route route)
    {
        var key = store.Keys.Route(route.Account, route.To);
        if (route.YieldsTo is { } yields && await store.GetAsync(key) is { } kept && yields(kept)) return;
        await store.SetAsync(key, route.Data, KeepRoute);
    }

    // Null when it is longer than any provider's request.
    static async Task<byte[]?> ReadAsync(HttpRequest request)
    {
        var buffer = new byte[request.ContentLength is { } length ? (int)length : 16 * 1024];
        var read = 0;
        while (true)
        {
            if (read == buffer.Length)
            {
                if (request.ContentLength is not null) return buffer;
                if (buffer.Length >= MostBytes) return null;
                Array.Resize(ref buffer, buffer.Length * 2);
            }
            var more = await request.Body.ReadAsync(buffer.AsMemory(read), request.HttpContext.RequestAborted);
            if (more == 0) return read == buffer.Length ? buffer : buffer[..read];
            read += more;
        }
    }
}

/// <summary>The open channels of this host by community and account.</summary>
sealed class ChannelRegistry(IReadOnlyDictionary<string, IReadOnlyDictionary<string, IChannel>> all)
{
    /// <summary>The channels of a community by account.</summary>
    public IReadOnlyDictionary<string, IChannel> Of(string community) => all[community];

    /// <summary>One channel; null when there is none.</summary>
    public IChannel? Find(string community, string account) =>
        all.TryGetValue(community, out var channels) ? channels.GetValueOrDefault(account) : null;

    /// <summary>All channels of one kind, with their community and account.</summary>
    public IReadOnlyList<(string Community, string Account, IChannel Channel)> All<T>() where T : IChannel =>
        [.. all.SelectMany(one => one.Value.Where(pair => pair.Value is T).Select(pair => (one.Key, pair.Key, pair.Value)))];

    /// <summary>Opens every account's channel: the real one, or in a demo without secrets one that sends nothing.</summary>
    public static ChannelRegistry Open(RunningCommunities communities, Uri publicUrl, HttpClient http, TimeProvider time, SentLinks links)
    {
        var all = new Dictionary<string, IReadOnlyDictionary<string, IChannel>>(StringComparer.Ordinal);
        foreach (var one in communities.All)
        {
            var (community, store) = (one.World.Community, one.Store);
            string Text(string key, Language language, params ReadOnlySpan<(string, string)> values) => one.World.Book.Texts.Say(key, language, values);
            var kept = links.Of(one);
            var channels = new Dictionary<string, IChannel>(StringComparer.Ordinal);
            foreach (var account in community.Accounts.Values)
            {
                // As written: providers sign over the address with its letters' case.
                var hook = new Uri($"{publicUrl.OriginalString.TrimEnd('/')}/hooks/{community.Id}/{account.Id}");
                if (!account.Enabled && !account.Can.Fetched) channels[account.Id] = new DemoChannel(account.Can);
                else if (account.Enabled && ChannelList.Open(account, hook, http, time, Text, to => store.GetAsync(store.Keys.Route(account.Id, to)), ReferencesOf(account.Id, store), kept) is { } channel)
                    channels[account.Id] = channel;
            }
            all[community.Id] = channels;
        }
        return new ChannelRegistry(all);
    }

    // Three days: a provider tells what became of a message within minutes, or never.
    static References ReferencesOf(string account, CommunityStore store) => new(
        id => store.GetAsync(store.Keys.Reference(account, id)),
        async (id, reference) =>
        {
            try
            {
                await store.SetAsync(store.Keys.Reference(account, id), reference, TimeSpan.FromDays(3));
            }
            catch (StoreDownException)
            {
                // Nobody is told then what became of the message, as on channels without reports.
            }
        });
}
