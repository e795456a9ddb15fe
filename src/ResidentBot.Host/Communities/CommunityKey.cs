using System.Security.Cryptography;
using ResidentBot.Store;

namespace ResidentBot.Host.Communities;

/// <summary>A secret of one community: made once, kept in Redis, so that what one host makes with it is good on all.</summary>
/// <param name="store">The community's store.</param>
/// <param name="name">Where it is kept.</param>
sealed class CommunityKey(CommunityStore store, string name)
{
    byte[]? _key;

    /// <summary>The key; once read it stays known, so that it serves while Redis is away. Throws <see cref="StoreDownException"/>.</summary>
    public async ValueTask<byte[]> GetAsync()
    {
        while (_key is null)
        {
            if (await store.GetAsync(name) is { } text)
            {
                _key = Convert.FromHexString(text);
                break;
            }
            // Whoever comes first sets it; the other hosts read his.
            var made = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
            await store.Link.CommitAsync(new Commit().CheckEquals(name, "").Set(name, made));
        }
        return _key;
    }
}
