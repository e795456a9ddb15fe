using Microsoft.Playwright;
using ResidentBot.Host.Tests.WebChat;
using Xunit;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace ResidentBot.Host.Tests.WebChat;

/// <summary>The browser that all page tests of this assembly share; it starts with the first page. Each page has storage of its own.</summary>
public sealed class Chromium : IAsyncDisposable
{
    static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    readonly SemaphoreSlim _starting = new(1, 1);
    IPlaywright? _playwright;
    IBrowser? _browser;

    /// <summary>A new page of a size, in a language.</summary>
    public async Task<IPage> OpenAsync(int width, int height, string locale = "zh-CN", bool dark = false)
    {
        var browser = await BrowserAsync();
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            DeviceScaleFactor = width < 600 ? 2 : 1,
            Locale = locale,
            TimezoneId = "Asia/Shanghai",
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
        });
        context.SetDefaultTimeout(60_000);
        return await context.NewPageAsync();
    }

    /// <summary>Keeps what a page looks like, for people to look at.</summary>
    public static Task ShootAsync(IPage page, string name) => page.ScreenshotAsync(new PageScreenshotOptions
    {
        Path = Path.Combine(AppContext.BaseDirectory, "screenshots", name + ".png"),
    });

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.CloseAsync();
        _playwright?.Dispose();
        _starting.Dispose();
    }

    /// <summary>A new browser. What a page is expected to show it may show late, on a busy machine.</summary>
    public static Task<IBrowser> LaunchAsync(IPlaywright playwright)
    {
        Assertions.SetDefaultExpectTimeout(60_000);
        return playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args = Arguments,
        });
    }

    async Task<IBrowser> BrowserAsync()
    {
        await _starting.WaitAsync();
        try
        {
            _playwright ??= await Playwright.CreateAsync();
            return _browser ??= await LaunchAsync(_playwright);
        }
        finally
        {
            _starting.Release();
        }
    }
}
