using System.Globalization;
using System.Text.Json.Serialization;
using NodaTime;

namespace ResidentBot.Channels.Twilio;

/// <summary>
/// One message of the REST API:
/// <c>{"sid":"SM…","direction":"inbound","from":"+1…","to":"+1…","body":"1","num_media":"0","date_sent":"Thu, 24 Aug 2023 05:01:45 +0000"}</c>.
/// </summary>
sealed record MessageResource
{
    public string? Sid { get; init; }

    public string? Direction { get; init; }

    public string? From { get; init; }

    public string? Body { get; init; }

    public string? NumMedia { get; init; }

    public string? MessagingServiceSid { get; init; }

    public string? DateSent { get; init; }

    public string? DateCreated { get; init; }

    /// <summary>When Twilio received it, to the second; null when it does not say.</summary>
    public Instant? At => Time(DateSent) ?? Time(DateCreated);

    static Instant? Time(string? rfc2822) => DateTimeOffset.TryParseExact(
        rfc2822, ["ddd, dd MMM yyyy HH:mm:ss zzz", "r"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
        ? Instant.FromDateTimeOffset(time)
        : null;
}

/// <summary>A page of messages, the newest first: <c>{"messages":[…],"next_page_uri":"/2010-04-01/Accounts/AC…/Messages.json?Page=1&amp;…"}</c>.</summary>
sealed record MessagePage
{
    public MessageResource[] Messages { get; init; } = [];

    public string? NextPageUri { get; init; }
}

/// <summary>One picture of a message: <c>{"sid":"ME…","content_type":"image/jpeg","uri":"/2010-04-01/Accounts/AC…/Messages/MM…/Media/ME….json"}</c>.</summary>
sealed record MediaResource
{
    public string? ContentType { get; init; }

    public string? Uri { get; init; }
}

/// <summary><c>{"media_list":[…]}</c>; a message has at most 10.</summary>
sealed record MediaPage
{
    public MediaResource[] MediaList { get; init; } = [];
}

/// <summary>A refusal: <c>{"code":21610,"message":"…","more_info":"…","status":400}</c>.</summary>
sealed record Refusal
{
    public int Code { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(MessageResource))]
[JsonSerializable(typeof(MessagePage))]
[JsonSerializable(typeof(MediaPage))]
[JsonSerializable(typeof(Refusal))]
sealed partial class TwilioJson : JsonSerializerContext;
