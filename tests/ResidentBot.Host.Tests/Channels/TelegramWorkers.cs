using System.Net;
using NodaTime;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Tests.Desk;
using ResidentBot.Host.Tests.Redis;
using ResidentBot.StandIns;
using Xunit;

namespace ResidentBot.Host.Tests.Channels;

/// <summary>A grid worker on his own Telegram, from the code at the desk to the household at the door.</summary>
public sealed class TelegramWorkers(SharedRedis redis)
{
    const long Chen = 555;

    Task<TelegramScene> SceneAsync() => TelegramScene.StartAsync(redis.Address, polls: true, change: files => files with
    {
        Host = "log_level: error\n",
        Accounts = files.Accounts + "\n  - {id: sms, channel: sms, purposes: [service, welfare], account_sid_env: NONE, auth_token_env: NONE, from_env: NONE}",
        Residents = """
            households:
              - {id: h1, place: b1, unit: "101", persons: [{id: yang, name: 杨桂珍, lives_alone: true, check_in: false, addresses: sms:+12025550101}]}
              - {id: h2, place: b1, unit: "102", persons: [{id: li, name: 李富贵, addresses: telegram:900}]}
              - {id: h3, place: all, unit: "301", persons: [{id: huang, name: 黄淑兰, addresses: sms:+12025550105}]}
            """,
    });

    // The supervisor makes the code, the worker's chat is opened with it.
    static async Task<TelegramSent> PairAsync(TelegramScene scene)
    {
        using var desk = await DeskClient.SignedInAsync(scene.Host.Running.App, "小山", Role.Supervisor);
        using var made = await desk.SendAsync($"/desk/{scene.Host.Running.Community.Id}/coverage", "form[data-form=code-floor]");
        Assert.Equal(HttpStatusCode.OK, made.StatusCode);
        var code = (await DeskClient.ReadAsync(made)).QuerySelector(".notice .secret")!.TextContent.Replace(" ", "", StringComparison.Ordinal);
        var hello = await scene.SayAsync(Chen, $"/start {code}");
        Assert.StartsWith("陈大姐，这里配对好了", hello.Text);
        return await scene.SayAsync(Chen, "2809");
    }

    [Fact]
    public async Task She_sees_exactly_her_households_with_numbers_to_ring()
    {
        await using var scene = await SceneAsync();
        var menu = await PairAsync(scene);
        Assert.Equal(["我的住户", "我的任务", "报告变化", "请假"], menu.Buttons.Select(button => button.Label));
        var list = await scene.TapAsync(menu, "我的住户");
        Assert.Equal(["1 栋 101 杨桂珍", "1 栋 102 李富贵", "只看外出的", "返回菜单"], list.Buttons.Select(button => button.Label));
        var household = await scene.TapAsync(list, "1 栋 101 杨桂珍");
        Assert.Contains("+12025550101", household.Text, StringComparison.Ordinal);
        foreach (var forged in (string[])["w:look:h3", "w:3:7", "look:h3", "w:99:0"])
            Assert.DoesNotContain("黄淑兰", (await scene.AskAsync(Chen, scene.Telegram.TapUpdate(Chen, forged))).Text, StringComparison.Ordinal);

        var thread = await scene.Host.ThreadAsync(TelegramScene.Chat(Chen));
        Assert.DoesNotContain(thread, line => line.Kind == ThreadKind.In && line.Text == "2809");
        Assert.Contains(thread, line => line is { Kind: ThreadKind.In, Text: Routing.Secret });
        var store = scene.Host.Running.Community.Store;
        var log = (await store.ReadAsync(store.Keys.Log, "", 100)).Select(entry => Codec.Read<LogEntry>(entry.Data)).ToList();
        Assert.Equal(["h1"], log.Where(entry => entry is { Who: "floor", What: "read household" }).Select(entry => entry.About));
    }

    [Fact]
    public async Task She_reports_who_is_away_and_who_died_and_only_the_first_changes_the_register()
    {
        await using var scene = await SceneAsync();
        await scene.TapAsync(await PairAsync(scene), "报告变化");
        var what = await scene.TapAsync(scene.Heard(Chen)[^1], "1 栋 101 杨桂珍");
        await scene.TapAsync(what, "外出");
        await scene.SayAsync(Chen, "成都");
        Assert.StartsWith("记下了：杨桂珍在成都", (await scene.SayAsync(Chen, "明天")).Text);
        var store = scene.Host.Running.Community.Store;
        var tomorrow = scene.Host.Running.Community.World.Local(SystemClock.Instance.GetCurrentInstant()).Date.PlusDays(1);
        Assert.Equal(("成都", tomorrow, "floor"), (await store.FindAsync<Person>("yang"))!.Away is { } away ? (away.City, away.Until, away.By) : default);

        await scene.TapAsync(await scene.TapAsync(scene.Heard(Chen)[^1], "返回菜单"), "报告变化");
        var died = await scene.TapAsync(await scene.TapAsync(scene.Heard(Chen)[^1], "1 栋 101 杨桂珍"), "去世了");
        var number = died.Text.Split("编号")[1][..4];
        Assert.Equal((TicketKind.Visit, "change"), (await scene.Host.TicketAsync(number)) is { } ticket ? (ticket.Kind, ticket.Cause) : default);
        Assert.Null((await store.FindAsync<Person>("yang"))!.Left);
    }

    [Fact]
    public async Task Unpaired_at_the_desk_her_chat_is_a_residents_again()
    {
        await using var scene = await SceneAsync();
        await PairAsync(scene);
        using var desk = await DeskClient.SignedInAsync(scene.Host.Running.App, "小山", Role.Supervisor);
        var path = $"/desk/{scene.Host.Running.Community.Id}/coverage";
        Assert.Contains("telegram:…55", (await desk.PageAsync(path)).QuerySelector("#staff-floor")!.TextContent, StringComparison.Ordinal);
        using var unpaired = await desk.SendAsync(path, "form[data-form=unpair-floor-0]");
        Assert.Equal(HttpStatusCode.SeeOther, unpaired.StatusCode);

        Assert.DoesNotContain("我的住户", (await scene.SayAsync(Chen, "菜单")).Buttons.Select(button => button.Label));
    }
}
