using Microsoft.Playwright;
using NodaTime;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Roles;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using Xunit;

namespace ResidentBot.Host.Tests.Desk;

/// <summary>How long somebody may be written to freely, on his card, in a real browser.</summary>
public sealed class FreeWordsWalkTests
{
    const string WhatsApp = "whatsapp:+12025550101";

    [Theory]
    [InlineData(1280, 900)]
    [InlineData(390, 844)]
    public async Task A_card_says_so_in_both_languages_and_fits_the_screen(int width, int height)
    {
        await using var walk = await Walk.StartAsync(Config());
        var now = SystemClock.Instance.GetCurrentInstant();
        await walk.Community.AcceptAsync([new Arrival { Account = "whatsapp", From = new Address(WhatsApp), ProviderId = "w1", At = now, Text = "你好" }]);
        await RunningHost.UntilAsync("she has written", async () => await walk.Community.Store.FindAsync<Conversation>(WhatsApp) is { LastInAt: not null });
        var (page, errors) = await walk.OpenAsync(width, height);
        await page.SignInAsync(walk.App, "刘主管", Role.Supervisor);

        await ReadsAsync(page, width, "zh", "^可直接写到 .*[0-9]{2}:[0-9]{2}$", "^只能发模板，等对方写来再直接写$");
        await page.EvaluateAsync("document.querySelector('button[name=language]').click()");
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await page.ListensAsync();
        await ReadsAsync(page, width, "en", "^write freely until .*[0-9]{2}:[0-9]{2}$", "^templates only until they write$");
        Assert.Empty(errors);
    }

    static async Task ReadsAsync(IPage page, int width, string language, string open, string closed)
    {
        await page.GotoAsync("/desk/oak/residents?person=yang-guizhen");
        var lines = page.Locator(".addresses .free-words");
        await Assertions.Expect(lines.First).ToBeVisibleAsync();
        var texts = await lines.AllTextContentsAsync();
        Assert.Equal(2, texts.Count);
        Assert.Matches(open, texts[0]);
        Assert.Matches(closed, texts[1]);
        Assert.Equal(width, await page.EvaluateAsync<int>("Math.max(innerWidth, document.documentElement.scrollWidth)"));
        await page.Locator(".addresses").First.ScrollIntoViewIfNeededAsync();
        await Walk.KeepAsync(page, $"free-words-{language}-{width}");
    }

    // The shipped community with WhatsApp and WeChat; Yang is on both.
    static string Config()
    {
        var config = TestFolders.New("free-words");
        var shipped = Path.Combine(TestCommunity.Repository(), "config");
        foreach (var path in Directory.EnumerateFiles(shipped, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(config, Path.GetRelativePath(shipped, path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            var text = File.ReadAllText(path);
            if (Path.GetFileName(path) == "accounts.yml") text += """

                  - {id: whatsapp, channel: whatsapp, purposes: [service], account_sid_env: NONE, auth_token_env: NONE, from: "+447700900123"}
                  - {id: gzh, channel: wechat, purposes: [service], app_id_env: NONE, app_secret_env: NONE, token_env: NONE, original_id: gh_7f083739789a}
                """.ReplaceLineEndings("\n");
            if (Path.GetFileName(path) == "residents.yml") text = text.Replace("addresses: sms:+12025550101}", $"addresses: [sms:+12025550101, {WhatsApp}, wechat:oA1bC2]}}", StringComparison.Ordinal);
            File.WriteAllText(copy, text);
        }
        return config;
    }
}
