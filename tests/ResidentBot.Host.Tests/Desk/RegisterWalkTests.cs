using Microsoft.Playwright;
using NodaTime;
using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Store;
using Xunit;

namespace ResidentBot.Host.Tests.Desk;

/// <summary>A clerk works with the register, in a real browser, on a wide screen and on a phone.</summary>
public sealed class RegisterWalkTests
{
    const string Yang = "yang-guizhen";

    [Theory]
    [InlineData(1280, 900)]
    [InlineData(390, 844)]
    public async Task A_clerk_finds_reads_merges_and_prints(int width, int height)
    {
        await using var walk = await Walk.StartAsync();
        await SeedAsync(walk);
        var (page, errors) = await walk.OpenAsync(width, height);
        await page.SignInAsync(walk.App, "刘主管", Core.Roles.Role.Supervisor);
        await FindAsync(page, width);
        await WayDownAsync(page, width);
        await CardAsync(page, width);
        await ConsentAsync(page);
        await MergeAsync(walk, page, width);
        await PrintAsync(page, width);
        await HeldAsync(page, width);
        Assert.Empty(errors);
    }

    static async Task FindAsync(IPage page, int width)
    {
        foreach (var (words, name) in ((string, string)[])[("桂珍", "杨桂珍"), ("ygz", "杨桂珍"), ("sun de", "孙德华"), ("0104", "孙德华"), ("东1栋1单元301", "孙德华"), ("1-102", "李富贵")])
        {
            await page.GotoAsync("/desk/oak/residents");
            await page.FillAsync("input[name=q]", words);
            await page.PressAsync("input[name=q]", "Enter");
            await Assertions.Expect(page.Locator(".person-row .summary").First).ToHaveTextAsync(name);
        }
        await Walk.KeepAsync(page, $"residents-found-{width}");
    }

    // District, street and community have one child each: three taps from the top to a person, a fourth to what is going on.
    static async Task WayDownAsync(IPage page, int width)
    {
        await page.GotoAsync("/desk/oak/residents");
        await Walk.KeepAsync(page, $"residents-{width}");
        foreach (var place in (string[])["东片区", "东 1 栋", "东 1 栋 1 单元"])
        {
            await page.Locator(".below a", new() { HasTextRegex = new($"^{place} ?[0-9]+$") }).ClickAsync();
            await Assertions.Expect(page.Locator(".crumbs b")).ToHaveTextAsync(place);
        }
        await page.Locator(".person-row", new() { HasText = "杨桂珍" }).First.ClickAsync();
        await page.Locator("#tickets .cases a").First.ClickAsync();
        await Assertions.Expect(page.Locator("#ticket-title")).ToBeVisibleAsync();
    }

