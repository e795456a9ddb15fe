using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using NodaTime;
using NodaTime.Text;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.Twilio;

/// <summary>
/// Reads what residents wrote while we did not answer: Twilio never repeats a text's webhook for long. Time is the provider's own, taken from
/// its answers' <c>Date</c> header.
/// </summary>
sealed class TwilioInbox(string account, TwilioSettings settings, HttpClient http, TimeSpan patience)
{
    const int MostPages = 1000;

    static readonly Duration Overlap = Duration.FromMinutes(5);

    /// <inheritdoc cref="IPullsArrivals.PullAsync"/>
    internal async Task<Pulled> PullAsync(string? text, CancellationToken cancellation)
    {
        if (InboxCursor.Parse(text) is not { } cursor)
        {
            var (_, now) = await GetAsync($"{settings.Folder}/Messages.json?PageSize=1", TwilioJson.Default.MessagePage, cancellation);
            return new Pulled([], new InboxCursor(now, FrozenSet<string>.Empty).ToString());
        }
        var (listed, asked) = await ListAsync(cursor.From, cancellation);
        var fresh = listed.Where(m => !cursor.Done.Contains(m.Message.Sid!)).ToArray();
        var arrivals = ImmutableArray.CreateBuilder<Arrival>();
        foreach (var (at, message) in fresh)
            if (TwilioArrivals.OfListed(account, settings, message, at, await PicturesAsync(message, cancellation)) is { } arrival) arrivals.Add(arrival);

        var from = Instant.Max(cursor.From, asked - Overlap);
        var done = listed.Where(m => m.At >= from).Select(m => m.Message.Sid!).ToFrozenSet(StringComparer.Ordinal);
        return new Pulled(arrivals.ToImmutable(), new InboxCursor(from, done).ToString());
    }

    /// <summary>Inbound messages since an instant, the oldest first, and when the first page was answered.</summary>
    async Task<(IReadOnlyList<(Instant At, MessageResource Message)> Listed, Instant Asked)> ListAsync(Instant from, CancellationToken cancellation)
    {
        var found = new Dictionary<string, (Instant At, MessageResource Message)>(StringComparer.Ordinal);
        var to = settings.From is { } number ? $"To={Uri.EscapeDataString(number)}&" : "";
        var next = $"{settings.Folder}/Messages.json?{to}DateSent%3E={Uri.EscapeDataString(InstantPattern.General.Format(from))}&PageSize=200";
        Instant? asked = null;
        for (var page = 0; page < MostPages; page++)
        {
            var (messages, at) = await GetAsync(next, TwilioJson.Default.MessagePage, cancellation);
            asked ??= at;
            foreach (var message in messages.Messages.Where(IsOurs))
                if ((message.At ?? at) is var sent && sent >= from) found.TryAdd(message.Sid!, (sent, message));
            if (messages.NextPageUri is not { Length: > 0 } following)
                return (found.Values.Reverse().OrderBy(m => m.At).ToArray(), asked.Value);
            next = Below(following);
        }
        throw new HttpRequestException("Twilio's list of messages does not end");
    }

    bool IsOurs(MessageResource message) => message is { Direction: "inbound", Sid.Length: > 0 }
        && (settings.From is not null || message.MessagingServiceSid == settings.MessagingService);

    /// <summary>A message's pictures under the same URLs as its webhook names; none when they are gone.</summary>
    async Task<ImmutableArray<Media>> PicturesAsync(MessageResource message, CancellationToken cancellation)
    {
        if (message.NumMedia is null or "0" or "") return [];
        try
        {
            var (page, _) = await GetAsync($"{settings.Folder}/Messages/{message.Sid}/Media.json", TwilioJson.Default.MediaPage, cancellation);
            return [.. from media in page.MediaList
                       where media.Uri is not null
                       select TwilioArrivals.Picture(Below(media.Uri!.EndsWith(".json", StringComparison.Ordinal) ? media.Uri[..^5] : media.Uri), media.ContentType)];
        }
        catch (HttpRequestException gone) when (gone.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            return [];
        }
    }

    /// <summary>The API names its pages by path; anything else could carry our credentials to a stranger.</summary>
    string Below(string path) => path.StartsWith('/') && !path.StartsWith("//", StringComparison.Ordinal)
        ? settings.Api + path
        : throw new HttpRequestException("Twilio named a page outside its API");

    async Task<(T Body, Instant At)> GetAsync<T>(string url, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Authorization = settings.Credentials;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        try
        {
            using var answer = await http.SendAsync(request, limit.Token);
            answer.EnsureSuccessStatusCode();
            var at = answer.Headers.Date ?? throw new HttpRequestException("the answer has no Date");
            var body = JsonSerializer.Deserialize(await answer.Content.ReadAsByteArrayAsync(limit.Token), type);
            return (body ?? throw new HttpRequestException("the answer is empty"), Instant.FromDateTimeOffset(at));
        }
        catch (JsonException unreadable)
        {
            throw new HttpRequestException("the answer is unreadable", unreadable);
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw new HttpRequestException("no answer in time", late);
        }
    }
}
