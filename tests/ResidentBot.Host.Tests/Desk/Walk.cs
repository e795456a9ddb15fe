using Microsoft.Playwright;
using ResidentBot.Host.Tests.Redis;
using ResidentBot.Host.Tests.WebChat;

namespace ResidentBot.Host.Tests.Desk;

/// <summary>Chromium over a host of its own with the shipped community, on a Redis of its own: the first start can be seen.</summary>
sealed class Walk : IAsyncDisposable
{
    readonly RedisServer _redis;
    readonly IPlaywright _playwright;
    readonly IBrowser _browser;

    Walk(RedisServer redis, HostApp app, IPlaywright playwright, IBrowser browser) => (_redis, App, _playwright, _browser) = (redis, app, playwright, browser);

    public HostApp App { get; }

    public Communities.RunningCommunity Community => App.Communities.Find("oak")!;

    public static async Task<Walk> StartAsync(string? config = null)
    {
        var redis = await RedisServer.StartAsync(new RedisServerOptions(Cluster: false));
        var repository = Harness.TestCommunity.Repository();
        var folder = TestFolders.New("walk");
        var app = await HostApp.StartAsync(new HostOptions
        {
            Config = config ?? Path.Combine(repository, "config"),
            Dialogs = Path.Combine(repository, "dialogs"),
            Data = folder,
            Media = folder,
            Redis = redis.Address,
            Urls = "http://127.0.0.1:0",
            Environment = _ => null,
        });
        var playwright = await Playwright.CreateAsync();
        var browser = await Chromium.LaunchAsync(playwright);
        return new Walk(redis, app, playwright, browser);
    }

    /// <summary>A browser window; what goes wrong in its console goes wrong in the test.</summary>
    public async Task<(IPage Page, List<string> Errors)> OpenAsync(int width, int height, ColorScheme scheme = ColorScheme.Light, string? state = null)
    {
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = App.Address.ToString(),
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = scheme,
            Locale = "zh-CN",
            StorageState = state,
        });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(60_000);
        var errors = new List<string>();
        page.Console += (_, line) =>
        {
            // A refused form is a 409 on purpose; the browser notes it down.
            if (line.Type == "error" && !line.Text.Contains("409", StringComparison.Ordinal)) errors.Add(line.Text);
        };
        page.PageError += (_, error) => errors.Add(error);
        return (page, errors);
    }

    /// <summary>Keeps a picture where somebody asked for pictures.</summary>
    public static async Task KeepAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png") });
    }

    /// <summary>The same of the whole page, however long it is.</summary>
    public static async Task KeepWholeAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png"), FullPage = true });
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        await App.DisposeAsync();
        await _redis.DisposeAsync();
    }
}
