using System.Net;
using System.Net.Http.Json;
using ResidentBot.Channels.WebChat;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using Xunit;
using static ResidentBot.Host.Tests.WebChat.ChatHost;

namespace ResidentBot.Host.Tests.WebChat;

/// <summary>Where a kiosk may stand, and what is counted there.</summary>
public sealed class KioskAccess(SharedRedis redis)
{
    [Theory]
    [InlineData("", HttpStatusCode.NotFound, "`kiosk: true` in accounts.yml")]
    [InlineData(", kiosk: false", HttpStatusCode.NotFound, "`kiosk: true` in accounts.yml")]
    [InlineData(", kiosk: true", HttpStatusCode.OK, "\"idle\":60")]
    [InlineData(", kiosk: true, kiosk_idle: 2m", HttpStatusCode.OK, "\"idle\":120")]
    [InlineData(", kiosk: true, kiosk_sources: [127.0.0.0/8]", HttpStatusCode.OK, "\"idle\":60")]
    [InlineData(", kiosk: true, kiosk_sources: [10.1.0.0/16, 10.2.0.7]", HttpStatusCode.Forbidden, "`kiosk_sources` in accounts.yml")]
    public async Task The_page_is_there_where_the_account_says_so(string settings, HttpStatusCode status, string words)
    {
        await using var host = await StartAsync(Write(more: settings), redis.Address);
        using var page = await host.Http.GetAsync("kiosk", TestContext.Current.CancellationToken);
        using var token = await host.Http.PostAsJsonAsync($"kiosk/{host.Community.Id}/token", new { }, TestContext.Current.CancellationToken);

        Assert.Equal((status, status), (page.StatusCode, token.StatusCode));
        Assert.Contains(words, await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", HttpStatusCode.OK)]
    [InlineData(", kiosk_sources: [127.0.0.1]", HttpStatusCode.Created)]
    public async Task A_hall_full_of_visitors_counts_as_many_only_where_its_network_is_named(string sources, HttpStatusCode third)
    {
        await using var host = await StartAsync(Write(limits: "{anonymous_conversations: 2, anonymous_messages: 2}", more: ", kiosk: true" + sources), redis.Address);
        var last = default(HttpStatusCode);
        for (var visitor = 0; visitor < 3; visitor++)
        {
            using var opened = await host.Http.PostAsJsonAsync($"kiosk/{host.Community.Id}/token", new { }, TestContext.Current.CancellationToken);
            var token = (await opened.Content.ReadFromJsonAsync(WebChatJson.Default.TokenAnswer, TestContext.Current.CancellationToken))!;
            using var begun = await SendAsync(host, HttpMethod.Post, "conversations", token.Token, new { locale = "en" });
            last = begun.StatusCode;
        }

        Assert.Equal(third, last);
    }

    [Fact]
    public async Task No_browser_of_a_kiosk_keeps_a_picture()
    {
        await using var host = await StartAsync(Write(more: ", kiosk: true"), redis.Address);
        using var opened = await host.Http.PostAsJsonAsync($"kiosk/{host.Community.Id}/token", new { }, TestContext.Current.CancellationToken);
        var token = (await opened.Content.ReadFromJsonAsync(WebChatJson.Default.TokenAnswer, TestContext.Current.CancellationToken))!;
        Assert.Equal(HttpStatusCode.OK, await UploadAsync(host, token.ConversationId, token.Token, [0xFF, 0xD8, 0xFF, 1]));
        await host.SettleAsync();
        var picture = (await PollAsync(host, token)).Set!.Activities.SelectMany(one => one.Attachments ?? []).Single();
        using var fetched = await host.Http.GetAsync(picture.ContentUrl, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, true), (fetched.StatusCode, fetched.Headers.CacheControl!.NoStore));
    }

    [Fact]
    public async Task No_token_of_a_kiosk_comes_back_once_it_is_too_old()
    {
        var clock = new ManualClock(DateTimeOffset.UtcNow);
        await using var host = await StartAsync(Write(more: ", kiosk: true"), redis.Address, clock);
        var first = await TokenAsync(null);
        clock.Advance(TimeSpan.FromMinutes(20));
        var renewed = await TokenAsync(first.Token);
        clock.Advance(TimeSpan.FromMinutes(31));
        var later = await TokenAsync(renewed.Token);

        Assert.Equal(first.ConversationId, renewed.ConversationId);
        Assert.NotEqual(first.ConversationId, later.ConversationId);
        Assert.NotEqual(first.ConversationId, (await TokenAsync(renewed.Token, "chat")).ConversationId);

        async Task<TokenAnswer> TokenAsync(string? held, string page = "kiosk")
        {
            using var answer = await host.Http.PostAsJsonAsync($"{page}/{host.Community.Id}/token", new { token = held }, TestContext.Current.CancellationToken);
            return (await answer.Content.ReadFromJsonAsync(WebChatJson.Default.TokenAnswer, TestContext.Current.CancellationToken))!;
        }
    }
}
