using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Host.Desk.Tickets;
using Xunit;

namespace ResidentBot.Host.Tests.Desk;

/// <summary>What the desk makes of the lines of a thread.</summary>
public sealed class ThreadLineTests
{
    static readonly Instant Noon = Instant.FromUtc(2026, 11, 22, 12, 0);

    [Theory]
    [InlineData("", DeliveryState.Queued)]
    [InlineData("Sent", DeliveryState.Sent)]
    [InlineData("Delivered Sent", DeliveryState.Delivered)]
    [InlineData("Sent Delivered Seen", DeliveryState.Seen)]
    [InlineData("Failed Sent", DeliveryState.Failed)]
    public void A_message_stands_where_its_furthest_report_says_in_whatever_order_they_come(string reports, DeliveryState expected)
    {
        List<ThreadEntry> thread = [Line("m", ThreadKind.Out)];
        foreach (var state in reports.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            thread.Add(Line($"n{state}", ThreadKind.News) with { Ref = "m", State = Enum.Parse<DeliveryState>(state) });
        Assert.Equal(expected, Assert.Single(ThreadLines.Of(thread, 0, null, fetched: false, _ => true)).State);
    }

    [Fact]
    public void A_page_that_is_open_has_what_stands_before_its_place_in_the_thread_and_nothing_is_claimed_of_the_rest()
    {
        List<ThreadEntry> thread = [Line("a", ThreadKind.Out), Line("b", ThreadKind.In), Line("c", ThreadKind.Out)];
        var lines = ThreadLines.Of(thread, 10, 12, fetched: true, _ => true);
        Assert.Equal([DeliveryState.Delivered, null, null], lines.Select(line => line.State));
    }

    [Fact]
    public void Fetched_media_take_the_place_of_those_that_were_to_be_fetched()
    {
        ImmutableArray<Core.Messages.Media> named = [new("photo", "file-1"), new("voice", "file-2"), new("file", "file-3")];
        List<ThreadEntry> thread =
        [
            Line("m", ThreadKind.In) with { Media = named },
            MediaNews.Of("m", 1, new("voice", "stored:ab12"), Noon),
            MediaNews.Of("m", 2, null, Noon),
        ];
        var line = Assert.Single(ThreadLines.Of(thread, 0, null, fetched: false, _ => true));
        Assert.Equal(["file-1", "stored:ab12", LineView.Gone], line.Media.Select(media => media.Source));
    }

    static ThreadEntry Line(string id, ThreadKind kind) => new() { Id = id, Kind = kind, At = Noon };
}
