using NodaTime;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.WeChat;

/// <summary>Shows a picture: uploads it as temporary media, which WeChat keeps for three days, and sends it by its <c>media_id</c>.</summary>
sealed class WeChatShowing(WeChatApi api, UploadedIds uploaded, KeptMedia kept)
{
    const int NoSuchMedia = 40007;

    /// <summary>The <c>media_id</c> of a picture, uploaded only where WeChat does not have it; or why not.</summary>
    public async Task<(string? Id, SendOutcome.Failed? Failure)> UploadAsync(Media media, Instant now, CancellationToken cancellation)
    {
        if (uploaded.TryGet(media, now, out var known)) return (known, null);
        var (answer, failure) = await api.UploadAsync(media, () => kept.Open(media) is { } bytes
            ? new UploadBody().With("media", bytes, media.Type ?? "application/octet-stream", KeptMedia.PlainName(media.Type))
            : null, cancellation);
        if (answer is null) return (null, failure);
        if (answer.Code != 0) return (null, WeChatErrors.Of(answer.Code));
        // A 200 without an id: a proxy's word, not WeChat's.
        if (answer.MediaId is not { Length: > 0 } id) return (null, new SendOutcome.Failed(SendError.ProviderDown));
        uploaded.Keep(media, id, now);
        return (id, null);
    }

    /// <summary>Sends the picture; one that WeChat no longer has is uploaded once more.</summary>
    public async Task<SendOutcome> ShowAsync(Address to, Media media, string id, Instant now, CancellationToken cancellation)
    {
        var (answer, failure) = await api.PostAsync("message/custom/send", WeChatWriting.Image(to, id), cancellation);
        if (answer is { Code: NoSuchMedia })
        {
            uploaded.Forget(media);
            (var again, failure) = await UploadAsync(media, now, cancellation);
            if (again is null) return failure!;
            (answer, failure) = await api.PostAsync("message/custom/send", WeChatWriting.Image(to, again), cancellation);
        }
        return answer is null ? failure! : OutcomeOf(answer);
    }

    /// <summary>Sends words.</summary>
    public async Task<SendOutcome> SendAsync(ReadOnlyMemory<byte> json, CancellationToken cancellation)
    {
        var (answer, failure) = await api.PostAsync("message/custom/send", json, cancellation);
        return answer is null ? failure! : OutcomeOf(answer);
    }

    static SendOutcome OutcomeOf(WeChatAnswer answer) => answer.Code == 0 ? new SendOutcome.Sent(null) : WeChatErrors.Of(answer.Code);
}
