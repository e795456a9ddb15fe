using System.Net;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using Xunit;

namespace ResidentBot.Host.Tests.Channels;

/// <summary>Pictures come after their messages, from providers that fail, forget, or send what nobody should open.</summary>
public sealed class MediaFetching(SharedRedis redis)
{
    const long Lei = 77;
    const string Phone = "+12025550177";

    static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, .. Enumerable.Range(0, 9000).Select(i => (byte)i)];

    static ManualClock Morning => new(new DateTimeOffset(2026, 11, 23, 2, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_provider_that_fails_is_asked_again_later_and_later()
    {
        var clock = Morning;
        await using var scene = await TelegramScene.StartAsync(redis.Address, clock: clock);
        for (var i = 0; i < 3; i++) scene.Telegram.FailNext(502, method: "getFile");
        await scene.AskAsync(Lei, scene.Telegram.PhotoUpdate(Lei, Jpeg));
        // After 2 s, 4 s and 8 s; each look comes with the sweep.
        ThreadEntry? news = null;
        await RunningHost.UntilAsync("the picture", async () =>
        {
            clock.Advance(TimeSpan.FromSeconds(3));
            news = (await scene.Host.ThreadAsync(TelegramScene.Chat(Lei))).FirstOrDefault(line => MediaNews.IndexOf(line) is not null);
            return news is not null;
        });
        Assert.Equal(Jpeg, scene.Host.Stored(news!.Media[0].Source));
    }

    [Fact]
    public async Task A_file_the_provider_no_longer_has_is_told_as_lost()
    {
        await using var scene = await TelegramScene.StartAsync(redis.Address);
        scene.Telegram.FailNext(400, description: "Bad Request: wrong file_id or the file is temporarily unavailable", method: "getFile");
        await scene.AskAsync(Lei, scene.Telegram.PhotoUpdate(Lei, Jpeg));
        Assert.Equal(DeliveryState.Failed, (await MediaKept.NewsAsync(scene.Host, TelegramScene.Chat(Lei))).State);
    }

    [Fact]
    public async Task A_file_over_20_MB_is_told_as_lost()
    {
        await using var scene = await TelegramScene.StartAsync(redis.Address);
        await scene.AskAsync(Lei, scene.Telegram.PhotoUpdate(Lei, [.. Jpeg, .. new byte[20 << 20]]));
        Assert.Equal(DeliveryState.Failed, (await MediaKept.NewsAsync(scene.Host, TelegramScene.Chat(Lei))).State);
    }

    [Fact]
    public async Task A_picture_the_host_had_no_time_for_is_fetched_after_its_restart()
    {
        var clock = Morning;
        await using var scene = await TelegramScene.StartAsync(redis.Address, clock: clock);
        for (var i = 0; i < 3; i++) scene.Telegram.FailNext(502, method: "getFile");
        await scene.AskAsync(Lei, scene.Telegram.PhotoUpdate(Lei, Jpeg));
        await scene.Host.StopAsync();
        clock.Advance(TimeSpan.FromHours(1));
        await scene.Host.StartAsync();
        await RunningHost.UntilAsync("the picture", async () =>
        {
            clock.Advance(TimeSpan.FromSeconds(3));
            return (await scene.Host.ThreadAsync(TelegramScene.Chat(Lei))).Any(line => line.Media.Any(media => media.Source.StartsWith("stored:")));
        });
        var keys = scene.Host.Running.Community.Store.Keys;
        Assert.Equal(0, await scene.Host.Running.Community.Store.CountAsync(keys.Media));
    }

    [Fact]
    public async Task Of_several_pictures_each_one_finds_its_place()
    {
        await using var scene = await SmsScene.StartAsync(redis.Address);
        Assert.Equal(HttpStatusCode.OK, await scene.TextAsync(
            Phone, "看", pictures: [("text/html", "<p>"u8.ToArray()), ("image/jpeg", Jpeg), ("application/pdf", "%PDF-1.7"u8.ToArray())]));
        var news = new List<ThreadEntry>();
        await RunningHost.UntilAsync("news of all three", async () =>
        {
            news = [.. (await scene.Host.ThreadAsync(SmsScene.Phone(Phone))).Where(line => MediaNews.IndexOf(line) is not null)];
            return news.Count == 3;
        });
        var line = (await scene.Host.ThreadAsync(SmsScene.Phone(Phone))).Single(one => one.Kind == ThreadKind.In);
        var known = MediaNews.Known(line, news);
        Assert.Equal(line.Media[0], known[0]);
        Assert.Equal(Jpeg, scene.Host.Stored(known[1].Source));
        Assert.Equal("application/pdf", known[2].Type);
    }
}
