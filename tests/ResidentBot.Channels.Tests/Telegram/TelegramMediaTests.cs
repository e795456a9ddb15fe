using ResidentBot.Core.Messages;
using Xunit;

namespace ResidentBot.Channels.Tests.Telegram;

public sealed class TelegramMediaTests
{
    const int Most = 20 * 1024 * 1024;

    [Fact]
    public async Task A_photo_that_came_can_be_fetched()
    {
        await using var bot = await TelegramBot.StartAsync();
        bot.Telegram.Push(bot.Telegram.PhotoUpdate(77, [1, 2, 3], "水管"));
        var photo = Assert.Single((await bot.Channel.PullAsync(null, TelegramBot.Cancellation)).Arrivals[0].Media);
        var fetched = await bot.Channel.FetchAsync(photo, TelegramBot.Cancellation);
        Assert.Equal([1, 2, 3], fetched!.Bytes);
        Assert.Equal("image/jpeg", fetched.Type);
        Assert.Empty(bot.Telegram.Violations);
    }

    [Theory]
    [InlineData("documents/file 1.pdf")]
    [InlineData("documents/合同#2?.pdf")]
    public async Task A_path_with_odd_characters_is_fetched(string path)
    {
        await using var bot = await TelegramBot.StartAsync();
        Assert.Equal([7], (await bot.Channel.FetchAsync(new Media("file", bot.Telegram.AddFile([7], path)), TelegramBot.Cancellation))!.Bytes);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(Most, true)]
    [InlineData(Most + 1, false)]
    public async Task Twenty_megabytes_are_the_most(int length, bool fetched)
    {
        await using var bot = await TelegramBot.StartAsync();
        var media = new Media("file", bot.Telegram.AddFile(new byte[length], "documents/file_1"));
        Assert.Equal(fetched ? length : null, (await bot.Channel.FetchAsync(media, TelegramBot.Cancellation))?.Bytes.Length);
    }

    [Fact]
    public async Task A_file_that_never_ends_is_dropped()
    {
        await using var stranger = await StandIns.StandInServer.StartAsync(async context =>
        {
            if (context.Request.Path.Value!.EndsWith("/getFile"))
                await context.Response.Body.WriteAsync("""{"ok":true,"result":{"file_id":"a","file_unique_id":"a","file_path":"x"}}"""u8.ToArray());
            else
                while (!context.RequestAborted.IsCancellationRequested) await context.Response.Body.WriteAsync(new byte[Most / 8]);
        });
        Assert.Null(await TelegramBot.With("1:a", stranger.Root).FetchAsync(new Media("file", "a"), TelegramBot.Cancellation));
    }

    [Fact]
    public async Task A_file_that_is_gone_is_null()
    {
        await using var bot = await TelegramBot.StartAsync();
        Assert.Null(await bot.Channel.FetchAsync(new Media("photo", "AgAC-gone"), TelegramBot.Cancellation));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(429)]
    [InlineData(500)]
    [FaultsOf(StandIns.StandInFaults.Telegram)]
    public async Task A_provider_in_trouble_is_not_a_file_that_is_gone(int code)
    {
        await using var bot = await TelegramBot.StartAsync();
        bot.Telegram.FailNext(code, method: "getFile");
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => bot.Channel.FetchAsync(new Media("photo", "a"), TelegramBot.Cancellation));
        Assert.DoesNotContain(bot.Telegram.Token, refused.ToString());
    }

    [Fact]
    public async Task A_download_that_breaks_off_names_no_token()
    {
        const string Token = "1:very-secret";
        await using var stranger = await StandIns.StandInServer.StartAsync(async context =>
        {
            if (context.Request.Path.Value!.EndsWith("/getFile"))
            {
                await context.Response.Body.WriteAsync("""{"ok":true,"result":{"file_id":"a","file_unique_id":"a","file_path":"x"}}"""u8.ToArray());
                return;
            }
            context.Response.ContentLength = 100;
            await context.Response.Body.WriteAsync(new byte[10]);
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        var lost = await Assert.ThrowsAsync<HttpRequestException>(
            () => TelegramBot.With(Token, stranger.Root).FetchAsync(new Media("file", "a"), TelegramBot.Cancellation));
        Assert.DoesNotContain(Token, lost.ToString());
    }
}
