using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Core.Files;

namespace ResidentBot.Core.Communities;

/// <summary>Reads the windows of a day and checks that each is settled before the next one opens.</summary>
static class CheckInWindows
{
    static readonly Duration Day = Duration.FromDays(1);

    /// <summary>The windows under <c>windows</c>, in the order of the file. <paramref name="canCall"/> is whether an account can ring people up.</summary>
    public static ImmutableArray<CheckInWindow> Read(YamlMap file, bool canCall)
    {
        var ids = new Ids("window");
        var read = new List<(CheckInWindow Window, YamlMap Item)>();
        foreach (var item in file.RequiredMaps("windows"))
            if (ReadOne(item, ids, canCall) is { } window) read.Add((window, item));
        for (var i = 0; i < read.Count; i++)
        {
            var (window, item) = read[i];
            CheckOrder(item, window, i > 0 ? read[i - 1].Window : null);
            var next = read[(i + 1) % read.Count].Window;
            CheckRoom(item, window, next, Room(window.At, next.At));
        }
        return [.. read.Select(entry => entry.Window)];
    }

    static CheckInWindow? ReadOne(YamlMap item, Ids ids, bool canCall)
    {
        var (id, name, at) = (ids.Take(item), item.RequiredTexts("name"), item.RequiredTime("at"));
        var (remind, alert, stale) =
            (item.RequiredDuration("remind_after"), item.RequiredDuration("alert_after"), item.RequiredDuration("stale_after"));
        var call = item.Duration("call_after");
        item.Done();
        if (call <= remind || call >= alert)
            item.Report("call_after", "`call_after` must lie between `remind_after` and `alert_after`: who answered neither text is rung up before somebody is sent");
        if (call is not null && !canCall) item.Report("call_after", "nobody can be rung up: accounts.yml has no account of the channel `voice` for `welfare`");
        if (remind >= alert) item.Report("remind_after", "`remind_after` must be shorter than `alert_after`: the alert would come before its reminder");
        // A half-read window cannot be compared with its neighbours.
        return at is null || remind is null || alert is null || stale is null
            ? null
            : new CheckInWindow(id, name, at.Value, remind.Value, alert.Value, stale.Value) { CallAfter = call };
    }

    static void CheckOrder(YamlMap item, CheckInWindow window, CheckInWindow? before)
    {
        if (before is null || window.At > before.At) return;
        item.Report("at", $"windows overlap or are out of order: `{window.Id}` must begin after `{before.Id}`, which begins at {before.At:HH:mm}");
    }

    static void CheckRoom(YamlMap item, CheckInWindow window, CheckInWindow next, Duration room)
    {
        if (window.AlertAfter > room)
            item.Report("alert_after", $"the alert must come before the next window, `{next.Id}` at {next.At:HH:mm}");
        else if (window.StaleAfter + window.AlertAfter > room)
            item.Report("stale_after", $"a text that leaves so late would be alarmed about only after the next window, `{next.Id}` at {next.At:HH:mm}, began");
    }

    // The last window of a day is followed by the first one of the next.
    static Duration Room(LocalTime from, LocalTime to)
    {
        var room = Duration.FromTicks(to.TickOfDay - from.TickOfDay);
        return room > Duration.Zero ? room : room + Day;
    }
}
