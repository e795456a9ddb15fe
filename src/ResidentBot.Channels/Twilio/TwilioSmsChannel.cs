using ResidentBot.Core.Communities;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.Twilio;

/// <summary>
/// Text messages through Twilio: signed webhooks in, REST out, and the list of messages for what a webhook did not bring.
/// Settings: <c>account_sid</c>, <c>auth_token</c>, <c>from</c> or <c>messaging_service_sid</c>; optional <c>api_key</c> with <c>api_secret</c>
/// for REST, and <c>api</c> (<c>https://api.twilio.com</c>). Throws <see cref="ArgumentException"/> naming a setting that is missing.
/// </summary>
/// <param name="account">Our number or messaging service.</param>
/// <param name="hook">The account's own public webhook URL exactly as written in Twilio's console, such as
/// <c>https://bot.example.org/hooks/oak/sms-welfare</c>; signatures are checked over it, and status callbacks go to <c>/status</c> below it.</param>
/// <param name="http">Its redirects may be on or off.</param>
public sealed class TwilioSmsChannel(ChannelAccount account, Uri hook, HttpClient http) : IChannel, IPullsArrivals, IFetchesMedia
{
    readonly TwilioSettings _settings = TwilioSettings.Of(account);
    readonly TwilioHook _hook = new(account.Id, TwilioSettings.Of(account), hook);
    readonly TakenParts _taken = new();

    /// <inheritdoc/>
    public Capabilities Capabilities => account.Can;

    /// <summary>The pictures and documents that messages carry; without them such a message is refused.</summary>
    public KeptMedia? Kept { get; init; }

    /// <summary>How long one request to the provider may take; the same as Twilio gives us.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    public Reception Receive(WebhookRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _hook.Receive(request);
    }

    /// <summary>
    /// <inheritdoc/>
    /// A text over 1,600 units leaves in several parts; when a later one fails, repeating the message repeats the earlier ones, but of one with a picture.
    /// </summary>
    public async Task<SendOutcome> SendAsync(Outgoing message, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(message);
        var parts = await TwilioContent.ShownAsync(message, Capabilities.MaxLength, Kept);
        return await new TwilioSender(_settings, _hook.PublicUrl, http, Patience).SendAsync(message, parts, message.Media is null ? new TakenParts() : _taken, cancellation);
    }

    /// <summary>
    /// <inheritdoc/>
    /// The first call only begins: it brings nothing. Later ones bring everything since the one before, also what a webhook brought
    /// already, so ask at the least every two days or repeats outlive the memory that drops them.
    /// </summary>
    public Task<Pulled> PullAsync(string? cursor, CancellationToken cancellation) =>
        new TwilioInbox(account.Id, _settings, http, Patience).PullAsync(cursor, cancellation);

    /// <summary><inheritdoc/> Throws <see cref="HttpRequestException"/> when the provider cannot be asked just now.</summary>
    public Task<FetchedMedia?> FetchAsync(Media media, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(media);
        return new TwilioMedia(_settings, http, Patience).FetchAsync(media, cancellation);
    }
}
