using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NodaTime;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.Telegram;

/// <summary>
/// A bot of ours on Telegram (core.telegram.org/bots/api), by webhook or by polling. Settings: <c>token</c> (from BotFather), <c>secret</c>
/// (1 to 256 of <c>A-Z a-z 0-9 _ -</c>; without one every webhook request is refused), <c>api</c> (the API's root, default
/// <c>https://api.telegram.org</c>), <c>mode</c> (<c>webhook</c> or <c>poll</c>; read by the host).
/// </summary>
/// <exception cref="ArgumentException">There is no <c>token</c>.</exception>
public sealed class TelegramChannel(ChannelAccount account, HttpClient http) : IChannel, IPullsArrivals, IFetchesMedia, IShowsTyping
{
    /// <summary>Updates are a few kilobytes; whatever is larger is not from Telegram.</summary>
    const int MaxUpdate = 1024 * 1024;

    /// <summary>The most getFile hands out (core.telegram.org/bots/api#getfile).</summary>
    const int MaxFile = 20 * 1024 * 1024;

    readonly TelegramApi _api = ApiOf(account, http);
    readonly TelegramShowing _showing = new(ApiOf(account, http));
    readonly TakenParts _taken = new();
    readonly byte[] _secret = Encoding.UTF8.GetBytes(account.Settings.GetValueOrDefault("secret", ""));

    /// <inheritdoc/>
    public Capabilities Capabilities => account.Can;

    /// <summary>People's time: a tap that is pulled says no time of its own.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The account's own public webhook URL; null where nobody outside can reach us.</summary>
    public Uri? Hook { get; init; }

    /// <summary>The pictures and documents that messages carry; without them such a message is refused.</summary>
    public KeptMedia? Kept { get; init; }

    /// <summary>How long one call may take; a message whose call took longer has an unknown outcome.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a pull waits for something to happen; Telegram allows 50 s.</summary>
    internal TimeSpan PullWait { get; init; } = TimeSpan.FromSeconds(25);

    /// <inheritdoc/>
    public Reception Receive(WebhookRequest request)
    {
        if (!IsSecret(request.Header("X-Telegram-Bot-Api-Secret-Token"))) return new Reception.Refused(401, "missing or wrong secret token");
        if (request.Body.Length > MaxUpdate) return new Reception.Refused(413, "update over 1 MB");
        try
        {
            if (JsonSerializer.Deserialize(request.Body.Span, TelegramJson.Default.TelegramUpdate) is not { } update)
                return new Reception.Refused(400, "not an update");
            return new Reception.Accepted
            {
                Arrivals = TelegramArrivals.Read(update, account.Id, request.At) is { } arrival ? [arrival] : [],
                Courtesies = TelegramArrivals.CourtesyOf(update) is { } courtesy ? [courtesy] : [],
            };
        }
        catch (JsonException)
        {
            return new Reception.Refused(400, "not an update");
        }
    }

    /// <summary>
    /// Sends one message; a text over 4,096 units leaves in parts, choices under the last. When a later part fails, its failure is the
    /// outcome, so that a repeat sends the earlier parts again rather than never the last. A chat that moved is
    /// <see cref="SendError.BadAddress"/> with <see cref="SendOutcome.Failed.MovedTo"/>.
    /// </summary>
    public async Task<SendOutcome> SendAsync(Outgoing message, CancellationToken cancellation)
    {
        if (!long.TryParse(message.To.Local, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var chat))
            return new SendOutcome.Failed(SendError.BadAddress);
        if (message.Media is { } media) return await ShowAsync(chat, media, message, cancellation);
        if (message.Text.Length <= Capabilities.MaxLength) return await SendPartAsync(chat, message.Text, message, cancellation);
        var parts = TextParts.Split(message.Text, Capabilities.MaxLength);
        foreach (var part in parts.SkipLast(1))
            if (await SendPartAsync(chat, part, null, cancellation) is SendOutcome.Failed failed) return failed;
        return await SendPartAsync(chat, parts.Count == 0 ? "" : parts[^1], message, cancellation);
    }

