using System.Text;
using StackExchange.Redis;

namespace ResidentBot.Store;

/// <summary>
/// What the whole desk keeps, beside its communities: console accounts and the keys that protect cookies on every host. Its keys share a tag of
/// their own and never meet a community's in one commit.
/// </summary>
public sealed class DeskStore(RedisLink link)
{
    /// <summary>The connection.</summary>
    public RedisLink Link { get; } = link;

    /// <summary>The names of all accounts, in ordinal order. Throws <see cref="StoreDownException"/>.</summary>
    public async Task<List<string>> AccountNamesAsync()
    {
        var names = await Link.CallAsync(database => database.SetMembersAsync(Keys.DeskAccounts, CommandFlags.DemandMaster));
        return [.. names.Select(name => (string)name!).Order(StringComparer.Ordinal)];
    }

    /// <summary>An account with its version; version 0 and null when there is none. Throws <see cref="StoreDownException"/>.</summary>
    public async Task<(long Version, byte[]? Data)> AccountAsync(string name)
    {
        RedisValue[] fields = ["v", "d"];
        var values = await Link.CallAsync(database => database.HashGetAsync(Keys.DeskAccount(name), fields, CommandFlags.DemandMaster));
        return values[0].IsNull ? (0, null) : ((long)values[0], (byte[])values[1]!);
    }

    /// <summary>Writes an account if it still has the version that was read; false when somebody else wrote first.</summary>
    public async Task<bool> TrySaveAccountAsync(string name, long version, byte[] data)
    {
        var key = Keys.DeskAccount(name);
        var commit = new Commit().CheckVersion(key, version).Put(key, version + 1, data).AddMember(Keys.DeskAccounts, name);
        return await Link.CommitAsync(commit) is CommitResult.Committed;
    }

    /// <summary>The data-protection keys, as XML, oldest first.</summary>
    public async Task<List<string>> ProtectionKeysAsync()
    {
        var keys = await Link.CallAsync(database => database.ListRangeAsync(Keys.DataProtection, flags: CommandFlags.DemandMaster));
        return [.. keys.Select(key => Encoding.UTF8.GetString((byte[])key!))];
    }

    /// <summary>Adds a data-protection key.</summary>
    public Task AddProtectionKeyAsync(string xml) => Link.CommitAsync(new Commit().Append(Keys.DataProtection, [Encoding.UTF8.GetBytes(xml)]));
}
