using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using ResidentBot.Channels;
using ResidentBot.Host.Accounts;
using ResidentBot.Host.Communities;

namespace ResidentBot.Host.Media;

/// <summary>
/// Public addresses of what was sent out, for providers that fetch it: <c>/sent/oak/{token}/picture.jpg</c>. A token names one file and its last moment and is
/// signed with the community's own key, so that nobody makes one for anything that was not sent. There is no list, and every wrong address is answered alike.
/// </summary>
sealed class SentLinks(Uri publicUrl, MediaFolder folder, TimeProvider time)
{
    const string Stored = "stored:";
    const int Hash = 32, Payload = Hash + 8, Signed = Payload + 32;

    readonly Dictionary<string, CommunityKey> _keys = new(StringComparer.Ordinal);

    /// <summary>What a community's channels are given.</summary>
    public KeptMedia Of(RunningCommunity community)
    {
        var key = _keys[community.Id] = new CommunityKey(community.Store, community.Store.Keys.ChatKey);
        return new KeptMedia(
            media => media.Source.StartsWith(Stored, StringComparison.Ordinal) ? folder.OpenRead(media.Source[Stored.Length..]) : null,
            async (media, life) => Link(community.Id, media, await key.GetAsync(), time.GetUtcNow() + life));
    }

    /// <summary>Registers the address. GET and HEAD: Twilio looks at the media type first.</summary>
    public void Map(IEndpointRouteBuilder app) => app.MapMethods("/sent/{community}/{token}/{name}", ["GET", "HEAD"], OpenAsync);

    async Task<IResult> OpenAsync(HttpContext http, string community, string token)
    {
        if (!_keys.TryGetValue(community, out var key)) return Results.NotFound();
        try
        {
            if (Read(token, await key.GetAsync()) is not { } hash || folder.OpenRead(hash) is not { } bytes) return Results.NotFound();
            var type = SentKinds.Of(bytes);
            var headers = http.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
            headers.CacheControl = "private, max-age=3600";
            headers["X-Robots-Tag"] = "noindex";
            headers.ContentDisposition = $"inline; filename=\"{KeptMedia.PlainName(type)}\"";
            return Results.Stream(bytes, type ?? "application/octet-stream");
        }
        catch (Exception fault) when (StoreFaults.IsOutage(fault))
        {
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    Uri Link(string community, Core.Messages.Media media, byte[] key, DateTimeOffset until)
    {
        var token = new byte[Signed];
        Convert.FromHexString(media.Source[Stored.Length..]).CopyTo(token, 0);
        BinaryPrimitives.WriteInt64BigEndian(token.AsSpan(Hash), until.ToUnixTimeSeconds());
        Sign(key, token.AsSpan(0, Payload)).CopyTo(token, Payload);
        return new Uri($"{publicUrl.OriginalString.TrimEnd('/')}/sent/{community}/{Base64Url.EncodeToString(token)}/{KeptMedia.PlainName(media.Type)}");
    }

    // The hash; null for a token that is not ours or whose time is over.
    string? Read(string text, byte[] key)
    {
        if (text.Length != Base64Url.GetEncodedLength(Signed) || !Base64Url.IsValid(text)) return null;
        var token = Base64Url.DecodeFromChars(text);
        if (!CryptographicOperations.FixedTimeEquals(Sign(key, token.AsSpan(0, Payload)), token.AsSpan(Payload))) return null;
        var until = BinaryPrimitives.ReadInt64BigEndian(token.AsSpan(Hash));
        return time.GetUtcNow().ToUnixTimeSeconds() < until ? Convert.ToHexStringLower(token.AsSpan(0, Hash)) : null;
    }

    // The same key signs chat tokens, which never begin like this.
    static byte[] Sign(byte[] key, ReadOnlySpan<byte> payload) => HMACSHA256.HashData(key, (byte[])[.. "sent:"u8, .. payload]);
}
