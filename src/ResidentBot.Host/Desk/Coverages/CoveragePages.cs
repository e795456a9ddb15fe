using System.Globalization;
using System.Security.Cryptography;
using NodaTime;
using NodaTime.Text;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Roster;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Desk.Shared;

namespace ResidentBot.Host.Desk.Coverages;

/// <summary>Who is there for whom: the address tree, the named people, their leave and their phones.</summary>
static class CoveragePages
{
    /// <summary>Maps them.</summary>
    public static void MapCoverage(this RouteGroupBuilder all)
    {
        var community = all.MapGroup("").Needs(Right.ManageStaff);
        community.MapGet("/coverage", (DeskRequest request) => ShowAsync(request));
        community.MapPost("/coverage/{staff}/leave", LeaveAsync);
        community.MapPost("/coverage/{staff}/back", BackAsync);
        community.MapPost("/coverage/{staff}/code", CodeAsync);
        community.MapPost("/coverage/{staff}/unpair", UnpairAsync);
    }

    static Task<IResult> LeaveAsync(DeskRequest request, string staff) => ChangeAsync(request, staff, form =>
        Day(form["from"]) is { } from && Day(form["until"]) is { } until ? new StaffAction.PutOnLeave(request.Me.Name, request.Me.Title, staff, from, until) : null);

    static Task<IResult> BackAsync(DeskRequest request, string staff) => ChangeAsync(request, staff, form =>
        Day(form["from"]) is { } from ? new StaffAction.EndLeave(request.Me.Name, request.Me.Title, staff, from) : null);

    // The stored code is shown, not the drawn one: a form sent twice makes one code.
    static async Task<IResult> CodeAsync(DeskRequest request, string staff)
    {
        if (!CoverageReads.MayPair(request, staff)) return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        var digits = RandomNumberGenerator.GetInt32(100_000_000).ToString("D8", CultureInfo.InvariantCulture);
        var (refused, _) = await request.ActAsync(await request.FormAsync(), new StaffAction.MakePairingCode(request.Me.Name, request.Me.Title, staff, digits));
        if (refused is not null) return await ShowAsync(request, refused);
        var code = (await request.Community.Store.FindAsync<StaffCard>(staff))?.Code;
        var name = request.Community.World.Community.Staff.GetValueOrDefault(staff)?.Name;
        return await ShowAsync(request, code is null ? null : new Notice(request.T.Say("staff_code_shown", ("name", name)), IsRefusal: false, $"{code[..4]} {code[4..]}"));
    }

    // The page knows addresses only masked; together with the place in the list that names one.
    static async Task<IResult> UnpairAsync(DeskRequest request, string staff)
    {
        var card = await request.Community.Store.FindAsync<StaffCard>(staff);
        return await ChangeAsync(request, staff, form =>
            int.TryParse(form["at"], out var at) && card is not null && at >= 0 && at < card.Paired.Length && card.Paired[at].ToString() == form["address"]
                ? new StaffAction.Unpair(request.Me.Name, request.Me.Title, card.Paired[at]) : null, "not_paired");
    }

    static async Task<IResult> ChangeAsync(DeskRequest request, string staff, Func<IFormCollection, StaffAction?> read, string otherwise = "leave_dates")
    {
        if (!CoverageReads.MayManage(request, staff)) return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        var form = await request.FormAsync();
        if (read(form) is not { } action) return await ShowAsync(request, request.Refused(otherwise));
        var (refused, _) = await request.ActAsync(form, action);
        return refused is null ? DeskRequest.To($"/desk/{request.Community.Id}/coverage{(request.Query("q") is { Length: > 0 } query ? $"?q={Uri.EscapeDataString(query)}" : "")}") : await ShowAsync(request, refused);
    }

    static async Task<IResult> ShowAsync(DeskRequest request, Notice? notice = null)
    {
        if (!Entitlements.MayAnywhere(request.Me.Grant, Right.ManageStaff, request.Community.World.Community)) return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        var frame = await request.FrameAsync(notice);
        return DeskRequest.Page<CoveragePage>(frame, await CoverageReads.PageAsync(request));
    }

    static LocalDate? Day(string? text) => LocalDatePattern.Iso.Parse(text ?? "") is { Success: true, Value: var day } ? day : null;
}
