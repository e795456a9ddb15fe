using Microsoft.Playwright;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using ResidentBot.Host.Tests.WebChat;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ResidentBot.Host.Tests;

/// <summary>The main job as two people see it: a resident on the chat page, a staff member at the desk, both in real browsers.</summary>
public sealed class WholePath(Chromium chromium)
{
    const string Password = "a quiet morning";

    [Fact]
    public async Task A_resident_writes_a_person_answers_and_the_bot_greets_again()
    {
        await using var redis = await RedisServer.StartAsync(new RedisServerOptions(Cluster: false));
        var files = TestCommunity.Write("whole");
        await using var host = await RunningHost.StartAsync(files, redis.Address);
        var chat = await chromium.OpenAsync(390, 844);
        var desk = await chromium.OpenAsync(1280, 844);

        await chat.GotoAsync(host.App.Address + "chat");
        await Expect(chat.Locator(".line.bot").First).ToBeVisibleAsync();
        await AnswerAsync(chat, "厨房水管漏水了", "照片");
        await AnswerAsync(chat, "跳过", "在哪里");
        await AnswerAsync(chat, "1栋2单元301", "可以报上去吗");
        await AnswerAsync(chat, "是", "怎么称呼您");
        await Expect(chat.Locator(".line.bot").Filter(new() { HasText = "1010" })).ToHaveCountAsync(1);
        await AnswerAsync(chat, "人工", "1029");

        await SignInAsync(desk, host.App);
        await desk.GetByText("1029").First.ClickAsync();
        await desk.ArriveAsync("ticket=1029");
        await desk.Keyboard.PressAsync("c");
        await Expect(chat.Locator(".line").Last).ToContainTextAsync("正在为您服务");
        await desk.Locator("#reply-text").FillAsync("您好，师傅下午三点到，您在家吗？");
        await desk.Keyboard.PressAsync("Control+Enter");
        await Expect(chat.Locator(".line.staff").Last).ToContainTextAsync("师傅下午三点到");
        await WriteAsync(chat, "在家，谢谢");
        await Expect(desk.Locator(".bubble.in .words").Last).ToHaveTextAsync("在家，谢谢");
        await Chromium.ShootAsync(chat, "whole-chat");
        await Chromium.ShootAsync(desk, "whole-desk");

        await desk.Locator("form[data-form=handback] button").ClickAsync();
        await Expect(chat.Locator(".line").Last).ToContainTextAsync("还有事请再写");
        await AnswerAsync(chat, "你好", "您要办什么");
    }

    static async Task SignInAsync(IPage page, HostApp app)
    {
        await page.GotoAsync(app.Address + "desk");
        await page.GetByLabel("账号").FillAsync("admin");
        await page.GetByLabel("密码").FillAsync(app.FirstPassword!);
        await page.GetByRole(AriaRole.Button, new() { Name = "登录" }).ClickAsync();
        await page.GetByLabel("现在的密码").FillAsync(app.FirstPassword!);
        await page.GetByLabel("新密码").FillAsync(Password);
        await page.GetByLabel("再输一次").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "保存新密码" }).ClickAsync();
        await page.ArriveAsync("/tickets");
    }

    static async Task AnswerAsync(IPage chat, string words, string answer)
    {
        await WriteAsync(chat, words);
        await Expect(chat.Locator(".line.bot").Last).ToContainTextAsync(answer);
    }

    static async Task WriteAsync(IPage chat, string words)
    {
        await chat.Locator("#words").FillAsync(words);
        await chat.Locator("#words").PressAsync("Enter");
        await Expect(chat.Locator(".line.me").Last).ToContainTextAsync(words);
    }
}
