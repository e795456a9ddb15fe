using ResidentBot.Core.Communities;
using ResidentBot.Core.Roles;

namespace ResidentBot.Host.Desk.Shared;

/// <summary>One entry of the menu in the head.</summary>
/// <param name="Section">Its address below the community, and its text.</param>
/// <param name="AnyOf">Any of these rights shows it.</param>
sealed record MenuEntry(string Section, params Right[] AnyOf)
{
    /// <summary>Whether the right must hold in the whole community.</summary>
    public bool Whole { get; init; }
}

/// <summary>The pages of a community in the order of the menu. The first one that somebody may open is where he begins.</summary>
static class Menu
{
    static readonly MenuEntry[] All =
    [
        new("tickets", Right.SeeTickets, Right.SeeRequests),
        new("residents", Right.SeeResidents),
        new("checkins", Right.SeeResidents),
        new("posts", Right.ManagePosts),
        new("coverage", Right.ManageStaff),
        new("dialogs", Right.ManageContent),
        new("examples", Right.ManageContent) { Whole = true },
        new("rehearsal", Right.ManageContent) { Whole = true },
        new("imports", Right.Import, Right.Export),
        new("audit", Right.ReadAudit) { Whole = true },
        new("dead", Right.ManageAccounts) { Whole = true },
    ];

    /// <summary>What somebody may open in a community.</summary>
    public static IEnumerable<string> Of(Grant grant, Community community) =>
        All.Where(entry => entry.AnyOf.Any(right => entry.Whole ? Entitlements.May(grant, right, community) : Entitlements.MayAnywhere(grant, right, community)))
            .Select(entry => entry.Section);

    /// <summary>Where somebody begins in a community; null when there is nothing there for him.</summary>
    public static string? Start(Grant grant, Community community) => Of(grant, community).FirstOrDefault() is { } section ? $"/desk/{community.Id}/{section}" : null;
}
