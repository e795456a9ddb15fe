using System.Text.RegularExpressions;
using NodaTime;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using ResidentBot.StandIns;

namespace ResidentBot.Host.Tests.Welfare;

/// <summary>A window that somebody had to be asked in.</summary>
sealed record Expected(string Person, LocalDate Date, string Window, DateTimeOffset Opens);

/// <summary>How a window ended, as counted from what residents said, what staff were told and what the audit log holds.</summary>
enum End
{
    Fine,
    LateFine,
    Named,
    RollCall,
    Lost,
}

/// <summary>
/// Counts what became of every window without asking the code that ran it: from the provider's record of what left, the residents' record of what they
/// said, and the log of who closed what. Only the names on a roll call are read from its ticket: they are what the person who rings goes by.
/// </summary>
sealed partial class Verdict(
    IReadOnlyList<TwilioSent> sent, IReadOnlyList<Said> said, IReadOnlyList<LogEntry> log, IReadOnlyList<Ticket> rollCalls, IReadOnlyList<string> staffPhones,
    Func<DateTimeOffset, DateTimeOffset> whenUp)
{
    // Ladders begin anew each morning: one that nobody takes for this long would be a ladder that has stopped.
    static readonly TimeSpan Horizon = TimeSpan.FromDays(14);

    // Silence must have reached a named person by then, counted from the window or the end of our own outage.
    static readonly TimeSpan Patience = TimeSpan.FromHours(3);
    static readonly string[] Named = ["floor", "head", "area", "duty"];

    readonly ILookup<string, Said> _said = said.OrderBy(one => one.At).ToLookup(one => one.Person);
    readonly ILookup<string, (string Number, DateTimeOffset At)> _alarms = Alarms(sent, staffPhones).ToLookup(one => one.Person, one => (one.Number, one.At));
    readonly Dictionary<string, DateTimeOffset> _closed = log
        .Where(line => line.What == "closed" && Named.Contains(line.Who))
        .GroupBy(line => line.About).ToDictionary(lines => lines.Key, lines => lines.Last().At.ToDateTimeOffset());

    readonly HashSet<string> _ended = [.. log.Where(line => line.What == "closed").Select(line => line.About)];

    public End Of(Expected window)
    {
        var (from, alert) = (window.Opens, whenUp(window.Opens) + Patience);
        var words = _said[window.Person].Where(one => one.At >= from && one.At <= from + Horizon).ToList();
        var first = words.FirstOrDefault(one => one.At <= alert);
        if (first is { Fine: true }) return End.Fine;
        var rung = rollCalls.Where(ticket => IsOn(ticket, window)).ToList();
        if (rung.Any(ticket => IsClosed(ticket.Number, from))) return End.RollCall;
        // Silence, or something that was not fine: a named person must have been asked about this person, and have ended it.
        var since = first?.At ?? from;
        var asked = _alarms[window.Person].Where(alarm => alarm.At <= alert && (!_closed.TryGetValue(alarm.Number, out var at) || at >= since)).ToList();
        if (asked.Any(alarm => IsClosed(alarm.Number, since))) return End.Named;
        return first is null && asked.Count + rung.Count > 0 && words.Any(one => one.Fine) && (rung.Count > 0 || asked.Any(alarm => _ended.Contains(alarm.Number))) ? End.LateFine : End.Lost;
    }

    /// <summary>What there is about a window, for whoever reads why it is lost.</summary>
    public string Evidence(Expected window) => $"""
        said {string.Join("; ", _said[window.Person].Where(one => one.At >= window.Opens.AddDays(-1)).Take(12).Select(one => $"{one.At:dd HH:mm} {(one.Fine ? "fine" : "not fine")}"))}
        asked {string.Join("; ", _alarms[window.Person].Where(one => one.At >= window.Opens.AddDays(-1)).Take(12).Select(one => $"{one.At:dd HH:mm} {one.Number}"))}
        closed {string.Join("; ", _alarms[window.Person].Select(one => one.Number).Distinct().Where(_closed.ContainsKey).Select(one => $"{_closed[one]:dd HH:mm} {one}"))}
        """;

    bool IsClosed(string number, DateTimeOffset since) => _closed.TryGetValue(number, out var at) && at >= since && at <= since + Horizon;

    static bool IsOn(Ticket ticket, Expected window) =>
        ticket.CheckIns.Any(id => id.EndsWith($":{window.Date:uuuu'-'MM'-'dd}:{window.Window}", StringComparison.Ordinal))
        && ticket.Fields.Any(field => field.Label == window.Person);

    static IEnumerable<(string Person, string Number, DateTimeOffset At)> Alarms(IReadOnlyList<TwilioSent> sent, IReadOnlyList<string> staff) =>
        from message in sent
        where staff.Contains(message.To) && message.Body.Contains("请去看看", StringComparison.Ordinal)
        let number = Number().Match(message.Body).Value
        from Match person in PersonName().Matches(message.Body)
        select (person.Value, number, message.At);

    [GeneratedRegex(@"王\d{3}")]
    private static partial Regex PersonName();

    [GeneratedRegex(@"^\d{4,}")]
    private static partial Regex Number();
}
