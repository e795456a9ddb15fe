using NodaTime;
using NodaTime.Text;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Desk.Shared;

namespace ResidentBot.Host.Desk.Coverages;

/// <summary>Who is there for whom: the address tree, the named people, and their leave.</summary>
static class CoveragePages
{
    /// <summary>Maps them.</summary>
    public static void MapCoverage(this RouteGroupBuilder community)
    {
        community.MapGet("/coverage", (DeskRequest request) => ShowAsync(request));
        community.MapPost("/coverage/{staff}/leave", LeaveAsync);
        community.MapPost("/coverage/{staff}/back", BackAsync);
    }

    static Task<IResult> LeaveAsync(DeskRequest request, string staff) => ChangeAsync(request, staff, form =>
        Day(form["from"]) is { } from && Day(form["until"]) is { } until ? new StaffAction.PutOnLeave(request.Me.Name, request.Me.Title, staff, from, until) : null);

    static Task<IResult> BackAsync(DeskRequest request, string staff) => ChangeAsync(request, staff, form =>
        Day(form["from"]) is { } from ? new StaffAction.EndLeave(request.Me.Name, request.Me.Title, staff, from) : null);

    static async Task<IResult> ChangeAsync(DeskRequest request, string staff, Func<IFormCollection, StaffAction?> read)
    {
        if (!CoverageReads.MayManage(request, staff)) return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        var form = await request.FormAsync();
        if (read(form) is not { } action) return await ShowAsync(request, request.Refused("leave_dates"));
        var (refused, _) = await request.ActAsync(form, action);
        return refused is null ? DeskRequest.To($"/desk/{request.Community.Id}/coverage") : await ShowAsync(request, refused);
    }

    static async Task<IResult> ShowAsync(DeskRequest request, Notice? notice = null)
    {
        if (!Entitlements.MayAnywhere(request.Me.Grant, Right.ManageStaff, request.Community.World.Community)) return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        var frame = await request.FrameAsync(notice);
        return DeskRequest.Page<CoveragePage>(frame, await CoverageReads.PageAsync(request));
    }

    static LocalDate? Day(string? text) => LocalDatePattern.Iso.Parse(text ?? "") is { Success: true, Value: var day } ? day : null;
}
