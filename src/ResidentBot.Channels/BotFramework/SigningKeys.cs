using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using NodaTime;

namespace ResidentBot.Channels.BotFramework;

/// <summary>A public key of the Connector.</summary>
/// <param name="Id">Its <c>kid</c>.</param>
/// <param name="Public">Modulus and exponent.</param>
/// <param name="Endorsements">The channels it may speak for; empty for all.</param>
sealed record SigningKey(string Id, RSAParameters Public, ImmutableArray<string> Endorsements)
{
    const int ShortestModulus = 2048 / 8;

    /// <summary>Whether it may sign for a channel.</summary>
    public bool Endorses(string channel) => Endorsements.IsEmpty || Endorsements.Contains(channel);

    /// <summary>The key as published; null for one of another kind, or a weak one.</summary>
    public static SigningKey? Of(JsonWebKey key)
    {
        if (key is not { Kty: "RSA", Kid.Length: > 0, N: { } n, E: { } e } || !Base64Url.IsValid(n) || !Base64Url.IsValid(e)) return null;
        var numbers = new RSAParameters { Modulus = Base64Url.DecodeFromChars(n), Exponent = Base64Url.DecodeFromChars(e) };
        return numbers.Modulus.Length < ShortestModulus ? null : new SigningKey(key.Kid, numbers, [.. key.Endorsements ?? []]);
    }
}

/// <summary>
/// The Connector's keys as last read. They are read again once a day, and for a token that names an unknown key, but not again within
/// <see cref="Pause"/>: anybody can name a key. While they cannot be read, those we have go on working.
/// </summary>
sealed class SigningKeys(Uri metadata, HttpClient http, TimeSpan patience)
{
    /// <summary>How often a reason to read again is followed at most.</summary>
    public static readonly Duration Pause = Duration.FromMinutes(5);

    /// <summary>The same while there is no key at all, and nobody can be let in.</summary>
    public static readonly Duration FirstPause = Duration.FromSeconds(10);

    static readonly Duration Fresh = Duration.FromHours(24);
    const int MostBytes = 1 << 20;

    readonly SemaphoreSlim _one = new(1, 1);
    volatile KeySet? _set;
    Instant? _tried;

    /// <summary>Whether any keys were ever read.</summary>
    public bool Any => _set is not null;

    /// <summary>A key by its id; null for one that is not known.</summary>
    public SigningKey? Find(string id) => _set?.Keys.GetValueOrDefault(id);

    /// <summary>Reads the keys again if this one is unknown or all are old. A failure leaves what we have.</summary>
    public async Task EnsureAsync(string id, Instant now, CancellationToken cancellation)
    {
        if (!IsWanted(id, now)) return;
        await _one.WaitAsync(cancellation);
        try
        {
            if (!IsWanted(id, now) || now - _tried < (Any ? Pause : FirstPause)) return;
            _tried = now;
            _set = new KeySet(await ReadAsync(cancellation), now);
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException or JsonException or UriFormatException
            || (lost is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            // The next request after the pause tries again.
        }
        finally
        {
            _one.Release();
        }
    }

    bool IsWanted(string id, Instant now) => _set is not { } set || now - set.Read >= Fresh || !set.Keys.ContainsKey(id);

    async Task<IReadOnlyDictionary<string, SigningKey>> ReadAsync(CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        var about = await GetAsync(metadata, BotFrameworkJson.Default.OpenIdMetadata, limit.Token);
        var url = new Uri(metadata, about.KeysUrl ?? throw new JsonException("the metadata names no jwks_uri"));
        if (url.Scheme != Uri.UriSchemeHttps && !(url.IsLoopback && metadata.IsLoopback)) throw new JsonException("keys are read over TLS alone");
        var set = await GetAsync(url, BotFrameworkJson.Default.JsonWebKeys, limit.Token);
        var keys = new Dictionary<string, SigningKey>(StringComparer.Ordinal);
        foreach (var key in (set.Keys ?? []).Select(SigningKey.Of))
            if (key is not null) keys[key.Id] = key;
        return keys.Count > 0 ? keys : throw new JsonException("no key that could sign");
    }

    async Task<T> GetAsync<T>(Uri url, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        using var answer = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancellation);
        answer.EnsureSuccessStatusCode();
        await answer.Content.LoadIntoBufferAsync(MostBytes, cancellation);
        return JsonSerializer.Deserialize(await answer.Content.ReadAsByteArrayAsync(cancellation), type) ?? throw new JsonException("null");
    }

    sealed record KeySet(IReadOnlyDictionary<string, SigningKey> Keys, Instant Read);
}
