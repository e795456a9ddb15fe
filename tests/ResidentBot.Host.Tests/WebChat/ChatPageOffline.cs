using System.Collections.Concurrent;
using Microsoft.Playwright;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ResidentBot.Host.Tests.WebChat;

/// <summary>The page on a poor line: little to load, nothing lost, and plain words about what is wrong.</summary>
public sealed class ChatPageOffline(Chromium chromium, SharedRedis redis)
{
    const int MostBytes = 150 * 1024;

    static readonly string[] Written = ["电梯坏了", "在三号楼", "请快一点"];

    [Fact]
    public async Task The_first_visit_up_to_the_greeting_moves_few_bytes()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("bytes"), redis.Address);
        var page = await chromium.OpenAsync(390, 844);
        var requests = new ConcurrentQueue<IRequest>();
        page.RequestFinished += (_, request) => requests.Enqueue(request);
        var frames = 0;
        page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) => Interlocked.Add(ref frames, frame.Binary?.Length ?? System.Text.Encoding.UTF8.GetByteCount(frame.Text ?? ""));

        await page.GotoAsync(host.App.Address + "chat", new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });
        await Expect(page.Locator(".line.bot")).ToHaveCountAsync(1);

        var moved = frames;
        foreach (var request in requests.ToArray())
        {
            var sizes = await request.SizesAsync();
            moved += sizes.ResponseBodySize + sizes.ResponseHeadersSize + sizes.RequestBodySize + sizes.RequestHeadersSize;
            if (request.ResourceType is "script" or "stylesheet")
                Assert.Equal("gzip", (await (await request.ResponseAsync())!.AllHeadersAsync()).GetValueOrDefault("content-encoding"));
        }
        Assert.True(requests.Count >= 10, $"{requests.Count} requests were counted");
        Assert.InRange(moved, 10_000, MostBytes);
    }

    [Fact]
    public async Task What_was_written_without_a_network_waits_and_leaves_in_order_once()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("offline"), redis.Address);
        var page = await chromium.OpenAsync(390, 844);
        var conversation = await EnterAsync(page, host);
        await page.Context.SetOfflineAsync(true);
        foreach (var text in Written) await WriteAsync(page, text);
        await Expect(page.Locator("#banner")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("手机没有网络。您写的会留着，有网后自动发出。"));
        await Expect(page.Locator(".line.me[data-state=pending]")).ToHaveCountAsync(3);
        await Expect(page.Locator(".line.me .tick").First).ToHaveTextAsync("等待发送");
        await Chromium.ShootAsync(page, "chat-390-offline");

        await page.Context.SetOfflineAsync(false);

        await Expect(page.Locator(".line.me[data-state=arrived]")).ToHaveCountAsync(3);
        await Expect(page.Locator("#banner")).ToBeHiddenAsync();
        await host.SettleAsync();
        var lines = await host.Community.Store.ThreadAsync(new Address("web:" + conversation));
        Assert.Equal(Written, lines.Where(line => line.Kind == ThreadKind.In && line.Text is not null).Select(line => line.Text));
        Assert.Equal(Written, await page.Locator(".line.me .said").AllInnerTextsAsync());
    }

    [Fact]
    public async Task Half_a_message_is_there_again_after_a_reload_and_gone_once_it_is_sent()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("draft"), redis.Address);
        var page = await chromium.OpenAsync(390, 844);
        await EnterAsync(page, host);
        await page.Locator("#words").FillAsync("我家的水管又");
        await page.ReloadAsync();
        await Expect(page.Locator("#words")).ToHaveValueAsync("我家的水管又");

        await WriteAsync(page, "我家的水管又漏了");
        await Expect(page.Locator(".line.me")).ToHaveAttributeAsync("data-state", "arrived");
        await page.ReloadAsync();

        await Expect(page.Locator(".line.me .said")).ToHaveTextAsync("我家的水管又漏了");
        await Expect(page.Locator("#words")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task A_restart_of_the_server_is_said_and_survived()
    {
        var files = ChatHost.Write();
        var address = ChatHost.LastingAddress();
        var host = await ChatHost.StartAsync(files, redis.Address, urls: address);
        var page = await chromium.OpenAsync(390, 844, "en-GB");
        await EnterAsync(page, host);
        await host.DisposeAsync();
        await WriteAsync(page, "the lift is broken");
        await Expect(page.Locator("#banner")).ToContainTextAsync("What you write is kept and goes out by itself.");
        await Expect(page.Locator("#status")).ToHaveTextAsync("No connection, trying again");
        await Chromium.ShootAsync(page, "chat-390-en-restart");

        await using var again = await ChatHost.StartAsync(files, redis.Address, urls: address);

        await Expect(page.Locator(".line.me")).ToHaveAttributeAsync("data-state", "arrived");
        await Expect(page.Locator("#banner")).ToBeHiddenAsync();
        await Expect(page.Locator(".line.bot").Nth(1)).ToBeVisibleAsync();
        Assert.Equal(1, await page.Locator(".line.me").CountAsync());
    }

    [Fact]
    public async Task A_socket_that_died_without_a_word_is_noticed_by_a_message_that_does_not_come_back()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("deaf"), redis.Address);
        var page = await chromium.OpenAsync(390, 844);
        await page.Clock.InstallAsync();
        // The first socket opens, and brings nothing.
        await page.AddInitScriptAsync("""
            const Real = window.WebSocket;
            let first = true;
            window.WebSocket = function (url) {
              const socket = new Real(url);
              if (!first) return socket;
              first = false;
              const deaf = { readyState: 1, send() {}, close() { socket.close(); setTimeout(() => deaf.onclose(), 1); } };
              socket.onopen = () => deaf.onopen();
              return deaf;
            };
            """);
        await page.GotoAsync(host.App.Address + "chat");
        await Expect(page.Locator("body")).ToHaveAttributeAsync("data-way", "live");
        await WriteAsync(page, "电梯坏了");
        await Expect(page.Locator(".line.me")).ToHaveAttributeAsync("data-state", "sent");
        Assert.Equal(0, await page.Locator(".line.bot").CountAsync());

        await page.Clock.FastForwardAsync(11_000);

        await Expect(page.Locator(".line.me")).ToHaveAttributeAsync("data-state", "arrived");
        await Expect(page.Locator(".line.bot").First).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(320, 568, "zh-CN", false)]
    [InlineData(320, 568, "en-GB", true)]
    [InlineData(390, 844, "en-GB", false)]
    [InlineData(1280, 800, "en-GB", true)]
    public async Task Nothing_runs_out_of_the_page(int width, int height, string locale, bool dark)
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("widths"), redis.Address);
        var page = await chromium.OpenAsync(width, height, locale, dark);
        await EnterAsync(page, host);
        await Chromium.ShootAsync(page, $"chat-{width}-{locale[..2]}{(dark ? "-dark" : "")}-a-menu");
        await page.Locator(".choice").First.ClickAsync();
        await WriteAsync(page, locale == "zh-CN" ? "厨房水管漏水了，水已经流到楼下，请快点派人来" : "https://www.example.org/averyveryveryverylongaddresswithoutanyspaceinit");
        await Expect(page.Locator(".line.bot")).Not.ToHaveCountAsync(1);
        await Expect(page.Locator(".line.me").Last).ToHaveAttributeAsync("data-state", "arrived");
        await host.SettleAsync();
        await Chromium.ShootAsync(page, $"chat-{width}-{locale[..2]}{(dark ? "-dark" : "")}-b-talk");

        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth && document.getElementById('scroll').scrollWidth <= document.getElementById('scroll').clientWidth"));
        Assert.True(await page.EvaluateAsync<bool>("[...document.querySelectorAll('button, a, label, textarea')].filter((one) => one.offsetParent).every((one) => one.getBoundingClientRect().right <= innerWidth)"));
    }

    // Opens the page; its conversation.
    static async Task<string> EnterAsync(IPage page, RunningHost host)
    {
        var answer = await page.RunAndWaitForResponseAsync(() => page.GotoAsync(host.App.Address + "chat"), one => one.Url.EndsWith("/conversations", StringComparison.Ordinal));
        await Expect(page.Locator(".line.bot")).ToHaveCountAsync(1);
        return (await answer.JsonAsync())!.Value.GetProperty("conversationId").GetString()!;
    }

    static async Task WriteAsync(IPage page, string text)
    {
        await page.Locator("#words").FillAsync(text);
        await page.Locator("#words").PressAsync("Enter");
    }
}
