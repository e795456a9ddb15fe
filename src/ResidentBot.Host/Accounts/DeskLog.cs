using NodaTime;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Communities;
using ResidentBot.Store;

namespace ResidentBot.Host.Accounts;

/// <summary>
/// Writes what happens to accounts into the audit log of every community they work in: whoever reads a community's log sees all who had to do with it,
/// and needs no other log for it.
/// </summary>
sealed class DeskLog(RunningCommunities communities, TimeProvider time)
{
    static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    /// <summary>Writes about an account with what it has been given, before and after a change.</summary>
    public async Task WriteAsync(string who, string what, string about, string? why, params Grant[] grants)
    {
        var entry = Codec.Write(new LogEntry(Instant.FromDateTimeOffset(time.GetUtcNow()), who, what, about, why));
        await EachAsync(Concerned(grants), keys => new Commit().AppendEntry(keys.Log, entry));
    }

    /// <summary>
    /// Writes that a sign-in was refused, at most once a minute for an account and once for all names that are none: else whoever guesses could fill the
    /// log. A name that is none is not written, because people type their password there.
    /// </summary>
    public async Task RefusedAsync(DeskAccount? account, string why)
    {
        var name = account?.Name ?? "?";
        var entry = Codec.Write(new LogEntry(Instant.FromDateTimeOffset(time.GetUtcNow()), name, "sign-in refused", name, why));
        await EachAsync(
            account is null ? communities.All : Concerned([account.Grant]),
            keys => new Commit().Once(keys.Once($"refused:{name}"), Between).AppendEntry(keys.Log, entry));
    }

    // In a cluster the node of one community may be away: that must not keep people from working for the others. With all away it is said.
    static async Task EachAsync(IEnumerable<RunningCommunity> communities, Func<Keys, Commit> commit)
    {
        var (written, down) = (0, (StoreDownException?)null);
        foreach (var community in communities)
        {
            try
            {
                await community.Store.Link.CommitAsync(commit(community.Store.Keys));
                written++;
            }
            catch (StoreDownException fault)
            {
                down = fault;
            }
        }
        if (written == 0 && down is not null) throw down;
    }

    IEnumerable<RunningCommunity> Concerned(Grant[] grants) =>
        communities.All.Where(community => grants.Any(grant => grant.Scopes.IsEmpty || grant.Scopes.Any(scope => scope.Community == community.Id)));
}
