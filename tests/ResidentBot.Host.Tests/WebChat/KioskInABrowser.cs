using System.Text.Json;
using Microsoft.Playwright;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ResidentBot.Host.Tests.WebChat;

/// <summary>The screen in the service hall, used by one visitor after the other. Its clock is moved by the tests.</summary>
public sealed class KioskInABrowser(Chromium chromium, SharedRedis redis)
{
    const string Secret = "我和老伴又吵架了";

    [Theory]
    [InlineData(1080, 1920)]
    [InlineData(1280, 800)]
    public async Task A_visitor_chooses_a_language_speaks_and_finishes(int width, int height)
    {
        await using var host = await StartAsync();
        var page = await OpenAsync(host, width, height);
        await Expect(page.Locator("#stage-start")).ToContainTextAsync("请选择语言 Choose your language");
        await Chromium.ShootAsync(page, $"kiosk-{width}-1-start");

        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "中文" }).ClickAsync();
        await Expect(page.Locator(".line.bot").First).ToContainTextAsync("橡园社区");
        await Expect(page.Locator(".choice").First).ToBeVisibleAsync();
        await Chromium.ShootAsync(page, $"kiosk-{width}-2-menu");
        await WriteAsync(page, "人工");
        await Expect(page.Locator("#status")).ToHaveAttributeAsync("data-with", "queue");
        await Chromium.ShootAsync(page, $"kiosk-{width}-3-talk");
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        Assert.True(await page.EvaluateAsync<int>("Math.min(...[...document.querySelectorAll('button')].filter((one) => one.offsetParent && one.id !== 'newer').map((one) => one.offsetHeight))") >= 60);
        Assert.True(await page.EvaluateAsync<double>("parseFloat(getComputedStyle(document.querySelector('.bubble')).fontSize)") >= 24);
        await page.Locator("#finish").ClickAsync();
        await Expect(page.Locator("#question")).ToHaveTextAsync("办完了吗？");
        await Chromium.ShootAsync(page, $"kiosk-{width}-4-finish");
        await page.Locator("#leave").ClickAsync();

        var number = (await host.Community.Store.ListAsync("queue:handoff"))[0].Member;
        await Expect(page.Locator("#number")).ToHaveTextAsync($"您的编号：{number}");
        await Chromium.ShootAsync(page, $"kiosk-{width}-5-bye");
        await MoveAsync(page, 9);
        await Expect(page.Locator("#stage-start")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Left_alone_it_asks_counts_down_and_forgets_the_visitor()
    {
        await using var host = await StartAsync();
        var page = await OpenAsync(host, 1080, 1920);
        var (first, bearer) = await BeginAsync(page, "English");
        await WriteAsync(page, Secret);
        await Expect(page.Locator(".line.me")).ToHaveAttributeAsync("data-state", "arrived");
        await page.Locator("#words").FillAsync("and half a sentence");
        await MoveAsync(page, 61);
        await Expect(page.Locator("#question")).ToHaveTextAsync("Are you still there?");
        await Expect(page.Locator("#left")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^([12]?[0-9]|30)$"));
        await Expect(page.Locator("#lines")).ToBeHiddenAsync();
        await Chromium.ShootAsync(page, "kiosk-1080-en-idle");
        await page.Locator("#stay").ClickAsync();
        await Expect(page.Locator("#words")).ToHaveValueAsync("and half a sentence");

        await MoveAsync(page, 61);
        await Expect(page.Locator("#stage-ask")).ToBeVisibleAsync();
        await MoveAsync(page, 31);
        await Expect(page.Locator("#stage-bye")).ToBeVisibleAsync();
        await NothingIsLeftAsync(page);
        await MoveAsync(page, 9);
        await Expect(page.Locator("#stage-start")).ToBeVisibleAsync();

        await NothingIsLeftAsync(page);
        await page.GoBackAsync();
        Assert.DoesNotContain(Secret, await page.ContentAsync(), StringComparison.Ordinal);
        await page.GoForwardAsync();
        await Expect(page.Locator("#stage-start")).ToBeVisibleAsync();
        await NothingIsLeftAsync(page);
        await RunningHost.UntilAsync("the old token opens nothing", async () =>
        {
            using var answer = await ChatHost.SendAsync(host, HttpMethod.Get, $"conversations/{first}/activities", bearer);
            return answer.StatusCode == System.Net.HttpStatusCode.NotFound;
        });
        await page.GotoAsync(host.App.Address + "kiosk");
        var (second, _) = await BeginAsync(page, "English");
        Assert.NotEqual(first, second);
        await Expect(page.Locator(".line")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_screen_that_slept_shows_the_next_visitor_nothing()
    {
        await using var host = await StartAsync();
        var page = await OpenAsync(host, 1280, 800);
        await BeginAsync(page, "中文");
        await WriteAsync(page, Secret);
        await Expect(page.Locator(".line.me")).ToHaveAttributeAsync("data-state", "arrived");

        await MoveAsync(page, 3600);

        await Expect(page.Locator("#stage-bye")).ToBeVisibleAsync();
        await NothingIsLeftAsync(page);
    }

    [Fact]
    public async Task What_was_written_without_a_network_is_still_sent_and_then_all_is_forgotten()
    {
        await using var host = await StartAsync();
        var page = await OpenAsync(host, 1280, 800);
        var (conversation, _) = await BeginAsync(page, "中文");
        await page.Context.SetOfflineAsync(true);
        await WriteAsync(page, Secret);
        await Expect(page.Locator("#banner")).ToContainTextAsync("没有网络");
        await page.Locator("#finish").ClickAsync();
        await page.Locator("#leave").ClickAsync();
        await NothingIsLeftAsync(page);
        await MoveAsync(page, 20);
        await Expect(page.Locator("#stage-bye")).ToBeVisibleAsync();

        await page.Context.SetOfflineAsync(false);

        await RunningHost.UntilAsync("the words are there", async () =>
            (await host.Community.Store.ThreadAsync(new Address("web:" + conversation))).Any(line => line is { Kind: ThreadKind.In, Text: Secret }));
        await Expect(page.Locator("#stage-start")).ToBeVisibleAsync();
        await NothingIsLeftAsync(page);
    }

    [Fact]
    public async Task It_takes_no_files_and_leads_nowhere_else()
    {
        await using var host = await StartAsync();
        using var answer = await host.Http.GetAsync("kiosk", TestContext.Current.CancellationToken);
        var page = await OpenAsync(host, 1280, 800);
        await BeginAsync(page, "中文");
        await WriteAsync(page, "厨房水管漏水了 https://www.example.org");
        await Expect(page.Locator(".line.bot")).ToHaveCountAsync(2);

        Assert.Equal(0, await page.Locator("a[href], input[type=file], iframe").CountAsync());
        Assert.Contains("no-store", answer.Headers.GetValues("Cache-Control").Single(), StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Contains("geolocation=()", answer.Headers.GetValues("Permissions-Policy").Single(), StringComparison.Ordinal);
    }

    Task<RunningHost> StartAsync() => ChatHost.StartAsync(ChatHost.Write(more: ", kiosk: true"), redis.Address);

    async Task<IPage> OpenAsync(RunningHost host, int width, int height)
    {
        var page = await chromium.OpenAsync(width, height);
        await page.Clock.InstallAsync();
        await page.GotoAsync(host.App.Address + "kiosk");
        return page;
    }

    // Chooses a language; the conversation that begins then, and its token.
    static async Task<(string Conversation, string Token)> BeginAsync(IPage page, string language)
    {
        var answer = await page.RunAndWaitForResponseAsync(
            () => page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = language }).ClickAsync(),
            one => one.Url.EndsWith("/conversations", StringComparison.Ordinal));
        var begun = (await answer.JsonAsync())!.Value;
        await Expect(page.Locator(".line.bot")).ToHaveCountAsync(1);
        return (begun.GetProperty("conversationId").GetString()!, begun.GetProperty("token").GetString()!);
    }

    static async Task WriteAsync(IPage page, string text)
    {
        await page.Locator("#words").FillAsync(text);
        await page.Locator("#write button").ClickAsync();
    }

    static Task MoveAsync(IPage page, int seconds) => page.Clock.FastForwardAsync(seconds * 1000L);

    static async Task NothingIsLeftAsync(IPage page)
    {
        var left = await page.EvaluateAsync<JsonElement>("""
            async () => ({
              page: document.documentElement.outerHTML + [...document.querySelectorAll('input, textarea')].map((one) => one.value).join(),
              stored: localStorage.length + sessionStorage.length + document.cookie.length + (await caches.keys()).length + (await indexedDB.databases()).length,
            })
            """);
        Assert.DoesNotContain(Secret, left.GetProperty("page").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("half a sentence", left.GetProperty("page").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, left.GetProperty("stored").GetInt32());
    }
}
