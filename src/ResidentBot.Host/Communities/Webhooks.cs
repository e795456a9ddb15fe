using System.Collections.Immutable;
using System.Net;
using Microsoft.AspNetCore.Http.Features;
using NodaTime;
using ResidentBot.Channels;
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

    /// <summary>Maps the routes.</summary>
    public static void MapWebhooks(this IEndpointRouteBuilder app, RunningCommunities communities, ChannelRegistry channels, ImmutableArray<IPNetwork> proxies, TimeProvider time, ILogger log)
    {
        app.MapMethods("/hooks/{community}/{account}/{part?}/{secret?}", ["GET", "POST"], (HttpContext http, string community, string account) =>
        {
            if (communities.Find(community) is not { } found || channels.Find(community, account) is not { } channel)
                return Task.FromResult(Results.NotFound());
            return ReceiveAsync(http, found, account, channel, ClientAddress.Find(http, proxies), time, log);
        });
    }

    static async Task<IResult> ReceiveAsync(HttpContext http, RunningCommunity community, string account, IChannel channel, IPAddress from, TimeProvider time, ILogger log)
    {
        if (http.Request.ContentLength > MostBytes) return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        if (await ReadAsync(http.Request) is not { } body) return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        var path = http.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        var request = new WebhookRequest(http.Request.Method, path, body, name => http.Request.Headers.TryGetValue(name, out var value) ? value.ToString() : null, now) { From = from };
        switch (channel.Receive(request))
        {
            case Reception.Refused refused:
                log.LogWarning("A request to account {Account} was refused with {Status}: {Why}", account, refused.Status, refused.Why);
                return Results.StatusCode(refused.Status);
            case Reception.Accepted accepted:
                return await StoreAsync(community, channel, accepted);
            default:
                throw new InvalidOperationException("a reception is refused or accepted");
        }
    }

    static async Task<IResult> StoreAsync(RunningCommunity community, IChannel channel, Reception.Accepted accepted)
    {
        try
        {
            await community.AcceptAsync(accepted.Arrivals);
            await community.AcceptAsync(accepted.Reports);
        }
        catch (StoreDownException)
        {
            community.NoteRefused();
            return Results.StatusCode((int)HttpStatusCode.ServiceUnavailable);
        }
        foreach (var arrival in accepted.Arrivals) Taps.Answer(channel, arrival);
        return accepted.Body.Length == 0 ? Results.Ok() : Results.Content(accepted.Body, accepted.BodyType);
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

    /// <summary>Opens every account's channel: the real one, or in a demo without secrets one that sends nothing.</summary>
    public static ChannelRegistry Open(IEnumerable<Core.Communities.Community> communities, Uri publicUrl, HttpClient http, TimeProvider time)
    {
        var all = new Dictionary<string, IReadOnlyDictionary<string, IChannel>>(StringComparer.Ordinal);
        foreach (var community in communities)
        {
            var channels = new Dictionary<string, IChannel>(StringComparer.Ordinal);
            foreach (var account in community.Accounts.Values)
            {
                // As written: providers sign over the address with its letters' case.
                var hook = new Uri($"{publicUrl.OriginalString.TrimEnd('/')}/hooks/{community.Id}/{account.Id}");
                if (!account.Enabled && ChannelList.Capabilities.TryGetValue(account.Channel, out var can) && !can.Fetched) channels[account.Id] = new DemoChannel(can);
                else if (account.Enabled && ChannelList.Open(account, hook, http, time) is { } channel) channels[account.Id] = channel;
            }
            all[community.Id] = channels;
        }
        return new ChannelRegistry(all);
    }
}
