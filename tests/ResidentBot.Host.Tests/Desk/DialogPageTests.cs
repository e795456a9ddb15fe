using Microsoft.Playwright;
using ResidentBot.Core.Roles;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using Xunit;

namespace ResidentBot.Host.Tests.Desk;

/// <summary>The pages of dialogs: what is said of each, its picture, and its steps in words.</summary>
public sealed class DialogPageTests(SharedRedis redis)
{
    [Fact]
    public async Task The_list_says_what_each_dialog_begins_on_and_who_calls_it()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("dialogs"), redis.Address);
        using var client = await DeskClient.SignedInAsync(host.App, role: Role.Supervisor);
        var page = await client.PageAsync($"/desk/{host.Community.Id}/dialogs");
        var request = page.QuerySelectorAll(".dialog-tile").Single(tile => tile.QuerySelector("code")!.TextContent == "service_request");
        Assert.Contains("报修", request.QuerySelector(".chip")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("菜单", request.TextContent, StringComparison.Ordinal);
        Assert.Contains("dialogs/service_request.yml", request.TextContent, StringComparison.Ordinal);
        Assert.Contains(page.QuerySelectorAll(".nav a"), link => link.TextContent == "对话");
    }

    [Fact]
    public async Task A_dialog_shows_its_picture_its_steps_in_both_languages_and_a_link_to_what_it_calls()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("dialog"), redis.Address);
        using var client = await DeskClient.SignedInAsync(host.App, role: Role.Supervisor);
        var page = await client.PageAsync($"/desk/{host.Community.Id}/dialogs/menu");
        Assert.Equal(2, page.QuerySelectorAll("svg.dialog-picture[aria-labelledby]").Length);
        Assert.Empty(page.QuerySelectorAll("svg style, [style]"));
        var called = $"/desk/{host.Community.Id}/dialogs/service_request";
        Assert.NotEmpty(page.QuerySelectorAll($"svg a[href='{called}']"));
        Assert.NotEmpty(page.QuerySelectorAll($"a.button[href='{called}']"));
        var first = page.QuerySelector(".dialog-steps > li")!;
        Assert.Contains("您要办什么", first.QuerySelector("[lang='zh-CN']")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("What do you need", first.QuerySelector("[lang='en']")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("→ 第2步", first.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1280, ColorScheme.Light, "wide")]
    [InlineData(390, ColorScheme.Dark, "narrow")]
    public async Task A_picture_fits_its_screen_and_its_words_their_boxes(int width, ColorScheme scheme, string shown)
    {
        await using var walk = await Walk.StartAsync();
        var (page, errors) = await walk.OpenAsync(width, 844, scheme);
        await page.SignInAsync(walk.App, "小山", Role.Supervisor);
        foreach (var dialog in (string[])["dialogs", "dialogs/service_request", "dialogs/menu", "dialogs/job_interest"])
        {
            await page.GotoAsync($"/desk/oak/{dialog}");
            await Walk.KeepWholeAsync(page, $"{dialog.Replace('/', '-')}-{width}");
            Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - window.innerWidth"));
            if (dialog == "dialogs") continue;
            await Assertions.Expect(page.Locator($".picture.{shown}")).ToBeVisibleAsync();
            Assert.Equal("", await page.EvaluateAsync<string>(TextsOutside.Replace("SHOWN", shown, StringComparison.Ordinal)));
        }
        Assert.Empty(errors);
    }

    // The words whose letters reach over the sides of their box.
    const string TextsOutside = """
        [...document.querySelectorAll('.picture.SHOWN g.node, .picture.SHOWN g.label')].flatMap(group => {
          const box = group.querySelector('rect, .shape, .ring').getBoundingClientRect();
          return [...group.querySelectorAll('text')].filter(text => {
            const letters = text.getBoundingClientRect();
            return letters.left < box.left || letters.right > box.right || letters.bottom > box.bottom + 1;
          }).map(text => text.textContent);
        }).join('|')
        """;
}
