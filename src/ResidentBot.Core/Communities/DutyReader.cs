using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Core.Files;
using ResidentBot.Core.Roster;

namespace ResidentBot.Core.Communities;

/// <summary>
/// Reads when somebody is on duty and when he is away:
/// <code>
/// duty:
///   - {days: mon-fri, from: 08:00, until: 18:00}
///   - {days: [sat, sun], from: 22:00, until: 06:00}
/// leave:
///   - {from: 2026-12-01, until: 2026-12-05}
/// </code>
/// </summary>
static class DutyReader
{
    /// <summary>Who stands behind a leave that a file tells.</summary>
    public const string FromFile = "file";

    const string Daily = "daily";
    static readonly ImmutableArray<string> Words = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    /// <summary>The hours under <c>duty</c>; empty when there are none.</summary>
    public static ImmutableArray<DutySpan> ReadDuty(YamlMap item)
    {
        var spans = ImmutableArray.CreateBuilder<DutySpan>();
        foreach (var span in item.Maps("duty"))
        {
            var days = span.Require("days") ? ReadDays(span) : [];
            var (from, until) = (span.RequiredTime("from"), span.RequiredTime("until"));
            span.Done();
            spans.Add(new DutySpan(days, from ?? LocalTime.Midnight, until ?? LocalTime.Midnight));
        }
        return spans.ToImmutable();
    }

    /// <summary>The days under <c>leave</c>; empty when there are none.</summary>
    public static ImmutableArray<Leave> ReadLeave(YamlMap item)
    {
        var leaves = ImmutableArray.CreateBuilder<Leave>();
        foreach (var leave in item.Maps("leave"))
        {
            var (from, until) = (leave.RequiredDate("from"), leave.RequiredDate("until"));
            leave.Done();
            if (from is null || until is null) continue;
            if (until < from) leave.Report("until", $"a leave cannot end on {leave.Text("until")}, before it begins on {leave.Text("from")}");
            else leaves.Add(new Leave(from.Value, until.Value, FromFile));
        }
        return leaves.ToImmutable();
    }

    static ImmutableArray<IsoDayOfWeek> ReadDays(YamlMap span)
    {
        var texts = span.TextList("days");
        var days = new SortedSet<IsoDayOfWeek>();
        if (texts.Count == 0) span.Report("days", "`days` must name at least one day");
        for (var i = 0; i < texts.Count; i++)
            if (Days(texts[i]) is { } some) days.UnionWith(some);
            else span.ReportItem("days", i, $"a day is one of {string.Join(", ", Words)}, a range such as `mon-fri`, or `{Daily}`, not `{texts[i]}`");
        return [.. days];
    }

    // "mon", "mon-fri", and over the weekend "sat-mon".
    static IEnumerable<IsoDayOfWeek>? Days(string text)
    {
        if (text == Daily) return Enumerable.Range(1, 7).Select(day => (IsoDayOfWeek)day);
        var parts = text.Split('-');
        var (first, last) = (Words.IndexOf(parts[0]), Words.IndexOf(parts[^1]));
        if (parts.Length > 2 || first < 0 || last < 0) return null;
        return Enumerable.Range(first, (last - first + 7) % 7 + 1).Select(day => (IsoDayOfWeek)(day % 7 + 1));
    }
}