    // The words stand under the picture; those that find no room there follow it.
    async Task<SendOutcome> ShowAsync(long chat, Media media, Outgoing message, CancellationToken cancellation)
    {
        if (Kept is not { } kept) return new SendOutcome.Failed(SendError.Refused);
        var caption = TextParts.Split(message.Text, TelegramShowing.MostCaption).FirstOrDefault("");
        var rest = TextParts.Split(message.Text.TrimStart()[caption.Length..].TrimStart(), Capabilities.MaxLength);
        return await _taken.SendAsync(message.Id,
        [
            () => _showing.SendAsync(chat, media, caption, kept, Patience, Instant.FromDateTimeOffset(Time.GetUtcNow()), cancellation),
            .. rest.Select<string, Func<Task<SendOutcome>>>(part => () => SendPartAsync(chat, part, null, cancellation)),
        ]);
    }

    /// <inheritdoc/>
    public async Task<Pulled> PullAsync(string? cursor, CancellationToken cancellation)
    {
        long? offset = cursor is null ? null : long.Parse(cursor, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var body = TelegramRequests.GetUpdates(offset, PullWait);
        var updates = await _api.CallAsync("getUpdates", body, TelegramJson.Default.TelegramReplyJsonElement, PullWait + Patience, cancellation);
        return TelegramPull.Read(updates, cursor, account.Id, Instant.FromDateTimeOffset(Time.GetUtcNow()));
    }

    /// <summary>
    /// Opens a photo, voice, video or file by its file id; null when Telegram no longer has it or it is over 20 MB. Throws
    /// <see cref="HttpRequestException"/> when Telegram cannot be asked just now.
    /// </summary>
    public async Task<FetchedMedia?> FetchAsync(Media media, CancellationToken cancellation)
    {
        TelegramFile file;
        try
        {
            file = await _api.CallAsync(
                "getFile", TelegramRequests.GetFile(media.Source), TelegramJson.Default.TelegramReplyTelegramFile, Patience, cancellation);
        }
        catch (HttpRequestException refused) when (refused.StatusCode == HttpStatusCode.BadRequest)
        {
            return null;
        }
        if (file.FilePath is null) return null;
        return await _api.DownloadAsync(file.FilePath, MaxFile, Patience * 6, cancellation) is { } bytes ? new FetchedMedia(bytes, media.Type) : null;
    }

    /// <summary>
    /// Answers a tap, so that the button stops spinning, or leaves a group after saying <paramref name="farewell"/> there. False when Telegram no
    /// longer wanted it or could not be told. Throws only <see cref="OperationCanceledException"/>.
    /// </summary>
    public async Task<bool> DoAsync(Courtesy courtesy, string farewell, CancellationToken cancellation)
    {
        try
        {
            if (courtesy is Courtesy.AnswerTap tap) await CallAsync("answerCallbackQuery", TelegramRequests.AnswerTap(tap.Tap), cancellation);
            if (courtesy is not Courtesy.LeaveGroup group) return true;
            var chat = long.Parse(group.Group.Local, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            // Where we may not speak we may still go.
            if (group.Says) await SendPartAsync(chat, farewell, null, cancellation);
            await CallAsync("leaveChat", TelegramRequests.LeaveChat(chat), cancellation);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Five seconds or less (core.telegram.org/bots/api#sendchataction); a message ends it.</summary>
    public Duration TypingLasts => Duration.FromSeconds(5);

    /// <inheritdoc/>
    public async Task<bool> ShowTypingAsync(Address to, CancellationToken cancellation)
    {
        if (!long.TryParse(to.Local, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var chat)) return false;
        try
        {
            await CallAsync("sendChatAction", TelegramRequests.Typing(chat), cancellation);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>
    /// Has updates come as the account's <c>mode</c> says: to <see cref="Hook"/>, or kept for polling. Throws <see cref="HttpRequestException"/> when
    /// refused, <see cref="InvalidOperationException"/> when there is no address, or no <c>secret</c>, to have them sent to.
    /// </summary>
    public Task ConnectAsync(CancellationToken cancellation) =>
        account.Settings.GetValueOrDefault("mode") != "webhook" ? DeleteWebhookAsync(cancellation)
        : SetWebhookAsync(Hook ?? throw new InvalidOperationException($"account {account.Id}: a Telegram webhook needs a public address"), cancellation);

    /// <summary>
    /// Has updates sent to a public HTTPS address from now on; polling then answers 409. Throws <see cref="HttpRequestException"/> when refused,
    /// <see cref="InvalidOperationException"/> without a <c>secret</c>.
    /// </summary>
    public Task SetWebhookAsync(Uri url, CancellationToken cancellation)
    {
        if (_secret.Length == 0) throw new InvalidOperationException($"account {account.Id}: a Telegram webhook needs the setting 'secret'");
        return CallAsync("setWebhook", TelegramRequests.SetWebhook(url, Encoding.UTF8.GetString(_secret)), cancellation);
    }

    /// <summary>Has updates kept for polling from now on; what waits is not dropped. Throws <see cref="HttpRequestException"/> when refused.</summary>
    public Task DeleteWebhookAsync(CancellationToken cancellation) => CallAsync("deleteWebhook", TelegramRequests.Nothing(), cancellation);

    /// <summary>Where Telegram sends updates to, and how that goes. Throws <see cref="HttpRequestException"/>, 401 for a wrong token.</summary>
    public async Task<WebhookState> GetWebhookAsync(CancellationToken cancellation)
    {
        var info = await _api.CallAsync("getWebhookInfo", TelegramRequests.Nothing(), TelegramJson.Default.TelegramReplyTelegramWebhookInfo, Patience, cancellation);
        return new WebhookState(info.Url.Length == 0 ? null : info.Url, info.PendingUpdateCount)
        {
            LastError = info.LastErrorMessage,
            LastErrorAt = info.LastErrorDate is { } date ? Instant.FromUnixTimeSeconds(date) : null,
        };
    }

    /// <summary>The bot's user name without @, as in <c>https://t.me/NAME</c>. Throws <see cref="HttpRequestException"/>, 401 for a wrong token.</summary>
    public async Task<string> GetMeAsync(CancellationToken cancellation)
    {
        var me = await _api.CallAsync("getMe", TelegramRequests.Nothing(), TelegramJson.Default.TelegramReplyTelegramUser, Patience, cancellation);
        return me.Username ?? throw new HttpRequestException("Telegram answered getMe without a user name");
    }

    Task CallAsync(string method, JsonBody body, CancellationToken cancellation) =>
        _api.CallAsync(method, body, TelegramJson.Default.TelegramReplyJsonElement, Patience, cancellation);

    async Task<SendOutcome> SendPartAsync(long chat, string text, Outgoing? asks, CancellationToken cancellation)
    {
        using var body = TelegramRequests.SendMessage(chat, text, asks);
        try
        {
            return TelegramErrors.OutcomeOf(
                await _api.PostAsync(_api.SendMessage, body, TelegramJson.Default.TelegramReplyTelegramSent, Patience, cancellation));
        }
        catch (Exception lost) when (TelegramApi.IsLost(lost))
        {
            cancellation.ThrowIfCancellationRequested();
            return new SendOutcome.Failed(body.Started ? SendError.Unknown : SendError.ProviderDown);
        }
    }

    bool IsSecret(string? header) =>
        header is not null && _secret.Length > 0 && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(header), _secret);

    static TelegramApi ApiOf(ChannelAccount account, HttpClient http)
    {
        if (!account.Settings.TryGetValue("token", out var token) || string.IsNullOrWhiteSpace(token))
            throw new ArgumentException($"account {account.Id}: the Telegram channel needs the setting 'token'", nameof(account));
        return new TelegramApi(http, account.Settings.GetValueOrDefault("api", "https://api.telegram.org").TrimEnd('/'), token.Trim());
    }
}
