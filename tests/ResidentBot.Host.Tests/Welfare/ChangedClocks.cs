using NodaTime;
using ResidentBot.Core.CheckIns;
using Xunit;

namespace ResidentBot.Host.Tests.Welfare;

/// <summary>Windows in the hour that the clocks skip in March and double in October, Berlin.</summary>
public sealed class ChangedClocks
{
    const string Residents = """
        households:
          - {id: h1, place: b1, unit: 1栋101, persons: [{id: p001, name: 王001, check_in: true, addresses: "sms:+447700900201"}]}
        """;

    const string Windows = """
        queue: welfare
        windows:
          - {id: night, name: {zh: 夜安, en: Night}, at: 02:30, remind_after: 10m, alert_after: 30m, stale_after: 20m}
          - {id: dawn, name: {zh: 晨安, en: Dawn}, at: 03:30, remind_after: 10m, alert_after: 30m, stale_after: 20m}
        """;

    [Theory]
    [InlineData(3, 27, new[] { "28 02:30 夜安", "28 03:30 晨安", "29 03:30 夜安", "29 03:30 晨安", "30 02:30 夜安", "30 03:30 晨安" })]
    [InlineData(10, 23, new[] { "24 02:30 夜安", "24 03:30 晨安", "25 02:30 夜安", "25 03:30 晨安", "26 02:30 夜安", "26 03:30 晨安" })]
    public async Task Every_window_opens_once_at_its_local_time_or_an_hour_later(int month, int day, string[] expected)
    {
        var start = new DateTimeOffset(2026, month, day, 12, 0, 0, TimeSpan.Zero);
        await using var town = await Town.StartAsync("clocks", start, Residents, Windows);
        for (var now = start; now < start.AddDays(3); now += TimeSpan.FromMinutes(30))
        {
            await town.MoveToAsync(now);
            // Two windows of one instant are two questions; each fine answers all that is open.
            if (town.NewlySent().Any(message => message.Body.Contains("您还好吗", StringComparison.Ordinal))) await town.WriteAsync("+447700900201", "1");
            await town.SettleAsync();
        }
        var first = town.Twilio.Sent.Where(message => message.Body.Contains("安！您还好吗", StringComparison.Ordinal))
            .Select(message => $"{town.Local(message.At):dd HH:mm} {message.Body[5..7]}");

        Assert.Equal(expected.Order(StringComparer.Ordinal), first.Order(StringComparer.Ordinal));
        var checkIns = await town.Store.FindAllAsync<CheckIn>(expected.Select(one => CheckInWatch.IdOf(
            "p001", new LocalDate(2026, month, int.Parse(one[..2], System.Globalization.CultureInfo.InvariantCulture)), one.EndsWith("夜安", StringComparison.Ordinal) ? "night" : "dawn")));
        Assert.Equal(6, checkIns.Count);
        Assert.All(checkIns, checkIn => Assert.Equal(CheckInState.Fine, checkIn.State));
    }
}
