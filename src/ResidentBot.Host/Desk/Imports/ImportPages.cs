using System.Globalization;
using ResidentBot.Core.Imports;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Desk.Shared;
using ResidentBot.Host.Registers;

namespace ResidentBot.Host.Desk.Imports;

/// <summary>Files brought in and written out: a dry run first, then the start, then the progress, and a way back.</summary>
static class ImportPages
{
    const int MostShown = 50;
    const int MostMistakes = 2000;

    /// <summary>Maps them.</summary>
    public static void MapImports(this RouteGroupBuilder community)
    {
        community.MapGet("/imports", (DeskRequest request) => ShowAsync(request, null)).Needs(Right.Import, Right.Export);
        community.MapPost("/imports", UploadAsync).NeedsWhole(Right.Import);
        community.MapGet("/imports/{import}", (DeskRequest request, string import) => ShowAsync(request, import, null)).NeedsWhole(Right.Import);
        community.MapPost("/imports/{import}/start", StartAsync).NeedsWhole(Right.Import);
        community.MapPost("/imports/{import}/undo", UndoAsync).NeedsWhole(Right.Import);
        community.MapPost("/exports", ExportAsync).Needs(Right.Import, Right.Export);
    }

    static bool MayExport(DeskRequest request) => Entitlements.MayAnywhere(request.Me.Grant, Right.Export, request.Community.World.Community);

    static async Task<IResult> UploadAsync(DeskRequest request, Secrets secrets)
    {
        var form = await request.FormAsync();
        if (form.Files.GetFile("file") is not { Length: > 0 } file) return await ShowAsync(request, request.Refused("import_no_file"));
        if (!Guid.TryParseExact(form["click"], "N", out var click)) throw new BadHttpRequestException("a form must carry the id of its click");
        var id = click.ToString("n", CultureInfo.InvariantCulture)[..12];
        var kind = form["kind"].Word<ImportKind>();
        var run = await LookAsync(request, secrets, file, kind, id);
        await new Registers.Imports(request.Community).StageAsync($"c{click:N}", run, request.Me.Title);
        return DeskRequest.To($"/desk/{request.Community.Id}/imports/{id}");
    }

    static async Task<DryRun> LookAsync(DeskRequest request, Secrets secrets, IFormFile file, ImportKind? kind, string id)
    {
        // A browser's word on the name: only its last part, and not too much of it.
        var name = Path.GetFileName(file.FileName.Replace('\\', '/'));
        name = name.Length > 80 ? name[^80..] : name;
        // Whoever has just brought a tree brings its residents next.
        await request.Community.CatchUpAsync();
        var dry = await DryRuns.OfAsync(request.Community.Store, request.Community.World, secrets.Find, request.Now);
        try
        {
            if (file.Length > SheetReader.MostBytes) throw new SheetException(new Mistake(name, 0, "", "too_big", $"{file.Length >> 20} MB", $"{SheetReader.MostBytes >> 20} MB"));
            using var bytes = new MemoryStream((int)file.Length);
            await file.CopyToAsync(bytes);
            var sheet = await Task.Run(() => SheetReader.Read(name, bytes.ToArray()));
            return await dry.RunAsync(sheet, kind, id, request.Me.Name);
        }
        catch (SheetException fault)
        {
            return dry.Unreadable(fault.Mistake, kind, id, request.Me.Name);
        }
    }

    static async Task<IResult> StartAsync(DeskRequest request, string import)
    {
        var form = await request.FormAsync();
        if (!Guid.TryParseExact(form["click"], "N", out var click)) throw new BadHttpRequestException("a form must carry the id of its click");
        await request.Community.CatchUpAsync();
        var decision = await new Registers.Imports(request.Community).StartAsync($"c{click:N}", import, form["skip"] == "yes", request.Me.Name, request.Me.Title);
        return await AnswerAsync(request, import, decision);
    }

    static async Task<IResult> UndoAsync(DeskRequest request, string import)
    {
        var form = await request.FormAsync();
        if (!Guid.TryParseExact(form["click"], "N", out var click)) throw new BadHttpRequestException("a form must carry the id of its click");
        var decision = await new Registers.Imports(request.Community).UndoAsync($"c{click:N}", import, form["reason"].ToString(), request.Me.Name, request.Me.Title);
        return await AnswerAsync(request, import, decision);
    }

    static async Task<IResult> AnswerAsync(DeskRequest request, string import, Decision decision) => decision.Refusal is { } refusal
        ? await ShowAsync(request, import, request.Refused(refusal.Text, refusal.Name))
        : DeskRequest.To($"/desk/{request.Community.Id}/imports/{import}");

    static async Task<IResult> ExportAsync(DeskRequest request)
    {
        var form = await request.FormAsync();
        if (form["kind"].Word<ImportKind>() is not { } kind || !Exported(request).Contains(kind)) return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        var isXlsx = form["form"] == "xlsx";
        var word = kind.ToString().ToLowerInvariant();
        var name = $"{request.Community.Id}-{word}.{(isXlsx ? "xlsx" : "csv")}";
        var exports = new Exports(request.Community.Store, request.Community.World, request.Now);
        var (bytes, rows) = await exports.WriteAsync(kind, name, request.T.Language, request.Me.Grant);
        // Noted before it is handed out.
        await request.LogAsync("exported", $"{word}: {rows}");
        return TypedResults.File(bytes, isXlsx ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" : "text/csv", name);
    }

    // Staff and tree are the whole community's.
    static List<ImportKind> Exported(DeskRequest request) =>
        !MayExport(request) ? [] : request.May(Right.Export) ? [.. Enum.GetValues<ImportKind>()] : [ImportKind.Residents];

    static async Task<IResult> ShowAsync(DeskRequest request, Notice? notice)
    {
        var frame = await request.FrameAsync(notice);
        var store = request.Community.Store;
        var mayImport = request.May(Right.Import);
        var listed = mayImport ? await store.ListAsync(Lists.Imports, 0, MostShown - 1, newestFirst: true) : [];
        return DeskRequest.Page<ImportsPage>(frame, new ImportsView(await store.FindAllAsync<Import>(listed.Select(one => one.Member)), mayImport, Exported(request), await request.TitlesAsync()));
    }

    static async Task<IResult> ShowAsync(DeskRequest request, string id, Notice? notice)
    {
        var frame = await request.FrameAsync(notice);
        var store = request.Community.Store;
        if (await store.FindAsync<Import>(id) is not { } import) return TypedResults.NotFound();
        var report = await store.KeptAsync<ReportLine>(id, ImportList.Report);
        var titles = await request.TitlesAsync();
        var mistakes = report.Where(line => line.What is "mistake" or "late" or "broken").ToList();
        return DeskRequest.Page<ImportPage>(frame, new ImportView(
            import,
            [.. mistakes.Take(MostMistakes)],
            mistakes.Count,
            [.. report.Where(line => line.What is "added" or "changed").Take(DryRun.MostChanges)],
            [.. report.Where(line => line.What == "kept")])
        {
            By = titles.GetValueOrDefault(import.By, import.By),
            UndoneBy = import.UndoneBy is { } who ? titles.GetValueOrDefault(who, who) : null,
        });
    }
}
