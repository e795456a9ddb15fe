using NodaTime;
using ResidentBot.Core.Roles;
using ResidentBot.Host.Desk.Shared;
using ResidentBot.Host.Turns;

namespace ResidentBot.Host.Desk.Dead;

/// <summary>An event that could not be decided, not even by the fixed decision.</summary>
/// <param name="Id">Its place in the stream.</param>
/// <param name="At">When it was laid aside.</param>
/// <param name="Kind">arrived, reported, timer or other.</param>
/// <param name="Fault">What went wrong.</param>
public sealed record DeadView(string Id, Instant At, string Kind, string Fault);

/// <summary>Events laid aside; "try again" makes a new event of one, "put away" ends it by a named person's decision.</summary>
static class DeadPages
{
    /// <summary>Maps them.</summary>
    public static void MapDead(this RouteGroupBuilder community)
    {
        community.MapGet("/dead", (DeskRequest request, TimeProvider time) => ShowAsync(request, time, null)).NeedsWhole(Right.ManageAccounts);
        community.MapPost("/dead/{entry}/retry", RetryAsync).NeedsWhole(Right.ManageAccounts);
        community.MapPost("/dead/{entry}/drop", DropAsync).NeedsWhole(Right.ManageAccounts);
    }

    static async Task<IResult> RetryAsync(DeskRequest request, TimeProvider time, string entry)
    {
        if (!await new DeadEntries(request.Community.Store, time).RetryAsync(entry)) return await ShowAsync(request, time, request.Refused("retry"));
        await request.LogAsync("retried dead entry", entry);
        return DeskRequest.To($"/desk/{request.Community.Id}/dead");
    }

    static async Task<IResult> DropAsync(DeskRequest request, TimeProvider time, string entry)
    {
        await request.LogAsync("dropped dead entry", entry);
        await new DeadEntries(request.Community.Store, time).DropAsync(entry);
        return DeskRequest.To($"/desk/{request.Community.Id}/dead");
    }

    static async Task<IResult> ShowAsync(DeskRequest request, TimeProvider time, Notice? notice)
    {
        var frame = await request.FrameAsync(notice);
        var entries = await new DeadEntries(request.Community.Store, time).ListAsync();
        List<DeadView> views = [.. entries.Select(one => new DeadView(one.Id, Instant.FromUnixTimeMilliseconds(one.Entry.At), one.Entry.Kind, one.Entry.Fault))];
        return DeskRequest.Page<DeadPage>(frame, views);
    }
}
