using Microsoft.Playwright;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ResidentBot.Host.Tests.WebChat;

/// <summary>Somebody at the desk sends a picture, and the resident sees it on the page.</summary>
public sealed class PicturesInABrowser(Chromium chromium, SharedRedis redis)
{
    [Theory]
    [InlineData(390, 844)]
    [InlineData(1280, 800)]
    public async Task A_picture_from_the_desk_is_seen_on_the_chat_page(int width, int height)
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("pictures"), redis.Address);
        var chat = await chromium.OpenAsync(width, height);
        await chat.GotoAsync(host.App.Address + "chat");
        await chat.Locator("#words").FillAsync("人工");
        await chat.Keyboard.PressAsync("Enter");
        await Expect(chat.Locator("#status")).ToHaveAttributeAsync("data-with", "queue");
        var number = (await host.Community.Store.ListAsync("queue:handoff"))[0].Member;

        var desk = await chromium.OpenAsync(width, height);
        await desk.SignInAsync(host.App, "王敏");
        await desk.GotoAsync($"{host.App.Address}desk/{host.Community.Id}/tickets?ticket={number}");
        var picture = await chat.ScreenshotAsync(new PageScreenshotOptions { Clip = new Clip { X = 0, Y = 0, Width = 320, Height = 240 } });
        await desk.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "水表箱.png", MimeType = "image/png", Buffer = picture });
        await Expect(desk.Locator(".attach-name")).ToHaveTextAsync("水表箱.png");
        await desk.Locator("#reply-text").FillAsync("阀门在这个箱子里，顺时针拧到底。");
        await Chromium.ShootAsync(desk, $"desk-{width}-picture-1-chosen");
        await desk.Locator("form[data-form=reply] button").ClickAsync();
        await Expect(desk.Locator(".bubble.staff img")).ToBeVisibleAsync();
        await Expect(desk.Locator(".bubble.staff").Last).ToBeInViewportAsync();
        await Expect(desk.Locator(".attach-name")).ToHaveTextAsync("");
        await Expect(desk.Locator("#reply-text")).ToHaveValueAsync("");
        Assert.Equal("", await desk.Locator("input[type=file]").InputValueAsync());
        await Chromium.ShootAsync(desk, $"desk-{width}-picture-2-sent");

        // Too large: told at once, and nothing leaves.
        await desk.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "大.png", MimeType = "image/png", Buffer = [.. picture, .. new byte[11 << 20]] });
        await desk.Locator("form[data-form=reply] button").ClickAsync();
        await Expect(desk.Locator("#banner")).ToHaveTextAsync("文件太大，最多 10 MB。");
        await desk.ReloadAsync();

        // Without words.
        await desk.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "停水通知.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.7 "u8.ToArray() });
        await desk.Locator("form[data-form=reply] button").ClickAsync();
        await Expect(desk.Locator(".bubble.staff")).ToHaveCountAsync(2);

        var shown = chat.Locator(".line.staff img");
        await Expect(shown).ToBeVisibleAsync();
        await Expect(shown).ToHaveAttributeAsync("alt", "王敏发来的图片");
        Assert.True(await shown.EvaluateAsync<int>("image => image.complete ? image.naturalWidth : image.decode().then(() => image.naturalWidth)") >= 320);
        await Expect(chat.Locator(".line.staff a.file")).ToHaveTextAsync("停水通知.pdf");
        await Expect(chat.Locator(".line.staff").First).ToContainTextAsync("阀门在这个箱子里");
        Assert.True(await chat.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        Assert.True(await desk.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        await Chromium.ShootAsync(chat, $"chat-{width}-picture");
        await Chromium.ShootAsync(desk, $"desk-{width}-picture-3-document");
    }
}
