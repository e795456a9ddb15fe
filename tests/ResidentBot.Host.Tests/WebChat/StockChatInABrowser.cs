using System.Collections.Concurrent;
using Microsoft.Playwright;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ResidentBot.Host.Tests.WebChat;

/// <summary>Microsoft's own Web Chat, as it comes from its package, in a real browser against the real host.</summary>
public sealed class StockChatInABrowser(Chromium chromium, SharedRedis redis)
{
    const string Words = "[data-id='webchat-sendbox-input']";
    const string Choice = ".webchat__suggested-action";
    const string Bubble = ".webchat__bubble__content";

    static readonly string Stock = Path.Combine(TestCommunity.Repository(), "src/ResidentBot.Host/WebChat/Stock");
    static readonly Lazy<Task> Fetched = new(() => NodeProgram.SucceedAsync(Stock, "node", "fetch.mjs"));

    [Theory]
    [InlineData(1280, 800)]
    [InlineData(390, 844)]
    public async Task A_resident_writes_taps_sends_a_picture_and_finds_it_all_after_a_reload(int width, int height)
    {
        await using var host = await StartAsync();
        var page = await chromium.OpenAsync(width, height);
        var (left, refused) = Watch(page);
        await page.GotoAsync(host.App.Address + "webchat");
        await Expect(page.Locator(Bubble).First).ToContainTextAsync("橡园社区");
        await Chromium.ShootAsync(page, $"stock-{width}-1-menu");

        await page.Locator(Choice).GetByText("报修").Or(page.Locator(Choice).First).First.ClickAsync();
        await Expect(page.Locator(Bubble)).ToHaveCountAsync(3);
        await page.Locator(Words).FillAsync("厨房水管漏水了 *急* \"快\"");
        await page.Locator(Words).PressAsync("Enter");
        await Expect(page.Locator(Bubble).Filter(new LocatorFilterOptions { HasText = "厨房水管漏水了 *急* \"快\"" })).ToHaveCountAsync(1);
        await Expect(page.Locator(Bubble)).ToHaveCountAsync(5);
        await Chromium.ShootAsync(page, $"stock-{width}-2-talk");
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "tap.png", MimeType = "image/png", Buffer = Pixel });
        // Web Chat makes the picture small before Enter can send it; Enter without anything to send does nothing. Once it is sent, it is no longer shown
        // from the browser's own memory.
        var sent = page.Locator($"{Bubble} img[src*='/v3/directline/conversations/']");
        await RunningHost.UntilAsync("the picture is sent", async () =>
        {
            await page.Locator(Words).PressAsync("Enter");
            return await sent.CountAsync() == 1;
        });
        await Expect(page.Locator(Bubble)).ToHaveCountAsync(7);
        var said = await page.Locator(Bubble).AllInnerTextsAsync();
        await Chromium.ShootAsync(page, $"stock-{width}-3-picture");

        await page.ReloadAsync();

        await Expect(page.Locator(Bubble)).ToHaveCountAsync(said.Count);
        await Expect(page.Locator($"{Bubble} img")).ToHaveJSPropertyAsync("naturalWidth", 1);
        Assert.Equal(said[0], (await page.Locator(Bubble).AllInnerTextsAsync())[0]);
        await Chromium.ShootAsync(page, $"stock-{width}-4-again");
        Assert.Empty(left);
        Assert.Empty(refused);
    }

    [Fact]
    public async Task A_picture_of_staff_is_shown()
    {
        await using var host = await StartAsync();
        var page = await chromium.OpenAsync(1280, 800);
        var (left, refused) = Watch(page);
        await page.GotoAsync(host.App.Address + "webchat");
        await Expect(page.Locator(Bubble).First).ToBeVisibleAsync();
        await page.Locator(Words).FillAsync("人工");
        await page.Locator(Words).PressAsync("Enter");
        await RunningHost.UntilAsync("the talk waits", async () => (await host.Community.Store.ListAsync("queue:handoff")).Count == 1);
        var source = await new Media.MediaFolder(Path.Combine(host.Folder, "media")).StoreAsync(new MemoryStream(Pixel), TestContext.Current.CancellationToken);
        var picture = new Core.Messages.Media("photo", source!, "image/png", "大门.png") { Size = Pixel.Length };
        var number = (await host.Community.Store.ListAsync("queue:handoff"))[0].Member;
        Assert.Null((await host.ActAsync(new Core.Turns.StaffAction.Reply("sam", "小山", number, "") { Media = picture })).Refusal);
        await Expect(page.Locator($"{Bubble} img")).ToHaveJSPropertyAsync("naturalWidth", 1);
        await Chromium.ShootAsync(page, "stock-1280-5-staff");
        Assert.Empty(left);
        Assert.Empty(refused);
    }

    [Fact]
    public async Task The_secret_is_nowhere_in_what_the_browser_gets()
    {
        await using var host = await StartAsync();
        var page = await chromium.OpenAsync(1280, 800);
        var answers = new ConcurrentQueue<IResponse>();
        page.Response += (_, answer) => answers.Enqueue(answer);
        await page.GotoAsync(host.App.Address + "webchat");
        await Expect(page.Locator(Bubble).First).ToBeVisibleAsync();

        Assert.True(answers.Count >= 5);
        foreach (var answer in answers.ToArray().Where(one => one.Status is >= 200 and < 300 and not 204))
            Assert.DoesNotContain(ChatHost.Secret, await answer.TextAsync(), StringComparison.Ordinal);
        var policy = (await answers.First().AllHeadersAsync())["content-security-policy"];
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self' 'nonce-", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_bundle_was_not_fetched_the_page_says_so()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("bare"), redis.Address, change: options => options with { StockChat = TestFolders.New("bare") });

        foreach (var path in new[] { "webchat", $"webchat/{host.Community.Id}", "webchat/bundle/0.js" })
        {
            using var answer = await host.Http.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.Contains("is not installed here", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
        using var nowhere = await host.Http.GetAsync("webchat/nowhere", TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, nowhere.StatusCode);
    }

    static byte[] Pixel => Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    async Task<RunningHost> StartAsync()
    {
        await Fetched.Value;
        return await RunningHost.StartAsync(
            ChatHost.Write(), redis.Address, environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["WEB_SECRET"] = ChatHost.Secret },
            change: options => options with { StockChat = Path.Combine(Stock, "fetched") });
    }

    // What goes to another machine, and what the page's own policy forbids.
    static (List<string> Left, List<string> Refused) Watch(IPage page)
    {
        var (left, refused) = (new List<string>(), new List<string>());
        page.Request += (_, request) =>
        {
            var url = new Uri(request.Url);
            if (url.Scheme is not ("blob" or "data") && url.Host != "127.0.0.1") left.Add(request.Url);
        };
        page.WebSocket += (_, socket) =>
        {
            if (new Uri(socket.Url).Host != "127.0.0.1") left.Add(socket.Url);
        };
        page.Console += (_, said) =>
        {
            if (said.Text.Contains("Content Security Policy", StringComparison.Ordinal)) refused.Add(said.Text);
        };
        return (left, refused);
    }
}
