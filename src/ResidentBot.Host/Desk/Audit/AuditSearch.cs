using NodaTime;
using NodaTime.Text;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Communities;

namespace ResidentBot.Host.Desk.Audit;

/// <summary>What is looked for in the audit log; "" for anything.</summary>
/// <param name="Who">Part of an account's name, a staff id, <c>resident</c> or <c>bot</c>.</param>
/// <param name="What">A word of <see cref="AuditWords"/>.</param>
/// <param name="About">A ticket's number, a person's id, an account's name, or a part of one.</param>
/// <param name="Why">Words in the reason.</param>
/// <param name="From">The first day, <c>2026-11-22</c>, as people here read their calendars.</param>
/// <param name="To">The last day.</param>
public sealed record AuditQuery(string Who, string What, string About, string Why, string From, string To)
{
    /// <summary>Whether a date is one, or absent.</summary>
    public bool IsValid => IsDate(From) && IsDate(To);

    /// <summary>As the address of a page carries it.</summary>
    public string Text => string.Join('&', new[] { ("who", Who), ("what", What), ("about", About), ("why", Why), ("from", From), ("to", To) }
        .Where(part => part.Item2.Length > 0).Select(part => $"{part.Item1}={Uri.EscapeDataString(part.Item2)}"));

    /// <summary>The first instant; null for the beginning.</summary>
    public Instant? Begin(DateTimeZone zone) => Day(From) is { } day ? zone.AtStartOfDay(day).ToInstant() : null;

    /// <summary>The first instant after it; null for no end.</summary>
    public Instant? End(DateTimeZone zone) => Day(To) is { } day ? zone.AtStartOfDay(day.PlusDays(1)).ToInstant() : null;

    static LocalDate? Day(string text) => LocalDatePattern.Iso.Parse(text) is { Success: true } parsed ? parsed.Value : null;

    static bool IsDate(string text) => text.Length == 0 || Day(text) is not null;
}

/// <summary>One line found.</summary>
/// <param name="Id">Its place in the log.</param>
/// <param name="Entry">What it says.</param>
public sealed record AuditLine(string Id, LogEntry Entry);

/// <summary>Reads the log from its newest line backwards, in chunks, and stops as soon as it has enough.</summary>
static class AuditSearch
{
    const int Chunk = 2000;

    // A line is written a little after what it tells of; with a turn that had to wait, much.
    static readonly Duration Slack = Duration.FromDays(2);

    /// <summary>Lines that match, newest first, before a place; endless until the log is.</summary>
    public static async IAsyncEnumerable<AuditLine> FindAsync(RunningCommunity community, AuditQuery query, string? before)
    {
        var (store, zone) = (community.Store, community.World.Community.Zone);
        var (begin, end) = (query.Begin(zone), query.End(zone));
        while (true)
        {
            var chunk = await store.ReadBackAsync(store.Keys.Log, before, Chunk);
            foreach (var one in chunk)
            {
                var entry = Codec.Read<LogEntry>(one.Data);
                if (entry.At < begin - Slack) yield break;
                if (entry.At >= (begin ?? Instant.MinValue) && entry.At < (end ?? Instant.MaxValue) && Matches(entry, query)) yield return new AuditLine(one.Id, entry);
            }
            if (chunk.Count < Chunk) yield break;
            before = chunk[^1].Id;
        }
    }

    static bool Matches(LogEntry entry, AuditQuery query) =>
        Has(entry.Who, query.Who) && (query.What.Length == 0 || entry.What == query.What) && Has(entry.About, query.About) && Has(entry.Why ?? "", query.Why);

    static bool Has(string text, string part) => part.Length == 0 || text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
