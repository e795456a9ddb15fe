using ResidentBot.Host.Communities;
using ResidentBot.Store;

namespace ResidentBot.Host;

/// <summary><c>/health/live</c> says that the process runs, <c>/health/ready</c> whether it can serve, and if not, why.</summary>
static class Health
{
    /// <summary>How far a host's clock may be from Redis's before it leaves all timed work to others.</summary>
    public static readonly TimeSpan MostSkew = TimeSpan.FromSeconds(2);

    /// <summary>Maps the two.</summary>
    public static void MapHealth(this IEndpointRouteBuilder app, RunningCommunities communities, HostRegistry hosts, bool movedClock)
    {
        app.MapGet("/health/live", () => Results.Text("live"));
        app.MapGet("/health/ready", async () =>
        {
            if (!movedClock && hosts.ClockSkew.Duration() > MostSkew) return NotReady("this machine's clock is more than 2 s off Redis's");
            try
            {
                foreach (var community in communities.All) await community.Store.GetAsync(community.Store.Keys.Edition);
                return Results.Text("ready");
            }
            catch (StoreDownException fault)
            {
                return NotReady(fault.Message);
            }
        });
    }

    static IResult NotReady(string why) => Results.Text(why, statusCode: StatusCodes.Status503ServiceUnavailable);
}
