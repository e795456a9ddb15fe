using NodaTime;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.Telegram;

/// <summary>
/// Sends pictures and documents: <c>sendPhoto</c> for what Telegram shows as a picture, <c>sendDocument</c> for everything else (core.telegram.org/bots/api#sending-files).
/// </summary>
sealed class TelegramShowing(TelegramApi api)
{
    /// <summary>The longest caption, in UTF-16 units (core.telegram.org/bots/api#sendphoto).</summary>
    public const int MostCaption = 1024;

    /// <summary>Larger pictures leave as documents.</summary>
    const int MostPhoto = 10 * 1024 * 1024;

    // A file_id lasts; a day is enough for every try of a message.
    readonly UploadedIds _uploaded = new(Duration.FromDays(1));

    /// <summary>
    /// Sends one, once: by the id of an earlier upload, else with its bytes. What Telegram cannot show as a picture, for its sides or otherwise, leaves as a document in
    /// the same try. <paramref name="patience"/> is that of any call; bytes are given more.
    /// </summary>
    public async Task<SendOutcome> SendAsync(long chat, Media media, string caption, KeptMedia kept, TimeSpan patience, Instant now, CancellationToken cancellation)
    {
        var isPhoto = IsPhoto(media);
        if (_uploaded.TryGet(media, now, out var id))
        {
            var (known, reply) = await PostAsync(TelegramRequests.SendKnown(isPhoto ? "photo" : "document", chat, id, caption), isPhoto, patience, cancellation);
            if (reply is not { Ok: false, ErrorCode: 400 }) return known;
            _uploaded.Forget(media);
        }
        var sent = await UploadAsync(chat, media, caption, isPhoto, kept, patience, now, cancellation);
        if (isPhoto && sent.Reply is { Ok: false, ErrorCode: 400, Description: { } why } && IsAboutThePhoto(why))
            sent = await UploadAsync(chat, media, caption, isPhoto: false, kept, patience, now, cancellation);
        return sent.Outcome;
    }

    async Task<(SendOutcome Outcome, TelegramReply<TelegramSent>? Reply)> UploadAsync(
        long chat, Media media, string caption, bool isPhoto, KeptMedia kept, TimeSpan patience, Instant now, CancellationToken cancellation)
    {
        if (kept.Open(media) is not { } bytes) return (new SendOutcome.Failed(SendError.Refused), null);
        var name = media.Name ?? KeptMedia.PlainName(media.Type);
        var form = TelegramRequests.Upload(chat, caption).With(isPhoto ? "photo" : "document", bytes, media.Type ?? "application/octet-stream", name);
        var sent = await PostAsync(form, isPhoto, UploadBody.Patience(patience, media), cancellation);
        // A document got another kind of id than a photo: only what goes the usual way is kept.
        if (sent.Reply is { Ok: true, Result: { } message } && (isPhoto ? message.Photo?[^1] : message.Document) is { } file && isPhoto == IsPhoto(media)) _uploaded.Keep(media, file.FileId, now);
        return sent;
    }

    async Task<(SendOutcome Outcome, TelegramReply<TelegramSent>? Reply)> PostAsync(HttpContent body, bool isPhoto, TimeSpan wait, CancellationToken cancellation)
    {
        using (body)
        {
            try
            {
                var reply = await api.PostAsync(isPhoto ? api.SendPhoto : api.SendDocument, body, TelegramJson.Default.TelegramReplyTelegramSent, wait, cancellation);
                return (TelegramErrors.OutcomeOf(reply), reply);
            }
            catch (Exception lost) when (TelegramApi.IsLost(lost))
            {
                cancellation.ThrowIfCancellationRequested();
                var hasLeft = body is JsonBody { Started: true } or UploadBody { Started: true };
                return (new SendOutcome.Failed(hasLeft ? SendError.Unknown : SendError.ProviderDown), null);
            }
        }
    }

    // GIFs move as documents alone.
    static bool IsPhoto(Media media) => media.Type is "image/jpeg" or "image/png" or "image/webp" && media.Size is null or <= MostPhoto;

    // PHOTO_INVALID_DIMENSIONS (sides over 10,000 in sum, or 20 to 1), IMAGE_PROCESS_FAILED, "file of size … is too big for a photo".
    static bool IsAboutThePhoto(string description) =>
        description.Contains("PHOTO_", StringComparison.OrdinalIgnoreCase)
        || description.Contains("IMAGE_PROCESS_FAILED", StringComparison.OrdinalIgnoreCase)
        || description.Contains("for a photo", StringComparison.OrdinalIgnoreCase);
}
