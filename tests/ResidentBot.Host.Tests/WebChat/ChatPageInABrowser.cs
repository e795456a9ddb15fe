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
        await Chromium.ShootAsync(page, $"chat-{look}-3-person");
    }

    static async Task WriteAsync(IPage page, string text)
    {
        await page.Locator("#words").FillAsync(text);
        await page.Locator("#words").PressAsync("Enter");
    }
}
