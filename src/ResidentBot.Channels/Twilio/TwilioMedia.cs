using System.Net;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.Twilio;

/// <summary>Fetches pictures. Twilio answers a media URL with a redirect to a store whose address is signed and must not see our credentials.</summary>
sealed class TwilioMedia(TwilioSettings settings, HttpClient http, TimeSpan patience)
{
    const int Most = 20 << 20;
    const int MostHops = 5;

    readonly Uri _api = new(settings.Api);

    /// <inheritdoc cref="IFetchesMedia.FetchAsync"/>
    internal async Task<FetchedMedia?> FetchAsync(Media media, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(media.Source, UriKind.Absolute, out var url)) return null;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        try
        {
            for (var hop = 0; hop <= MostHops && MayAsk(url); hop++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, url);
                if (hop == 0 && IsTwilio(url)) request.Headers.Authorization = settings.Credentials;
                using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
                if (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone) return null;
                if ((int)answer.StatusCode is < 300 or >= 400) return await ReadAsync(answer, limit.Token);
                if (answer.Headers.Location is not { } location) return null;
                url = new Uri(url, location);
            }
            return null;
        }
        catch (Exception broken) when (broken is IOException || (broken is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new HttpRequestException("the picture did not come in time", broken);
        }
    }

    /// <summary>Plain http only where the API itself is configured so.</summary>
    bool MayAsk(Uri url) => url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && _api.Scheme == Uri.UriSchemeHttp);

    bool IsTwilio(Uri url) => (url.Scheme == _api.Scheme && url.Authority == _api.Authority)
        || (url.Scheme == Uri.UriSchemeHttps && url.Host.EndsWith(".twilio.com", StringComparison.OrdinalIgnoreCase));

    static async Task<FetchedMedia?> ReadAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        answer.EnsureSuccessStatusCode();
        if (answer.Content.Headers.ContentLength > Most) return null;
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellation);
        using var bytes = new MemoryStream();
        var buffer = new byte[64 << 10];
        for (int read; (read = await stream.ReadAsync(buffer, cancellation)) > 0;)
        {
            if (bytes.Length + read > Most) return null;
            bytes.Write(buffer, 0, read);
        }
        return new FetchedMedia(bytes.ToArray(), answer.Content.Headers.ContentType?.MediaType);
    }
}
