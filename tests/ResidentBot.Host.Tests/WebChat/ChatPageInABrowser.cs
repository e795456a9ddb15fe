using Microsoft.Playwright;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ResidentBot.Host.Tests.WebChat;

/// <summary>What a resident sees and does on the page, in a real browser against the real host.</summary>
public sealed class ChatPageInABrowser(Chromium chromium, SharedRedis redis)
{
    [Theory]
    [InlineData(390, 844, false)]
    [InlineData(1280, 800, false)]
    [InlineData(390, 844, true)]
    public async Task A_resident_asks_for_a_repair_and_talks_with_a_person(int width, int height, bool dark)
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("page"), redis.Address);
        var page = await chromium.OpenAsync(width, height, dark: dark);
        var look = $"{width}{(dark ? "-dark" : "")}";
        await page.GotoAsync(host.App.Address + "chat");
        await Expect(page.Locator(".line.bot").First).ToContainTextAsync("橡园社区");
        await Chromium.ShootAsync(page, $"chat-{look}-1-menu");

        await WriteAsync(page, "厨房水管漏水了");
        await Expect(page.Locator(".line.me").First).ToHaveAttributeAsync("data-state", "arrived");
        await Expect(page.Locator(".line.bot")).Not.ToHaveCountAsync(1);
        await Chromium.ShootAsync(page, $"chat-{look}-2-question");

        await WriteAsync(page, "人工");
        await Expect(page.Locator("#status")).ToHaveAttributeAsync("data-with", "queue");
        var number = (await host.Community.Store.ListAsync("queue:handoff"))[0].Member;
        await host.ActAsync(new StaffAction.Reply("u1", "王敏", number, "您好，我是王敏。师傅下午两点到，您在家吗？"));
        await Expect(page.Locator(".line.staff").Last).ToContainTextAsync("师傅下午两点到");
        await Expect(page.Locator("#status")).ToContainTextAsync("王敏");
        await WriteAsync(page, "在家，谢谢！");
        await Expect(page.Locator(".line.me").Last).ToHaveAttributeAsync("data-state", "arrived");
        await host.SettleAsync();
        await Chromium.ShootAsync(page, $"chat-{look}-3-person");
        await Expect(page.Locator(".line").Last).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("me"));
    }

    [Fact]
    public async Task A_tapped_choice_answers_and_leaves_no_button_behind()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("page"), redis.Address);
        var page = await chromium.OpenAsync(390, 844, "en-GB");
        await page.GotoAsync(host.App.Address + "chat");

        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Repairs" }).ClickAsync();

        await Expect(page.Locator(".line.me")).ToContainTextAsync("Repairs");
        await Expect(page.Locator(".line.bot").Nth(1)).ToContainTextAsync("What is the problem about?");
        await Expect(page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Repairs" })).ToHaveCountAsync(0);
        await Chromium.ShootAsync(page, "chat-390-en-choices");
    }

    [Fact]
    public async Task What_is_written_without_a_network_is_kept_over_a_reload_and_sent_once()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("page"), redis.Address);
        var page = await chromium.OpenAsync(390, 844);
        await page.GotoAsync(host.App.Address + "chat");
        await Expect(page.Locator(".line.bot")).ToHaveCountAsync(1);

        await page.RouteAsync("**/v3/directline/**", route => route.AbortAsync());
        await WriteAsync(page, "电梯坏了");
        await Expect(page.Locator("#banner")).ToBeVisibleAsync();
        await Expect(page.Locator(".line.me")).ToHaveAttributeAsync("data-state", "pending");
        await page.ReloadAsync();
        await Expect(page.Locator("#banner")).ToBeVisibleAsync();
        await Expect(page.Locator(".line.me")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("电梯坏了"));
        await Chromium.ShootAsync(page, "chat-390-away");
        await page.UnrouteAllAsync();

        await Expect(page.Locator(".line.me")).ToHaveAttributeAsync("data-state", "arrived");
        await Expect(page.Locator("#banner")).ToBeHiddenAsync();
        await Expect(page.Locator(".line.me")).ToHaveCountAsync(1);
        Assert.Equal(1, await page.EvaluateAsync<int>("[...document.querySelectorAll('.line')].findIndex((line) => line.classList.contains('me'))"));
    }

    [Fact]
    public async Task What_is_written_before_the_line_stands_is_said_in_the_talk_the_page_hears()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("page"), redis.Address);
        var page = await chromium.OpenAsync(390, 844);
        var written = new TaskCompletionSource();
        var asked = 0;
        await page.RouteAsync("**/chat/*/token", async route =>
        {
            Interlocked.Increment(ref asked);
            await written.Task;
            await route.ContinueAsync();
        });
        await page.GotoAsync(host.App.Address + "chat");
        await WriteAsync(page, "人工");
        await Expect(page.Locator(".line.me")).ToHaveAttributeAsync("data-state", "pending");
        written.SetResult();

        await Expect(page.Locator("#status")).ToHaveAttributeAsync("data-with", "queue");
        await Expect(page.Locator(".line.me")).ToHaveAttributeAsync("data-state", "arrived");
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task Where_sockets_are_cut_the_page_polls()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("page"), redis.Address);
        var page = await chromium.OpenAsync(390, 844);
        await page.AddInitScriptAsync("window.WebSocket = class { constructor() { setTimeout(() => this.onclose && this.onclose(), 1); } close() {} };");
        await page.GotoAsync(host.App.Address + "chat");

        await WriteAsync(page, "厨房水管漏水了");

        await Expect(page.Locator(".line.me")).ToHaveAttributeAsync("data-state", "arrived");
        await Expect(page.Locator(".line.bot").Nth(1)).ToBeVisibleAsync();
        await Expect(page.Locator(".line.me")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_photo_and_a_place_are_sent_and_a_reload_shows_the_whole_talk()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("page"), redis.Address);
        var page = await chromium.OpenAsync(390, 844);
        var photo = Path.Combine(TestFolders.New("photo"), "kitchen.png");
        await page.Context.GrantPermissionsAsync(["geolocation"]);
        await page.Context.SetGeolocationAsync(new Geolocation { Latitude = 31.23042f, Longitude = 121.4737f });
        await page.GotoAsync(host.App.Address + "chat");
        await WriteAsync(page, "厨房水管漏水了");
        await Expect(page.Locator(".line.bot")).ToHaveCountAsync(2);
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = photo });
        await page.Locator("#photo input").SetInputFilesAsync(photo);
        await Expect(page.Locator(".line.me.pictured")).ToHaveAttributeAsync("data-state", "arrived");
        await Expect(page.Locator(".line.bot")).ToHaveCountAsync(3);
        await page.Locator(".located").ClickAsync();
        await Expect(page.Locator(".line.me:has(.spot)")).ToHaveAttributeAsync("data-state", "arrived");

        await page.ReloadAsync();

        await Expect(page.Locator(".line.me.pictured img")).ToHaveJSPropertyAsync("complete", true);
        Assert.True(await page.Locator(".line.me.pictured img").EvaluateAsync<int>("(image) => image.naturalWidth") > 100);
        await Expect(page.Locator(".spot")).ToContainTextAsync("31.23042, 121.47370");
        await Chromium.ShootAsync(page, "chat-390-photo");
    }

    static async Task WriteAsync(IPage page, string text)
    {
        await page.Locator("#words").FillAsync(text);
        await page.Locator("#words").PressAsync("Enter");
    }
}
