using ResidentBot.Core.Roles;
using ResidentBot.Host.Accounts;
using ResidentBot.Host.Communities;

namespace ResidentBot.Host.Desk.Shared;

/// <summary>Who may open a page, or press what posts to it. Every address of the console carries one; without one nobody gets in.</summary>
/// <param name="AnyOf">Any of these opens it, somewhere in the community; on a page of the whole desk, at all.</param>
/// <param name="SignIn">Whether somebody must have signed in.</param>
/// <param name="Whole">Whether one needs the right in the whole community: the page shows what has no place.</param>
sealed record PageRights(IReadOnlyList<Right> AnyOf, bool SignIn, bool Whole = false)
{
    /// <summary>Whether an account may open the page. What it then sees is narrowed by place and sensitivity; see <see cref="DeskRequest.May"/>.</summary>
    public bool Admit(Grant grant, RunningCommunity? community)
    {
        if (AnyOf.Count == 0) return true;
        return AnyOf.Any(right => community is null
            ? Entitlements.Of(grant.Role).Contains(right)
            : Whole ? Entitlements.May(grant, right, community.World.Community) : Entitlements.MayAnywhere(grant, right, community.World.Community));
    }
}

/// <summary>Says of each address who may open it, and sees to it.</summary>
static class PageGuard
{
    /// <summary>Any of these rights opens the page.</summary>
    public static T Needs<T>(this T page, params Right[] anyOf) where T : IEndpointConventionBuilder =>
        anyOf.Length == 0 ? throw new ArgumentException("name at least one right", nameof(anyOf)) : page.WithMetadata(new PageRights(anyOf, SignIn: true));

    /// <summary>Any of these rights opens the page, if it holds in the whole community.</summary>
    public static T NeedsWhole<T>(this T page, params Right[] anyOf) where T : IEndpointConventionBuilder =>
        anyOf.Length == 0 ? throw new ArgumentException("name at least one right", nameof(anyOf)) : page.WithMetadata(new PageRights(anyOf, SignIn: true, Whole: true));

    /// <summary>Everybody who signed in may open the page: it shows nothing but his own.</summary>
    public static T NeedsSignIn<T>(this T page) where T : IEndpointConventionBuilder => page.WithMetadata(new PageRights([], SignIn: true));

    /// <summary>Anybody may open the page.</summary>
    public static T NeedsNothing<T>(this T page) where T : IEndpointConventionBuilder => page.WithMetadata(new PageRights([], SignIn: false));

    /// <summary>Lets only those through whom the page's rights admit. A community one does not work in answers like one that does not exist.</summary>
    public static async ValueTask<object?> Admitted(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var account = DeskSession.Account(http)!;
        RunningCommunity? community = null;
        if (http.GetRouteValue("community") is string id)
        {
            community = http.RequestServices.GetRequiredService<RunningCommunities>().Find(id);
            if (community is null || !WorksIn(account.Grant, community)) return TypedResults.NotFound();
        }
        return http.GetEndpoint()?.Metadata.GetMetadata<PageRights>() is { } rights && rights.Admit(account.Grant, community)
            ? await next(context)
            : TypedResults.StatusCode(StatusCodes.Status403Forbidden);
    }

    /// <summary>Whether an account works in a community at all.</summary>
    public static bool WorksIn(Grant grant, RunningCommunity community) =>
        grant.Scopes.IsEmpty || grant.Scopes.Any(scope => scope.Community == community.Id);
}
