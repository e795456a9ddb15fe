using System.Globalization;
using System.Text;
using NodaTime.Text;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Roles;
using ResidentBot.Host.Desk.Shared;

namespace ResidentBot.Host.Desk.Audit;

/// <summary>The audit page.</summary>
/// <param name="Query">What was looked for.</param>
/// <param name="Rows">The lines found, newest first.</param>
/// <param name="Next">Where the next page begins; null when this is the last one.</param>
/// <param name="IsNewest">Whether this is the first page.</param>
public sealed record AuditView(AuditQuery Query, IReadOnlyList<AuditLine> Rows, string? Next, bool IsNewest);

/// <summary>Who did and who looked at what: searching the log, and exporting what was found.</summary>
static class AuditPages
{
    const int PageSize = 100;
    const string ByteOrderMark = "\uFEFF";
    static readonly LocalDateTimePattern Second = LocalDateTimePattern.CreateWithInvariantCulture("yyyy-MM-dd HH:mm:ss");

    /// <summary>Maps them.</summary>
    public static void MapAudit(this RouteGroupBuilder community)
    {
        community.MapGet("/audit", ShowAsync).NeedsWhole(Right.ReadAudit);
        community.MapPost("/audit/export", ExportAsync).NeedsWhole(Right.ReadAudit);
    }

    static async Task<IResult> ShowAsync(DeskRequest request)
    {
        var query = Query(request.Query);
        if (!query.IsValid) return DeskRequest.Page<AuditPage>(await request.FrameAsync(request.Refused("audit_date")), new AuditView(query, [], null, true));
        var frame = await request.FrameAsync();
        var before = request.Query("before") is { Length: > 0 } place && IsPlace(place) ? place : null;
        var rows = new List<AuditLine>();
        await foreach (var line in AuditSearch.FindAsync(request.Community, query, before))
        {
            if (rows.Count == PageSize) return Page(rows[^1].Id);
            rows.Add(line);
        }
        return Page(null);

        IResult Page(string? next) => DeskRequest.Page<AuditPage>(frame, new AuditView(query, rows, next, before is null));
    }

    // The export stands in the log before its first line leaves.
    static async Task<IResult> ExportAsync(DeskRequest request)
    {
        var form = await request.FormAsync();
        var query = Query(name => form[name].ToString());
        if (!query.IsValid) return DeskRequest.To($"/desk/{request.Community.Id}/audit?{query.Text}");
        await request.LogAsync("exported audit", "audit", query.Text.Length == 0 ? null : query.Text);
        var (world, texts) = (request.Community.World, request.T);
        return TypedResults.Stream(
            async stream =>
            {
                await using var writer = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
                await writer.WriteAsync(ByteOrderMark);
                await writer.WriteAsync(Row("id", texts["audit_at"], texts["audit_who"], texts["audit_what"], "what", texts["audit_about"], texts["audit_why"]));
                await foreach (var line in AuditSearch.FindAsync(request.Community, query, null))
                    await writer.WriteAsync(Row(
                        line.Id,
                        Second.Format(world.Local(line.Entry.At)),
                        Who(world.Community, texts, line.Entry.Who),
                        texts.Word("audit", line.Entry.What),
                        line.Entry.What,
                        line.Entry.About,
                        line.Entry.Why ?? ""));
            },
            "text/csv; charset=utf-8",
            string.Create(CultureInfo.InvariantCulture, $"audit-{request.Community.Id}-{LocalDatePattern.Iso.Format(world.Local(request.Now).Date)}.csv"));
    }

    /// <summary>As colleagues know somebody.</summary>
    public static string Who(Community community, DeskTexts texts, string who) =>
        community.Staff.TryGetValue(who, out var member) ? $"{member.Name} ({who})" : texts.Word("who", who);

    static AuditQuery Query(Func<string, string> field)
    {
        return new AuditQuery(Field("who"), Field("what"), Field("about"), Field("why"), Field("from"), Field("to"));

        string Field(string name) => field(name).Trim();
    }

    static bool IsPlace(string text) => text.Split('-') is [var time, var number] && ulong.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out _)
        && ulong.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    static string Row(params ReadOnlySpan<string> cells)
    {
        var row = new StringBuilder();
        foreach (var cell in cells)
        {
            if (row.Length > 0) row.Append(',');
            // What a table program would take for a formula is kept from being one.
            var text = cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@' or '\t' ? "'" + cell : cell;
            row.Append('"').Append(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        }
        return row.Append("\r\n").ToString();
    }
}
