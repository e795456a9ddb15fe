using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ResidentBot.Channels.WebChat;

/// <summary>
/// How ids of messages and activities belong together. What we say has <c>{conversation}|{place in the thread, 7 digits}</c>. What a resident says
/// gets its id before it has a place, so it is named by its provider id: <c>{conversation}.c.{client's id}</c> in the store,
/// <c>{conversation}|c.{client's id}</c> on the wire. The conversation stands in both because provider ids are unique per account.
/// </summary>
public static class ActivityIds
{
    const string FromClient = "c.";
    const string Hashed = "h.";
    const string Fresh = "n.";

    /// <summary>The activity id of a line at a place in its thread.</summary>
    public static string OfPlace(string conversation, long place) => conversation + "|" + place.ToString("D7", CultureInfo.InvariantCulture);

    /// <summary>The activity id of a resident's line; null when it did not come through this conversation's web chat.</summary>
    public static string? OfProviderId(string conversation, string? providerId) =>
        providerId is not null && providerId.StartsWith(conversation + ".", StringComparison.Ordinal)
            ? conversation + "|" + providerId[(conversation.Length + 1)..]
            : null;

    /// <summary>
    /// The provider id of a message. The same <paramref name="clientId"/> gives the same id, so that a message posted again is stored once; one
    /// that a key cannot hold is hashed. Without one, <paramref name="fresh"/> makes it unique.
    /// </summary>
    public static string ProviderId(string conversation, string? clientId, string fresh)
    {
        if (string.IsNullOrEmpty(clientId)) return $"{conversation}.{Fresh}{fresh}";
        return clientId.Length <= 64 && clientId.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')
            ? $"{conversation}.{FromClient}{clientId}"
            : $"{conversation}.{Hashed}{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(clientId)))[..32]}";
    }

    /// <summary>The id a conversation's beginning is stored under, once.</summary>
    public static string Started(string conversation) => conversation + ".started";

    /// <summary>The client's own id, if the provider id was made from it unchanged.</summary>
    public static string? ClientId(string conversation, string? providerId)
    {
        var start = $"{conversation}.{FromClient}";
        return providerId?.StartsWith(start, StringComparison.Ordinal) == true ? providerId[start.Length..] : null;
    }

    /// <summary>Reads a watermark: the number of lines seen; what is no number means none.</summary>
    public static long Place(string? watermark) =>
        long.TryParse(watermark, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : 0;
}
