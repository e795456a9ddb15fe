using System.Security.Cryptography;
using ResidentBot.Store;

namespace ResidentBot.Host.WebChat;

/// <summary>The key a community's tokens are signed with: made once, kept in Redis, so that a token of one host is good on all.</summary>
sealed class ChatKey(CommunityStore store)
{
    byte[]? _key;

    /// <summary>The key; once read it stays known, so that tokens can be checked while Redis is away. Throws <see cref="StoreDownException"/>.</summary>
    public async ValueTask<byte[]> GetAsync()
    {
        while (_key is null)
        {
            if (await store.GetAsync(store.Keys.ChatKey) is { } text)
            {
                _key = Convert.FromHexString(text);
                break;
            }
            // Whoever comes first sets it; the other hosts read his.
            var made = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
            await store.Link.CommitAsync(new Commit().CheckEquals(store.Keys.ChatKey, "").Set(store.Keys.ChatKey, made));
        }
        return _key;
    }
}
