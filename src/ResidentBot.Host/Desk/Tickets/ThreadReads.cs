using ResidentBot.Core.Conversations;
using ResidentBot.Core.Tickets;
using ResidentBot.Host.Desk.Shared;

namespace ResidentBot.Host.Desk.Tickets;

/// <summary>What of a ticket's talk who asks may read.</summary>
static class ThreadReads
{
    const string Stored = "stored:";

    /// <summary>Whether some line that who asks may read, of the talk of a ticket that he may read, holds fetched media.</summary>
    public static async Task<bool> MayOpenAsync(DeskRequest request, string number, string hash)
    {
        var store = request.Community.Store;
        if (await store.FindAsync<Ticket>(number) is not { Address: { } address } ticket || !request.MaySee(ticket) || !request.MayReadTalk(ticket)) return false;
        var lines = await store.ThreadAsync(address);
        var readable = lines.Where(line => line.Kind != ThreadKind.News && request.MayRead(line)).Select(line => line.Id).ToHashSet(StringComparer.Ordinal);
        return lines.Any(line => line.Media.Any(media => media.Source == Stored + hash) && readable.Contains(line.Kind == ThreadKind.News ? line.Ref ?? "" : line.Id));
    }
}
