using System.Collections.Concurrent;
using System.Collections.Immutable;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Tickets;
using ResidentBot.Host.Communities;
using ResidentBot.Host.Desk.Shared;
using ResidentBot.Host.Turns;

namespace ResidentBot.Host.Desk.Live;

/// <summary>
/// Which news a page may be told. Even "something happened in that talk" says too much to whoever may not know of the talk. What a piece of news is
/// about is looked up once for all pages of this host.
/// </summary>
sealed class FeedSight(TimeProvider time)
{
    const int Most = 20_000;

    readonly ConcurrentDictionary<(string Community, string Entry, string What), Task<ImmutableArray<Need>>> _needs = new();

    /// <summary>What of an entry an account may be told; empty for nothing.</summary>
    public async Task<ImmutableArray<string>> OfAsync(RunningCommunity community, Grant grant, FeedEntry entry)
    {
        var seen = ImmutableArray.CreateBuilder<string>();
        foreach (var what in entry.What)
        {
            var needs = await NeedsAsync(community, entry.Id, what);
            if (needs.Any(need => need.IsMetBy(grant, community.World.Community))) seen.Add(what);
        }
        return seen.ToImmutable();
    }

    async Task<ImmutableArray<Need>> NeedsAsync(RunningCommunity community, string entry, string what)
    {
        if (_needs.Count > Most) _needs.Clear();
        var key = (community.Id, entry, what);
        try
        {
            return await _needs.GetOrAdd(key, _ => LookAsync(community, what));
        }
        catch (Exception)
        {
            // Redis was away: the next page looks again.
            _needs.TryRemove(key, out _);
            throw;
        }
    }

    async Task<ImmutableArray<Need>> LookAsync(RunningCommunity community, string what)
    {
        var colon = what.IndexOf(':');
        var id = what[(colon + 1)..];
        var store = community.Store;
        switch (colon < 0 ? what : what[..colon])
        {
            case "ticket":
                return await store.FindAsync<Ticket>(id) is { } ticket ? [Need.Of(ticket)] : [];
            case "thread":
                return [await OfThreadAsync(community, id)];
            case "person":
                return [await OfPersonAsync(community, id)];
            case "household":
                return [new Need(Right.SeeResidents, (await store.FindAsync<Household>(id))?.Place, Sensitivity.Ordinary)];
            case "post":
                return [new Need(Right.ManagePosts, null, Sensitivity.Ordinary, Anywhere: true)];
            case "correction":
                return [new Need(Right.ManageContent, null, Sensitivity.Ordinary)];
            default:
                // Whoever has the whole community.
                return [new Need(Right.SeeTickets, null, Sensitivity.Ordinary), new Need(Right.ManageAccounts, null, Sensitivity.Ordinary)];
        }
    }

    // By the ticket that holds the talk; a free talk by where its people live.
    static async Task<Need> OfThreadAsync(RunningCommunity community, string address)
    {
        var talk = await community.Store.FindAsync<Conversation>(address);
        if (talk?.Ticket is { } number && await community.Store.FindAsync<Ticket>(number) is { } ticket)
            return new Need(Right.SeeTickets, ticket.Place, ticket.Sensitivity);
        var person = talk?.Persons.FirstOrDefault();
        var place = person is null ? null : (await Board.PlacesAsync(community, [person])).GetValueOrDefault(person);
        return new Need(Right.SeeTickets, place, Sensitivity.Ordinary);
    }

    async Task<Need> OfPersonAsync(RunningCommunity community, string id)
    {
        var person = await community.Store.FindAsync<Person>(id);
        var household = person is null ? null : await community.Store.FindAsync<Household>(person.Household);
        var today = community.World.Local(NodaTime.Instant.FromDateTimeOffset(time.GetUtcNow())).Date;
        return new Need(Right.SeeResidents, household?.Place, person is null ? Sensitivity.Ordinary : Sight.Of(person, today));
    }

    /// <summary>What one must be allowed to be told.</summary>
    readonly record struct Need(Right Right, string? Place, Sensitivity Sensitivity, bool Anywhere = false)
    {
        public static Need Of(Ticket ticket) =>
            new(ticket.Kind == TicketKind.Request ? Right.SeeRequests : Right.SeeTickets, ticket.Place, ticket.Sensitivity);

        // What has no place, such as a post, is told to whoever has any part of the community.
        public bool IsMetBy(Grant grant, Community community) =>
            Anywhere ? Entitlements.MayAnywhere(grant, Right, community) : Entitlements.May(grant, Right, community, Place, Sensitivity);
    }
}
