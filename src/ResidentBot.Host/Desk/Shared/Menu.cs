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

    /// <summary>The entry whose pages it belongs to: it stands in a row below the head while one of them is open; null for an entry of the head itself.</summary>
    public string? Below { get; init; }
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
        new("rehearsal", Right.ManageContent) { Whole = true, Below = "dialogs" },
        new("examples", Right.ManageContent) { Whole = true, Below = "dialogs" },
        new("imports", Right.Import, Right.Export),
        new("audit", Right.ReadAudit) { Whole = true },
        new("dead", Right.ManageAccounts) { Whole = true },
    ];

    /// <summary>The entries of the head that somebody may open in a community.</summary>
    public static IEnumerable<string> Head(Grant grant, Community community) =>
        Open(grant, community).Where(entry => entry.Below is null).Select(entry => entry.Section);

    /// <summary>The entry of the head under which a page stands.</summary>
    public static string HeadOf(string section) => Array.Find(All, entry => entry.Section == section)?.Below ?? section;

    /// <summary>The pages that stand under the same entry of the head, if they are several.</summary>
    public static IReadOnlyList<string> Beside(string section, Grant grant, Community community)
    {
        var head = HeadOf(section);
        string[] pages = [.. Open(grant, community).Where(entry => entry.Section == head || entry.Below == head).Select(entry => entry.Section)];
        return pages.Length > 1 ? pages : [];
    }

    static IEnumerable<MenuEntry> Open(Grant grant, Community community) =>
        All.Where(entry => entry.AnyOf.Any(right => entry.Whole ? Entitlements.May(grant, right, community) : Entitlements.MayAnywhere(grant, right, community)));

    /// <summary>Where somebody begins in a community; null when there is nothing there for him.</summary>
    public static string? Start(Grant grant, Community community) => Head(grant, community).FirstOrDefault() is { } section ? $"/desk/{community.Id}/{section}" : null;
}
