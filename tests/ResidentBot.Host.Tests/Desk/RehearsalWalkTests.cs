using Microsoft.Playwright;
using ResidentBot.Core.Files;
using ResidentBot.Core.Roles;
using ResidentBot.Host.Commands.Chat;
using ResidentBot.Host.Tests.Harness;
using Xunit;

namespace ResidentBot.Host.Tests.Desk;

/// <summary>A supervisor rehearses an evening of silence with three phones, in a real browser.</summary>
public sealed class RehearsalWalkTests
{
    [Fact]
    public async Task An_evening_of_silence_with_three_phones()
    {
        await using var walk = await Walk.StartAsync();
        var (name, password) = await DeskClient.NewAccountAsync(walk.App, "方主任", Role.Administrator);
        var (page, errors) = await walk.OpenAsync(1280, 900);
        await SignInAsync(page, name, password);
        await BeginAsync(page);
        await PlayAsync(page);
        await SaveAsync(page);
        var state = await page.Context.StorageStateAsync();
        foreach (var (size, width, scheme) in ((string, int, ColorScheme)[])[("390", 390, ColorScheme.Light), ("390-dark", 390, ColorScheme.Dark), ("1280-dark", 1280, ColorScheme.Dark)])
        {
            var (other, otherErrors) = await walk.OpenAsync(width, 844, scheme, state);
            await other.GotoAsync("/desk/oak/rehearsal");
            await LookAsync(other, $"rehearsal-{size}");
            await other.Locator(".backstage").ScrollIntoViewIfNeededAsync();
            await Walk.KeepAsync(other, $"rehearsal-{size}-backstage");
            Assert.Empty(otherErrors);
        }
        await OverAsync(page);
        Assert.Empty(errors);
    }

    static async Task SignInAsync(IPage page, string name, string password)
    {
        await page.GotoAsync("/desk");
        await page.GetByLabel("账号").FillAsync(name);
        await page.GetByLabel("密码").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "登录" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "对话", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "演练" }).ClickAsync();
        await page.ArriveAsync("/rehearsal$");
        await LookAsync(page, "rehearsal-begin-1280");
    }

    static async Task BeginAsync(IPage page)
    {
        await page.GetByLabel("先扮演谁").SelectOptionAsync("yang-guizhen sms");
        await page.GetByLabel("从什么时候开始").FillAsync("2026-03-04T18:00");
        await page.GetByRole(AriaRole.Button, new() { Name = "开始演练" }).ClickAsync();
        await Assertions.Expect(page.Locator(".stage-sign")).ToContainTextAsync("不是真的");
        foreach (var (there, who) in ((int, string)[])[(2, "anna-miller telegram"), (3, "worker chen telegram")])
        {
            await page.ListensAsync();
            await page.GetByLabel("再加一部手机").SelectOptionAsync(who);
            await page.GetByRole(AriaRole.Button, new() { Name = "加上" }).ClickAsync();
            await Assertions.Expect(page.Locator(".phone:not(.phone-new)")).ToHaveCountAsync(there);
        }
        await page.ListensAsync();
    }

    // She writes and taps, the other one is silent, the worker goes and reports; no page is loaded anew for any of it.
    static async Task PlayAsync(IPage page)
    {
        var (yang, anna, chen) = (PhoneOf(page, "杨桂珍"), PhoneOf(page, "Anna Miller"), PhoneOf(page, "陈秀兰"));
        await page.EvaluateAsync("window.still = true");
        await anna.GetByRole(AriaRole.Textbox).FillAsync("my sink is leaking");
        await page.Keyboard.PressAsync("Enter");
        await anna.GetByRole(AriaRole.Button, new() { Name = "Skip" }).ClickAsync();
        await Assertions.Expect(anna.Locator(".bubble.out .words").Last).ToHaveTextAsync("Skip");
        await Assertions.Expect(anna.GetByRole(AriaRole.Textbox)).ToHaveValueAsync("");
        await ToNextAsync(page, "19:00");
        await Assertions.Expect(yang.Locator(".words").Last).ToContainTextAsync("您还好吗？\n1 我很好");
        await LookAsync(page, "rehearsal-1280");
        await ToNextAsync(page, "19:45");
        await ToNextAsync(page, "20:30");
        await Assertions.Expect(page.Locator("[data-live=tickets]")).ToContainTextAsync("再问王建国");
        await LookAsync(page, "rehearsal-alert-1280");
        await chen.GetByRole(AriaRole.Button, new() { Name = "我去" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-live=tickets]")).ToContainTextAsync("处理中 · 陈秀兰");
        await page.GetByRole(AriaRole.Button, new() { Name = "+15 分钟" }).ClickAsync();
        await Assertions.Expect(page.Locator(".clock-time time")).ToHaveTextAsync("20:45");
        await chen.GetByRole(AriaRole.Button, new() { Name = "平安" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-live=tickets] .rehearsed:has-text('没有回答')")).ToHaveCountAsync(0);
        var reminder = page.Locator("[data-live=outbox] .sent:has-text('您还好吗')").First;
        await reminder.GetByText("回执").ClickAsync();
        await reminder.GetByRole(AriaRole.Button, new() { Name = "已送达" }).ClickAsync();
        await Assertions.Expect(yang.Locator(".d-delivered")).ToHaveCountAsync(1);
        Assert.True(await page.EvaluateAsync<bool>("window.still"));
        await page.Locator(".backstage").ScrollIntoViewIfNeededAsync();
        await LookAsync(page, "rehearsal-end-1280");
    }

    static async Task SaveAsync(IPage page)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "存成对话文件" }).ClickAsync());
        Assert.Equal("oak-20260304-1800.yml", download.SuggestedFilename);
        var problems = new List<Problem>();
        var saved = SavedTalk.Read("talk.yml", await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken), problems);
        Assert.Empty(problems);
        Assert.Contains("anna-miller> my sink is leaking\n", saved!.Talk, StringComparison.Ordinal);
    }

    static async Task OverAsync(IPage page)
    {
        await page.GetByText("方主任").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await LookAsync(page, "rehearsal-en-1280");
        await page.GetByText("方主任").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "中文" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "收起Anna Miller的手机" }).ClickAsync();
        await Assertions.Expect(page.Locator(".phone:not(.phone-new)")).ToHaveCountAsync(2);
        await page.GetByRole(AriaRole.Button, new() { Name = "重新开始" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("先扮演谁")).ToBeVisibleAsync();
    }

    static ILocator PhoneOf(IPage page, string name) => page.GetByRole(AriaRole.Region, new() { Name = name });

    static async Task ToNextAsync(IPage page, string time)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "到下一件事" }).ClickAsync();
        await Assertions.Expect(page.Locator(".clock-time time")).ToHaveTextAsync(time);
    }

    static async Task LookAsync(IPage page, string name)
    {
        // Before its style has come a page has other sizes.
        await page.ListensAsync();
        await Assertions.Expect(page.Locator("main#main")).ToBeVisibleAsync();
        await Walk.KeepAsync(page, name);
        var sideways = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(sideways <= 0, $"{name} is {sideways} px too wide");
        // The menu has grown: nothing in the head may lie on its neighbour, and nothing of the menu be hidden on a wide screen.
        if (page.ViewportSize!.Width < 1200) return;
        Assert.True(await page.EvaluateAsync<bool>("document.querySelector('.today').getBoundingClientRect().right <= document.querySelector('.tools').getBoundingClientRect().left"), name);
        Assert.Equal(0, await page.EvaluateAsync<int>("document.querySelector('.nav').scrollWidth - document.querySelector('.nav').clientWidth"));
    }
}
