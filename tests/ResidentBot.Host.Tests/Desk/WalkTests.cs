using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using NodaTime;
using ResidentBot.Core.Jobs;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Accounts;
using ResidentBot.Host.Tests.Harness;
using Xunit;

namespace ResidentBot.Host.Tests.Desk;

/// <summary>Somebody sits down at the desk for the first time and works, with a real browser.</summary>
public sealed class WalkTests
{
    const string Password = "a quiet morning";
    static readonly Address Wu = new("telegram:4500000000000201");
    static readonly Address Anna = new("telegram:4500000000000501");
    static readonly Address Yang = new("sms:+12025550101");
    static readonly Address Visitor = new("web:5f0c2a");

    [Fact]
    public async Task A_first_day_at_the_desk()
    {
        await using var walk = await Walk.StartAsync();
        await SeedAsync(walk);
        var oneTime = walk.App.FirstPassword;
        var (page, errors) = await walk.OpenAsync(1280, 800);
        await SignInAsync(page, oneTime!);
        await AnswerAsync(page);
        await SomethingNewAppearsAsync(walk, page);
        var state = await page.Context.StorageStateAsync();
        await EveryPageAsync(walk, page, "1280");
        var (phone, phoneErrors) = await walk.OpenAsync(390, 844, state: state);
        await EveryPageAsync(walk, phone, "390");
        var (dark, _) = await walk.OpenAsync(1280, 800, ColorScheme.Dark, state);
        await EveryPageAsync(walk, dark, "dark");
        Assert.Empty(errors);
        Assert.Empty(phoneErrors);
    }

    static async Task SignInAsync(IPage page, string oneTime)
    {
        await page.GotoAsync("/desk");
        await Walk.KeepAsync(page, "sign-in");
        await page.GetByLabel("账号").FillAsync("admin");
        await page.GetByLabel("密码").FillAsync("wrong");
        await page.GetByRole(AriaRole.Button, new() { Name = "登录" }).ClickAsync();
        await Assertions.Expect(page.GetByText("账号或密码不对。")).ToBeVisibleAsync();
        await page.GetByLabel("密码").FillAsync(oneTime);
        await page.GetByRole(AriaRole.Button, new() { Name = "登录" }).ClickAsync();
        await page.GetByLabel("现在的密码").FillAsync(oneTime);
        await page.GetByLabel("新密码").FillAsync(Password);
        await page.GetByLabel("再输一次").FillAsync(Password);
        await Walk.KeepAsync(page, "password");
        await page.GetByRole(AriaRole.Button, new() { Name = "保存新密码" }).ClickAsync();
        await page.ArriveAsync("/desk/oak/tickets$");
    }

    // By keyboard alone: to the first ticket, take it, write, send.
    static async Task AnswerAsync(IPage page)
    {
        await Walk.KeepAsync(page, "queues-1280");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Enter");
        await page.ArriveAsync("ticket=");
        await page.Keyboard.PressAsync("c");
        await Assertions.Expect(page.Locator(".facts .state")).ToContainTextAsync("处理中");
        await Assertions.Expect(page.Locator("#reply-text")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("我们马上派人过来，请不要动。");
        await page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(page.Locator(".bubble.staff .words").Last).ToHaveTextAsync("我们马上派人过来，请不要动。");
        await Assertions.Expect(page.Locator("#reply-text")).ToHaveValueAsync("");
    }

    // What a resident writes now comes by itself, and what is typed meanwhile stays.
    static async Task SomethingNewAppearsAsync(Walk walk, IPage page)
    {
        await page.Locator("#reply-text").FillAsync("还没写完");
        await ArriveAsync(walk, Yang, "sms-welfare", "好的 谢谢");
        await Assertions.Expect(page.Locator(".bubble.in .words").Last).ToHaveTextAsync("好的 谢谢");
        await Assertions.Expect(page.Locator("#reply-text")).ToHaveValueAsync("还没写完");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("#reply-text")).ToHaveValueAsync("还没写完");
        await Walk.KeepAsync(page, "ticket-typed-1280");
    }

    static async Task EveryPageAsync(Walk walk, IPage page, string size)
    {
        var yang = await walk.Community.Store.FindAsync<Core.Conversations.Conversation>(Yang.Value);
        (string Name, string Path)[] pages =
        [
            ("tickets", "/desk/oak/tickets"), ("ticket", $"/desk/oak/tickets?ticket={yang!.Ticket}"), ("request", "/desk/oak/tickets?list=service&ticket=1010"),
            ("residents", "/desk/oak/residents"), ("resident", "/desk/oak/residents?person=yang-guizhen"), ("checkins", "/desk/oak/checkins"),
            ("posts", "/desk/oak/posts"), ("coverage", "/desk/oak/coverage"), ("audit", "/desk/oak/audit"), ("dead", "/desk/oak/dead"), ("accounts", "/desk/accounts"),
        ];
        foreach (var (name, path) in pages)
        {
            await page.GotoAsync(path);
            await Assertions.Expect(page.Locator("main#main")).ToBeVisibleAsync();
            await Walk.KeepAsync(page, $"{name}-{size}");
            var sideways = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            Assert.True(sideways <= 0, $"{name} at {size} is {sideways} px too wide");
        }
    }

    static async Task SeedAsync(Walk walk)
    {
        var accounts = walk.App.Services.GetRequiredService<DeskAccounts>();
        await accounts.AddAsync("su.xinyi", "苏心怡", new Grant(Role.Counsellor, [new Scope("oak", null)]), Language.Zh);
        await accounts.AddAsync("chen.xiulan", "陈秀兰", new Grant(Role.GridWorker, [new Scope("oak", "e1-1"), new Scope("oak", "e1-2")]), Language.Zh);
        await ArriveAsync(walk, Wu, "telegram", "厨房水管漏水了", "跳过", "东1栋1单元201", "1");
        await ArriveAsync(walk, Anna, "telegram", "I want to talk to a person, the lift in building 2 has been broken for two days", "human");
        await ArriveAsync(walk, Visitor, "web", "你好", "人工");
        await ArriveAsync(walk, Yang, "sms-welfare", "救命 我摔倒了起不来");
        await ArriveAsync(walk, new Address("web:confides"), "web", "心里难受想找人说说");
        var now = Instant.FromDateTimeOffset(DateTimeOffset.UtcNow);
        var post = new Post
        {
            Id = "bakery",
            Title = new("面点师傅", "Baker"),
            Where = new("东门，步行 5 分钟", "East gate, 5 min walk"),
            Hours = new("8:00–16:00", "8:00–16:00"),
            Pay = new("110 元/天", "110 yuan a day"),
            Seats = 3,
            Until = now + Duration.FromDays(5),
            PostedBy = "admin",
            PostedAt = now,
            Seated = ["wu-qiang"],
        };
        await walk.Community.ActAsync(Guid.NewGuid().ToString("N"), new StaffAction.Publish("admin", "管理员", post));
    }

    static async Task ArriveAsync(Walk walk, Address from, string account, params string[] words)
    {
        foreach (var text in words)
        {
            var length = await walk.Community.Store.ThreadLengthAsync(from);
            await walk.Community.AcceptAsync(
            [
                new Arrival { Account = account, From = from, ProviderId = Guid.NewGuid().ToString("N"), At = Instant.FromDateTimeOffset(DateTimeOffset.UtcNow), Text = text },
            ]);
            await Harness.RunningHost.UntilAsync($"the turn of {text}", async () => await walk.Community.Store.ThreadLengthAsync(from) > length);
        }
    }
}
