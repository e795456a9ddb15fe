using NodaTime;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.Twilio;

/// <summary>
/// WhatsApp through Twilio: the same signed webhooks, REST and list of messages as for texts, with <c>whatsapp:</c> before each party. Free words
/// leave within 24 hours after the person last wrote, templates at any time. Settings as of <see cref="TwilioSmsChannel"/>.
/// </summary>
/// <param name="account">Our sender or messaging service, with its templates.</param>
/// <param name="hook">As of <see cref="TwilioSmsChannel"/>.</param>
/// <param name="http">Its redirects may be on or off.</param>
public sealed class TwilioWhatsAppChannel(ChannelAccount account, Uri hook, HttpClient http) : IChannel, IPullsArrivals, IFetchesMedia
{
    readonly TwilioSettings _settings = TwilioSettings.Of(account);
    readonly TwilioHook _hook = new(account.Id, TwilioSettings.Of(account), hook);
    readonly TakenParts _taken = new();

    /// <inheritdoc/>
    public Capabilities Capabilities => account.Can;

    /// <summary>People's time: it says whether the window is open.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

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
    /// Where the window is closed, by our clock or by Twilio's answer, the message leaves as its template, or is <see cref="SendError.WindowClosed"/>.
    /// </summary>
    public async Task<SendOutcome> SendAsync(Outgoing message, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(message);
        var sender = new TwilioSender(_settings, _hook.PublicUrl, http, Patience);
        SendOutcome outcome = new SendOutcome.Failed(SendError.WindowClosed);
        if (account.Can.IsOpen(message.Heard, message.SentSince, Instant.FromDateTimeOffset(Time.GetUtcNow())))
            outcome = await sender.SendAsync(message, await TwilioContent.ShownAsync(message, Capabilities.MaxLength, Kept), message.Media is null ? new TakenParts() : _taken, cancellation);
        // No template holds a picture of ours.
        if (outcome is not SendOutcome.Failed { Error: SendError.WindowClosed } || message.Media is not null) return outcome;
        var template = TwilioContent.Approved(account.Texts, message);
        return template.Count == 0 ? outcome : await sender.SendAsync(message, template, cancellation);
    }

    /// <inheritdoc cref="TwilioSmsChannel.PullAsync"/>
    public Task<Pulled> PullAsync(string? cursor, CancellationToken cancellation) =>
        new TwilioInbox(account.Id, _settings, http, Patience).PullAsync(cursor, cancellation);

    /// <inheritdoc cref="TwilioSmsChannel.FetchAsync"/>
    public Task<FetchedMedia?> FetchAsync(Media media, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(media);
        return new TwilioMedia(_settings, http, Patience).FetchAsync(media, cancellation);
    }
}
