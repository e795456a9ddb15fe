using Microsoft.AspNetCore.Authorization;
using ResidentBot.Host.Accounts;
using ResidentBot.Host.Desk.Audit;
using ResidentBot.Host.Desk.CheckIns;
using ResidentBot.Host.Desk.Coverages;
using ResidentBot.Host.Desk.Dead;
using ResidentBot.Host.Desk.Dialogs;
using ResidentBot.Host.Desk.Examples;
using ResidentBot.Host.Desk.Imports;
using ResidentBot.Host.Desk.Live;
using ResidentBot.Host.Desk.People;
using ResidentBot.Host.Desk.Posts;
using ResidentBot.Host.Desk.Rehearsals;
using ResidentBot.Host.Desk.Residents;
using ResidentBot.Host.Desk.Shared;
using ResidentBot.Host.Desk.Tickets;

namespace ResidentBot.Host.Desk;

/// <summary>Every page of the console, by its address.</summary>
static class DeskPages
{
    /// <summary>Maps the console at <c>/desk</c>.</summary>
    public static void MapDesk(this IEndpointRouteBuilder routes)
    {
        var desk = routes.MapGroup("/desk");
        desk.MapAssets();

        var open = desk.MapGroup("").AddEndpointFilter(Guard.EveryPage);
        open.MapSignIn();

        var signedIn = open.MapGroup("").AddEndpointFilter(Guard.SignedIn).AddEndpointFilter(PageGuard.Admitted).RequireAuthorization(
            new AuthorizationPolicyBuilder(DeskSession.Scheme).RequireAuthenticatedUser().Build());
        signedIn.MapOwnAccount();
        signedIn.MapAccounts();

        var community = signedIn.MapGroup("/{community}");
        community.MapTickets();
        community.MapResidents();
        community.MapCheckIns();
        community.MapPosts();
        community.MapDialogs();
        community.MapExamples();
        community.MapRehearsal();
        community.MapImports();
        community.MapCoverage();
        community.MapAudit();
        community.MapDead();
        community.MapEvents();
        community.MapMedia();
    }
}
