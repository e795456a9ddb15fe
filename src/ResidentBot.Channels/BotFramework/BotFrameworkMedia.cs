using System.Net;
using System.Net.Http.Headers;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.BotFramework;

/// <summary>
/// Reads and fetches attachments. A sender may write any address into one, so only the channel's own service and Microsoft's stores are asked, and our
/// token goes to the service alone.
/// </summary>
sealed class BotFrameworkMedia(HttpClient http, TimeSpan patience)
{
    const int Most = 20 << 20;

    /// <summary>Stands before the address of an attachment that the conversation's own service keeps.</summary>
    const string FromService = "service:";

    static readonly string[] Stores = [".botframework.com", ".sharepoint.com"];

    /// <summary>The media of an attachment; null for a card, or the copy of the words that some clients add.</summary>
    public static Media? Read(BotAttachment? attachment, string serviceUrl)
    {
        if (attachment is null || AddressOf(attachment) is not { } address || !Uri.TryCreate(address, UriKind.Absolute, out var url)) return null;
        var type = attachment.ContentType?.Split(';')[0].Trim().ToLowerInvariant() ?? "";
        var isExact = type.Contains('/', StringComparison.Ordinal) && !type.EndsWith('*') && !type.StartsWith("application/vnd.microsoft", StringComparison.Ordinal);
        var source = Uri.TryCreate(serviceUrl, UriKind.Absolute, out var service) && IsAt(service, url) ? FromService + url.AbsoluteUri : url.AbsoluteUri;
        return new Media(KindOf(type), source, isExact ? type : null, attachment.Name);
    }

    /// <inheritdoc cref="IFetchesMedia.FetchAsync"/>
    public async Task<FetchedMedia?> FetchAsync(Media media, Func<Uri, CancellationToken, Task<AuthenticationHeaderValue?>> credentials, CancellationToken cancellation)
    {
        var isOfService = media.Source.StartsWith(FromService, StringComparison.Ordinal);
        if (!Uri.TryCreate(isOfService ? media.Source[FromService.Length..] : media.Source, UriKind.Absolute, out var url)) return null;
        if (!isOfService && !IsStore(url)) return null;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            if (isOfService) request.Headers.Authorization = await credentials(url, limit.Token);
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            if (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone) return null;
            answer.EnsureSuccessStatusCode();
            return await ReadAsync(answer.Content, limit.Token);
        }
        catch (Exception broken) when (broken is IOException || (broken is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new HttpRequestException("the attachment did not come in time", broken);
        }
    }

    static string? AddressOf(BotAttachment attachment)
    {
        if (attachment.ContentType?.StartsWith("application/vnd.microsoft.card.", StringComparison.OrdinalIgnoreCase) == true) return null;
        return attachment.Content.Words("downloadUrl") ?? attachment.ContentUrl;
    }

    static string KindOf(string type) => type.Split('/')[0] switch
    {
        "image" => "photo",
        "audio" => "voice",
        "video" => "video",
        _ => "file",
    };

    static bool IsAt(Uri service, Uri url) => service.Scheme == url.Scheme && service.Authority == url.Authority && url.UserInfo.Length == 0;

    static bool IsStore(Uri url) =>
        url.Scheme == Uri.UriSchemeHttps && Stores.Any(store => url.Host.EndsWith(store, StringComparison.OrdinalIgnoreCase));

    static async Task<FetchedMedia?> ReadAsync(HttpContent content, CancellationToken cancellation)
    {
        if (content.Headers.ContentLength > Most) return null;
        await using var stream = await content.ReadAsStreamAsync(cancellation);
        using var bytes = new MemoryStream();
        var buffer = new byte[64 << 10];
        for (int read; (read = await stream.ReadAsync(buffer, cancellation)) > 0;)
        {
            if (bytes.Length + read > Most) return null;
            bytes.Write(buffer, 0, read);
        }
        return new FetchedMedia(bytes.ToArray(), content.Headers.ContentType?.MediaType);
    }
}
