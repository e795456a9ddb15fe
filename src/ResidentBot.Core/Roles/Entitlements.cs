using ResidentBot.Core.Communities;
using ResidentBot.Core.Tickets;

namespace ResidentBot.Core.Roles;

/// <summary>Who may do what: role, place in the tree, and sensitivity, decided here and nowhere else.</summary>
public static class Entitlements
{
    /// <summary>What a role may do at all.</summary>
    public static IReadOnlySet<Right> Of(Role role) => Rights[role];

    /// <summary>What a role may know of.</summary>
    public static IReadOnlySet<Sensitivity> KnownTo(Role role) => Known[role];

    /// <summary>
    /// Whether somebody may do something to what is at a place and of a sensitivity. A place nobody knows, such as a stranger's, counts as the whole
    /// community: whoever has only a part of it is not shown it.
    /// </summary>
    public static bool May(Grant grant, Right right, Community community, string? place = null, Sensitivity sensitivity = Sensitivity.Ordinary) =>
        Rights[grant.Role].Contains(right) && (right is Right.ReadAudit or Right.ManageAccounts || Known[grant.Role].Contains(sensitivity)) && Covers(grant, community, place);

    /// <summary>Whether somebody may do something anywhere in a community: its page is in the menu.</summary>
    public static bool MayAnywhere(Grant grant, Right right, Community community) =>
        Rights[grant.Role].Contains(right) && (grant.Scopes.IsEmpty || grant.Scopes.Any(scope => scope.Community == community.Id));

    /// <summary>Whether somebody may see a ticket and its talk.</summary>
    public static bool MaySee(Grant grant, Community community, Ticket ticket) =>
        May(grant, ticket.Kind == TicketKind.Request ? Right.SeeRequests : Right.SeeTickets, community, ticket.Place, ticket.Sensitivity);

    /// <summary>
    /// Whether somebody may give what another has been given, or take it away: an administrator of a part gives away no more than that part.
    /// </summary>
    /// <param name="find">Finds a community by its id.</param>
    public static bool MayManage(Grant own, Grant other, Func<string, Community?> find) => Rights[own.Role].Contains(Right.ManageAccounts)
        && (own.Scopes.IsEmpty || (!other.Scopes.IsEmpty && other.Scopes.All(scope => Holds(own, scope, find))));

    static bool Holds(Grant own, Scope scope, Func<string, Community?> find)
    {
        if (own.Scopes.Any(one => one.Community == scope.Community && one.Place is null)) return true;
        return scope.Place is not null && find(scope.Community) is { } community && Covers(own, community, scope.Place);
    }

    /// <summary>Whether somebody's part of the tree holds a place.</summary>
    public static bool Covers(Grant grant, Community community, string? place)
    {
        if (grant.Scopes.IsEmpty) return true;
        foreach (var scope in grant.Scopes)
        {
            if (scope.Community != community.Id) continue;
            if (scope.Place is null || Responsible.Upwards(community, place).Any(node => node.Id == scope.Place)) return true;
        }
        return false;
    }

    static readonly Dictionary<Role, HashSet<Right>> Rights = new()
    {
        [Role.Agent] = [Right.SeeRequests, Right.SeeTickets, Right.WorkTickets, Right.SeeResidents, Right.EditResidents, Right.Reveal, Right.ManagePosts],
        [Role.Administrator] = [.. Enum.GetValues<Right>()],
        [Role.Supervisor] =
        [
            Right.SeeRequests, Right.SeeTickets, Right.WorkTickets, Right.SeeResidents, Right.EditResidents, Right.Reveal, Right.ManagePosts, Right.EditContent, Right.ManageStaff,
            Right.Import, Right.Export, Right.Erase, Right.ReadAudit,
        ],
        [Role.GridWorker] = [Right.SeeRequests, Right.SeeTickets, Right.WorkTickets, Right.SeeResidents, Right.Reveal],
        [Role.Counsellor] = [Right.SeeRequests, Right.SeeTickets, Right.WorkTickets, Right.SeeResidents, Right.Reveal],
        [Role.Property] = [Right.SeeRequests, Right.WorkTickets],
        [Role.Auditor] = [Right.ReadAudit],
    };

    static readonly Dictionary<Role, HashSet<Sensitivity>> Known = new()
    {
        [Role.Agent] = [Sensitivity.Ordinary, Sensitivity.Sensitive],
        [Role.Administrator] = [Sensitivity.Ordinary, Sensitivity.Sensitive],
        [Role.Supervisor] = [Sensitivity.Ordinary, Sensitivity.Sensitive, Sensitivity.Child, Sensitivity.Legal],
        [Role.GridWorker] = [Sensitivity.Ordinary, Sensitivity.Sensitive],
        [Role.Counsellor] = [Sensitivity.Ordinary, Sensitivity.Sensitive, Sensitivity.Child, Sensitivity.Confidential],
        [Role.Property] = [Sensitivity.Ordinary],
        [Role.Auditor] = [],
    };
}
