using NodaTime;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Conversations;

/// <summary>How long free words may still be sent to an address whose channel closes.</summary>
/// <param name="Until">When it closes; null when it is closed.</param>
/// <param name="Left">How many messages may leave until then; null for any number.</param>
/// <param name="Templates">Whether an approved template for any words takes over then.</param>
public sealed record FreeWords(Instant? Until, int? Left, bool Templates)
{
    /// <summary>Of an address at an instant; null where free words may be sent at any time.</summary>
    public static FreeWords? Of(World world, Address address, Conversation? talk, Instant now)
    {
        ArgumentNullException.ThrowIfNull(world);
        var account = talk is not null && world.Community.Accounts.TryGetValue(talk.Account, out var last) ? last : world.AccountFor(address, Purpose.Service, []);
        if (account?.Can is not { Window: { } window } can) return null;
        var isOpen = can.IsOpen(talk?.LastInAt, talk?.SentSince ?? 0, now);
        return new FreeWords(isOpen ? talk!.LastInAt + window : null, isOpen ? can.WindowMessages - talk!.SentSince : 0, account.Texts.Otherwise is not null);
    }
}