    static async Task CardAsync(IPage page, int width)
    {
        await page.GotoAsync($"/desk/oak/residents?person={Yang}");
        await Assertions.Expect(page.Locator(".strip .s-fine").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#people")).ToContainTextAsync("李富贵");
        await Assertions.Expect(page.Locator("#changes")).ToContainTextAsync("加标签");
        await page.ScreenshotFullAsync($"card-{width}");
        await page.FillAsync(".reveal-form input[name=reason]", "上门前核对");
        await page.ClickAsync(".reveal-form button");
        await Assertions.Expect(page.Locator("body")).ToContainTextAsync("耳背，请大声敲门");
        await page.ScreenshotFullAsync($"card-revealed-{width}");
        await page.GotoAsync($"/desk/oak/residents?person={Yang}");
        foreach (var fold in await page.Locator(".folded summary").AllAsync()) await fold.ClickAsync();
        await page.ScreenshotFullAsync($"card-edit-{width}");
        await page.FillAsync("form[data-form=need] input[name=need]", "门铃坏了");
        await page.ClickAsync("form[data-form=need] button");
        await Assertions.Expect(page.Locator(".facts-block")).ToContainTextAsync("2 项");
        await page.GotoAsync("/desk/oak/residents/new");
        await page.ScreenshotFullAsync($"new-{width}");
    }

    static async Task ConsentAsync(IPage page)
    {
        await page.GotoAsync($"/desk/oak/residents?person={Yang}");
        await page.ClickAsync(".folded summary:has-text('记录同意')");
        await page.SelectOptionAsync("form[data-form=consent] select[name=purpose]", "Family");
        await page.FillAsync("form[data-form=consent] textarea", "可以把您的平安告诉女儿吗？");
        await page.FillAsync("form[data-form=consent] input[name=witness]", "陈秀兰");
        await page.ClickAsync("form[data-form=consent] button");
        await Assertions.Expect(page.Locator("#consents li", new() { HasText = "给家人报平安" }).Locator(".chip.good").First).ToBeVisibleAsync();
    }

    static async Task MergeAsync(Walk walk, IPage page, int width)
    {
        await page.GotoAsync($"/desk/oak/residents/{Yang}/merge");
        await page.ScreenshotFullAsync($"merge-choose-{width}");
        await page.ClickAsync(".tile a.button");
        await page.ScreenshotFullAsync($"merge-preview-{width}");
        await page.FillAsync("form[data-form=merge] input[name=reason]", "重复登记");
        await page.ClickAsync("form[data-form=merge] button");
        await Assertions.Expect(page.Locator("#merges")).ToContainTextAsync("twin");
        Assert.Equal(Yang, (await walk.Community.Store.FindAsync<Person>("twin"))!.MergedInto);
        await page.FillAsync("#merges input[name=reason]", "是两个人");
        await page.ClickAsync("#merges button");
        await Assertions.Expect(page.Locator(".notice.good")).ToContainTextAsync("合并已撤销");
        Assert.Null((await walk.Community.Store.FindAsync<Person>("twin"))!.MergedInto);
    }

    static async Task PrintAsync(IPage page, int width)
    {
        await page.GotoAsync($"/desk/oak/residents?person={Yang}");
        await page.ClickAsync(".folded summary:has-text('纸质一次性码')");
        await page.ClickAsync("form[data-form=code] button");
        await Assertions.Expect(page.Locator(".paper .digits")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^[0-9]{4} [0-9]{4}$"));
        await page.ScreenshotFullAsync($"code-{width}");
        await page.EmulateMediaAsync(new() { Media = Microsoft.Playwright.Media.Print });
        await page.ScreenshotFullAsync($"code-print-{width}");
        await page.EmulateMediaAsync(new() { Media = Microsoft.Playwright.Media.Screen });
    }

    static async Task HeldAsync(IPage page, int width)
    {
        await page.GotoAsync($"/desk/oak/residents/{Yang}/held");
        await page.ScreenshotFullAsync($"held-{width}");
        await page.GotoAsync($"/desk/oak/residents/{Yang}/erase");
        await page.ScreenshotFullAsync($"erase-{width}");
        // Nothing is wider than the screen.
        Assert.Equal(width, await page.EvaluateAsync<int>("Math.max(innerWidth, document.documentElement.scrollWidth)"));
    }

    static async Task SeedAsync(Walk walk)
    {
        StaffAction[] actions =
        [
            new StaffAction.EditPerson("chen", "陈秀兰", Yang, new PersonEdit
            {
                Born = new(new LocalDate(1944, 5, 6)),
                Literacy = new(Literacy.TextAndVoice),
                AddNeeds = ["耳背，请大声敲门"],
                AddContact = new Contact("杨丽（女儿）", Relation.Family, new Address("sms:+12025550177"), Note: "深圳"),
            }, "走访"),
            new StaffAction.PutLabel("chen", "陈秀兰", Yang, "age-80", "登记表"),
            new StaffAction.PutLabel("chen", "陈秀兰", Yang, "empty-nest", "入户走访"),
            new StaffAction.PutLabel("chen", "陈秀兰", Yang, "hypertension", "卫生站"),
            new StaffAction.SetConsent("chen", "陈秀兰", Yang, Purpose.Welfare, true, "我们每天早晚发短信问平安，可以吗？", "spoken", "王建国"),
            new StaffAction.StartTalk("chen", "陈秀兰", new Address("sms:+12025550101"), "杨奶奶，明天停水"),
            new StaffAction.EnterPerson("chen", "陈秀兰", new Person { Id = "twin", Name = "杨桂珍", Household = "h-twin", Enrolled = true, Needs = ["拐杖"], Addresses = [new Address("sms:+12025550178")] }, "e1-2", "202"),
        ];
        foreach (var action in actions) Assert.Null((await walk.Community.ActAsync(Guid.NewGuid().ToString("n"), action)).Refusal);
        var today = walk.Community.World.Local(SystemClock.Instance.GetCurrentInstant()).Date;
        var commit = new Commit();
        for (var back = 1; back < 24; back++)
        {
            foreach (var window in (string[])["morning", "evening"])
            {
                var state = (back, window) is (5, "morning") ? CheckInState.Resolved : back is 9 or 10 ? CheckInState.Paused : CheckInState.Fine;
                var checkIn = new CheckIn
                {
                    Id = $"{Yang}:{NodaTime.Text.LocalDatePattern.Iso.Format(today.PlusDays(-back))}:{window}",
                    Person = Yang,
                    Window = window,
                    Date = today.PlusDays(-back),
                    State = state,
                    OpenedAt = SystemClock.Instance.GetCurrentInstant(),
                };
                var key = new DocumentKey(DocumentType.CheckIn, checkIn.Id);
                commit.Put(walk.Community.Store.Keys.Document(key), 1, Codec.Write(key, checkIn));
            }
        }
        Assert.IsType<CommitResult.Committed>(await walk.Community.Store.Link.CommitAsync(commit));
    }
}

/// <summary>Pictures of whole pages, where somebody asked for pictures.</summary>
static class Pictures
{
    public static async Task ScreenshotFullAsync(this IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is not { Length: > 0 } folder) return;
        var height = await page.EvaluateAsync<int>("Math.max(document.documentElement.scrollHeight, (document.querySelector('.detail')?.scrollHeight ?? 0) + 56)");
        var size = page.ViewportSize!;
        await page.SetViewportSizeAsync(size.Width, Math.Min(4000, height));
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png") });
        await page.SetViewportSizeAsync(size.Width, size.Height);
    }
}
